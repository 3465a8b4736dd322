/**
 * Walks the chain from the first entry and recomputes every hash.
 *
 * What a walk shows: edits, insertions, deletions and reordering inside the chain, and payloads that
 * do not match their commitment. What it cannot show by itself: a tail cut off, or a chain rewritten
 * from the start. For these, see custody/verify-custody.ts: checkpoints and heads noted elsewhere.
 */
import type { Database } from 'better-sqlite3';
import { breathe } from '../breathe.ts';
import { ENTRY_COLUMNS, GENESIS_HASH, commit, entryHash, type StoredEntry } from './entry.ts';

/** What the chain says by itself. `undecided`: it is empty. */
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

/** What kind of change inside the chain a bad entry shows. */
export type ChainFault =
  'edited' | 'inserted' | 'removed' | 'reordered' | 'payload edited' | 'payload removed';

/** The first entry that does not fit, and why. */
export interface BadEntry {
  readonly seq: number;
  readonly kind: ChainFault;
  readonly reason: string;
}

/** What a walk over the chain counted and found. */
export interface Walk {
  /** Entries up to the first bad one. */
  readonly entries: number;
  readonly payloadsChecked: number;
  readonly payloadsErased: number;
  readonly head: string | null;
  readonly firstBad: BadEntry | null;
}

interface Row extends StoredEntry {
  salt: Buffer | null;
  payload: string | null;
  erasedAt: string | null;
  hasPayload: number;
}

const PAGE = 2000;
const SELECT = `
  SELECT ${ENTRY_COLUMNS},
         p.salt, p.payload, p.erased_at AS erasedAt, p.seq IS NOT NULL AS hasPayload
  FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq
  WHERE e.seq > ? AND e.seq <= ? ORDER BY e.seq LIMIT ${PAGE}`;

/** How the chain is walked. `progress` counts entries. */
export interface WalkOptions {
  /** Walk the ledger as it stood at this entry. */
  readonly upTo?: number;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
  /** Told every entry that fits, in order. */
  readonly onEntry?: (entry: StoredEntry, erased: boolean) => void;
}

/** Cooperative: lets other tasks run every few thousand entries. */
export async function walkChain(db: Database, options: WalkOptions = {}): Promise<Walk> {
  const upTo = options.upTo ?? Number.MAX_SAFE_INTEGER;
  const total = db
    .prepare<[number], { n: number }>('SELECT COUNT(*) AS n FROM ledger_entry WHERE seq <= ?')
    .get(upTo)!.n;
  let entries = 0;
  let erased = 0;
  let previous: Uint8Array = GENESIS_HASH;
  let firstBad: BadEntry | null = null;
  const rows = db.prepare<[number, number], Row>(SELECT);
  for (let after = Number.MIN_SAFE_INTEGER; !firstBad;) {
    options.signal?.throwIfAborted();
    const page = rows.all(after, upTo);
    if (page.length === 0) break;
    for (const row of page) {
      const fault = faultOf(db, row, previous, entries + 1);
      if (fault) {
        firstBad = { seq: row.seq, ...fault };
        break;
      }
      entries++;
      if (row.erasedAt) erased++;
      previous = row.entryHash;
      options.onEntry?.(row, row.erasedAt !== null);
      after = row.seq;
    }
    options.progress?.(entries, total);
    await breathe();
  }
  return {
    entries,
    payloadsChecked: entries - erased,
    payloadsErased: erased,
    head: entries === 0 ? null : Buffer.from(previous).toString('hex'),
    firstBad,
  };
}

/** The walk alone, as reports record it. */
export async function verifyLedger(
  db: Database,
  options: Omit<WalkOptions, 'onEntry'> = {},
): Promise<Verification> {
  const { firstBad, ...walk } = await walkChain(db, options);
  return {
    verdict: firstBad ? 'tampered' : walk.entries === 0 ? 'undecided' : 'intact',
    ...walk,
    firstBad: firstBad && { seq: firstBad.seq, reason: firstBad.reason },
    notes: [
      'No earlier head was given to compare with: a chain cut short or rewritten as a whole would not show.',
    ],
  };
}

type Fault = Omit<BadEntry, 'seq'>;

/** What is wrong with an entry, or null. */
function faultOf(db: Database, row: Row, previous: Uint8Array, expectedSeq: number): Fault | null {
  if (row.seq > expectedSeq) return { kind: 'removed', reason: `entry ${expectedSeq} is missing` };
  if (row.seq < expectedSeq) return { kind: 'inserted', reason: 'it has a number that no entry has' };
  if (!hasShape(row)) return { kind: 'edited', reason: 'its content does not match its hash' };
  if (!row.prevHash.equals(previous)) {
    return {
      kind: isMoved(db, row) ? 'reordered' : 'removed',
      reason: 'it does not follow from the entry before it',
    };
  }
  if (!row.entryHash.equals(entryHash(row)))
    return { kind: 'edited', reason: 'its content does not match its hash' };
  const missing = {
    kind: 'payload removed',
    reason: 'its payload is missing without a note of erasure',
  } as const;
  if (!row.hasPayload) return missing;
  if (row.erasedAt) return null;
  if (row.salt === null || row.payload === null) return missing;
  if (!Buffer.isBuffer(row.salt) || typeof row.payload !== 'string')
    return { kind: 'payload edited', reason: 'its payload does not match the commitment' };
  if (!row.commitment.equals(commit(row.salt, row.payload)))
    return { kind: 'payload edited', reason: 'its payload does not match the commitment' };
  return null;
}

/** SQLite takes any type in any column; what the hashes are over has these. */
function hasShape({
  commitment,
  prevHash,
  entryHash: own,
  at,
  actor,
  action,
  objectType,
  objectId,
}: Row): boolean {
  return (
    [commitment, prevHash, own].every((one) => Buffer.isBuffer(one)) &&
    [at, actor, action, objectType, objectId].every((one) => typeof one === 'string')
  );
}

/** Whether the entry would fit elsewhere: it follows from an entry that is still there, but not here. */
function isMoved(db: Database, row: Row): boolean {
  const elsewhere = db.prepare('SELECT 1 FROM ledger_entry WHERE entry_hash = ? AND seq <> ?');
  const follows = row.prevHash.equals(GENESIS_HASH) || elsewhere.get(row.prevHash, row.seq - 1) !== undefined;
  return follows && row.entryHash.length === GENESIS_HASH.length;
}
