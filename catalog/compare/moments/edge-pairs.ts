/**
 * Edges between datasets as both moments show them: one walk over all edges, in which each is a number. Nothing is made of
 * edges that are the same at both.
 */
import { edgeHolds } from '../../past/moment.ts';
import { idRanges } from '../../store/id-ranges.ts';
import { boundToBoth, boundToLineage, marked } from './conditions.ts';
import { eachInHistory, fitsHistory, type EdgeHistory } from './edge-history.ts';
import { PairRows, type EdgePairs, type PairNumbers } from './pairs.ts';
import { Numbers } from './sorted.ts';
import type { Side, Sides } from './sides.ts';

/** In steps. `history`: where two revisions are compared. */
export function* edgePairs(
  sides: Sides,
  numbers: PairNumbers,
  history: (() => Generator<void, EdgeHistory>) | null,
): Generator<void, EdgePairs> {
  const rows = new PairRows();
  if (history && fitsHistory(sides)) yield* eachInHistory(yield* history(), sides, rows);
  else yield* eachRow(sides, numbers, rows);
  return rows.found();
}

/** What an edge is to a pair: the last two bits of its number. */
const [BEFORE, AFTER] = [1, 2] as const;
/** Numbers between two rests. */
const AT_ONCE = 1 << 16;

/** At run times, and where names were joined otherwise: whether an edge holds is asked of the file. In steps. */
function* eachRow(sides: Sides, numbers: PairNumbers, rows: PairRows): Generator<void, void> {
  const found = yield* (yield* readRows(sides, numbers)).sorted();
  for (const [at, number] of found.entries()) {
    const pair = Math.floor(number / 4);
    const what = number - pair * 4;
    rows.add(pair, (what & BEFORE) !== 0, (what & AFTER) !== 0);
    if (at % AT_ONCE === 0) yield;
  }
}

function* readRows(sides: Sides, numbers: PairNumbers): Generator<void, Numbers> {
  const { before, after } = sides;
  const { db } = before;
  const [a, b] = [before.instant, after.instant];
  const bound = boundToBoth(a, b, boundToLineage);
  const rows = db
    .prepare<[object], [number, number, number]>(
      `SELECT from_id, to_id, held FROM (SELECT e.from_id, e.to_id,
         ${marked(edgeHolds(a), 'A')} + 2 * ${marked(edgeHolds(b), 'B')} AS held FROM edge e WHERE e.id BETWEEN @first AND @last)
       WHERE held > 0`,
    )
    .raw();
  const found = new Numbers();
  const pairOf = ({ headOf }: Side, from: number, to: number): number => {
    const [start, end] = [headOf[from]!, headOf[to]!];
    return start === 0 || end === 0 || start === end ? -1 : numbers.of(start, end);
  };
  for (const range of idRanges(db, 'edge')) {
    for (const [from, to, held] of rows.all({ ...bound, ...range })) {
      const then = held & BEFORE ? pairOf(before, from, to) : -1;
      const later = held & AFTER ? pairOf(after, from, to) : -1;
      if (then >= 0 && then === later) found.add(then * 4 + BEFORE + AFTER);
      else {
        if (then >= 0) found.add(then * 4 + BEFORE);
        if (later >= 0) found.add(later * 4 + AFTER);
      }
    }
    yield;
  }
  return found;
}
