/** Column edges that only one of two moments has, by the pair of datasets between which they lie. */
import { dotted } from '../../browse/dataset-detail.ts';
import { boundTo, columnEdgeHolds } from '../../past/moment.ts';
import type { PairNumbers } from './pairs.ts';
import type { Names, Side, Sides } from './sides.ts';

/** Column edges that are listed for one pair of datasets. */
const COLUMNS_SHOWN = 200;

/** Pair of datasets (see {@link PairNumbers}) → its column edges in words, in a fixed order. */
export type EdgesBetween = ReadonlyMap<number, readonly string[]>;

/** Datasets at the start of edges, each with those at their ends. */
export type Flows = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * In steps. Of the pairs given all edges are read: names of one dataset may say the same twice, and what is still said by
 * one of them is not gone.
 */
export function* columnEdgesApart(
  { before, after, names }: Sides,
  flows: Flows,
  numbers: PairNumbers,
): Generator<void, { readonly before: EdgesBetween; readonly after: EdgesBetween }> {
  const one = yield* edgesOf(before, names, flows, numbers);
  const other = yield* edgesOf(after, names, flows, numbers);
  return { before: apart(one, other), after: apart(other, one) };
}

/** Pair of datasets and the edge in words, by both in lower case: the case of a column says nothing. */
type Edges = ReadonlyMap<string, readonly [number, string]>;

function* edgesOf(
  { db, headOf, instant }: Side,
  { canonicalOf, joined }: Names,
  flows: Flows,
  numbers: PairNumbers,
): Generator<void, Edges> {
  // Runs had shown columns of names that the catalog heard of only later: they are of the dataset that they are one with now.
  const shownAs = (id: number): number => headOf[id]! || canonicalOf[id]!;
  const namesOf = (head: number): readonly number[] =>
    (joined.get(canonicalOf[head]!) ?? [head]).filter((id) => shownAs(id) === head);
  const statement = db
    .prepare<[object], [string, string, number]>(
      `SELECT f.path, t.path, t.dataset_id FROM json_each(@starts) m CROSS JOIN "column" f ON f.dataset_id = m.value
       CROSS JOIN column_edge e ON e.from_id = f.id CROSS JOIN "column" t ON t.id = e.to_id
       WHERE t.dataset_id IN (SELECT value FROM json_each(@ends)) AND ${columnEdgeHolds(instant)}`,
    )
    .raw();
  const found = new Map<string, readonly [number, string]>();
  for (const [from, ends] of flows) {
    if (headOf[from] !== from) continue;
    const bind = {
      starts: JSON.stringify(namesOf(from)),
      ends: JSON.stringify([...ends].flatMap(namesOf)),
    };
    for (const [path, target, id] of statement.all({ ...boundTo(instant), ...bind })) {
      const to = shownAs(id);
      if (!ends.has(to)) continue;
      const pair = numbers.of(from, to);
      const words = `${dotted(path)} → ${dotted(target)}`;
      found.set(`${pair} ${words.toLowerCase()}`, [pair, words]);
    }
    yield;
  }
  return found;
}

function apart(one: Edges, other: Edges): EdgesBetween {
  const found = new Map<number, string[]>();
  for (const [key, [pair, words]] of one) {
    if (other.has(key)) continue;
    const list = found.get(pair);
    if (list) list.push(words);
    else found.set(pair, [words]);
  }
  for (const list of found.values()) {
    list.sort();
    if (list.length > COLUMNS_SHOWN)
      list.splice(COLUMNS_SHOWN, list.length, `… ${list.length - COLUMNS_SHOWN} of ${list.length} more`);
  }
  return found;
}
