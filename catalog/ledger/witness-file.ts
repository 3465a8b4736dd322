/**
 * A witness outside the catalog file: the newest head that this machine has seen, per catalog.
 *
 * The chain alone cannot show that its tail was cut off or that an older copy of the file was put
 * back; comparing with a head noted elsewhere can. Catalogs are told apart by the hash of their first
 * entry, so moving or renaming the file does not matter.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Witness } from './verify.ts';

const notesSchema = z.record(z.string(), z.object({ seq: z.number().int(), hash: z.string() }));

/** The head noted for this catalog, if any. An unreadable file counts as no note. */
export function notedHead(db: Database, file: string): Witness | undefined {
  const genesis = genesisOf(db);
  return genesis === undefined ? undefined : readNotes(file)[genesis];
}

/** Notes the present head, unless a newer one is noted already (then the file was put back: keep the proof). */
export function noteHead(db: Database, file: string): void {
  const genesis = genesisOf(db);
  const head = db
    .prepare<[], { seq: number; hash: Buffer }>(
      'SELECT seq, entry_hash AS hash FROM ledger_entry ORDER BY seq DESC LIMIT 1',
    )
    .get();
  if (genesis === undefined || !head) return;
  const notes = readNotes(file);
  const noted = notes[genesis];
  if (noted && noted.seq >= head.seq) return;
  notes[genesis] = { seq: head.seq, hash: head.hash.toString('hex') };
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.new`;
  writeFileSync(next, `${JSON.stringify(notes, null, 1)}\n`, { mode: 0o600 });
  renameSync(next, file);
}

function genesisOf(db: Database): string | undefined {
  return db
    .prepare<[], { hash: Buffer }>('SELECT entry_hash AS hash FROM ledger_entry WHERE seq = 1')
    .get()
    ?.hash.toString('hex');
}

function readNotes(file: string): Record<string, Witness> {
  try {
    return notesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
