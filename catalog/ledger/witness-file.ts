/**
 * A witness outside the catalog file: the newest head that this machine has seen, per catalog.
 *
 * The chain alone cannot show that its tail was cut off or that an older copy of the file was put
 * back; comparing with a head noted elsewhere can. Catalogs are told apart by the hash of their first
 * entry, so moving or renaming the file does not matter; where a file lay is noted, too, so that another
 * catalog in its place shows. The app and commands beside it note their catalogs one after the other: whoever
 * wrote back what it had read before would undo what others noted meanwhile.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { locked } from '../store/file-lock.ts';
import { writeWhole } from '../whole-file.ts';
import type { OutsideHead } from './custody/outside.ts';
import { originOf } from './signing/checkpoint.ts';

const noteSchema = z.object({ seq: z.number().int(), hash: z.string(), path: z.string().optional() });
const notesSchema = z.record(z.string(), noteSchema);
type Notes = z.infer<typeof notesSchema>;

const SOURCE = 'the note of this machine';

/** What this machine noted of this catalog, and of others in its place. An unreadable file counts as no note. */
export function notedHeads(db: Database, path: string, file: string): OutsideHead[] {
  const genesis = genesisOf(db);
  return Object.entries(readNotes(file))
    .filter(([key, note]) => key === genesis || note.path === resolve(path))
    .map(([key, { seq, hash }]) => ({
      source: SOURCE,
      independent: true,
      origin: originOf(Buffer.from(key, 'hex')),
      size: seq,
      entryHash: hash,
    }));
}

/** Notes the present head, unless it does not continue the one that is noted (then that one stays: it is the proof). */
export function noteHead(db: Database, path: string, file: string): void {
  const genesis = genesisOf(db);
  if (genesis === undefined) return;
  changeNotes(file, (notes) => {
    const head = entryAt(db, null);
    const noted = notes[genesis];
    if (!head) return false;
    if (noted && (noted.seq > head.seq || entryAt(db, noted.seq)?.hash.toString('hex') !== noted.hash))
      return false;
    if (noted?.seq === head.seq && noted.path === resolve(path)) return false;
    notes[genesis] = { seq: head.seq, hash: head.hash.toString('hex'), path: resolve(path) };
    return true;
  });
}

/** The file at this place is a new catalog, or was put there on purpose: what was noted of the place counts no more. */
export function forgetPlace(db: Database, path: string, file: string): void {
  const genesis = genesisOf(db);
  const head = entryAt(db, null);
  changeNotes(file, (notes) => {
    for (const note of Object.values(notes)) if (note.path === resolve(path)) delete note.path;
    if (genesis !== undefined && head)
      notes[genesis] = { seq: head.seq, hash: head.hash.toString('hex'), path: resolve(path) };
    return Object.keys(notes).length > 0;
  });
}

function entryAt(db: Database, seq: number | null): { seq: number; hash: Buffer } | undefined {
  return db
    .prepare<[number | null, number | null], { seq: number; hash: Buffer }>(
      'SELECT seq, entry_hash AS hash FROM ledger_entry WHERE ? IS NULL OR seq = ? ORDER BY seq DESC LIMIT 1',
    )
    .get(seq, seq);
}

function genesisOf(db: Database): string | undefined {
  return db
    .prepare<[], { hash: Buffer }>('SELECT entry_hash AS hash FROM ledger_entry WHERE seq = 1')
    .get()
    ?.hash.toString('hex');
}

/** @param change answers whether there is something to write. */
function changeNotes(file: string, change: (notes: Notes) => boolean): void {
  mkdirSync(dirname(file), { recursive: true });
  locked(file, () => {
    const notes = readNotes(file);
    if (change(notes)) writeWhole(file, `${JSON.stringify(notes, null, 1)}\n`, 0o600);
  });
}

function readNotes(file: string): Notes {
  try {
    return notesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
