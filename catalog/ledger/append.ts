/**
 * Appending to the ledger, inside the transaction of the change itself: a change that commits
 * without its entry is a hole that no chain can show.
 */
import type { Database } from 'better-sqlite3';
import type { Json } from '../model/facts.ts';
import { wellFormed } from '../model/well-formed.ts';
import { signEntry } from './person-signatures.ts';
import { GENESIS_HASH, sealEntry, type SealedEntry } from './entry.ts';

/** What was done, as its entry tells it; see {@link EntryDraft}. */
export interface Deed {
  readonly actor: string;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly payload: { readonly label: string; readonly [key: string]: Json };
}

/** The sequence number that the next entry will have: the revision of the change being made. */
export function nextRevision(db: Database): number {
  const row = db
    .prepare<[], { seq: number }>('SELECT COALESCE(MAX(seq), 0) + 1 AS seq FROM ledger_entry')
    .get();
  return row!.seq;
}

/** Seals and stores one entry. Call once per change, inside its transaction. `at` defaults to now. */
export function appendEntry(db: Database, deed: Deed, at = new Date().toISOString()): SealedEntry {
  const last = db
    .prepare<[], { seq: number; entryHash: Buffer }>(
      'SELECT seq, entry_hash AS entryHash FROM ledger_entry ORDER BY seq DESC LIMIT 1',
    )
    .get();
  const entry = sealEntry({
    ...wellFormed(deed),
    seq: (last?.seq ?? 0) + 1,
    at,
    prevHash: last?.entryHash ?? GENESIS_HASH,
  });
  db.prepare(
    `INSERT INTO ledger_entry
       (seq, at, actor, action, object_type, object_id, commitment, prev_hash, entry_hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    entry.seq,
    entry.at,
    entry.actor,
    entry.action,
    entry.objectType,
    entry.objectId,
    Buffer.from(entry.commitment),
    Buffer.from(entry.prevHash),
    Buffer.from(entry.entryHash),
  );
  db.prepare('INSERT INTO ledger_payload (seq, salt, payload) VALUES (?, ?, ?)').run(
    entry.seq,
    Buffer.from(entry.salt),
    entry.payload,
  );
  signEntry(db, entry);
  return entry;
}
