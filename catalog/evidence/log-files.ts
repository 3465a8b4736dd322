/** What a pack shows of the ledger: entries, and proofs that they are under its checkpoint. */
import canonicalize from 'canonicalize';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { GENESIS_HASH } from '../ledger/entry.ts';
import { hex } from '../ledger/hex.ts';
import { extendsTree, includes } from '../ledger/merkle/check.ts';
import { TreeEdge } from '../ledger/merkle/tree.ts';
import { entryTrouble, treeOf } from '../ledger/prove.ts';
import { wholeEntries, type WholeEntry } from '../ledger/read.ts';

/** More than these come with the heads of all entries, from which the root is recomputed, instead of a path each. */
const MOST_PATHS = 2000;

const hexHash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
const entrySchema = z.strictObject({
  seq: count,
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  object_type: z.string(),
  object_id: z.string(),
  commitment: hexHash,
  prev_hash: hexHash,
  entry_hash: hexHash,
  payload: z.string().nullable(),
  salt: z
    .string()
    .regex(/^([0-9a-f]{2})*$/)
    .nullable(),
});
const proofsSchema = z.strictObject({
  format: z.literal('headwater.pack-proofs/v1'),
  origin: z.string(),
  size: count,
  root: hexHash,
  /** All entries up to `size` are in the pack. */
  complete: z.boolean(),
  inclusion: z.array(z.strictObject({ seq: count, path: z.array(hexHash) })),
  consistency: z.strictObject({ size: count, root: hexHash, path: z.array(hexHash) }).nullable(),
});
/** `log/proofs.json`: the tree, and how its entries lead to the root. Hashes in hex. */
export type PackProofs = z.infer<typeof proofsSchema>;

/** What a pack shows of the ledger. */
export interface LogContent {
  readonly entries: readonly WholeEntry[];
  readonly proofs: PackProofs;
}

/** Which ledger, in which state, and which of its entries. Sizes in entries. */
export interface LogRequest {
  readonly origin: string;
  readonly size: number;
  /** Entries to show, oldest first. */
  readonly seqs: readonly number[];
  readonly payloads: boolean;
  /** Of these, what they say is shown in any case. */
  readonly always?: readonly number[];
  /** Size of the tree under the pack before this one; 0: there was none. */
  readonly previousSize: number;
}

/**
 * Entries with their proofs under the root over `size` entries. Of a large part of the ledger all entries are shown
 * instead, so that the root can be recomputed from them.
 */
export function logContent(
  db: Database,
  { origin, size, seqs, payloads, always = [], previousSize }: LogRequest,
): LogContent {
  const tree = treeOf(db, size);
  const complete = seqs.length > MOST_PATHS || seqs.length === size;
  const shown = new Set(payloads ? seqs : always);
  const all = complete ? Array.from({ length: size }, (_, n) => n + 1) : seqs;
  const entries = [...wholeEntries(db, all)].map((entry) =>
    shown.has(entry.seq) ? entry : { ...entry, payload: null, salt: null },
  );
  return {
    entries,
    proofs: {
      format: 'headwater.pack-proofs/v1',
      origin,
      size,
      root: hex(tree.root()),
      complete,
      inclusion: complete ? [] : seqs.map((seq) => ({ seq, path: tree.inclusionProof(seq - 1).map(hex) })),
      consistency:
        previousSize > 0 && previousSize < size
          ? {
              size: previousSize,
              root: hex(tree.root(previousSize)),
              path: tree.consistencyProof(previousSize).map(hex),
            }
          : null,
    },
  };
}

/** One entry a line, canonical JSON. */
export function entriesText(entries: readonly WholeEntry[]): string {
  return entries.map((entry) => `${canonicalize(entry)!}\n`).join('');
}

/** Canonical JSON with a newline: the same proofs have the same bytes. */
export function proofsText(proofs: PackProofs): string {
  return `${canonicalize(proofs)!}\n`;
}

/** @returns null where they cannot be read */
export function readLog(entries: string, proofs: string): LogContent | null {
  try {
    return {
      entries: entries
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => entrySchema.parse(JSON.parse(line))),
      proofs: proofsSchema.parse(JSON.parse(proofs)),
    };
  } catch {
    return null;
  }
}

/** What is wrong with the entries and proofs by themselves; null: nothing. */
export function logTrouble({ entries, proofs }: LogContent): string | null {
  for (const entry of entries) {
    const trouble = entryTrouble(entry);
    if (trouble) return `Entry ${entry.seq}: ${trouble}`;
  }
  if (entries.some((entry, n) => n > 0 && entry.seq <= entries[n - 1]!.seq))
    return 'The entries are not in order';
  const trouble = proofs.complete ? chainTrouble(entries, proofs) : pathTrouble(entries, proofs);
  return trouble ?? consistencyTrouble(proofs);
}

function chainTrouble(entries: readonly WholeEntry[], { size, root }: PackProofs): string | null {
  if (entries.length !== size) return `It should hold all ${size} entries and holds ${entries.length}`;
  const edge = new TreeEdge();
  let previous = hex(GENESIS_HASH);
  for (const [n, entry] of entries.entries()) {
    if (entry.seq !== n + 1) return `Entry ${n + 1} is missing`;
    if (entry.prev_hash !== previous) return `Entry ${entry.seq} does not follow from the entry before it`;
    previous = entry.entry_hash;
    edge.append(bytes(entry.entry_hash));
  }
  return hex(edge.root()) === root ? null : 'The entries do not add up to the root';
}

function pathTrouble(entries: readonly WholeEntry[], { size, root, inclusion }: PackProofs): string | null {
  const paths = new Map(inclusion.map(({ seq, path }) => [seq, path]));
  if (paths.size !== entries.length || inclusion.length !== entries.length)
    return 'There is not one proof for each entry';
  for (const { seq, entry_hash: own } of entries) {
    const path = paths.get(seq)?.map(bytes);
    if (!path || !includes(bytes(own), seq - 1, size, path, bytes(root)))
      return `Entry ${seq}: the proof does not lead to the root`;
  }
  return null;
}

function consistencyTrouble({ size, root, consistency }: PackProofs): string | null {
  if (consistency === null) return null;
  const holds = extendsTree({
    first: consistency.size,
    second: size,
    firstRoot: bytes(consistency.root),
    secondRoot: bytes(root),
    proof: consistency.path.map(bytes),
  });
  return holds ? null : `The ledger is not a continuation of the one with ${consistency.size} entries`;
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'hex');
}
