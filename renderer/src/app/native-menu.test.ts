import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** The desktop app's own files: another project to the compiler, so what is used of them is said here. */
interface Desktop {
  readonly acceleratorOf: (keys: string) => string | null;
  readonly menuTemplate: (actions: object, state: object) => { submenu?: unknown }[];
  readonly menuCommandSchema: { parse: (value: unknown) => unknown };
}
async function desktop(): Promise<Desktop> {
  const files = ['accelerator', 'menu', 'page-shapes'].map(
    (name) => new URL(`../../../electron/${name}.ts`, import.meta.url).href,
  );
  const parts = (await Promise.all(files.map((file) => import(/* @vite-ignore */ file)))) as object[];
  return Object.assign({}, ...parts) as Desktop;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', {
    localStorage: { getItem: () => null, setItem: () => {} },
    addEventListener: () => {},
    location: { protocol: 'http:', host: 'x' },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const shell = async () => {
  const { shellCommands } = await import('./commands.ts');
  const nothing = () => {};
  return shellCommands({
    go: nothing,
    back: nothing,
    forward: nothing,
    undo: nothing,
    redo: nothing,
    undoLabel: 'Tagged 3 columns',
    redoLabel: null,
    setTheme: nothing,
    toggleRail: nothing,
    showShortcuts: nothing,
  });
};

describe('the native menu', () => {
  it('holds every command of the shell, with its keys, as the desktop app takes them', async () => {
    const { menuCommandsOf } = await import('./native-menu.ts');
    const { acceleratorOf, menuCommandSchema, menuTemplate } = await desktop();
    const list = menuCommandsOf(await shell());
    expect(list.length).toBeGreaterThan(20);
    for (const one of list) menuCommandSchema.parse(one);
    const items: { id?: string; accelerator?: unknown }[] = [];
    const walk = (all: readonly { submenu?: unknown }[]): void => {
      for (const item of all) {
        items.push(item as { id?: string });
        if (Array.isArray(item.submenu)) walk(item.submenu as { submenu?: unknown }[]);
      }
    };
    const nothing = () => {};
    walk(
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
        { platform: 'linux', recent: [], packaged: true, commands: list },
      ),
    );
    for (const { id, keys } of list) {
      const item = items.find((one) => one.id === id);
      expect(item, id).toBeDefined();
      if (keys !== null) expect(item?.accelerator, id).toBe(acceleratorOf(keys) ?? 'no such keys');
    }
    expect(list.find(({ id }) => id === 'edit.undo')).toMatchObject({
      title: 'Undo: Tagged 3 columns',
      enabled: true,
    });
    expect(list.find(({ id }) => id === 'edit.redo')).toMatchObject({ enabled: false });
  });
});

describe('what notices say', () => {
  it('are numbers', async () => {
    const { deadlineNotice, failedImportNotice, importNotice } = await import('./notice-words.ts');
    expect(importNotice({ accepted: 3, rejected: 1, unchanged: false })).toMatchObject({
      body: '3 records accepted, 1 rejected.',
    });
    expect(importNotice({ accepted: 3, rejected: 0, unchanged: true }).body).toBe('Nothing changed.');
    expect(failedImportNotice().command).toBe('import.open');
    const due = (...days: number[]) => deadlineNotice(days.map((daysLeft) => ({ daysLeft })));
    expect(due(4, 30)).toBeNull();
    expect(due()).toBeNull();
    expect(due(-2, -1, 0, 3, 9)).toEqual({
      title: 'Deadlines are due',
      body: '2 overdue, 1 due today, 1 due within 3 days.',
      command: 'go.privacy',
    });
    expect(due(1)?.title).toBe('Deadlines come near');
  });
});

describe('after a break of the connection', () => {
  it('what people waited for is named, the rest counted', async () => {
    const { cutOffWords } = await import('./recovered.ts');
    expect(cutOffWords([])).toBeNull();
    expect(cutOffWords(['datasets.list', 'system.info'])).toBeNull();
    expect(cutOffWords(['imports.run', 'imports.run', 'system.info'])).toBe(
      'Cut off: the import, 1 more. Nothing of it was written; start it again.',
    );
  });
});
