/** Edges between the datasets of two moments: which are on one side only, and what differs of those on both. */
import { differenceOf } from '../diff.ts';
import type { DatasetSubject, Entity, Judged } from '../model.ts';
import { judge } from '../suspicion.ts';
import { atOnce } from '../../breathe.ts';
import { columnEdgesApart, type EdgesBetween } from './column-edges.ts';
import { edgeAspects } from './edge-entities.ts';
import type { EdgeHistory } from './edge-history.ts';
import { edgePairs } from './edge-pairs.ts';
import { PairNumbers, type EdgePairs } from './pairs.ts';
import { indexIn } from './sorted.ts';
import type { Side, Sides } from './sides.ts';
import type { Touched } from './touched.ts';

export interface EdgeDifferences extends EdgePairs {
  readonly numbers: PairNumbers;
  /** What differs of those on both sides. */
  readonly judged: readonly Judged[];
  /** As one side shows them; what is compared of them is read when it is asked for. `alike`: no column edge differs. */
  entities(side: Side, pairs: readonly number[], alike: boolean): (pair: number) => Entity;
}

/** In steps. `history`: where two revisions are compared. */
export function* edgeDifferences(
  sides: Sides,
  touched: Touched,
  subject: (id: number) => DatasetSubject,
  history: (() => Generator<void, EdgeHistory>) | null,
): Generator<void, EdgeDifferences> {
  const { before, after } = sides;
  const numbers = new PairNumbers(sides.names.canonicalOf.length);
  const pairs = yield* edgePairs(sides, numbers, history);
  const columns = yield* columnEdgesApart(sides, yield* flowsOnBoth(sides, touched, pairs, numbers), numbers);
  const [first, second] = [edgeAspects(before), edgeAspects(after)];
  const entityOf = (side: Side, pair: number, apart: () => EdgesBetween): Entity => {
    const [from, to] = numbers.ends(pair);
    const aspects = () => (side === before ? first : second)(from, to, apart().get(pair) ?? []);
    return lazyEntity(keyOf(from, to), { on: 'edge', from: subject(from), to: subject(to) }, aspects);
  };
  const judged: Judged[] = [];
  for (const pair of new Set([...pairs.touched, ...columns.before.keys(), ...columns.after.keys()])) {
    const a = entityOf(before, pair, () => columns.before);
    const b = entityOf(after, pair, () => columns.after);
    const found = judge(differenceOf(a.key, a, b));
    if (found.change !== 'unchanged') judged.push(found);
    yield;
  }
  const entities: EdgeDifferences['entities'] = (side, asked, alike) => {
    let apart: EdgesBetween | undefined;
    // Of all that are asked for at once, as soon as somebody wants to know of one of them.
    const columnsApart = (): EdgesBetween =>
      (apart ??= alike
        ? NONE_APART
        : atOnce(columnEdgesApart(sides, flowsOf(asked, numbers), numbers))[
            side === before ? 'before' : 'after'
          ]);
    return (pair) => entityOf(side, pair, columnsApart);
  };
  return { ...pairs, numbers, judged, entities };
}

const NONE_APART: EdgesBetween = new Map();

export const keyOf = (from: number, to: number): string => `edge ${from}>${to}`;

/** The two of a key; null where it is not that of an edge. */
export function endsOf(key: string): readonly [from: number, to: number] | null {
  const [, from, to] = /^edge (\d+)>(\d+)$/.exec(key) ?? [];
  return from === undefined || to === undefined ? null : [Number(from), Number(to)];
}

/** An entity of which the aspects are made when they are asked for. */
export function lazyEntity(
  key: string,
  subject: Entity['subject'],
  make: () => Entity['aspects'],
  facts?: Entity['facts'],
): Entity {
  let made: Entity['aspects'] | undefined;
  return {
    ...{ key, subject, depth: 0 },
    ...(facts ? { facts } : {}),
    get aspects() {
      return (made ??= make());
    },
  };
}

function flowsOf(pairs: readonly number[], numbers: PairNumbers): Map<number, Set<number>> {
  const ends = Map.groupBy(
    pairs.map((pair) => numbers.ends(pair)),
    ([from]) => from,
  );
  return new Map([...ends].map(([from, all]) => [from, new Set(all.map(([, to]) => to))]));
}

/** Pairs of datasets on both sides between which some column edge differs. In steps. */
function* flowsOnBoth(
  { before, after }: Sides,
  { flows }: Touched,
  { both }: EdgePairs,
  numbers: PairNumbers,
): Generator<void, Map<number, Set<number>>> {
  const found = new Map<number, Set<number>>();
  for (const [start, ends] of flows) {
    for (const end of ends)
      for (const { headOf } of [before, after]) {
        const [from, to] = [headOf[start]!, headOf[end]!];
        if (from === 0 || to === 0 || indexIn(both, numbers.of(from, to)) < 0) continue;
        const known = found.get(from);
        if (known) known.add(to);
        else found.set(from, new Set([to]));
      }
    yield;
  }
  return found;
}
