/**
 * Edges between datasets as both moments show them: one walk over all edges, in which each is a number, and one over these
 * numbers in order. Nothing is made of edges that are the same at both.
 */
import { edgeHolds } from '../../explore/moment.ts';
import { idRanges } from '../id-ranges.ts';
import { boundToBoth, boundToLineage, marked } from './conditions.ts';
import { Numbers } from './sorted.ts';
import type { Sides } from './sides.ts';

/** A pair of datasets as one number; it takes fewer than 47 million datasets. */
export class PairNumbers {
  readonly #size: number;

  constructor(sides: Sides) {
    this.#size = sides.canonicalOf.length;
  }

  of(from: number, to: number): number {
    return from * this.#size + to;
  }

  ends(pair: number): readonly [from: number, to: number] {
    return [Math.floor(pair / this.#size), pair % this.#size];
  }
}

/** All ascending. */
export interface EdgePairs {
  readonly added: Float64Array;
  readonly removed: Float64Array;
  /** At both moments. */
  readonly both: Float64Array;
  /** Of these, the ones of which some row came or went. */
  readonly touched: Float64Array;
}

/** What becomes of a pair by a row: the last two bits of its number. */
const [GONE, CAME, KEPT] = [1, 2, 3] as const;

/** In steps. */
export function* edgePairs(sides: Sides, numbers: PairNumbers): Generator<void, EdgePairs> {
  return yield* merged(yield* (yield* rowsOfPairs(sides, numbers)).sorted());
}

function* rowsOfPairs(sides: Sides, numbers: PairNumbers): Generator<void, Numbers> {
  const { before, after } = sides;
  const { db } = before;
  const [a, b] = [before.instant, after.instant];
  const bound = boundToBoth(a, b, boundToLineage);
  const rows = db
    .prepare<[object], [number, number, number]>(
      `SELECT from_id, to_id, held FROM (SELECT e.from_id, e.to_id,
         ${marked(edgeHolds(a), 'A')} + 2 * ${marked(edgeHolds(b), 'B')} AS held FROM edge e WHERE e.id BETWEEN @first AND @last)
       WHERE held > 0 AND from_id <> to_id`,
    )
    .raw();
  const found = new Numbers();
  const pairOf = ({ headOf }: Sides['before'], from: number, to: number): number => {
    const [start, end] = [headOf[from]!, headOf[to]!];
    return start === 0 || end === 0 || start === end ? -1 : numbers.of(start, end);
  };
  for (const range of idRanges(db, 'edge')) {
    for (const [from, to, held] of rows.all({ ...bound, ...range })) {
      const then = held & 1 ? pairOf(before, from, to) : -1;
      const later = held & 2 ? pairOf(after, from, to) : -1;
      if (then >= 0 && then === later) found.add(then * 4 + KEPT);
      else {
        if (then >= 0) found.add(then * 4 + GONE);
        if (later >= 0) found.add(later * 4 + CAME);
      }
    }
    yield;
  }
  return found;
}

/** Numbers between two rests. */
const AT_ONCE = 1 << 16;

function* merged(rows: Float64Array): Generator<void, EdgePairs> {
  const [added, removed, both, touched] = [new Numbers(), new Numbers(), new Numbers(), new Numbers()];
  let at = 0;
  while (at < rows.length) {
    const rest = at + AT_ONCE;
    while (at < rows.length && at < rest) {
      const pair = Math.floor(rows[at]! / 4);
      let [kept, gone, came] = [false, false, false];
      for (; at < rows.length; at++) {
        const what = rows[at]! - pair * 4;
        if (what > KEPT) break;
        if (what === KEPT) kept = true;
        else if (what === GONE) gone = true;
        else came = true;
      }
      if (!kept && !gone) added.add(pair);
      else if (!kept && !came) removed.add(pair);
      else {
        both.add(pair);
        if (gone || came) touched.add(pair);
      }
    }
    yield;
  }
  return { added: added.all, removed: removed.all, both: both.all, touched: touched.all };
}
