/** Comparing a ledger with heads that were noted outside its file. */
import type { PublicKey } from '../signing/keys.ts';
import { NoteError, signedBy } from '../signing/note.ts';
import type { Finding, Walked } from './findings.ts';
import type { OutsideHead } from './outside.ts';

/** A head that was noted elsewhere, and whether the ledger is still the one that it was over. */
export interface Compared {
  readonly source: string;
  readonly size: number;
  readonly outcome: 'agrees' | 'differs';
  /** Whoever can write the catalog file cannot as easily write this. */
  readonly independent: boolean;
}

interface OwnWords {
  /** Entries under the newest checkpoint in the file. */
  readonly signedSize: number | null;
  readonly keys: readonly PublicKey[];
}

/** Heads that cannot be compared, because the chain breaks before them, are left out of `compared`. */
export function compareOutside(
  walked: Walked,
  outside: readonly OutsideHead[],
  own: OwnWords,
): { compared: Compared[]; findings: Finding[] } {
  const compared: Compared[] = [];
  const findings: Finding[] = [];
  for (const head of outside) {
    const { source, size, independent } = head;
    const finding = faultOf(head, walked, own);
    if (finding) findings.push(finding);
    // A chain that breaks before the noted entry leaves nothing to compare.
    else if (walked.broken && !walked.heads.has(size)) continue;
    compared.push({ source, size, independent, outcome: finding ? 'differs' : 'agrees' });
  }
  return { compared, findings };
}

function faultOf(head: OutsideHead, walked: Walked, { signedSize, keys }: OwnWords): Finding | null {
  const { source, origin, size, root, entryHash, checkpoint } = head;
  if (origin !== null && walked.origin !== null && origin !== walked.origin)
    return { seq: 0, kind: 'replaced', reason: `another ledger was here: ${source} is of ${origin}` };
  if (checkpoint) {
    try {
      signedBy(checkpoint.note, checkpoint.origin, keys);
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      return { seq: size, kind: 'checkpoint forged', reason: `${source}: ${error.message}` };
    }
  }
  if (size === 0) return null;
  const here = walked.heads.get(size);
  if (here) {
    const agrees =
      (root === undefined || root === here.root) && (entryHash === undefined || entryHash === here.entryHash);
    return agrees
      ? null
      : {
          seq: size,
          kind: 'rewritten',
          reason: `the first ${size} entries are not those that ${source} is over`,
        };
  }
  if (walked.broken) return null;
  const cutHere = signedSize !== null && signedSize > walked.entries;
  return {
    seq: walked.entries + 1,
    kind: cutHere ? 'cut' : 'older copy',
    reason: cutHere
      ? `the ledger ends at entry ${walked.entries}, but ${source} is over ${size} entries`
      : `the ledger ends at entry ${walked.entries}, but ${source} is over ${size} entries: an older copy of the file was put back, or its end was cut off`,
  };
}
