/** Where a dataset or a column comes from: its roots with the ways from them, and where the trail is lost. */
import type { Card } from '../browse/cards.ts';
import { dotted } from '../browse/dataset-detail.ts';
import { columnGraph, datasetGraph } from '../explore/graphs.ts';
import { asOfOf, boundTo, columnHolds, presentInPast, titleMoment } from '../past/moment.ts';
import type { Catalog } from '../catalog.ts';
import { Gaps, hasUpstream, type Gap } from './gaps.ts';
import { compare } from './importance.ts';
import { countPaths, wayTo } from './path-counts.ts';
import { columnNamed } from './subject.ts';

/** Where ways towards the origin end: at a real source, or at a gap. */
export interface OriginEnd {
  readonly card: Card;
  /** Of a column's origin; null otherwise. */
  readonly column: { readonly id: number; readonly name: string } | null;
  /** Null: a real source. */
  readonly gap: Gap | null;
  /** Hops from the asked one; 0 where it is an end itself. */
  readonly distance: number;
  /** Ways from here to the asked one. */
  readonly paths: number;
  readonly pathsExact: boolean;
  /** A shortest way along the data: from here to the asked one, both included. */
  readonly way: () => readonly { readonly card: Card; readonly column: string | null }[];
}

export interface ColumnsTraced {
  readonly columns: number;
  /** All ways of the column end at a real source. */
  readonly whole: number;
  /** Some do. */
  readonly partly: number;
}

export interface Origin {
  readonly title: string;
  /** The past moment that it is about, in words; null: now. */
  readonly asOf: string | null;
  /** What of it is not as of the moment that was asked for, in sentences; empty for now. */
  readonly rules: readonly string[];
  readonly card: Card;
  readonly column: { readonly id: number; readonly name: string } | null;
  /** Sources first, then gaps; each nearest first. */
  readonly ends: readonly OriginEnd[];
  /** Everything upstream, by distance, the asked dataset first. */
  readonly upstream: readonly Card[];
  /**
   * Ways from an end to the asked one: those that begin at a real source, and all. A gap in the middle
   * counts as the end of one more way for each way that leads on from there.
   */
  readonly ways: { readonly traced: number; readonly all: number; readonly exact: boolean };
  /** Of the dataset's own columns; null for a column's origin. */
  readonly columnsTraced: ColumnsTraced | null;
  /** Gaps upstream that do not end ways: columns that are not traced. */
  readonly untracedColumns: readonly { readonly card: Card; readonly gap: Gap }[];
}

/** `traced / all` of {@link Origin.ways}; null where no way is known. */
export function coverageOf({ ways }: Pick<Origin, 'ways'>): number | null {
  return ways.all === 0 ? null : ways.traced / ways.all;
}

/** Null when there is no such dataset. */
export function originOfDataset(catalog: Catalog, id: number): Origin | null {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const card = catalog.cards().get(id);
  const start = card && indexOf.get(card.id);
  if (!card || start === undefined) return null;
  const { nodes, depth } = graph.walk(start, 'upstream', Infinity);
  const depths = new Map(Array.from(nodes, (node, i): [number, number] => [node, depth[i]!]));
  const { counts, exact } = countPaths(graph, [start], 'upstream');
  const gaps = new Gaps(catalog);
  const end = (node: number, gap: Gap | null): OriginEnd => ({
    card: cards[node]!,
    column: null,
    gap,
    distance: depths.get(node)!,
    paths: counts[node]!,
    pathsExact: exact[node] === 1,
    way: () =>
      wayTo(graph, node, depths, 'upstream')
        .reverse()
        .map((at) => ({ card: cards[at]!, column: null })),
  });
  const roots = new Set(graph.roots(start));
  const ends = Array.from(nodes).flatMap((node) => {
    const found = gaps.of(cards[node]!);
    if (found.length > 0) return found.map((gap) => end(node, gap));
    return roots.has(node) ? [end(node, null)] : [];
  });
  return {
    title: `Origin of ${card.name}${titleMoment(catalog.moment)}`,
    asOf: asOfOf(catalog.moment),
    rules: presentInPast(catalog.moment),
    card,
    column: null,
    ends: ends.sort(byUse),
    upstream: Array.from(nodes, (node) => cards[node]!),
    ways: waysOf(ends),
    columnsTraced: columnsTraced(catalog, card, gaps),
    untracedColumns: Array.from(nodes).flatMap((node) => {
      const gap = gaps.columns(cards[node]!);
      return gap ? [{ card: cards[node]!, gap }] : [];
    }),
  };
}

/** Null when there is no such column. */
export function originOfColumn(catalog: Catalog, id: number): Origin | null {
  const asked = columnNamed(catalog, id);
  if (!asked) return null;
  const columns = columnGraph(catalog);
  const { graph } = columns;
  const gaps = new Gaps(catalog);
  const column = { id, name: asked.name };
  const title = `Origin of ${asked.card.name}, column ${asked.name}${titleMoment(catalog.moment)}`;
  const said = { asOf: asOfOf(catalog.moment), rules: presentInPast(catalog.moment) };
  const base = { title, ...said, card: asked.card, column };
  const start = columns.indexOf.get(id);
  if (start === undefined) {
    const gap = endOfColumn(catalog, gaps, asked.card);
    const here = [{ card: asked.card, column: asked.name }];
    const alone = { card: asked.card, column, distance: 0, paths: 1, pathsExact: true, way: () => here, gap };
    const known = { upstream: [asked.card], columnsTraced: null, untracedColumns: [] };
    return { ...base, ...known, ends: [alone], ways: waysOf([alone]) };
  }
  const { nodes, depth } = graph.walk(start, 'upstream', Infinity);
  const depths = new Map(Array.from(nodes, (node, i): [number, number] => [node, depth[i]!]));
  const { counts, exact } = countPaths(graph, [start], 'upstream');
  const cardAt = (node: number): Card | undefined => catalog.cards().get(columns.columns[node]!.datasetId);
  const ends = [...graph.roots(start)].flatMap((node): OriginEnd[] => {
    const card = cardAt(node);
    if (!card) return [];
    const name = dotted(columns.columns[node]!.path);
    const way = () =>
      wayTo(graph, node, depths, 'upstream')
        .reverse()
        .flatMap((at) => {
          const on = cardAt(at);
          return on ? [{ card: on, column: dotted(columns.columns[at]!.path) }] : [];
        });
    return [
      {
        card,
        column: { id: columns.columns[node]!.id, name },
        gap: endOfColumn(catalog, gaps, card),
        distance: depths.get(node)!,
        paths: counts[node]!,
        pathsExact: exact[node] === 1,
        way,
      },
    ];
  });
  const upstream = new Set(Array.from(nodes).flatMap((node) => cardAt(node) ?? []));
  return {
    ...base,
    ends: ends.sort(byUse),
    upstream: [...upstream],
    ways: waysOf(ends),
    columnsTraced: null,
    untracedColumns: [],
  };
}

/** A column that no other feeds is a source if its dataset is one; otherwise the trail is lost here. */
function endOfColumn(catalog: Catalog, gaps: Gaps, card: Card): Gap | null {
  if (!hasUpstream(catalog, card)) return gaps.of(card)[0] ?? null;
  return (
    gaps.columns(card) ?? {
      code: 'columns-untraced',
      reason: 'Other datasets feed this one, but no source tells which of their columns this one comes from.',
    }
  );
}

function byUse(a: OriginEnd, b: OriginEnd): number {
  return (
    Number(a.gap !== null) - Number(b.gap !== null) ||
    a.distance - b.distance ||
    compare(a.card.name, b.card.name) ||
    compare(a.column?.name ?? '', b.column?.name ?? '') ||
    compare(a.gap?.code ?? '', b.gap?.code ?? '')
  );
}

function waysOf(ends: readonly OriginEnd[]): Origin['ways'] {
  const sum = (some: readonly OriginEnd[]) => some.reduce((total, { paths }) => total + paths, 0);
  return {
    traced: sum(ends.filter(({ gap }) => gap === null)),
    all: sum(ends),
    exact: ends.every(({ pathsExact }) => pathsExact),
  };
}

/** How many of a dataset's top-level columns are traced to real sources. */
function columnsTraced(catalog: Catalog, card: Card, gaps: Gaps): ColumnsTraced {
  const columns = columnGraph(catalog);
  const { moment } = catalog;
  const rows = catalog.store.reader
    .prepare<[object], { path: string; ids: string }>(
      `SELECT lower(c.path) AS path, json_group_array(c.id) AS ids FROM "column" c
       WHERE c.dataset_id IN (SELECT value FROM json_each(@members)) AND ${columnHolds(moment)} AND c.depth = 0 GROUP BY lower(c.path)`,
    )
    .all({ ...boundTo(moment), members: JSON.stringify(card.members) });
  const verdicts = new Map<number, boolean>();
  const isSource = (dataset: number): boolean => {
    let verdict = verdicts.get(dataset);
    if (verdict === undefined) {
      const of = catalog.cards().get(dataset);
      verdict = of !== undefined && endOfColumn(catalog, gaps, of) === null;
      verdicts.set(dataset, verdict);
    }
    return verdict;
  };
  let [whole, partly] = [0, 0];
  for (const { ids } of rows) {
    const node = (JSON.parse(ids) as number[])
      .map((id) => columns.indexOf.get(id))
      .find((at) => at !== undefined);
    const ends =
      node === undefined
        ? [card.id]
        : Array.from(columns.graph.roots(node), (root) => columns.columns[root]!.datasetId);
    const traced = ends.filter(isSource).length;
    if (traced === ends.length) whole++;
    else if (traced > 0) partly++;
  }
  return { columns: rows.length, whole, partly };
}
