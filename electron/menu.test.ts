import type { MenuItemConstructorOptions as Item } from 'electron';
import { describe, expect, it } from 'vitest';
import { acceleratorOf } from './accelerator.ts';
import { menuTemplate, type MenuActions, type MenuState } from './menu.ts';
import type { MenuCommand } from './page-shapes.ts';

const silent: MenuActions = {
  command: () => {},
  newCatalog: () => {},
  openCatalog: () => {},
  openRecent: () => {},
  clearRecent: () => {},
  showCatalog: () => {},
  showLog: () => {},
};

const command = (id: string, group: string, keys: string | null = null, title = id): MenuCommand => ({
  id,
  title,
  group,
  groupName: group,
  keys,
  enabled: true,
});

const COMMANDS = [
  command('go.inbox', 'Go to', 'mod+6'),
  command('go.settings', 'Go to', 'mod+,'),
  command('ask.impact', 'Questions'),
  command('edit.undo', 'Edit', 'mod+Z'),
  command('palette.open', 'General', 'mod+K'),
  command('theme.dark', 'Theme'),
  command('help.shortcuts', 'General', '?'),
  command('lineage.fit', 'Lineage', '0'),
  command('page.save', 'This page', 'mod+S', 'Save & close'),
];

function templateOf(state: Partial<MenuState> = {}, actions: Partial<MenuActions> = {}): Item[] {
  return menuTemplate(
    { ...silent, ...actions },
    { platform: 'linux', recent: [], packaged: true, commands: COMMANDS, ...state },
  );
}

const flat = (items: readonly Item[]): Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
const itemsOf = (state?: Partial<MenuState>, actions?: Partial<MenuActions>) =>
  flat(templateOf(state, actions));
const click = (item: Item | undefined): unknown => (item?.click as (() => unknown) | undefined)?.();

describe('the menu', () => {
  it('shows every command of the page once, in its menu, and sends its id', () => {
    const sent: string[] = [];
    const template = templateOf({}, { command: (id) => sent.push(id) });
    const byMenu = template.map(({ label, submenu }) => [
      label,
      flat(submenu as Item[]).flatMap(({ id }) => id ?? []),
    ]);
    expect(byMenu).toEqual([
      ['&File', []],
      ['&Edit', ['edit.undo', 'palette.open']],
      ['&View', ['theme.dark']],
      ['&Go', ['go.inbox', 'go.settings', 'ask.impact']],
      ['&Page', ['lineage.fit', 'page.save']],
      ['&Help', ['help.shortcuts']],
    ]);
    for (const item of flat(template)) if (item.id !== undefined) click(item);
    expect(sent.toSorted()).toEqual(COMMANDS.map(({ id }) => id).toSorted());
  });

  it('is whole without a page', () => {
    const template = templateOf({ commands: [] });
    expect(template.map(({ label }) => label)).toEqual(['&File', '&Edit', '&View', '&Help']);
    expect(flat(template).some(({ label }) => label === 'Show Log')).toBe(true);
  });

  it('takes the newest of two commands with one id, and shows what cannot be done as such', () => {
    const commands = [
      command('a', 'Go to', null, 'Old'),
      { ...command('a', 'Go to', null, 'New'), enabled: false },
    ];
    expect(itemsOf({ commands }).filter(({ id }) => id === 'a')).toMatchObject([
      { label: 'New', enabled: false },
    ]);
  });

  it('shows the keys of page commands without taking them from the page', () => {
    const shown = itemsOf().filter(({ id }) => id !== undefined);
    expect(shown.find(({ id }) => id === 'go.settings')?.accelerator).toBe('CmdOrCtrl+,');
    for (const item of shown)
      if (item.accelerator !== undefined) expect(item.registerAccelerator, item.label).toBe(false);
  });

  it('underlines no letter behind an ampersand of a title', () => {
    expect(itemsOf().find(({ id }) => id === 'page.save')?.label).toBe('Save && close');
  });

  it('has no two items that take the same keys', () => {
    const taken = itemsOf()
      .filter(({ registerAccelerator }) => registerAccelerator !== false)
      .flatMap(({ accelerator }) => accelerator ?? []);
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('opens recent catalogs, and forgets them', () => {
    const did: string[] = [];
    const items = itemsOf(
      { recent: ['/b.headwater', '/a.headwater'] },
      { openRecent: (path) => did.push(path), clearRecent: () => did.push('cleared') },
    );
    click(items.find(({ label }) => label === '/a.headwater'));
    click(items.find(({ label }) => label === 'Clear Recent Catalogs'));
    expect(did).toEqual(['/a.headwater', 'cleared']);
    expect(itemsOf().find(({ label }) => label === 'Open Recent')?.enabled).toBe(false);
  });

  it('has the developer tools outside of packages only', () => {
    const has = (packaged: boolean) => itemsOf({ packaged }).some(({ role }) => role === 'toggleDevTools');
    expect([has(false), has(true)]).toEqual([true, false]);
  });

  it('follows the platform', () => {
    const roles = (platform: NodeJS.Platform) => itemsOf({ platform }).flatMap(({ role }) => role ?? []);
    expect(roles('darwin')).toEqual(expect.arrayContaining(['appMenu', 'windowMenu', 'close']));
    expect(roles('win32')).toContain('quit');
  });
});

it.each([
  ['mod+K', 'CmdOrCtrl+K'],
  ['mod+shift+Z', 'CmdOrCtrl+Shift+Z'],
  ['alt+ArrowLeft', 'Alt+Left'],
  ['?', '?'],
  ['mod+,', 'CmdOrCtrl+,'],
  ['mod++', 'CmdOrCtrl+Plus'],
  ['+', 'Plus'],
  [' ', 'Space'],
  ['Escape', 'Esc'],
  ['F2', 'F2'],
  ['hyper+K', null],
  ['mod+Nonsense', null],
  ['', null],
])('%j is shown as %j', (keys, expected) => expect(acceleratorOf(keys)).toBe(expected));
