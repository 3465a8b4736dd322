/** Collection from the outside: what was answered with 201 is there, whatever happens then. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRouterClient } from '@orpc/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Inbox } from '../../catalog/collect/inbox.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { verifyLedger } from '../../catalog/ledger/verify.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { router } from '../procedures/index.ts';
import { Collecting } from './collecting.ts';
import { collectIn, openCatalogIn, runEvent, send, settingsOf } from './testing/sending.ts';

const child = fileURLToPath(new URL('./testing/collect-child.ts', import.meta.url));
const text = (n: number) => JSON.stringify(runEvent(n));
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function started(folder: string, settings = settingsOf({ enabled: true, port: 0 })) {
  const running = await collectIn(folder, settings);
  ending.push(running.close);
  return running;
}

const runIds = (catalog: Catalog) =>
  catalog.store.reader
    .prepare<[], { id: string }>('SELECT run_id AS id FROM run ORDER BY 1')
    .all()
    .map(({ id }) => Number(id.slice(-12)));

it('kill -9 after 201: every event that was answered is imported at the next start', async () => {
  const folder = temporaryFolder();
  for (let round = 0; round < 3; round++) {
    const process = spawn(globalThis.process.execPath, [child, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(process.stdout, 'data')) as [Buffer];
    const port = Number(line.toString());
    const ids = Array.from({ length: 20 }, (_, n) => round * 20 + n);
    const answers = await Promise.all(ids.map((n) => send(port, { body: text(n) })));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    process.kill('SIGKILL');
    await once(process, 'exit');
  }
  const { catalog, collecting } = await started(folder);
  expect(collecting.status().inbox.waiting).toBe(60);
  await collecting.drain();
  expect(runIds(catalog)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  expect(await verifyLedger(catalog.store.reader)).toMatchObject({ verdict: 'intact', entries: 1 });
});

it('imports by itself, and not more often than every few seconds', async () => {
  const folder = temporaryFolder();
  const catalog = await openCatalogIn(folder);
  const collecting = await Collecting.start({
    catalog,
    version: 'test',
    settings: settingsOf({ enabled: true, port: 0 }),
    drain: { gatherMs: 10, pauseMs: 600 },
  });
  ending.push(async () => {
    await collecting.close();
    await catalog.close();
  });
  const { port } = collecting.status().receiver;
  const until = performance.now() + 1_500;
  let sent = 0;
  while (performance.now() < until) expect((await send(port, { body: text(sent++) })).status).toBe(201);
  await expect.poll(() => runIds(catalog).length).toBe(sent);
  expect(catalog.info().ledgerSize).toBeGreaterThan(1);
  expect(catalog.info().ledgerSize).toBeLessThan(6);
});

it('answers while an import holds the catalog', async () => {
  const { catalog, collecting, port } = await started(temporaryFolder());
  let release = () => {};
  const held = catalog.store.write(() => new Promise<void>((resolve) => (release = resolve)));
  const begun = performance.now();
  for (let n = 0; n < 5; n++) expect((await send(port, { body: text(n) })).status).toBe(201);
  expect(performance.now() - begun).toBeLessThan(3_000);
  const drained = collecting.drain();
  release();
  await held;
  await drained;
  expect(runIds(catalog)).toHaveLength(5);
});

it('an event that breaks the import is found, listed, and does not hold up the others', async () => {
  const { catalog, collecting, port } = await started(temporaryFolder());
  await catalog.store.write((db) =>
    db.exec(
      `CREATE TEMP TRIGGER breaks BEFORE INSERT ON job WHEN NEW.name = 'job-13' BEGIN SELECT RAISE(ABORT, 'this one'); END`,
    ),
  );
  for (let n = 0; n < 20; n++) await send(port, { body: text(n) });
  await collecting.drain();
  expect(runIds(catalog)).toEqual(Array.from({ length: 20 }, (_, n) => n).filter((n) => n !== 13));
  const { items } = collecting.events('rejected', { offset: 0, limit: 5 });
  expect(items.map(({ reason }) => reason)).toEqual(['The import of this event failed: this one']);
});

it('trouble with the disk passes: events are kept and said to be', async () => {
  const { catalog, collecting, port } = await started(temporaryFolder());
  const writing = vi
    .spyOn(catalog.store, 'write')
    .mockRejectedValue(Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' }));
  await send(port, { body: text(1) });
  await send(port, { body: text(2) });
  await collecting.drain();
  expect(collecting.status().inbox).toMatchObject({ waiting: 2, rejected: 0 });
  expect(collecting.status().inbox.problem).toContain('disk full');
  writing.mockRestore();
  await collecting.drain();
  expect(collecting.status().inbox).toMatchObject({ waiting: 0, problem: null });
  // The catalog is fine, but the inbox cannot note it: imported again later, which says nothing new.
  const noting = vi.spyOn(Inbox.prototype, 'settle').mockImplementation(() => {
    throw Object.assign(new Error('I/O error'), { code: 'SQLITE_IOERR' });
  });
  await send(port, { body: text(3) });
  await collecting.drain();
  expect(collecting.status().inbox).toMatchObject({ waiting: 1, rejected: 0 });
  noting.mockRestore();
  await collecting.drain();
  expect(collecting.status().inbox).toMatchObject({ waiting: 0, known: 1, problem: null });
  expect(runIds(catalog)).toEqual([1, 2, 3]);
});

it('a second process is told that another one collects', async () => {
  const folder = temporaryFolder();
  await started(folder);
  const second = await started(folder);
  expect(second.collecting.status()).toMatchObject({
    receiver: { state: 'failed' },
    inbox: { problem: expect.stringContaining('another Headwater process') as string },
  });
});

it('a port in use is said in words', async () => {
  const first = await started(temporaryFolder());
  const second = await started(temporaryFolder(), settingsOf({ enabled: true, port: first.port }));
  expect(second.collecting.status().receiver).toMatchObject({
    state: 'failed',
    problem: `Port ${first.port} is used by another program. Choose another one.`,
  });
});

it('a watched folder becomes lineage with the file and line as evidence', async () => {
  const folder = temporaryFolder();
  const events = join(folder, 'spark-events');
  mkdirSync(events);
  writeFileSync(join(events, 'a.ndjson'), `${text(1)}\n`);
  const { catalog, collecting } = await started(folder, settingsOf({}, { enabled: true, folder: events }));
  await expect.poll(() => collecting.status().inbox.waiting).toBe(1);
  await collecting.drain();
  appendFileSync(join(events, 'a.ndjson'), `${text(2)}\n`);
  await expect.poll(() => collecting.status().inbox.waiting).toBe(1);
  await collecting.drain();
  const files = catalog.store.reader
    .prepare<[], { path: string }>('SELECT path FROM source_file ORDER BY id')
    .all();
  expect(files.map(({ path }) => path)).toEqual([
    'spark-events/a.ndjson from line 1',
    'spark-events/a.ndjson from line 2',
  ]);
  expect(collecting.status().watch).toMatchObject({ state: 'on', files: 1, passedOver: 0 });
});

describe('through the contract', () => {
  async function client(folder: string, host: 'loopback' | 'electron' = 'loopback') {
    const catalog = await openCatalogIn(folder);
    const collecting = await Collecting.start({ catalog, version: 'test', drain: { gatherMs: 10 } });
    ending.push(async () => {
      await collecting.close();
      await catalog.close();
    });
    const pathsOf = async (tokens: readonly string[]) => tokens.map((token) => join(folder, token));
    return createRouterClient(router, { context: { catalog, collecting, host, version: 'test', pathsOf } });
  }

  it('is off, is turned on with a key that is shown once, and off again', async () => {
    const folder = temporaryFolder();
    const face = await client(folder);
    expect(await face.collect.status()).toMatchObject({
      available: true,
      receiver: { enabled: false, state: 'off', port: 5100, requireKey: true, hasKey: false, address: null },
      watch: { enabled: false, state: 'off', folder: null },
    });
    const port = await freePort();
    const on = await face.collect.configure({ receiver: { enabled: true, port } });
    expect(on.status.receiver).toMatchObject({
      state: 'on',
      hasKey: true,
      address: `http://127.0.0.1:${port}`,
    });
    expect(on.key).toMatch(/^hw_[\w-]{43}$/);
    const headers = { authorization: `Bearer ${on.key}` };
    expect((await send(port, { headers, body: text(1) })).status).toBe(201);
    await expect.poll(async () => (await face.collect.status()).inbox.imported).toBe(1);
    expect((await face.collect.events({ state: 'imported' })).items).toMatchObject([{ importId: 1 }]);

    const next = await face.collect.configure({ newKey: true });
    expect(next.key).not.toBe(on.key);
    expect((await send(port, { headers, body: text(2) })).status).toBe(401);
    expect((await face.collect.configure({ receiver: { requireKey: false } })).key).toBeNull();
    expect((await send(port, { body: text(2) })).status).toBe(201);

    const off = await face.collect.configure({ receiver: { enabled: false } });
    expect(off.status.receiver).toMatchObject({ state: 'off', address: null, hasKey: true });
    await expect(send(port, { body: text(3) })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('two changes at once are both made', async () => {
    const folder = temporaryFolder();
    const face = await client(folder);
    await Promise.all([
      face.collect.configure({ receiver: { requireKey: false } }),
      face.collect.configure({ receiver: { port: 5101 } }),
      face.collect.configure({ watch: { folder } }),
    ]);
    expect(await face.collect.status()).toMatchObject({
      receiver: { requireKey: false, port: 5101 },
      watch: { folder },
    });
  });

  it('keeps the key out of the catalog file', async () => {
    const folder = temporaryFolder();
    const face = await client(folder);
    const { key } = await face.collect.configure({ newKey: true });
    const settings = await face.system.settings();
    expect(JSON.stringify(settings)).not.toContain('hw_');
    const status = await face.collect.status();
    expect(JSON.stringify(status)).not.toContain(key);
  });

  it('a folder must be there; the desktop app takes it from its dialog only', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'events'));
    const face = await client(folder);
    await expect(face.collect.configure({ watch: { enabled: true } })).rejects.toMatchObject({
      code: 'INVALID',
    });
    for (const bad of ['relative', join(folder, 'nowhere'), join(folder, 'test.headwater')]) {
      await expect(face.collect.configure({ watch: { folder: bad } })).rejects.toMatchObject({
        code: 'INVALID',
      });
    }
    const { status } = await face.collect.configure({ watch: { enabled: true, token: 'events' } });
    expect(status.watch).toMatchObject({ enabled: true, folder: join(folder, 'events') });
    const other = temporaryFolder();
    const desktop = await client(other, 'electron');
    await expect(desktop.collect.configure({ watch: { folder: other } })).rejects.toMatchObject({
      code: 'INVALID',
    });
  });

  it('where nothing stays running, says so', async () => {
    const catalog = await openCatalogIn(temporaryFolder());
    ending.push(() => catalog.close());
    const context = { catalog, host: 'cli' as const, version: 'test', pathsOf: async () => [] };
    const face = createRouterClient(router, { context });
    expect(await face.collect.status()).toMatchObject({ available: false, receiver: { state: 'off' } });
    await expect(face.collect.configure({ newKey: true })).rejects.toMatchObject({ code: 'INVALID' });
  });
});

async function freePort(): Promise<number> {
  const folder = temporaryFolder();
  const { port, close } = await collectIn(folder);
  await close();
  return port;
}
