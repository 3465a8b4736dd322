/**
 * Brings a catalog file to the present schema.
 *
 * Prisma's own engine authors and checks the migrations (tools/migrations.ts) but does not run in the
 * app: it is not atomic per migration, blocks a file after one failure, and drops triggers when it
 * rebuilds a table. This runner keeps the same bookkeeping (`_prisma_migrations`, SHA-256 of the
 * file), so that engine accepts what it did; a test proves it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { CatalogFileError } from './errors.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id"                    TEXT PRIMARY KEY NOT NULL,
  "checksum"              TEXT NOT NULL,
  "finished_at"           DATETIME,
  "migration_name"        TEXT NOT NULL,
  "logs"                  TEXT,
  "rolled_back_at"        DATETIME,
  "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** The migrations in a folder of Prisma's layout, in order. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
}

/**
 * Which migrations the file lacks.
 * @throws CatalogFileError `newer` when the file knows migrations that this version does not,
 *   `damaged` when one failed half-way or was edited after it was applied.
 */
export function pendingMigrations(db: Database, migrations: readonly Migration[]): Migration[] {
  db.exec(BOOKKEEPING);
  const rows = db
    .prepare<[], { name: string; checksum: string; finished: string | null; rolledBack: string | null }>(
      `SELECT migration_name AS name, checksum, finished_at AS finished, rolled_back_at AS rolledBack
       FROM _prisma_migrations ORDER BY started_at, rowid`,
    )
    .all();
  const unfinished = rows.find((row) => !row.finished && !row.rolledBack);
  if (unfinished) throw new CatalogFileError('damaged', `migration ${unfinished.name} did not finish`);
  const applied = new Map(rows.filter((row) => !row.rolledBack).map((row) => [row.name, row.checksum]));
  const known = new Set(migrations.map((migration) => migration.name));
  for (const name of applied.keys()) {
    if (!known.has(name)) {
      throw new CatalogFileError(
        'newer',
        `it was written by a newer version of Headwater (migration ${name})`,
      );
    }
  }
  const pending: Migration[] = [];
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum === undefined) pending.push(migration);
    else if (checksum !== sha256(migration.sql)) {
      throw new CatalogFileError(
        'damaged',
        `migration ${migration.name} differs from the one that was applied`,
      );
    }
  }
  return pending;
}

/** Applies migrations, each in a transaction of its own: all of it or nothing. */
export function applyMigrations(db: Database, pending: readonly Migration[]): void {
  for (const migration of pending) {
    const startedAt = prismaTime();
    // Has no effect inside a transaction, and table rebuilds need it off.
    db.pragma('foreign_keys = OFF');
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(migration.sql);
      const violations = db.pragma('foreign_key_check') as unknown[];
      if (violations.length > 0) throw new Error(`${violations.length} rows violate foreign keys`);
      db.prepare(
        `INSERT INTO _prisma_migrations
           (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count)
         VALUES (?, ?, ?, ?, NULL, NULL, ?, 1)`,
      ).run(randomUUID(), sha256(migration.sql), prismaTime(), migration.name, startedAt);
      db.exec('COMMIT');
    } catch (cause) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw new CatalogFileError('damaged', `migration ${migration.name} could not be applied`, { cause });
    } finally {
      db.pragma('foreign_keys = ON');
    }
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** As Prisma's engine writes instants. */
function prismaTime(): string {
  return new Date().toISOString().replace('Z', '+00:00');
}
