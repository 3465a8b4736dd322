/**
 * All edges between datasets with the revisions in which they held, as columns of numbers in the order of their ends; read
 * once, and kept until something changes them. Comparing two revisions is then a walk over these columns.
 */
import type { Database } from 'better-sqlite3';
import { idRanges } from '../../store/id-ranges.ts';
import { PairNumbers, type PairRows } from './pairs.ts';
import type { Names, Sides } from './sides.ts';
import { Numbers } from './sorted.ts';

export interface EdgeHistory {
  /** Names at the ends, as the edge was stated. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly since: Int32Array;
  /** 0: it still holds. */
  readonly until: Int32Array;
  /** Periods before the present one, by position. */
  readonly earlier: ReadonlyMap<number, readonly (readonly [since: number, until: number])[]>;
}

/** Edges between two rests. */
const AT_ONCE = 1 << 16;

/** In steps. Edges within a dataset are left out. */
export function* readEdgeHistory(db: Database, { canonicalOf }: Names): Generator<void, EdgeHistory> {
  const count = db.prepare<[], number>('SELECT COUNT(*) FROM edge').pluck().get()!;
  yield;
  const read = [new Int32Array(count), new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  const [from, to, since, until] = read as [Int32Array, Int32Array, Int32Array, Int32Array];
  const placeOf = new Map<number, number>();
  const periods = periodsById(db);
  const rows = db
    .prepare<[object], [number, number, number, number, number]>(
      `SELECT id, from_id, to_id, since_revision, COALESCE(until_revision, 0) FROM edge WHERE id BETWEEN @first AND @last`,
    )
    .raw();
  const order = new Numbers();
  const numbers = new PairNumbers(canonicalOf.length);
  let at = 0;
  for (const range of idRanges(db, 'edge')) {
    for (const [id, start, end, began, ended] of rows.all({ ...range })) {
      const [first, second] = [canonicalOf[start]!, canonicalOf[end]!];
      if (first === second || at === count) continue;
      [from[at], to[at], since[at], until[at]] = [start, end, began, ended];
      if (periods.has(id)) placeOf.set(id, at);
      order.add(numbers.of(first, second));
      at++;
    }
    yield;
  }
  const places = yield* order.sortedPlaces();
  const inOrder: Int32Array[] = [];
  for (const column of read) {
    const ordered = new Int32Array(places.length);
    for (let at = 0; at < ordered.length; at++) {
      ordered[at] = column[places[at]!]!;
      if (at % AT_ONCE === 0) yield;
    }
    inOrder.push(ordered);
  }
  const earlier = new Map<number, [number, number][]>();
  if (placeOf.size > 0) {
    const idAt = new Map([...placeOf].map(([id, place]) => [place, id]));
    for (const [now, place] of places.entries()) {
      const id = idAt.get(place);
      if (id !== undefined) earlier.set(now, periods.get(id)!);
    }
  }
  const [starts, ends, begun, ended] = inOrder as [Int32Array, Int32Array, Int32Array, Int32Array];
  return { from: starts, to: ends, since: begun, until: ended, earlier };
}

function periodsById(db: Database): Map<number, [number, number][]> {
  const rows = db
    .prepare<[], [number, number, number]>('SELECT edge_id, since_revision, until_revision FROM edge_period')
    .raw()
    .all();
  const found = new Map<number, [number, number][]>();
  for (const [id, since, until] of rows) {
    const known = found.get(id);
    if (known) known.push([since, until]);
    else found.set(id, [[since, until]]);
  }
  return found;
}

/** Whether every name was shown under the dataset under which it is shown now: then the order of the columns is the right one. */
export const fitsHistory = ({ before, after }: Sides): boolean => before.asNow && after.asNow;

/** Takes all edges that hold at one of the two revisions, in the order of their pairs. In steps. */
export function* eachInHistory(
  history: EdgeHistory,
  { before, after, names }: Sides,
  rows: PairRows,
): Generator<void, void> {
  const { from, to, since, until, earlier } = history;
  const { canonicalOf } = names;
  const numbers = new PairNumbers(canonicalOf.length);
  const [a, b] = [before.instant.revision, after.instant.revision];
  const [headA, headB] = [before.headOf, after.headOf];
  const stood = (at: number, revision: number): boolean =>
    earlier.get(at)?.some(([began, ended]) => began <= revision && ended > revision) === true;
  for (let first = 0; first < from.length; first += AT_ONCE) {
    const last = Math.min(from.length, first + AT_ONCE);
    for (let at = first; at < last; at++) {
      const [began, ended] = [since[at]!, until[at]!];
      let then = began <= a && (ended === 0 || ended > a);
      let later = began <= b && (ended === 0 || ended > b);
      if (earlier.size > 0) {
        then ||= stood(at, a);
        later ||= stood(at, b);
      }
      if (!then && !later) continue;
      const [start, end] = [from[at]!, to[at]!];
      then &&= headA[start] !== 0 && headA[end] !== 0;
      later &&= headB[start] !== 0 && headB[end] !== 0;
      if (then || later) rows.add(numbers.of(canonicalOf[start]!, canonicalOf[end]!), then, later);
    }
    yield;
  }
}
