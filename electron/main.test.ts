/** The main process as a whole, on a fake of Electron: what it asks of the system, and when. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions as Item } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHANNELS } from './messages.ts';
import type * as FakeElectron from './testing/fake-electron.ts';

type Fake = typeof FakeElectron;
let fake: Fake;
let folder: string;
const argv = process.argv;
const faults = ['uncaughtException', 'unhandledRejection'] as const;
let listeners: Map<string, unknown[]>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'));
  vi.stubEnv('HEADWATER_DATA', folder);
  listeners = new Map(faults.map((event) => [event, process.listeners(event as 'uncaughtException')]));
});
afterEach(() => {
  process.argv = argv;
  for (const event of faults)
    for (const listener of process.listeners(event as 'uncaughtException'))
      if (!listeners.get(event)?.includes(listener)) process.off(event, listener);
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A fresh Electron, and all modules anew on it. */
async function freshElectron(): Promise<Fake> {
  vi.resetModules();
  const fresh = await import('./testing/fake-electron.ts');
  vi.doMock('electron', () => fresh.electron);
  return fresh;
}

async function start(...args: string[]): Promise<void> {
  process.argv = ['headwater', ...args];
  fake = await freshElectron();
  await import('./main.ts');
  await until(() => expect(did('fork')).toHaveLength(1));
  await until(() => expect(fake.FakeWindow.all).toHaveLength(1));
}
/** What must not happen has had its turn. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 });
const boxes = (n: number) => until(() => expect(did('messageBox')).toHaveLength(n));
const did = (what: string) => fake.calls.filter(([name]) => name === what).map(([, ...rest]) => rest);
const engine = () => fake.engines.at(-1)!;
const window = () => fake.FakeWindow.all.at(-1)!;
const sent = (channel: string) =>
  did('send')
    .filter(([name]) => name === channel)
    .map(([, ...rest]) => rest);
const logged = () => readFileSync(join(folder, 'desktop', 'headwater.log'), 'utf8');
const trusted = () => ({
  sender: window().webContents,
  senderFrame: { origin: 'app://headwater', parent: null },
});
const call = (channel: string, ...given: unknown[]) => fake.handlers.get(channel)!(trusted(), ...given);

function menuItems(): Item[] {
  const flat = (items: readonly Item[]): Item[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
  return flat(did('menu').at(-1)![0] as Item[]);
}
function clickOn(label: string): void {
  const item = menuItems().find((one) => one.label === label);
  if (!item?.click) throw new Error(`No such item: ${label}`);
  (item.click as () => void)();
}

describe('the start', () => {
  it('shuts the doors before anything is shown', async () => {
    await start();
    expect(did('enableSandbox')).toEqual([[false]]);
    const names = fake.calls.map(([name]) => name);
    expect(names.lastIndexOf('switch')).toBeLessThan(names.indexOf('fork'));
    expect(fake.schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
    const preferences = window().options['webPreferences'] as Record<string, unknown>;
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      devTools: false,
    });
    let cancelled: boolean | undefined;
    fake.session.beforeRequest!({ url: 'https://example.org/' }, ({ cancel }) => (cancelled = cancel));
    expect(cancelled).toBe(true);
    expect(fake.session.permissionCheck!(null, 'geolocation')).toBe(false);
    expect(fake.session.device!()).toBe(false);
    expect(fake.session.spelling).toBe(false);
    const { webContents } = window();
    expect(webContents.windowOpen!({})).toEqual({ action: 'deny' });
    const details = { url: 'https://example.org/', preventDefault: vi.fn<() => void>() };
    webContents.emit('will-frame-navigate', details);
    webContents.emit('will-redirect', details);
    webContents.emit('will-attach-webview', details);
    expect(details.preventDefault).toHaveBeenCalledTimes(3);
    expect(did('loadURL')).toEqual([['app://headwater/']]);
  });

  it('keeps Chromium off the network', async () => {
    await start();
    expect(did('switch')).toEqual(
      expect.arrayContaining([
        ['host-resolver-rules', 'MAP * ~NOTFOUND'],
        ['disable-background-networking'],
        ['disable-component-update'],
      ]),
    );
  });

  it('makes the default catalog, and no other', async () => {
    await start();
    expect(engine().posted[0]).toMatchObject({
      kind: 'open',
      path: join(folder, 'catalog.headwater'),
      create: true,
    });
    await start('/data/given.headwater');
    expect(engine().posted[0]).toMatchObject({ kind: 'open', path: '/data/given.headwater', create: false });
  });

  it('is for one instance: a second one ends, and the first takes over what it was started with', async () => {
    await start();
    const { app } = fake.electron;
    window().minimized = true;
    app.emit('second-instance', {}, ['headwater', 'b.headwater'], '/folder');
    await until(() =>
      expect(engine().posted[0]).toMatchObject({ path: '/folder/b.headwater', create: false }),
    );
    expect(window().minimized).toBe(false);
    expect(fake.FakeWindow.all).toHaveLength(1);
    const other = await freshElectron();
    other.electron.app.lock = false;
    await import('./main.ts');
    expect(other.calls).toContainEqual(['exit', 0]);
    expect(other.engines).toEqual([]);
  });
});

describe('files of the system', () => {
  it('are opened when the app is ready, or as soon as it is', async () => {
    await start();
    const { app } = fake.electron;
    const event = { preventDefault: vi.fn<() => void>() };
    app.emit('open-file', event, '/data/c.headwater');
    expect(event.preventDefault).toHaveBeenCalled();
    await until(() => expect(engine().posted[0]).toMatchObject({ path: '/data/c.headwater' }));
  });

  it('are opened one after the other: of several, only the last one asked for', async () => {
    await start();
    const { app } = fake.electron;
    for (const path of ['/data/b.headwater', '/data/c.headwater'])
      app.emit('open-file', { preventDefault: () => {} }, path);
    await settled();
    expect(fake.engines.map(({ posted }) => posted.find(({ kind }) => kind === 'open'))).toMatchObject([
      {},
      { path: '/data/c.headwater' },
    ]);
  });

  it('that are no catalogs go to the page, by tokens', async () => {
    const manifest = join(folder, 'manifest.json');
    writeFileSync(manifest, '{}');
    await start(manifest);
    expect(sent(CHANNELS.sources)).toEqual([]);
    window().webContents.emit('did-finish-load');
    await until(() => expect(sent(CHANNELS.sources)).toHaveLength(1));
    const [[held]] = sent(CHANNELS.sources) as [[{ token: string; label: string }[]]];
    expect(held).toMatchObject([{ label: 'manifest.json', bytes: 2 }]);
    expect(JSON.stringify(held)).not.toContain(folder);
    fake.electron.app.emit('open-file', { preventDefault: () => {} }, join(folder, 'absent'));
    await settled();
    expect(sent(CHANNELS.sources)).toHaveLength(1);
  });
});

describe('recent catalogs', () => {
  it('are told to the system, stand in the menu, are opened, remembered and cleared', async () => {
    await start('/data/a.headwater');
    engine().emit('message', { kind: 'opened' });
    expect(did('addRecentDocument')).toEqual([['/data/a.headwater']]);
    const kept = () =>
      JSON.parse(readFileSync(join(folder, 'desktop', 'window.json'), 'utf8')) as { recent: string[] };
    expect(kept().recent).toEqual(['/data/a.headwater']);
    clickOn('/data/a.headwater');
    await until(() => expect(fake.engines).toHaveLength(2));
    clickOn('Clear Recent Catalogs');
    expect(did('clearRecentDocuments')).toHaveLength(1);
    expect(kept().recent).toEqual([]);
    expect(menuItems().some(({ label }) => label === '/data/a.headwater')).toBe(false);
  });
});

describe('the page', () => {
  it('is heard only from its own top frame', async () => {
    await start();
    for (const senderFrame of [
      null,
      { origin: 'https://example.org', parent: null },
      { origin: 'app://headwater', parent: {} },
    ])
      for (const handler of fake.handlers.values())
        expect(() => handler({ sender: window().webContents, senderFrame })).toThrow(/not answered/);
    expect([...fake.handlers.keys()].sort()).toEqual(
      Object.values(CHANNELS)
        .filter(
          (name) =>
            !([CHANNELS.menu, CHANNELS.port, CHANNELS.engineFailed, CHANNELS.sources] as string[]).includes(
              name,
            ),
        )
        .sort(),
    );
  });

  it('gives the menu its commands, and is sent what is chosen there', async () => {
    await start();
    const command = {
      id: 'go.inbox',
      title: 'Go to Inbox',
      group: 'Go to',
      groupName: 'Go to',
      keys: 'mod+6',
      enabled: true,
    };
    await call(CHANNELS.commands, [command]);
    clickOn('Go to Inbox');
    expect(sent(CHANNELS.menu)).toEqual([['go.inbox']]);
    await expect(call(CHANNELS.commands, [{ ...command, id: 5 }])).rejects.toThrow();
  });

  it('has a file saved where the person says, and is told where nobody said so', async () => {
    await start();
    const bytes = new TextEncoder().encode('one');
    expect(await call(CHANNELS.save, '../pack.zip', bytes)).toBe(false);
    expect(did('saveDialog')).toEqual([[expect.anything(), { defaultPath: 'pack.zip' }]]);
    const filePath = join(folder, 'chosen.zip');
    fake.answers.push({ filePath, canceled: false });
    expect(await call(CHANNELS.save, 'pack.zip', bytes)).toBe(true);
    expect(readFileSync(filePath, 'utf8')).toBe('one');
  });

  it('sets the look of the system, and the progress on the icon', async () => {
    await start();
    await call(CHANNELS.look, 'dark');
    expect(fake.electron.nativeTheme.themeSource).toBe('dark');
    await call(CHANNELS.progress, 0.5);
    await call(CHANNELS.progress, null);
    expect(did('setProgressBar')).toEqual([[0.5], [-1]]);
    await expect(call(CHANNELS.look, 'url(x)')).rejects.toThrow();
  });

  it('has menus and dialogs in its language, also at the next start', async () => {
    await start();
    expect(menuItems().some(({ label }) => label === 'Show Log')).toBe(true);
    await call(CHANNELS.speak, 'de-AT');
    expect(menuItems().some(({ label }) => label === 'Show Log')).toBe(false);
    clickOn('Katalog öffnen …');
    await until(() => expect(did('openDialog')).toMatchObject([[window(), { title: 'Katalog öffnen' }]]));
    await expect(call(CHANNELS.speak, '../de')).rejects.toThrow();
    await start();
    expect(menuItems().some(({ label }) => label === 'Log anzeigen')).toBe(true);
  });

  it('has notices shown while another window has the focus, and a click leads to their place', async () => {
    await start();
    const notice = { title: 'The import is finished', body: '3 records accepted.', command: 'import.open' };
    expect(await call(CHANNELS.notify, notice)).toBe(false);
    window().focused = false;
    fake.FakeNotification.all.length = 0;
    expect(await call(CHANNELS.notify, notice)).toBe(true);
    const [shown] = fake.FakeNotification.all;
    expect(shown?.options).toEqual({ title: notice.title, body: notice.body });
    shown?.emit('click');
    expect(did('focus')).toHaveLength(1);
    expect(sent(CHANNELS.menu)).toEqual([['import.open']]);
    fake.FakeNotification.supported = false;
    expect(await call(CHANNELS.notify, notice)).toBe(false);
    fake.FakeNotification.supported = true;
  });
});

describe('crashes', () => {
  it('of the engine are mended, three a minute, and then told', async () => {
    await start();
    for (let n = 0; n < 3; n++) {
      engine().stderr.emit('data', Buffer.from('SqliteError: of ada@example.org\n'));
      engine().emit('exit', 1);
    }
    expect(fake.engines).toHaveLength(4);
    expect(engine().posted[0]).toMatchObject({ kind: 'open', create: false });
    // A page has a new line each time.
    expect(did('postMessage').filter(([channel]) => channel === CHANNELS.port)).toHaveLength(3);
    engine().emit('exit', 1);
    await settled();
    expect(fake.engines).toHaveLength(4);
    expect(sent(CHANNELS.engineFailed)).toMatchObject([
      [{ cause: expect.stringContaining('several times') as string }],
    ]);
    expect(did('messageBox')).toHaveLength(1);
    expect(logged()).toMatch(/SqliteError\n.*engine ended, exit code 1/);
    expect(logged()).not.toContain('ada@');
  });

  it('of the page are mended by loading it again, and asked about when they go on', async () => {
    await start();
    const before = did('reload').length;
    const crash = () =>
      window().webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    window().webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    crash();
    crash();
    crash();
    expect(did('reload').length - before).toBe(3);
    fake.answers.push({ response: 0 });
    crash();
    await until(() => expect(did('reload').length - before).toBe(4));
    expect(did('messageBox')).toHaveLength(1);
  });

  it('a silent page is asked about once, and left alone if so wished', async () => {
    await start();
    const before = did('reload').length;
    window().emit('unresponsive');
    window().emit('unresponsive');
    await settled();
    expect(did('messageBox')).toHaveLength(1);
    expect(did('reload').length).toBe(before);
  });

  it('of the main process are told, and end it', async () => {
    await start();
    process.listeners('uncaughtException').at(-1)!(new TypeError('of ada@example.org'), 'uncaughtException');
    expect(did('errorBox')).toHaveLength(1);
    expect(did('exit')).toEqual([[1]]);
    expect(logged()).toContain('TypeError');
    expect(logged()).not.toContain('ada@');
  });
});

describe('a damaged catalog', () => {
  const catalog = () => join(folder, 'catalog.headwater');

  function withCopy(): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(catalog(), 'damaged');
    writeFileSync(`${catalog()}.safe-copy`, 'whole');
    const sha256 = createHash('sha256').update('whole').digest('hex');
    const note = { seq: 7, at: '2026-01-02T03:04:05.000Z', bytes: 5, sha256 };
    writeFileSync(`${catalog()}.safe-copy.json`, JSON.stringify(note));
  }

  it('is replaced by its last safe copy when the person wants it, and kept', async () => {
    withCopy();
    await start();
    fake.answers.push({ response: 0 });
    engine().emit('message', { kind: 'failed', cause: 'the integrity check says: no', problem: 'damaged' });
    await until(() => expect(fake.engines).toHaveLength(2));
    const [[box]] = did('messageBox') as [[{ buttons: string[]; detail: string }]];
    expect(box.buttons[0]).toBe('Use the Last Safe Copy');
    expect(readFileSync(catalog(), 'utf8')).toBe('whole');
    expect(fake.engines).toHaveLength(2);
    expect(engine().posted[0]).toMatchObject({ path: catalog(), create: false });
  });

  it('stays as it is when the copy is damaged, too, or the person looks elsewhere', async () => {
    withCopy();
    writeFileSync(`${catalog()}.safe-copy`, 'not it');
    await start();
    fake.answers.push({ response: 0 });
    engine().emit('message', { kind: 'failed', cause: 'x', problem: 'damaged' });
    await boxes(2);
    expect(readFileSync(catalog(), 'utf8')).toBe('damaged');
    expect(did('messageBox').at(-1)).toMatchObject([
      { detail: expect.stringContaining('damaged, too') as string },
    ]);
  });

  it('is not offered a copy for another kind of trouble', async () => {
    withCopy();
    await start();
    engine().emit('message', { kind: 'failed', cause: 'newer', problem: 'newer' });
    await boxes(1);
    expect(did('messageBox')).toMatchObject([
      [
        {
          buttons: ['Open Another Catalog…', 'Try Again', 'Close'],
          detail: expect.stringContaining('A later version of Headwater wrote the file.\nnewer\n') as string,
        },
      ],
    ]);
    await call(CHANNELS.speak, 'de-AT');
    engine().emit('message', { kind: 'failed', cause: 'gone', problem: 'missing' });
    await boxes(2);
    expect(did('messageBox').at(-1)).toMatchObject([
      { detail: expect.stringContaining('Diese Datei gibt es nicht.\ngone\n') as string },
    ]);
  });
});

it('the window is remembered when it was moved, not only when it is closed', async () => {
  await start();
  window().emit('move');
  const kept = () => JSON.parse(readFileSync(join(folder, 'desktop', 'window.json'), 'utf8')) as unknown;
  await until(() =>
    expect(kept()).toMatchObject({ bounds: { x: 10, y: 20, width: 800, height: 600 }, maximized: false }),
  );
});

it('the end waits until the catalog is closed', async () => {
  await start();
  const event = { preventDefault: vi.fn<() => void>() };
  fake.electron.app.emit('will-quit', event);
  expect(event.preventDefault).toHaveBeenCalled();
  expect(engine().posted.at(-1)).toEqual({ kind: 'close' });
  await until(() => expect(did('quit')).toHaveLength(1));
});

it('the end begins no engine, though a catalog was asked for while another was closing', async () => {
  await start();
  fake.electron.app.emit('open-file', { preventDefault: () => {} }, '/data/b.headwater');
  fake.electron.app.emit('will-quit', { preventDefault: () => {} });
  await until(() => expect(did('quit')).toHaveLength(1));
  await settled();
  expect(fake.engines).toHaveLength(1);
});

it('app: answers its own host only, with a policy, and nothing but reading', async () => {
  await start();
  const ask = async (address: string, method = 'GET') =>
    fake.protocolHandlers.get('app')!(new Request(address, { method }));
  expect((await ask('app://elsewhere/')).status).toBe(404);
  expect((await ask('app://headwater/', 'POST')).status).toBe(404);
  expect((await ask('app://headwater/..%2f..%2fpackage.json')).status).toBe(404);
  expect((await ask('app://headwater/assets/../../../package.json')).status).toBe(404);
});
