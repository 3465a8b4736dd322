/** Column edges that only one of two moments has, by the pair of datasets between which they lie. */
import { columnEdgeHolds, boundTo, type Moment } from '../../../past/moment.ts';
import type { Catalog } from '../../../catalog.ts';
import { idRanges } from '../../../store/id-ranges.ts';

/** Column edges that are listed for one pair of datasets. */
const COLUMNS_SHOWN = 200;

/** `from>to` of datasets and their column edges in words, in a fixed order. */
export type EdgesBetween = ReadonlyMap<string, readonly string[]>;

interface Side {
  readonly view: Catalog;
  /** The condition of the moment under names of its own, and the values for them. */
  readonly holds: string;
  readonly bound: Readonly<Record<string, number | string>>;
}

/**
 * In steps. First the edges that hold at one moment only; then, for the pairs of datasets where there are such, all
 * edges: names of one dataset may say the same twice, and what is still said by one of them is not gone.
 */
export function* columnEdgesApart(
  before: Catalog,
  after: Catalog,
): Generator<void, { readonly before: EdgesBetween; readonly after: EdgesBetween }> {
  const [a, b] = [sideOf(before, before.moment!, 'A'), sideOf(after, after.moment!, 'B')];
  const pairs = yield* pairsThatDiffer(a, b);
  const [one, other] = [yield* edgesOf(a, pairs), yield* edgesOf(b, pairs)];
  return { before: apart(one, other), after: apart(other, one) };
}

function sideOf(view: Catalog, moment: Moment, mark: string): Side {
  const bound = Object.entries(boundTo(moment)).map(([name, value]) => [`${name}${mark}`, value]);
  return {
    view,
    holds: columnEdgeHolds(moment).replaceAll(/@(\w+)/g, `@$1${mark}`),
    bound: Object.fromEntries(bound) as Side['bound'],
  };
}

/** Datasets at the start of edges that differ, each with those at their ends. */
function* pairsThatDiffer(a: Side, b: Side): Generator<void, Map<number, Set<number>>> {
  const db = a.view.store.reader;
  const statement = db
    .prepare<[object], [number, number]>(
      `SELECT DISTINCT f.dataset_id, t.dataset_id FROM column_edge e
       JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id
       WHERE e.id BETWEEN @first AND @last AND (${a.holds}) <> (${b.holds})`,
    )
    .raw();
  const pairs = new Map<number, Set<number>>();
  for (const range of idRanges(db, 'column_edge')) {
    for (const [from, to] of statement.all({ ...a.bound, ...b.bound, ...range }))
      for (const { view } of [a, b]) {
        const { canonical } = view.cards();
        const [start, end] = [canonical.get(from), canonical.get(to)];
        if (start === undefined || end === undefined) continue;
        const ends = pairs.get(start);
        if (ends) ends.add(end);
        else pairs.set(start, new Set([end]));
      }
    yield;
  }
  return pairs;
}

/** Pair of datasets and the edge in words, by both in lower case: the case of a column says nothing. */
type Edges = ReadonlyMap<string, readonly [string, string]>;

function* edgesOf(side: Side, pairs: ReadonlyMap<number, ReadonlySet<number>>): Generator<void, Edges> {
  const { view, holds, bound } = side;
  const cards = view.cards();
  const statement = view.store.reader
    .prepare<[object], [string, string, number]>(
      `SELECT f.path, t.path, t.dataset_id FROM json_each(@members) m JOIN "column" f ON f.dataset_id = m.value
       JOIN column_edge e ON e.from_id = f.id JOIN "column" t ON t.id = e.to_id WHERE ${holds}`,
    )
    .raw();
  const found = new Map<string, readonly [string, string]>();
  for (const [from, ends] of pairs) {
    const card = cards.byId.get(from);
    if (!card) continue;
    for (const [path, target, id] of statement.all({ ...bound, members: JSON.stringify(card.members) })) {
      const to = cards.canonical.get(id);
      if (to === undefined || !ends.has(to)) continue;
      const words = `${dotted(path)} → ${dotted(target)}`;
      found.set(`${from}>${to} ${words.toLowerCase()}`, [`${from}>${to}`, words]);
    }
    yield;
  }
  return found;
}

const dotted = (path: string): string => path.replaceAll('\u001f', '.');

function apart(one: Edges, other: Edges): EdgesBetween {
  const found = new Map<string, string[]>();
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
