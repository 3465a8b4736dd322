/**
 * Checkpoints: a signed note of which ledger it is, how many entries it had, and the root of the Merkle tree
 * over them (c2sp.org/tlog-checkpoint). Without extension lines: nothing signed that entries do not say.
 */
import { HASH_BYTES } from '../merkle/tree.ts';
import { signNote, NoteError, parseNote, type Note } from './note.ts';
import type { Signer } from './keys.ts';

/** The state of a ledger: which one it is, how many entries it has, and the root over them (RFC 6962, 2.1). */
export interface TreeHead {
  /** Which ledger: see {@link originOf}. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A tree head as it was read, with the note that carries its signatures. */
export interface Checkpoint extends TreeHead {
  readonly note: Note;
}

/** A ledger is told by the hash of its first entry, which holds a random salt's commitment. */
export function originOf(firstEntryHash: Uint8Array): string {
  return `headwater/ledger/${Buffer.from(firstEntryHash).toString('hex')}`;
}

/**
 * The signed note of c2sp.org/tlog-checkpoint: origin, size and root in base64, a line each. The same for the same
 * head and key.
 */
export function signCheckpoint(head: TreeHead, signer: Signer): string {
  const root = Buffer.from(head.root).toString('base64');
  return signNote(`${head.origin}\n${head.size}\n${root}\n`, head.origin, signer);
}

/** Reads it; whether a signature is good is asked with `signedBy`. @throws NoteError */
export function parseCheckpoint(text: string): Checkpoint {
  const note = parseNote(text);
  const [origin, size, root] = note.text.slice(0, -1).split('\n');
  if (!origin || size === undefined || root === undefined)
    throw new NoteError('It does not hold origin, size and root');
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    throw new NoteError('The size of the tree is not a number');
  const bytes = Buffer.from(root, 'base64');
  if (bytes.length !== HASH_BYTES || bytes.toString('base64') !== root)
    throw new NoteError('The root is not a hash in base64');
  return { origin, size: Number(size), root: bytes, note };
}
