/**
 * Walks the chain from the first entry and recomputes every hash.
 *
 * What a walk shows: edits, insertions, deletions and reordering inside the chain, and payloads that
 * do not match their commitment. What it cannot show by itself: a tail cut off, or a chain rewritten
 * from the start. For these the caller gives a witness, an earlier head noted elsewhere (a report).
 */
import type { Database } from 'better-sqlite3';
import { breathe } from '../breathe.ts';
import { ENTRY_COLUMNS, GENESIS_HASH, commit, entryHash, type StoredEntry } from './entry.ts';

export interface Witness {
  readonly seq: number;
  /** Hex entry hash. */
  readonly hash: string;
}

export interface Verification {
  readonly verdict: 'intact' | 'tampered' | 'undecided';
  readonly entries: number;
  readonly payloadsChecked: number;
  readonly payloadsErased: number;
  /** Hex hash of the last entry. */
  readonly head: string | null;
  readonly firstBad: { readonly seq: number; readonly reason: string } | null;
  readonly notes: readonly string[];
}

interface Row extends StoredEntry {
  salt: Buffer | null;
  payload: string | null;
  erasedAt: string | null;
  hasPayload: number;
}

const SELECT = `
  SELECT ${ENTRY_COLUMNS},
         p.salt, p.payload, p.erased_at AS erasedAt, p.seq IS NOT NULL AS hasPayload
  FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq
  WHERE e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT 2000`;

export interface VerifyOptions {
  /** Verify the ledger as it stood at this entry. */
  readonly upTo?: number;
  readonly witness?: Witness;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/** Cooperative: lets other tasks run every few thousand entries. */
export async function verifyLedger(db: Database, options: VerifyOptions = {}): Promise<Verification> {
  const upTo = options.upTo ?? Number.MAX_SAFE_INTEGER;
  const total = db
    .prepare<[number], { n: number }>('SELECT COUNT(*) AS n FROM ledger_entry WHERE seq <= ?')
    .get(upTo)!.n;
  const state = { entries: 0, checked: 0, erased: 0, head: null as string | null, witnessed: false };
  let previous: Uint8Array = GENESIS_HASH;
  let firstBad: { seq: number; reason: string } | null = null;
  const rows = db.prepare<[number, number], Row>(SELECT);
  for (let after = 0; !firstBad;) {
    options.signal?.throwIfAborted();
    const page = rows.all(after, upTo);
    if (page.length === 0) break;
    for (const row of page) {
      const reason = faultOf(row, previous, state.entries + 1);
      if (reason) {
        firstBad = { seq: row.seq, reason };
        break;
      }
      state.entries++;
      if (row.erasedAt) state.erased++;
      else state.checked++;
      previous = row.entryHash;
      state.head = row.entryHash.toString('hex');
      if (options.witness?.seq === row.seq) state.witnessed = options.witness.hash === state.head;
      after = row.seq;
    }
    options.progress?.(state.entries, total);
    await breathe();
  }
  if (!firstBad && options.witness && !state.witnessed) {
    firstBad = { seq: options.witness.seq, reason: 'the entry noted earlier is missing or differs' };
  }
  const notes = options.witness
    ? []
    : [
        'No earlier head was given to compare with: a chain cut short or rewritten as a whole would not show.',
      ];
  return {
    verdict: firstBad ? 'tampered' : state.entries === 0 ? 'undecided' : 'intact',
    entries: state.entries,
    payloadsChecked: state.checked,
    payloadsErased: state.erased,
    head: state.head,
    firstBad,
    notes,
  };
}

/** What is wrong with an entry, or null. */
function faultOf(row: Row, previous: Uint8Array, expectedSeq: number): string | null {
  if (row.seq !== expectedSeq) return `entry ${expectedSeq} is missing`;
  if (!row.prevHash.equals(previous)) return 'it does not follow from the entry before it';
  if (!row.entryHash.equals(entryHash(row))) return 'its content does not match its hash';
  if (!row.hasPayload) return 'its payload is missing without a note of erasure';
  if (row.erasedAt) return null;
  if (!row.salt || row.payload === null) return 'its payload is missing without a note of erasure';
  if (!row.commitment.equals(commit(row.salt, row.payload)))
    return 'its payload does not match the commitment';
  return null;
}
