/** Proofs of inclusion: that one entry is in the ledger under a signed root, without the others. */
import canonicalize from 'canonicalize';
import type { Database } from 'better-sqlite3';
import { commit, entryHash } from './entry.ts';
import { hex } from './hex.ts';
import { includes } from './merkle/check.ts';
import { MerkleTree } from './merkle/tree.ts';
import { wholeEntries, type WholeEntry } from './read.ts';
import { parseCheckpoint } from './signing/checkpoint.ts';
import type { PublicKey } from './signing/keys.ts';
import { NoteError, signedBy } from './signing/note.ts';

/** An entry with the path from its hash to a root (RFC 6962, 2.1.1); docs/ledger.md has the format. */
export interface InclusionProof {
  readonly format: 'headwater.inclusion-proof/v1';
  readonly origin: string;
  readonly entry: WholeEntry;
  /** Leaf number in the tree, from 0. */
  readonly index: number;
  readonly size: number;
  /** Hex. */
  readonly root: string;
  readonly path: readonly string[];
  readonly checkpoint: string | null;
  readonly publicKey: string | null;
}

/** The tree over the first `size` entries. */
export function treeOf(db: Database, size = Number.MAX_SAFE_INTEGER): MerkleTree {
  const tree = new MerkleTree();
  const leaves = db.prepare<[number], { hash: Buffer }>(
    'SELECT entry_hash AS hash FROM ledger_entry WHERE seq <= ? ORDER BY seq',
  );
  for (const { hash } of leaves.iterate(size)) tree.append(hash);
  return tree;
}

/** The state of the ledger that a proof leads to. Without a checkpoint its root is not signed. */
export interface Under {
  readonly origin: string;
  readonly size: number;
  /** The signed note over `size`, and the key that signed it. */
  readonly checkpoint: string | null;
  readonly publicKey: string | null;
}

/** @returns null where there is no such entry under the size */
export function proveInclusion(
  db: Database,
  tree: MerkleTree,
  seq: number,
  under: Under,
): InclusionProof | null {
  const [entry] = wholeEntries(db, [seq]);
  if (!entry || seq > under.size) return null;
  return {
    format: 'headwater.inclusion-proof/v1',
    origin: under.origin,
    entry,
    index: seq - 1,
    size: under.size,
    root: hex(tree.root(under.size)),
    path: tree.inclusionProof(seq - 1, under.size).map(hex),
    checkpoint: under.checkpoint,
    publicKey: under.publicKey,
  };
}

/** What is wrong with an entry by itself: its hash, or the payload against its commitment; null: nothing. */
export function entryTrouble(entry: WholeEntry): string | null {
  const own = entryHash({
    seq: entry.seq,
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    objectType: entry.object_type,
    objectId: entry.object_id,
    commitment: Buffer.from(entry.commitment, 'hex'),
    prevHash: Buffer.from(entry.prev_hash, 'hex'),
  });
  if (hex(own) !== entry.entry_hash) return 'its content does not match its hash';
  if (entry.payload === null) return null;
  if (entry.salt === null) return 'its payload comes without the salt';
  return hex(commit(Buffer.from(entry.salt, 'hex'), entry.payload)) === entry.commitment
    ? null
    : 'its payload does not match the commitment';
}

/** What is wrong with a proof, of what it says itself and its signature by one of these keys; null: nothing. */
export function proofTrouble(proof: InclusionProof, keys: readonly PublicKey[]): string | null {
  const trouble = entryTrouble(proof.entry);
  if (trouble) return `Entry ${proof.entry.seq}: ${trouble}`;
  if (proof.index !== proof.entry.seq - 1) return 'The entry is not the leaf that the proof is of';
  const path = proof.path.map((one) => Buffer.from(one, 'hex'));
  const leaf = Buffer.from(proof.entry.entry_hash, 'hex');
  if (!includes(leaf, proof.index, proof.size, path, Buffer.from(proof.root, 'hex')))
    return `The path does not lead from entry ${proof.entry.seq} to the root`;
  if (proof.checkpoint === null) return null;
  try {
    const checkpoint = parseCheckpoint(proof.checkpoint);
    if (!signedBy(checkpoint.note, checkpoint.origin, keys))
      return 'The checkpoint is not signed with the key that comes with the proof';
    const agrees =
      checkpoint.size === proof.size &&
      checkpoint.origin === proof.origin &&
      hex(checkpoint.root) === proof.root;
    return agrees ? null : 'The checkpoint is over another tree';
  } catch (error) {
    if (error instanceof NoteError) return `The checkpoint: ${error.message}`;
    throw error;
  }
}

/** JSON in canonical form, with a newline: the same proof has the same bytes. */
export function proofText(proof: InclusionProof): string {
  return `${canonicalize(proof)!}\n`;
}
