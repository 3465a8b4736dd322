/**
 * The comparison of two states of the catalog: two revisions, two run times, or two runs with everything
 * upstream of them.
 */
import { withRests } from '../breathe.ts';
import { instantOf } from '../explore/at.ts';
import type { Catalog } from '../open.ts';
import { compareMoments } from './compare-moments.ts';
import { compareRuns } from './compare-runs.ts';
import type { Change, Judged } from './model.ts';

export type Of =
  | { readonly kind: 'revisions'; readonly a: number; readonly b: number }
  | { readonly kind: 'times'; readonly a: string; readonly b: string }
  | { readonly kind: 'runs'; readonly a: number; readonly b: number };

export interface Comparison {
  /** Everything, the most suspicious first; what is alike last. */
  readonly items: readonly Judged[];
  readonly notes: readonly string[];
  readonly totals: Readonly<Record<Change, number>>;
}

/** Comparisons kept at a time, for paging and for the picture. */
const KEPT = 4;

interface Kept {
  readonly seq: number;
  readonly made: Promise<Comparison | null>;
}

const kept = new WeakMap<Catalog, Map<string, Kept>>();

/**
 * Null where one of the two is not in the catalog.
 * @throws RangeError when there is no such revision or time.
 */
export async function comparison(catalog: Catalog, of: Of): Promise<Comparison | null> {
  let known = kept.get(catalog);
  if (!known) kept.set(catalog, (known = new Map()));
  const key = JSON.stringify([of.kind, of.a, of.b]);
  const seq = catalog.newestSeq();
  const found = known.get(key);
  known.delete(key);
  const made = found?.seq === seq ? found.made : make(catalog, of);
  known.set(key, { seq, made });
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break;
    known.delete(oldest);
  }
  try {
    return await made;
  } catch (error) {
    known.delete(key);
    throw error;
  }
}

async function make(catalog: Catalog, of: Of): Promise<Comparison | null> {
  const compared =
    of.kind === 'runs'
      ? await withRests(compareRuns(catalog, of.a, of.b))
      : of.kind === 'times'
        ? await compareMoments(catalog, { time: instantOf(of.a) }, { time: instantOf(of.b) })
        : await compareMoments(catalog, { revision: of.a }, { revision: of.b });
  if (!compared) return null;
  const totals = { added: 0, removed: 0, changed: 0, unchanged: 0 };
  for (const { change } of compared.items) totals[change]++;
  return { ...compared, totals };
}

/** A difference from here on is worth a look: some rule found something beyond what is merely new. */
export const WORTH_A_LOOK = 40;
