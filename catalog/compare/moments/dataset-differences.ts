/** Datasets of two moments: which are on one side only, and what differs of those on both. */
import { differenceOf } from '../diff.ts';
import type { DatasetSubject, Entity, Judged } from '../model.ts';
import { isLate } from '../rules-age.ts';
import { judge } from '../suspicion.ts';
import { datasetEntities, factsOf, writtenEntities, type Asked, type Rhythm } from './dataset-entities.ts';
import { allLastWrites, lastWritesOf, versionTimes, type LastWrite } from './last-writes.ts';
import { retiredOn } from './retired.ts';
import { Numbers } from './sorted.ts';
import { isShown, type Side, type Sides } from './sides.ts';
import type { Touched } from './touched.ts';

/** Datasets compared between two rests. */
const AT_ONCE = 100;
/** Where one in so many datasets is compared, the writes of all are read in one go. */
const MANY = 8;

export interface DatasetDifferences {
  /** On the second side only; ascending, without those of `judged`. */
  readonly added: Float64Array;
  /** On the first side only; likewise. */
  readonly removed: Float64Array;
  /** What differs of others. */
  readonly judged: readonly Judged[];
  /** Of these, datasets of which only what runs wrote was looked at: what else there is to tell is the same on both sides. */
  readonly plain: ReadonlySet<number>;
  /** On both sides, those that differ included. */
  readonly both: number;
  /** Whether a dataset was there, and not retired. */
  isThere(side: Side, id: number): boolean;
  /** As one side shows them. */
  entities(side: Side, heads: readonly number[]): Map<number, Entity>;
}

/** In steps. */
export function* datasetDifferences(
  sides: Sides,
  touched: Touched,
  subject: (id: number) => DatasetSubject,
): Generator<void, DatasetDifferences> {
  const { before, after } = sides;
  const retired = yield* retiredOn(sides);
  const isThere = (side: Side, id: number): boolean =>
    isShown(side, id) && !(side === before ? retired.before : retired.after).has(id);
  const rhythms = before.instant.time === null ? NO_RHYTHMS : yield* rhythmsOf(sides, isThere);
  // On both sides, though the name that brought the columns may have been known on one of them only.
  const otherColumns = new Set([...touched.columns].flatMap((id) => [before.headOf[id]!, after.headOf[id]!]));
  const asked = (side: Side, heads: readonly number[]): Asked => ({
    subject,
    hasOtherColumns: (head) => otherColumns.has(head),
    writes: writes?.get(side) ?? lastWritesOf(side, heads),
    rhythm: (head) => rhythms.of(side, head),
  });
  const entities = (side: Side, heads: readonly number[]): Map<number, Entity> =>
    datasetEntities(side, heads, asked(side, heads));
  const { toCompare, written, oneSided, ...counted } = sorted(sides, touched, rhythms.late, isThere);
  yield;
  let { writes } = rhythms;
  if ((toCompare.length + written.length) * MANY > counted.both) writes ??= yield* writesOnBoth(sides);
  const judged = [
    ...(yield* compared(sides, oneSided, (side, heads) =>
      entities(
        side,
        heads.filter((id) => isThere(side, id)),
      ),
    )),
    ...(yield* compared(sides, toCompare, entities)),
  ];
  const plain = new Set<number>();
  const ofWrites = yield* compared(sides, written, (side, heads) =>
    writtenEntities(heads, asked(side, heads)),
  );
  for (const one of ofWrites) {
    judged.push(one);
    if (one.subject.on === 'dataset') plain.add(one.subject.id);
  }
  return { ...counted, judged, plain, isThere, entities };
}

/** What differs of these datasets. In steps; `make`: what is compared of some of them, as a side shows it. */
function* compared(
  { before, after }: Sides,
  all: readonly number[],
  make: (side: Side, heads: readonly number[]) => Map<number, Entity>,
): Generator<void, Judged[]> {
  const found: Judged[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const heads = all.slice(at, at + AT_ONCE);
    const a = make(before, heads);
    yield;
    const b = make(after, heads);
    yield;
    for (const id of heads) {
      const one = judge(differenceOf(`dataset ${id}`, a.get(id) ?? null, b.get(id) ?? null));
      if (one.change !== 'unchanged') found.push(one);
    }
    yield;
  }
  return found;
}

/** Which datasets are on which side, and which must be looked at. */
function sorted(
  sides: Sides,
  touched: Touched,
  late: ReadonlySet<number>,
  isThere: DatasetDifferences['isThere'],
): Pick<DatasetDifferences, 'added' | 'removed' | 'both'> & {
  readonly toCompare: number[];
  /** To be compared only in what runs wrote. */
  readonly written: number[];
  readonly oneSided: number[];
} {
  const { before, after } = sides;
  const { canonicalOf } = sides.names;
  const groupsOf = (ids: Iterable<number>) => new Set([...ids].map((id) => canonicalOf[id]!));
  const [groups, writes] = [groupsOf(touched.datasets), groupsOf(touched.written)];
  const [added, removed] = [new Numbers(), new Numbers()];
  const [toCompare, written, oneSided]: [number[], number[], number[]] = [[], [], []];
  let both = 0;
  for (let id = 1; id < canonicalOf.length; id++) {
    const [first, second] = [isThere(before, id), isThere(after, id)];
    if (first && second) {
      both++;
      if (groups.has(canonicalOf[id]!)) toCompare.push(id);
      else if (late.has(id) || writes.has(canonicalOf[id]!)) written.push(id);
    } else if (first !== second) {
      if (late.has(id)) oneSided.push(id);
      else (first ? removed : added).add(id);
    }
  }
  return { added: added.all, removed: removed.all, both, toCompare, written, oneSided };
}

type WritesBySide = ReadonlyMap<Side, ReadonlyMap<number, LastWrite>>;

function* writesOnBoth({ before, after, names: { canonicalOf } }: Sides): Generator<void, WritesBySide> {
  const both = [before, after];
  const headsOf = (side: Side): number[] => [...canonicalOf.keys()].filter((id) => isShown(side, id));
  const found = yield* allLastWrites(both, headsOf);
  return new Map(both.map((side, at) => [side, found[at]!]));
}

interface Rhythms {
  /** Null: they were not read. */
  readonly writes: WritesBySide | null;
  /** Datasets that are behind their rhythm on one side and not on the other. */
  readonly late: ReadonlySet<number>;
  of(side: Side, head: number): Rhythm;
}

/** A revision is no time at which data were looked at. */
const NO_RHYTHMS: Rhythms = { writes: null, late: new Set(), of: () => ({}) };

/** At run times, whatever was not written for long may be what differs: every dataset's writes are looked at. */
function* rhythmsOf(sides: Sides, isThere: DatasetDifferences['isThere']): Generator<void, Rhythms> {
  const { before, after } = sides;
  const { canonicalOf } = sides.names;
  const writes = yield* writesOnBoth(sides);
  const versions = new Map<Side, ReadonlyMap<number, string[]>>();
  for (const side of [before, after]) versions.set(side, yield* versionTimes(side));
  const of = (side: Side, head: number): Rhythm =>
    rhythmOf(side, writes.get(side)!.get(head)?.times ?? versions.get(side)!.get(head) ?? []);
  const late = new Set<number>();
  const lateOn = (side: Side, id: number): boolean =>
    isThere(side, id) && isLate(factsOf(undefined, of(side, id)));
  for (let id = 1; id < canonicalOf.length; id++) {
    if (lateOn(before, id) !== lateOn(after, id)) late.add(id);
    if (id % AT_ONCE === 0) yield;
  }
  return { writes, late, of };
}

/** How regularly it is written anew; `times`: newest first. */
function rhythmOf({ instant: { time } }: Side, times: readonly string[]): Rhythm {
  const [newest, ...earlier] = times.map((at) => Date.parse(at));
  if (time === null || newest === undefined) return {};
  const gaps = earlier.map((at, i) => (i === 0 ? newest : earlier[i - 1]!) - at).filter((gap) => gap > 0);
  return { lookedAt: Date.parse(time), newestAt: newest, gaps };
}
