/** What an import promises of the catalog, whatever it is given. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { exportLines } from '../../export/ndjson.ts';
import { importersOf } from '../../importers/index.ts';
import type { ImporterKind } from '../../importers/importer.ts';
import type { ImportOutcome } from '../../imports/outcome.ts';
import { runImport } from '../../imports/run-import.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import type { Store } from '../../store/store.ts';
import { openTemporaryStore, temporaryFolder } from '../temp-catalog.ts';
import type { FuzzFile } from './input.ts';
import { gzipped } from './mutate-bytes.ts';
import type { Random } from './random.ts';

/** Messages are read by people. */
const MAX_MESSAGE = 5_000;

/** Imports into one catalog, one after the other; a new one is begun before it grows large. */
export class CatalogCheck {
  #store: Store | null = null;
  #imports = 0;

  /** @throws where the import throws, or the catalog is not as it must be */
  async check(kind: ImporterKind, files: readonly FuzzFile[], random: Random): Promise<ImportOutcome> {
    const store = await this.#open();
    const folder = join(temporaryFolder(), 'source');
    const paths = written(folder, files, random);
    try {
      const before = stateOf(store);
      const rehearsed = await importOnce(store, kind, paths, true);
      same(stateOf(store), before, 'a rehearsal changed the catalog');
      const outcome = await importOnce(store, kind, paths, false);
      if (outcome.issues.some(({ message }) => message.length > MAX_MESSAGE))
        throw new Error('an endless message');
      if (outcome.revision === null)
        same(stateOf(store), before, 'an import without a revision left something');
      if (rehearsed.accepted !== outcome.accepted || rehearsed.issuesTotal !== outcome.issuesTotal)
        throw new Error('the rehearsal said something else than the import');
      await checkCatalog(store);
      const after = stateOf(store);
      const again = await importOnce(store, kind, paths, false);
      if (again.revision !== null)
        throw new Error(`a second import changed ${JSON.stringify(again.changes)}`);
      same(stateOf(store), after, 'a second import changed the catalog');
      return outcome;
    } catch (error) {
      // What is in this catalog may no longer be sound.
      await this.close();
      throw error;
    } finally {
      rmSync(dirname(folder), { recursive: true, force: true });
    }
  }

  async #open(): Promise<Store> {
    if (this.#imports++ % 25 === 0) await this.close();
    return (this.#store ??= await openTemporaryStore());
  }

  async close(): Promise<void> {
    await this.#store?.close();
    this.#store = null;
  }
}

function written(folder: string, files: readonly FuzzFile[], random: Random): string[] {
  for (const { path, bytes } of files) {
    const packed = random.chance(0.1);
    const target = join(folder, dirname(path), basename(path) + (packed ? '.gz' : ''));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, packed ? gzipped(bytes, random) : bytes);
  }
  return [folder];
}

async function importOnce(
  store: Store,
  kind: ImporterKind,
  paths: readonly string[],
  dryRun: boolean,
): Promise<ImportOutcome> {
  return runImport(store, importersOf(), {
    paths,
    kind,
    columnLineage: false,
    dryRun,
    actor: 'fuzz',
    toolVersion: 'fuzz',
    signal: new AbortController().signal,
  });
}

async function checkCatalog(store: Store): Promise<void> {
  await store.snapshot(async (db) => {
    // On a connection of its own: on one that checked before, SQLite compares the search index as it was
    // then with the names of now (its check does not look whether the index is still the same).
    const sound = db.pragma('integrity_check', { simple: true });
    if (sound !== 'ok') throw new Error(`integrity check: ${String(sound)}`);
    const strays = db.pragma('foreign_key_check') as readonly unknown[];
    if (strays.length > 0) throw new Error(`${strays.length} rows refer to what is not there`);
  });
  const { verdict } = await verifyLedger(store.reader);
  if (verdict === 'tampered') throw new Error(`the ledger is ${verdict}`);
  for (const line of exportLines(store.reader, { canonical: true })) JSON.parse(line);
}

/** The export and the number of rows in every table. */
function stateOf(store: Store): string {
  const hash = createHash('sha256');
  for (const line of exportLines(store.reader, { canonical: false })) hash.update(line);
  const tables = store.reader
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .all();
  for (const { name } of tables) {
    if (name.startsWith('sqlite_')) continue;
    const { n } = store.reader.prepare<[], { n: number }>(`SELECT COUNT(*) AS n FROM "${name}"`).get()!;
    hash.update(`${name}=${n}`);
  }
  return hash.digest('hex');
}

function same(state: string, expected: string, otherwise: string): void {
  if (state !== expected) throw new Error(otherwise);
}
