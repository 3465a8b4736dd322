/**
 * The list of what differs between two moments. What came or went whole is kept as numbers, of which there may be millions;
 * the entries of a page are made when it is asked for, and so is the list of what is alike.
 */
import type { Comparison } from '../comparison.ts';
import { differenceOf } from '../diff.ts';
import type { Change, Difference, Entity, Judged } from '../model.ts';
import { bySuspicion, judge, weightOf } from '../suspicion.ts';
import type { DatasetDifferences } from './dataset-differences.ts';
import { endsOf, keyOf, lazyEntity, type EdgeDifferences } from './edge-differences.ts';
import type { JobDifferences } from './job-differences.ts';
import type { Side, Sides } from './sides.ts';

export interface Found {
  readonly sides: Sides;
  readonly datasets: DatasetDifferences;
  readonly edges: EdgeDifferences;
  readonly jobs: JobDifferences;
  readonly subject: (id: number) => Entity['subject'];
}

/** A part of the list; `items` tells some of it, from a place in it on. */
interface Stretch {
  readonly length: number;
  /** Entries of one stretch are as suspicious as one another; Infinity: they are not. */
  readonly weight: number;
  items(first: number, count: number): Judged[];
  /** Where the entry of a key stands in it; -1: it is not in it. */
  placeOf(key: string): number;
}

export function listing(found: Found, notes: readonly string[]): Comparison {
  const { datasets, edges, jobs } = found;
  const judged = [...datasets.judged, ...edges.judged, ...jobs.judged].sort(bySuspicion);
  const differing = new Map(judged.map(({ key, change }) => [key, change]));
  const totals = { added: 0, removed: 0, changed: 0, unchanged: 0 };
  for (const { change } of judged) totals[change]++;
  totals.added += datasets.added.length + edges.added.length;
  totals.removed += datasets.removed.length + edges.removed.length;
  const changed = (all: readonly Judged[]): number => all.filter(({ change }) => change === 'changed').length;
  totals.unchanged =
    datasets.both -
    changed(datasets.judged) +
    (edges.both.length - changed(edges.judged)) +
    jobs.alike.length;
  const stretches = inOrder(found, judged, wholes(found));
  const differences = judged.length + wholes(found).reduce((sum, { length }) => sum + length, 0);
  let made: Stretch[] | undefined;
  const alike = (): Stretch[] => (made ??= alikeOf(found, differing));
  return {
    ...{ notes, totals, differences },
    page: (first, count) => {
      const own = pageOf(stretches, first, count);
      const left = count - own.length;
      if (left <= 0 || first + count <= differences) return own;
      return [...own, ...pageOf(alike(), Math.max(0, first - differences), left)];
    },
    entry: (key) => entryOf(stretches, key) ?? entryOf(alike(), key),
    changeOfDataset: (id) => differing.get(`dataset ${id}`) ?? wholeChange(found, id),
  };
}

function wholeChange({ sides: { before, after }, datasets }: Found, id: number): Change | null {
  const [first, second] = [datasets.isThere(before, id), datasets.isThere(after, id)];
  if (first && second) return 'unchanged';
  return first ? 'removed' : second ? 'added' : null;
}

/** What came and went whole. */
function wholes(found: Found): Stretch[] {
  const { before, after } = found.sides;
  const { datasets, edges } = found;
  return [
    datasetStretch(found, datasets.added, after, 'added'),
    datasetStretch(found, datasets.removed, before, 'removed'),
    edgeStretch(found, edges.added, after, 'added'),
    edgeStretch(found, edges.removed, before, 'removed'),
  ].filter(({ length }) => length > 0);
}

/** The most suspicious first: what is judged by itself, and between it what came and went. */
function inOrder(found: Found, judged: readonly Judged[], whole: readonly Stretch[]): Stretch[] {
  const stretches: Stretch[] = [];
  let at = 0;
  const take = (end: number): void => {
    const some = judged.slice(at, end);
    at = end;
    if (some.length > 0)
      stretches.push({
        length: some.length,
        weight: Infinity,
        items: (first, count) => completed(found, some.slice(first, first + count)),
        placeOf: (key) => some.findIndex((item) => item.key === key),
      });
  };
  for (const stretch of [...whole].sort((a, b) => b.weight - a.weight)) {
    const end = judged.findIndex(({ suspicion }) => suspicion < stretch.weight);
    take(end < 0 ? judged.length : end);
    stretches.push(stretch);
  }
  take(judged.length);
  return stretches;
}

/** Entries of a page of which only what runs wrote was looked at, with whatever else is known. */
function completed({ sides, datasets }: Found, items: readonly Judged[]): Judged[] {
  const idOf = ({ subject }: Judged): number => (subject.on === 'dataset' ? subject.id : 0);
  const heads = items.map(idOf).filter((id) => datasets.plain.has(id));
  if (heads.length === 0) return [...items];
  const whole = (side: Side) => {
    let made: Map<number, Entity> | undefined;
    return ({ key, subject, facts }: Entity, id: number): Entity =>
      lazyEntity(key, subject, () => (made ??= datasets.entities(side, heads)).get(id)!.aspects, facts);
  };
  const [a, b] = [whole(sides.before), whole(sides.after)];
  return items.map((item) => {
    const id = idOf(item);
    if (!datasets.plain.has(id)) return item;
    return { ...item, before: item.before && a(item.before, id), after: item.after && b(item.after, id) };
  });
}

function pageOf(stretches: readonly Stretch[], first: number, count: number): Judged[] {
  const items: Judged[] = [];
  let start = 0;
  for (const stretch of stretches) {
    const from = Math.max(0, first + items.length - start);
    const wanted = count - items.length;
    if (wanted > 0 && from < stretch.length)
      for (const item of stretch.items(from, Math.min(wanted, stretch.length - from))) items.push(item);
    start += stretch.length;
  }
  return items;
}

function entryOf(stretches: readonly Stretch[], key: string): Judged | null {
  for (const stretch of stretches) {
    const place = stretch.placeOf(key);
    if (place >= 0) return stretch.items(place, 1)[0] ?? null;
  }
  return null;
}

function datasetStretch(
  { datasets, subject }: Found,
  ids: Float64Array,
  side: Side,
  change: 'added' | 'removed' | 'unchanged',
  other?: Side,
): Stretch {
  return {
    length: ids.length,
    weight: weightOf('dataset', change),
    items: (first, count) => {
      const heads = [...ids.subarray(first, first + count)];
      const of = (on: Side) => {
        let made: Map<number, Entity> | undefined;
        // All of the page at once, as soon as somebody asks what is known of one of them.
        return (id: number): Entity =>
          lazyEntity(
            `dataset ${id}`,
            subject(id),
            () => (made ??= datasets.entities(on, heads)).get(id)!.aspects,
          );
      };
      const [own, others] = [of(side), other ? of(other) : null];
      return heads.map((id) => oneOf(change, own(id), others?.(id) ?? null));
    },
    placeOf: (key) => (key.startsWith('dataset ') ? ids.indexOf(Number(key.slice('dataset '.length))) : -1),
  };
}

function edgeStretch(
  { edges }: Found,
  pairs: Float64Array,
  side: Side,
  change: 'added' | 'removed' | 'unchanged',
  other?: Side,
): Stretch {
  return {
    length: pairs.length,
    weight: weightOf('edge', change),
    items: (first, count) => {
      const some = [...pairs.subarray(first, first + count)];
      const own = edges.entities(side, some, other !== undefined);
      const others = other ? edges.entities(other, some, true) : null;
      return some.map((pair) => oneOf(change, own(pair), others?.(pair) ?? null));
    },
    placeOf: (key) => {
      const ends = endsOf(key);
      return ends ? pairs.indexOf(edges.numbers.of(...ends)) : -1;
    },
  };
}

/** `own`: of the second side, or of the only one. */
function oneOf(change: 'added' | 'removed' | 'unchanged', own: Entity, other: Entity | null): Judged {
  if (change === 'added') return judge(differenceOf(own.key, null, own));
  if (change === 'removed') return judge(differenceOf(own.key, own, null));
  const alike: Difference = {
    ...{ key: own.key, change, subject: own.subject, depth: 0, aspects: [], before: other, after: own },
  };
  return { ...alike, suspicion: 0, reasons: [] };
}

function alikeOf(found: Found, differing: ReadonlyMap<string, Change>): Stretch[] {
  const { sides, datasets, edges, jobs } = found;
  const { before, after } = sides;
  const heads = Float64Array.from(sides.names.canonicalOf.keys()).filter(
    (id) => datasets.isThere(before, id) && datasets.isThere(after, id) && !differing.has(`dataset ${id}`),
  );
  const pairs = edges.both.filter((pair) => !differing.has(keyOf(...edges.numbers.ends(pair))));
  return [
    datasetStretch(found, heads, after, 'unchanged', before),
    edgeStretch(found, pairs, after, 'unchanged', before),
    {
      length: jobs.alike.length,
      weight: 0,
      items: (first, count) => {
        const some = jobs.alike.slice(first, first + count);
        const [a, b] = [jobs.entities(before, some), jobs.entities(after, some)];
        return some.map((id) => oneOf('unchanged', b.get(id)!, a.get(id) ?? null));
      },
      placeOf: (key) => (key.startsWith('job ') ? jobs.alike.indexOf(Number(key.slice('job '.length))) : -1),
    },
  ];
}
