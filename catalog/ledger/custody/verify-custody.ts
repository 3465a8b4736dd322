/**
 * The whole verification of a ledger: the chain, the tree, the checkpoints in the file, and every head that was
 * noted elsewhere. Reads a database and what it is given; asks nothing of an open catalog.
 */
import type { Database } from 'better-sqlite3';
import { TreeEdge } from '../merkle/tree.ts';
import { originOf } from '../signing/checkpoint.ts';
import type { PublicKey } from '../signing/keys.ts';
import { checkPeople, peopleNotes } from '../person-signatures.ts';
import { hex } from '../hex.ts';
import { walkChain } from '../verify.ts';
import { hasTable, type Finding } from './findings.ts';
import { compareOutside, type Compared } from './compare-outside.ts';
import { checkOwn, type OwnCheckpoints } from './own-checkpoints.ts';
import type { OutsideHead } from './outside.ts';

/** The verdict on a ledger, and what it rests on. */
export interface CustodyVerification {
  /** `undecided`: everything fits, but nothing that is trusted says that it is all. */
  readonly verdict: 'intact' | 'tampered' | 'undecided';
  readonly entries: number;
  readonly payloadsChecked: number;
  readonly payloadsErased: number;
  /** Hex hash of the last entry. */
  readonly head: string | null;
  /** Hex root of the tree over all entries. */
  readonly root: string | null;
  readonly origin: string | null;
  /** The first and most telling finding. */
  readonly firstBad: Finding | null;
  readonly findings: readonly Finding[];
  readonly checkpoints: OwnCheckpoints;
  readonly compared: readonly Compared[];
  readonly notes: readonly string[];
}

/** What a ledger is compared with. `progress` counts entries. */
export interface CustodyOptions {
  readonly outside: readonly OutsideHead[];
  /** Keys that are known from elsewhere than the file. */
  readonly trusted: readonly PublicKey[];
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Verifies the chain, the tree, checkpoints, signatures of people and heads noted elsewhere, with rests in between.
 * What is wrong is a finding, not an error.
 * @throws the signal's reason once it is aborted
 */
export async function verifyCustody(db: Database, options: CustodyOptions): Promise<CustodyVerification> {
  const wanted = wantedSizes(db, options.outside);
  const heads = new Map<number, { root: string; entryHash: string }>();
  const edge = new TreeEdge();
  const erased = new Set<number>();
  const erasures = new Set<number>();
  let origin: string | null = null;
  const walk = await walkChain(db, {
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.progress ? { progress: options.progress } : {}),
    onEntry: (entry, isErased) => {
      const { seq, entryHash } = entry;
      if (seq === 1) origin = originOf(entryHash);
      edge.append(entryHash);
      if (isErased) erased.add(seq);
      if (entry.action === 'ledger.erase') erasures.add(Number(entry.objectId));
      if (wanted.has(seq)) heads.set(seq, { root: hex(edge.root()), entryHash: hex(entryHash) });
    },
  });
  const unrecorded = [...erased].find((seq) => !erasures.has(seq));
  const findings: Finding[] = walk.firstBad ? [walk.firstBad] : [];
  if (unrecorded !== undefined)
    findings.push({
      seq: unrecorded,
      kind: 'payload removed',
      reason: 'its payload was erased, but no entry records that',
    });
  const state = { entries: walk.entries, broken: walk.firstBad !== null, origin, heads };
  const own = checkOwn(db, state, options.trusted);
  const outside = compareOutside(state, options.outside, {
    signedSize: own.checkpoints.newestSize,
    keys: own.keys,
  });
  const people = checkPeople(db);
  findings.push(...own.findings, ...outside.findings, ...(people?.findings ?? []));
  const notes = [
    ...notesOf(walk.entries, own.checkpoints, outside.compared),
    ...(people ? peopleNotes(people) : []),
  ];
  return {
    verdict: verdictOf(findings, walk.entries, own.checkpoints, outside.compared),
    entries: walk.entries,
    payloadsChecked: walk.payloadsChecked,
    payloadsErased: walk.payloadsErased,
    head: walk.head,
    root: walk.entries === 0 ? null : hex(edge.root()),
    origin,
    firstBad: findings[0] ?? null,
    findings,
    checkpoints: own.checkpoints,
    compared: outside.compared,
    notes,
  };
}

function verdictOf(
  findings: readonly Finding[],
  entries: number,
  own: OwnCheckpoints,
  compared: readonly Compared[],
): CustodyVerification['verdict'] {
  if (findings.length > 0) return 'tampered';
  if (entries === 0) return 'undecided';
  // Decided where something that an editor of the file does not have in hand agrees with it.
  return own.trusted || compared.some(holds) ? 'intact' : 'undecided';
}

function holds({ outcome, independent }: Compared): boolean {
  return outcome === 'agrees' && independent;
}

function notesOf(entries: number, own: OwnCheckpoints, compared: readonly Compared[]): string[] {
  const notes: string[] = [];
  if (entries === 0) return ['The ledger is empty.'];
  if (own.newestSize === null) notes.push('The file holds no checkpoint.');
  else if (own.newestSize < entries)
    notes.push(
      `The newest checkpoint is over ${own.newestSize} of ${entries} entries: those after it are chained, but not signed yet.`,
    );
  if (own.newestSize !== null && !own.trusted)
    notes.push(
      `The checkpoints are signed with key ${own.keyId ?? ''}, which nothing here vouches for: compare this fingerprint with the one you know.`,
    );
  if (!compared.some(holds))
    notes.push(
      'No head noted elsewhere was there to compare with: an older copy of the file, put back whole, would not show.',
    );
  return notes;
}

function wantedSizes(db: Database, outside: readonly OutsideHead[]): Set<number> {
  const wanted = new Set(outside.map(({ size }) => size));
  if (hasTable(db, 'ledger_checkpoint'))
    for (const { size } of db.prepare<[], { size: number }>('SELECT size FROM ledger_checkpoint').iterate())
      wanted.add(size);
  return wanted;
}
