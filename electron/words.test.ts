import { afterEach, describe, expect, it } from 'vitest';
import type { MenuItemConstructorOptions as Item } from 'electron';
import { menuTemplate } from './menu.ts';
import { roleItem, say, sayTime, speak, spokenOf } from './words.ts';

afterEach(() => speak('en'));

const flat = (items: readonly Item[]): Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

const nothing = () => {};
const menuOf = (platform: NodeJS.Platform): Item[] =>
  flat(
    menuTemplate(
      {
        command: nothing,
        newCatalog: nothing,
        openCatalog: nothing,
        openRecent: nothing,
        clearRecent: nothing,
        showCatalog: nothing,
        showLog: nothing,
      },
      {
        platform,
        recent: [],
        packaged: false,
        commands: [
          {
            id: 'theme.dark',
            title: 'Design: Dunkel',
            group: 'Theme',
            groupName: 'Design',
            keys: null,
            enabled: true,
          },
          {
            id: 'go.inbox',
            title: 'Gehe zu „Eingang“',
            group: 'Go to',
            groupName: 'Gehe zu',
            keys: null,
            enabled: true,
          },
          {
            id: 'ask.impact',
            title: 'Auswirkung',
            group: 'Questions',
            groupName: 'Fragen',
            keys: null,
            enabled: true,
          },
          {
            id: 'page.a',
            title: 'A',
            group: 'This page',
            groupName: 'Diese Seite',
            keys: null,
            enabled: true,
          },
          { id: 'page.b', title: 'B', group: 'Lineage', groupName: 'Lineage', keys: null, enabled: true },
        ],
      },
    ),
  );

describe('the language of the host', () => {
  it('is the first of the system that it speaks', () => {
    expect(spokenOf(['fr-FR', 'de-AT', 'en-US'])).toBe('de-AT');
    expect(spokenOf(['en-GB', 'de'])).toBe('en-GB');
    expect(spokenOf(['fr'])).toBe('en');
    expect(spokenOf([])).toBe('en');
  });

  it('says its texts, with their values', () => {
    expect(say('{file} could not be opened', { file: '{a}.headwater' })).toBe(
      '{a}.headwater could not be opened',
    );
    speak('de-AT');
    expect(say('{file} could not be opened', { file: 'a.headwater' })).toBe(
      'a.headwater ließ sich nicht öffnen',
    );
    expect(sayTime(new Date(2026, 0, 2, 3, 4, 5))).toMatch(/^2\.1\.2026/);
    speak('fr');
    expect(say('Wait')).toBe('Wait');
  });

  it('leaves the names of roles to Electron in English', () => {
    expect(roleItem('copy')).toEqual({ role: 'copy' });
    speak('de');
    expect(roleItem('copy')).toEqual({ role: 'copy', label: 'Kopieren' });
  });
});

describe.each(['linux', 'darwin', 'win32'] as const)('the menu of %s', (platform) => {
  it('has a German name for everything in German', () => {
    const english = menuOf(platform).flatMap(({ label, id }) => (id === undefined && label ? [label] : []));
    speak('de');
    const items = menuOf(platform).filter(({ type }) => type !== 'separator');
    expect(items.filter(({ label, role }) => !label && role !== 'appMenu')).toEqual([]);
    const german = items.flatMap(({ label, id }) => (id === undefined && label ? [label] : []));
    const same = german.filter((label) => english.includes(label));
    // Groups of the page come as the page says them.
    expect(same).toEqual(['Diese Seite', 'Lineage']);
  });
});
