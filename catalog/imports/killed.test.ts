/** A process that is killed in the middle of an import leaves the catalog as it was. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { importersOf } from '../importers/index.ts';
import { verifyLedger } from '../ledger/verify.ts';
import type { ChildOutcome } from '../testing/import-child.ts';
import { Catalog } from '../catalog.ts';
import { migrationsDir, openTemporaryStore, resourcesDir, temporaryFolder } from '../testing/temp-catalog.ts';
import type { Store } from '../store/store.ts';
import { runImport } from './run-import.ts';
import { undoImport } from './undo/undo-import.ts';

const undoChild = fileURLToPath(new URL('../testing/undo-child.ts', import.meta.url));
const child = fileURLToPath(new URL('../testing/import-child.ts', import.meta.url));

function events(count: number, from = 0): string {
  return Array.from({ length: count }, (_, n) =>
    JSON.stringify({
      eventType: 'COMPLETE',
      eventTime: '2026-01-01T00:00:00Z',
      run: { runId: `run-${from + n}` },
      job: { namespace: 'jobs', name: `job-${n % 50}` },
      inputs: [{ namespace: 'db', name: `in-${n % 300}` }],
      outputs: [{ namespace: 'db', name: `out-${n % 200}` }],
    }),
  ).join('\n');
}

async function importFile(store: Store, path: string) {
  return runImport(store, importersOf(), {
    paths: [path],
    kind: 'auto',
    dryRun: false,
    actor: 'test',
    toolVersion: 'test',
    signal: new AbortController().signal,
  });
}

const count = (store: Store, table: string) =>
  store.reader.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM ${table}`).get()!.n;

it('kill -9 during an import leaves the catalog as before, and a second import completes', async () => {
  const folder = temporaryFolder();
  const before = join(folder, 'before.ndjson');
  const large = join(folder, 'large.ndjson');
  writeFileSync(before, events(20));
  writeFileSync(large, events(30_000, 1000));
  const store = await openTemporaryStore(folder);
  await importFile(store, before);
  const runs = count(store, 'run');
  await store.close();

  for (const milestone of ['reading', 'deriving']) {
    const process = spawn(
      globalThis.process.execPath,
      [child, join(folder, 'test.headwater'), large, milestone],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(process.stdout, 'data');
    process.kill('SIGKILL');
    const [, signal] = (await once(process, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const after = await openTemporaryStore(folder, false);
    expect(count(after, 'run')).toBe(runs);
    expect(count(after, 'import_batch')).toBe(1);
    expect(await verifyLedger(after.reader)).toMatchObject({ verdict: 'intact', entries: 1 });
    await after.close();
  }

  const again = await openTemporaryStore(folder, false);
  const outcome = await importFile(again, large);
  expect(outcome).toMatchObject({ unchanged: false, rejected: 0, accepted: 30_000 });
  expect(count(again, 'run')).toBe(runs + 30_000);
  await again.close();
});

it('kill -9 during an undo, or an import in part, leaves the catalog as before, and both can be done again', async () => {
  const folder = temporaryFolder();
  const small = join(folder, 'small.ndjson');
  const large = join(folder, 'large.ndjson');
  writeFileSync(small, events(20));
  writeFileSync(large, events(20_000, 1000));
  const store = await openTemporaryStore(folder);
  await importFile(store, small);
  const { importId } = await importFile(store, large);
  // A rule makes the import compare, which is another moment to be killed in.
  await store.write((db) =>
    db
      .prepare(
        `INSERT INTO import_rule (selection, label, at, actor) VALUES ('{"types":["owner"]}', '', '', '')`,
      )
      .run(),
  );
  const runs = count(store, 'run');
  await store.close();
  const path = join(folder, 'test.headwater');
  const more = join(folder, 'more.ndjson');
  writeFileSync(more, events(8_000, 50_000));
  for (const args of [
    [undoChild, path, String(importId)],
    [child, path, more, 'comparing'],
  ]) {
    const process = spawn(globalThis.process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(process.stdout, 'data');
    process.kill('SIGKILL');
    const [, signal] = (await once(process, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    const after = await openTemporaryStore(folder, false);
    expect(count(after, 'run WHERE until_revision IS NULL')).toBe(runs);
    expect(count(after, 'import_batch WHERE undone_in IS NULL')).toBe(2);
    expect(await verifyLedger(after.reader)).toMatchObject({ verdict: 'intact', entries: 2 });
    await after.close();
  }
  const catalog = await Catalog.open({
    path,
    create: false,
    migrationsDir,
    resourcesDir,
    toolVersion: 'test',
    defaultActor: 'test',
  });
  const signal = new AbortController().signal;
  await undoImport(catalog, { importId: importId!, redo: false, dryRun: false, actor: 'test', signal });
  expect(count(catalog.store, 'run WHERE until_revision IS NULL')).toBe(20);
  expect(await importFile(catalog.store, more)).toMatchObject({ accepted: 8_000 });
  await catalog.close();
});

it('a cancelled import leaves the catalog as before', async () => {
  const folder = temporaryFolder();
  const large = join(folder, 'large.ndjson');
  writeFileSync(large, events(5_000));
  const store = await openTemporaryStore(folder);
  const controller = new AbortController();
  const running = runImport(store, importersOf(), {
    paths: [large],
    kind: 'auto',
    dryRun: false,
    actor: 'test',
    toolVersion: 'test',
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(running).rejects.toThrow();
  expect(count(store, 'dataset')).toBe(0);
  expect(await importFile(store, large)).toMatchObject({ unchanged: false, accepted: 5_000 });
  await store.close();
});

describe.skipIf(process.platform !== 'linux')('where the catalog cannot grow or be written', () => {
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

  async function prepared(): Promise<{ folder: string; catalog: string; large: string }> {
    const folder = temporaryFolder();
    const large = join(folder, 'large.ndjson');
    writeFileSync(join(folder, 'before.ndjson'), events(20));
    writeFileSync(large, events(10_000, 1000));
    const store = await openTemporaryStore(folder);
    await importFile(store, join(folder, 'before.ndjson'));
    await store.close();
    return { folder, catalog: join(folder, 'test.headwater'), large };
  }

  async function expectAsBefore(folder: string): Promise<void> {
    const after = await openTemporaryStore(folder, false);
    expect(count(after, 'run')).toBe(20);
    expect(await verifyLedger(after.reader)).toMatchObject({ verdict: 'intact', entries: 1 });
    expect(after.reader.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(await importFile(after, join(folder, 'large.ndjson'))).toMatchObject({ accepted: 10_000 });
    await after.close();
  }

  it('a full disk stops the import with a clear message and leaves the catalog as before', async () => {
    const { folder, catalog, large } = await prepared();
    // No file may grow beyond so many blocks of 1 KB; without the signal, writing fails as on a full disk.
    const script = `trap '' XFSZ; ulimit -f 2048; exec "$0" "$@"`;
    const { stdout } = await promisify(execFile)('bash', [
      '-c',
      script,
      process.execPath,
      child,
      catalog,
      large,
    ]);
    const outcome = JSON.parse(stdout) as ChildOutcome;
    expect(outcome).toMatchObject({
      trouble: 'disk',
      message: expect.stringContaining('nothing was changed'),
    });
    await expectAsBefore(folder);
  });

  it('a folder that may not be written to is named as the reason', async () => {
    const { folder, catalog, large } = await prepared();
    chmodSync(folder, 0o555);
    const { stdout } = await promisify(execFile)(process.execPath, [child, catalog, large], user);
    chmodSync(folder, 0o755);
    const outcome = JSON.parse(stdout) as ChildOutcome;
    expect(outcome).toMatchObject({ trouble: 'read-only' });
    await expectAsBefore(folder);
  });
});
