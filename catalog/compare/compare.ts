/**
 * The comparison of two states of the catalog: two revisions, two run times, or two runs with everything
 * upstream of them.
 */
import { withRests } from '../breathe.ts';
import { instantOf } from '../explore/at.ts';
import type { Catalog } from '../catalog.ts';
import { compareMoments } from './compare-moments.ts';
import { compareRuns } from './compare-runs.ts';
import type { Comparison } from './comparison.ts';

export type Of =
  | { readonly kind: 'revisions'; readonly a: number; readonly b: number }
  | { readonly kind: 'times'; readonly a: string; readonly b: string }
  | { readonly kind: 'runs'; readonly a: number; readonly b: number };

/** Comparisons kept at a time, for paging and for the picture. */
const KEPT = 4;

interface Kept {
  readonly seq: number;
  readonly made: Promise<Comparison | null>;
  readonly ends: AbortController;
  /** How many wait for it. */
  waiting: number;
}

const kept = new WeakMap<Catalog, Map<string, Kept>>();

/**
 * Null where one of the two is not in the catalog. Once nobody waits for it any more, the work ends.
 *
 * @throws RangeError when there is no such revision or time; the signal's reason once it is aborted
 */
export async function comparison(catalog: Catalog, of: Of, signal?: AbortSignal): Promise<Comparison | null> {
  signal?.throwIfAborted();
  const [known, key] = [keptOf(catalog), JSON.stringify([of.kind, of.a, of.b])];
  const seq = catalog.newestSeq();
  const found = known.get(key);
  known.delete(key);
  const one = found?.seq === seq ? found : begin(catalog, of, seq);
  known.set(key, one);
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break;
    known.delete(oldest);
  }
  try {
    return await waitedFor(one, signal);
  } catch (error) {
    if ((one.waiting === 0 || !signal?.aborted) && known.get(key) === one) known.delete(key);
    throw error;
  }
}

function keptOf(catalog: Catalog): Map<string, Kept> {
  const known = kept.get(catalog);
  if (known) return known;
  const none = new Map<string, Kept>();
  kept.set(catalog, none);
  return none;
}

function begin(catalog: Catalog, of: Of, seq: number): Kept {
  const ends = new AbortController();
  const made = make(catalog, of, ends.signal);
  // Whoever waits is told; nobody may be left who does.
  made.catch(() => undefined);
  return { seq, made, ends, waiting: 0 };
}

/** What is made, unless the signal is aborted before. The last one who goes ends the work. */
async function waitedFor(one: Kept, signal: AbortSignal | undefined): Promise<Comparison | null> {
  one.waiting++;
  let leave: (() => void) | undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal?.reason as Error);
    signal?.addEventListener('abort', leave);
  });
  let done = false;
  try {
    const made = await Promise.race([one.made, left]);
    done = true;
    return made;
  } finally {
    one.waiting--;
    if (leave) signal?.removeEventListener('abort', leave);
    if (!done && one.waiting === 0) one.ends.abort(signal?.reason);
  }
}

async function make(catalog: Catalog, of: Of, signal: AbortSignal): Promise<Comparison | null> {
  switch (of.kind) {
    case 'runs':
      return withRests(compareRuns(catalog, of.a, of.b), signal);
    case 'times':
      return withRests(compareMoments(catalog, { time: instantOf(of.a) }, { time: instantOf(of.b) }), signal);
    case 'revisions':
      return withRests(compareMoments(catalog, { revision: of.a }, { revision: of.b }), signal);
  }
}

/** A difference from here on is worth a look: some rule found something beyond what is merely new. */
export const WORTH_A_LOOK = 40;
