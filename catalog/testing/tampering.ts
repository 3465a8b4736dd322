/** A catalog with a ledger, and what somebody with its file and an editor can do to it. */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3, { type Database } from 'better-sqlite3';
import { appendEntry } from '../ledger/append.ts';
import { outsideOf } from '../ledger/custody/custody.ts';
import { verifyCatalogFile } from '../ledger/custody/verify-file.ts';
import type { CustodyVerification } from '../ledger/custody/verify-custody.ts';
import type { PublicKey } from '../ledger/signing/keys.ts';
import { Catalog } from '../catalog.ts';
import { MemoryVault } from './memory-vault.ts';
import { migrationsDir, resourcesDir, temporaryFolder } from './temp-catalog.ts';

const TRIGGERS = [
  'ledger_no_update',
  'ledger_no_delete',
  'ledger_next',
  'ledger_payload_no_edit',
  'ledger_payload_no_delete',
  'ledger_payload_once',
  'ledger_checkpoint_no_update',
  'ledger_checkpoint_no_delete',
  'ledger_checkpoint_once',
  'ledger_key_no_update',
  'ledger_key_no_delete',
  'ledger_key_once',
];

/** Any SQLite file. The triggers of a ledger do not hold who has the file. */
export function editFile(path: string, work: string | ((db: Database) => void)): void {
  const db = new BetterSqlite3(path);
  try {
    for (const name of TRIGGERS) db.exec(`DROP TRIGGER IF EXISTS ${name}`);
    if (typeof work === 'string') db.exec(work);
    else work(db);
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

export class Scene {
  readonly folder = temporaryFolder();
  readonly path = join(this.folder, 'catalog.headwater');
  readonly notesFile = join(this.folder, 'elsewhere', 'ledger-heads.json');
  vault = new MemoryVault();

  open(create = false): Promise<Catalog> {
    return Catalog.open({
      path: this.path,
      create,
      migrationsDir,
      resourcesDir,
      toolVersion: 'test',
      defaultActor: 'ann',
      witnessFile: this.notesFile,
      vault: this.vault,
    });
  }

  /** Appends entries as the app does; every third is an import, after which a checkpoint is signed. */
  async grow(catalog: Catalog, count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const seq = catalog.newestSeq() + 1;
      await catalog.store.write((db) => deed(db, seq));
      catalog.announce(['ledger']);
    }
  }

  /** The catalog file and the checkpoint beside it, kept under a name. */
  keep(name: string): void {
    mkdirSync(join(this.folder, name), { recursive: true });
    for (const end of ['', '.checkpoint'])
      if (existsSync(`${this.path}${end}`)) copyFileSync(`${this.path}${end}`, this.#kept(name, end));
  }

  /** Puts back what was kept. */
  restore(name: string, ends: readonly string[] = ['', '.checkpoint']): void {
    for (const end of ['-wal', '-shm']) rmSync(`${this.path}${end}`, { force: true });
    for (const end of ends) {
      rmSync(`${this.path}${end}`, { force: true });
      if (existsSync(this.#kept(name, end))) copyFileSync(this.#kept(name, end), `${this.path}${end}`);
    }
  }

  #kept(name: string, end: string): string {
    return join(this.folder, name, `catalog.headwater${end}`);
  }

  tamper(work: string | ((db: Database) => void)): void {
    editFile(this.path, work);
  }

  /** @param alone with nothing from outside the file */
  verify(trusted: readonly PublicKey[] = [], alone = false): Promise<CustodyVerification> {
    const { path, notesFile, vault } = this;
    return verifyCatalogFile(path, {
      trusted,
      outside: async (db) => (alone ? [] : outsideOf(db, { path, notesFile, vault })),
    });
  }
}

function deed(db: Database, seq: number): void {
  appendEntry(db, {
    actor: 'ann',
    action: seq % 3 === 0 ? 'import.run' : 'tag.edit',
    objectType: 'thing',
    objectId: String(seq),
    payload: { label: `deed ${seq}`, n: seq, secret: `whisper-${seq}` },
  });
}
