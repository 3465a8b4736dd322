import type { MenuItemConstructorOptions as Item } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate, type MenuActions, type MenuState } from './menu.ts';

const silent: MenuActions = {
  command: () => {},
  newCatalog: () => {},
  openCatalog: () => {},
  openRecent: () => {},
  showCatalog: () => {},
  showLog: () => {},
};

function itemsOf(state: Partial<MenuState> = {}, actions: Partial<MenuActions> = {}): Item[] {
  const template = menuTemplate(
    { ...silent, ...actions },
    { platform: 'linux', recent: [], packaged: true, ...state },
  );
  const flat = (items: readonly Item[]): Item[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
  return flat(template);
}

const click = (item: Item | undefined): unknown => (item?.click as (() => unknown) | undefined)?.();

describe('the menu', () => {
  it('sends the id of every command that it shows', () => {
    const sent: string[] = [];
    const items = itemsOf({}, { command: (id) => sent.push(id) }).filter(({ id }) => id !== undefined);
    for (const item of items) click(item);
    expect(sent).toEqual(items.map(({ id }) => id));
    expect(sent).toEqual(
      expect.arrayContaining(['go.lineage', 'edit.undo', 'palette.open', 'theme.dark', 'help.shortcuts']),
    );
  });

  it('shows the keys of page commands without taking them from the page', () => {
    for (const item of itemsOf()) {
      if (item.id !== undefined && item.accelerator !== undefined)
        expect(item.registerAccelerator, item.label).toBe(false);
    }
  });

  it('has no two items that take the same keys', () => {
    const taken = itemsOf()
      .filter(({ registerAccelerator }) => registerAccelerator !== false)
      .flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('opens recent catalogs', () => {
    const opened: string[] = [];
    const items = itemsOf(
      { recent: ['/b.headwater', '/a.headwater'] },
      { openRecent: (path) => opened.push(path) },
    );
    click(items.find(({ label }) => label === '/a.headwater'));
    expect(opened).toEqual(['/a.headwater']);
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
