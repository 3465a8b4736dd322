/** Edges between the datasets of two moments: which are on one side only, and what differs of those on both. */
import { differenceOf } from '../diff.ts';
import type { DatasetSubject, Entity, Judged } from '../model.ts';
import { judge } from '../suspicion.ts';
import { atOnce } from '../../breathe.ts';
import { columnEdgesApart, type EdgesBetween } from './column-edges.ts';
import { edgeAspects } from './edge-entities.ts';
import { PairNumbers, edgePairs, type EdgePairs } from './edge-pairs.ts';
import { indexIn } from './sorted.ts';
import type { Side, Sides } from './sides.ts';
import type { Touched } from './touched.ts';

export interface EdgeDifferences extends EdgePairs {
  readonly numbers: PairNumbers;
  /** What differs of those on both sides. */
  readonly judged: readonly Judged[];
  /** As one side shows it; what is compared of it is read when it is asked for. */
  entity(side: Side, pair: number): Entity;
}

/** In steps. */
export function* edgeDifferences(
  sides: Sides,
  touched: Touched,
  subject: (id: number) => DatasetSubject,
): Generator<void, EdgeDifferences> {
  const { before, after } = sides;
  const numbers = new PairNumbers(sides);
  const pairs = yield* edgePairs(sides, numbers);
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
  const entity = (side: Side, pair: number): Entity => {
    const [from, to] = numbers.ends(pair);
    const apart = () => atOnce(columnEdgesApart(sides, new Map([[from, new Set([to])]]), numbers));
    return entityOf(side, pair, () => apart()[side === before ? 'before' : 'after']);
  };
  return { ...pairs, numbers, judged, entity };
}

export const keyOf = (from: number, to: number): string => `edge ${from}>${to}`;

/** An entity of which the aspects are made when they are asked for. */
export function lazyEntity(key: string, subject: Entity['subject'], make: () => Entity['aspects']): Entity {
  let made: Entity['aspects'] | undefined;
  return {
    ...{ key, subject, depth: 0 },
    get aspects() {
      return (made ??= make());
    },
  };
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
