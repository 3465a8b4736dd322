/** The way on which a tag came, hop by hop, with what each step does to the value and who says so. */
import type { Catalog } from '../../catalog.ts';
import type { Transformation } from '../../model/facts.ts';
import type { Propagation } from './compute.ts';
import { levelOfFlags, LOWERED, type Flow } from './flow.ts';
import { columnPlace, datasetPlace, type Place } from './names.ts';
import type { SpreadTag } from './propagate.ts';
import type { Spread } from './spread.ts';
import { tagKey, type PropagatedTag } from './tags.ts';

export interface Hop {
  readonly from: Place;
  readonly to: Place;
  /** What passes: the value, something made from it, or nobody knows which columns. */
  readonly passes: 'value' | 'lowered' | 'unknown columns';
  /** `masked: SHA-256 of the address`, `aggregated: COUNT`; empty where the value passes whole. */
  readonly why: readonly string[];
  readonly job: string | null;
  readonly basis: readonly string[];
}

/** Entries from the cause on. */
function way(spread: Spread, entry: number): number[] {
  const entries: number[] = [];
  for (let at = entry; at !== -1; at = spread.previous[at]!) entries.push(at);
  return entries.reverse();
}

/** The way to an entry of a column's spread; `last`: one more link, to where the tag was held up. */
export function columnWay(
  catalog: Catalog,
  now: Propagation,
  spread: Spread,
  entry: number,
  last?: { readonly at: number },
): Hop[] {
  const { flow } = now.ground;
  const steps = way(spread, entry).slice(1);
  const positions = [...steps.map((one) => spread.at[one]!), ...(last ? [last.at] : [])];
  let from = spread.cause[entry]!;
  return positions.map((at) => {
    const hop = columnHop(catalog, now, flow, from, at);
    from = flow.ends[at]!;
    return hop;
  });
}

interface EdgeRow {
  readonly flags: number;
  readonly transformations: string;
  readonly basis: string;
  readonly job: string | null;
}

function columnHop(catalog: Catalog, now: Propagation, flow: Flow, from: number, at: number): Hop {
  const rows = catalog.store.reader
    .prepare<[string], EdgeRow>(
      `SELECT e.flags, e.transformations, e.basis, j.name AS job FROM json_each(?) x JOIN column_edge e ON e.id = x.value
       LEFT JOIN job s ON s.id = e.job_id LEFT JOIN job j ON j.id = COALESCE(s.canonical_id, s.id) ORDER BY e.basis, j.name, e.id`,
    )
    .all(JSON.stringify([...now.ground.columns.graph.edgeIds(flow.links[at]!)]));
  const lowered = flow.levels[at] === LOWERED;
  const passing = rows.filter((row) => levelOfFlags(row.flags) === (lowered ? LOWERED : levelOfFlags(0)));
  return {
    from: columnPlace(now, from),
    to: columnPlace(now, flow.ends[at]!),
    passes: lowered ? 'lowered' : 'value',
    why: lowered ? [...new Set(passing.flatMap(({ transformations }) => loweredBy(transformations)))] : [],
    job: passing.find(({ job }) => job !== null)?.job ?? null,
    basis: [...new Set(passing.map(({ basis }) => basis))],
  };
}

/** Words for what masks or aggregates, as the source states it. */
function loweredBy(stored: string): string[] {
  const all = JSON.parse(stored) as Transformation[];
  return all.flatMap(({ type, subtype, masking, description }) => {
    if (type !== 'DIRECT') return [];
    const what = [masking ? 'masked' : '', subtype === 'AGGREGATION' ? 'aggregated' : '']
      .filter(Boolean)
      .join(', ');
    if (what === '') return [];
    return [description ? `${what}: ${description}` : what];
  });
}

/** The way between datasets whose columns are not known. */
export function datasetWay(catalog: Catalog, now: Propagation, spread: Spread, entry: number): Hop[] {
  const { flow, datasets } = now.ground.datasets;
  const entries = way(spread, entry);
  return entries.slice(1).map((one, i) => {
    const [from, to] = [datasetPlace(now, spread.node[entries[i]!]!), datasetPlace(now, spread.node[one]!)];
    const edgeIds = datasets.graph.edgeIds(flow.links[spread.at[one]!]!);
    return datasetHop(catalog, { from, to, passes: 'unknown columns' }, edgeIds);
  });
}

/** @param edgeIds of the edges between the two. */
export function datasetHop(
  catalog: Catalog,
  hop: Pick<Hop, 'from' | 'to' | 'passes'>,
  edgeIds: Int32Array,
): Hop {
  const rows = catalog.store.reader
    .prepare<[string], { basis: string; job: string | null }>(
      `SELECT e.basis, j.name AS job FROM json_each(?) x JOIN edge e ON e.id = x.value
       LEFT JOIN job s ON s.id = e.job_id LEFT JOIN job j ON j.id = COALESCE(s.canonical_id, s.id) ORDER BY e.basis, j.name, e.id`,
    )
    .all(JSON.stringify([...edgeIds]));
  return {
    ...hop,
    why: [],
    job: rows.find(({ job }) => job !== null)?.job ?? null,
    basis: [...new Set(rows.map(({ basis }) => basis))],
  };
}

/** Where a tag at a place comes from. */
export interface Explanation {
  readonly tag: PropagatedTag;
  readonly strength: number;
  readonly cause: Place;
  readonly hops: readonly Hop[];
}

/** Explanations of every tag that arrives at a column, or of one tag. */
export function explainColumn(
  catalog: Catalog,
  now: Propagation,
  columnId: number,
  tag?: PropagatedTag,
): Explanation[] {
  const node = now.ground.columns.indexOf.get(columnId);
  if (node === undefined) return [];
  return arriving(now.result.tags, node, tag).map(({ of, entry }) => ({
    tag: of.tag,
    strength: of.spread.strength[entry]!,
    cause: columnPlace(now, of.spread.cause[entry]!),
    hops: columnWay(catalog, now, of.spread, entry),
  }));
}

/** Likewise for what may have come to a dataset by lineage without columns. */
export function explainDataset(
  catalog: Catalog,
  now: Propagation,
  datasetId: number,
  tag?: PropagatedTag,
): Explanation[] {
  const { indexOf } = now.ground.datasets.datasets;
  const node = indexOf.get(catalog.cards().canonical.get(datasetId) ?? -1);
  if (node === undefined) return [];
  return arriving(now.reviews.tags, node, tag).map(({ of, entry }) => ({
    tag: of.tag,
    strength: of.spread.strength[entry]!,
    cause: datasetPlace(now, of.spread.cause[entry]!),
    hops: datasetWay(catalog, now, of.spread, entry),
  }));
}

/** All that arrives, also what the node states itself or a higher level makes needless. */
function arriving(
  tags: readonly SpreadTag[],
  node: number,
  wanted: PropagatedTag | undefined,
): { readonly of: SpreadTag; readonly entry: number }[] {
  const key = wanted && tagKey(wanted);
  return tags.flatMap((of) => {
    if (key !== undefined && tagKey(of.tag) !== key) return [];
    const { spread } = of;
    const entry = spread.arrived.find((one) => spread.node[one] === node);
    return entry === undefined ? [] : [{ of, entry }];
  });
}
