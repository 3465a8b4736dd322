/**
 * Heads of a ledger that were noted outside its file. The file alone cannot show that its end was cut off, that an
 * older copy was put back, or that everything was written anew; comparing with these can.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { takePlace, writeWhole } from '../../whole-file.ts';
import { NoteError } from '../signing/note.ts';
import { parseCheckpoint, type Checkpoint } from '../signing/checkpoint.ts';

/** A head as it was noted elsewhere: the root of the tree, or the hash of the last entry, or both. */
export interface OutsideHead {
  /** Where it was noted, in words that follow "compared with". */
  readonly source: string;
  /** Null where the note does not say which ledger it is of. */
  readonly origin: string | null;
  /** Whoever can write the catalog file cannot as easily write this. */
  readonly independent: boolean;
  readonly size: number;
  /** Hex. */
  readonly root?: string;
  /** Hex hash of entry number `size`. */
  readonly entryHash?: string;
  /** A whole checkpoint: its signature is checked, too. */
  readonly checkpoint?: Checkpoint;
}

const MAX_BYTES = 64 * 1024;

/** The newest checkpoint has a file of its own beside the catalog. */
export function besidePath(catalogPath: string): string {
  return `${catalogPath}.checkpoint`;
}

/**
 * The checkpoint in a file; null where there is no file.
 * @throws NoteError where there is one that holds none
 */
export function readCheckpointFile(path: string): Checkpoint | null {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return null;
  if (!info.isFile() || info.size > MAX_BYTES) throw new NoteError('It is not a file with a checkpoint');
  return parseCheckpoint(readFileSync(path, 'utf8'));
}

/** A checkpoint as a head to compare with. `source`, `independent`: see {@link OutsideHead}. */
export function headOf(checkpoint: Checkpoint, source: string, independent: boolean): OutsideHead {
  const { origin, size, root } = checkpoint;
  return { source, origin, independent, size, root: Buffer.from(root).toString('hex'), checkpoint };
}

/**
 * Puts a new checkpoint beside the catalog. One that is there and is of another ledger, or of a longer one, stays:
 * it is the proof that the catalog file was exchanged.
 */
export function putBeside(catalogPath: string, text: string): void {
  const path = besidePath(catalogPath);
  const next = parseCheckpoint(text);
  try {
    const there = readCheckpointFile(path);
    if (there && (there.origin !== next.origin || there.size > next.size)) return;
  } catch (error) {
    if (error instanceof NoteError) return;
    throw error;
  }
  writeWhole(path, text);
}

/** Keeps a checkpoint file that does not belong to the present catalog under another name. */
export function setBesideAside(catalogPath: string): void {
  const path = besidePath(catalogPath);
  if (!existsSync(path)) return;
  let kept = `${path}.before`;
  for (let n = 2; existsSync(kept); n++) kept = `${path}.before.${n}`;
  takePlace(path, kept);
}
