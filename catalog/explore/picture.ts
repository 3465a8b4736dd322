/**
 * The lineage picture: which nodes and edges are on screen, with what, and where.
 *
 * Everything that it leaves out is counted: hidden neighbours per node, columns per node, nodes beyond
 * the cap, and the whole lineage up- and downstream.
 */
import { layout } from '../lineage/layout/layout.ts';
import type { Point } from '../lineage/layout/types.ts';
import { AGGREGATED, DIRECT, MASKED } from '../lineage/columns.ts';
import { buildView, type ViewResult } from '../lineage/view.ts';
import { UPSTREAM } from '../lineage/walk.ts';
import type { Catalog } from '../open.ts';
import { lastPart } from '../browse/search.ts';
import type { Card } from '../browse/cards.ts';
import { columnGraph, datasetGraph, type DatasetGraph } from './graphs.ts';
import { edgeRows, type EdgeJobs } from './edge-jobs.ts';
import { columnLinks, lookedThrough } from './through.ts';
import { nodeColumns, type NodeColumn } from './node-columns.ts';
import { traceOf, type Lit, type Trace } from './trace.ts';

/** Pixels; the renderer draws with the same numbers. */
export const GEOMETRY = { width: 240, header: 44, row: 22, footer: 20 } as const;
/** Rows in a node at most, unless a trace lights more. */
const ROWS_SHOWN = 40;

export interface PictureRequest {
  readonly roots: readonly number[];
  readonly up: number;
  readonly down: number;
  readonly expanded: readonly {
    readonly id: number;
    readonly direction: 'upstream' | 'downstream';
    readonly all: boolean;
  }[];
  readonly collapsed: readonly { readonly id: number; readonly direction: 'upstream' | 'downstream' }[];
  readonly hidden: readonly number[];
  readonly openColumns: readonly number[];
  readonly allColumns: boolean;
  /** Draw ephemeral models; otherwise edges run through them. */
  readonly ephemeral: boolean;
  readonly columnTrace: { readonly columnId: number; readonly indirect: boolean } | null;
  readonly cap: number;
  readonly previous: Readonly<Record<string, Point>>;
  readonly anchor: number | null;
}

export interface PictureNode {
  readonly card: Card;
  readonly title: string;
  readonly subtitle: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly side: 'root' | 'upstream' | 'downstream';
  readonly hiddenUpstream: number;
  readonly hiddenDownstream: number;
  readonly expandedUpstream: boolean;
  readonly expandedDownstream: boolean;
  readonly columns: readonly (NodeColumn & { readonly lit: Lit })[];
  readonly columnsHidden: number;
}

export interface PictureEdge extends EdgeJobs {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
  readonly lit: boolean;
  readonly backwards: boolean;
}

export interface PictureColumnEdge {
  readonly fromNode: number;
  readonly fromColumn: number;
  readonly toNode: number;
  readonly toColumn: number;
  readonly direct: boolean;
  readonly masked: boolean;
  readonly aggregated: boolean;
  readonly subtypes: readonly string[];
  readonly lit: boolean;
}

export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly columnEdges: readonly PictureColumnEdge[];
  readonly totals: {
    readonly shown: number;
    readonly wanted: number;
    readonly upstream: number;
    readonly downstream: number;
  };
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Null when none of the roots exists. Unknown ids among the other choices have no effect. */
export function picture(catalog: Catalog, request: PictureRequest): Picture | null {
  const datasets = datasetGraph(catalog);
  const index = (id: number): number | undefined =>
    datasets.indexOf.get(catalog.cards().canonical.get(id) ?? -1);
  const known = <Item extends { readonly id: number }>(items: readonly Item[]) =>
    items.flatMap((item) => {
      const node = index(item.id);
      return node === undefined ? [] : [{ ...item, node }];
    });
  const roots = known(request.roots.map((id) => ({ id }))).map((root) => root.node);
  if (roots.length === 0) return null;
  const trace = request.columnTrace
    ? traceOf(catalog, request.columnTrace.columnId, request.columnTrace.indirect)
    : null;
  const traced = trace ? [...trace.datasets.keys()].flatMap((id) => index(id) ?? []) : null;
  const view = traced
    ? {
        ...buildView({ graph: datasets.graph, roots: traced, up: 0, down: 0, cap: request.cap }),
        totals: totalsOf(datasets, roots, traced.length, request.cap),
      }
    : buildView({
        graph: datasets.graph,
        roots,
        up: request.up,
        down: request.down,
        expanded: known(request.expanded).map(({ node, direction, all }) => ({
          node,
          direction,
          steps: all ? ('all' as const) : ('one' as const),
        })),
        collapsed: known(request.collapsed).map(({ node, direction }) => ({ node, direction })),
        hidden: known(request.hidden.map((id) => ({ id }))).map((item) => item.node),
        cap: request.cap,
        ...(request.ephemeral ? {} : { passThrough: lookedThrough(datasets) }),
      });
  return draw(catalog, request, datasets, view, trace);
}

function totalsOf(
  datasets: DatasetGraph,
  roots: readonly number[],
  wanted: number,
  cap: number,
): ViewResult['totals'] {
  const whole = buildView({ graph: datasets.graph, roots, up: 0, down: 0 }).totals;
  return { ...whole, shown: Math.min(wanted, cap), asked: wanted };
}

function draw(
  catalog: Catalog,
  request: PictureRequest,
  datasets: DatasetGraph,
  view: ViewResult,
  trace: Trace | null,
): Picture {
  const cards = view.nodes.map((node) => datasets.cards[node.node]!);
  const open = new Set(request.openColumns.map((id) => catalog.cards().canonical.get(id) ?? id));
  const rows = cards.map((card) => rowsOf(catalog, card, request.allColumns || open.has(card.id), trace));
  const heights = rows.map(
    ({ columns, hidden }) =>
      GEOMETRY.header +
      columns.length * GEOMETRY.row +
      (columns.length > 0 && hidden > 0 ? GEOMETRY.footer : 0),
  );
  const anchor = request.anchor === null ? -1 : cards.findIndex((card) => card.id === request.anchor);
  const anchorAt = anchor < 0 ? undefined : request.previous[String(cards[anchor]!.id)];
  const placed = layout({
    nodes: heights.map((height) => ({ width: GEOMETRY.width, height })),
    edges: view.edges.map(({ from, to }) => ({
      from,
      to,
      fromOffset: GEOMETRY.header / 2,
      toOffset: GEOMETRY.header / 2,
    })),
    // Room for the "+12" stubs on both sides.
    spacing: { rankGap: 140 },
    previous: cards.map((card) => request.previous[String(card.id)] ?? null),
    ...(anchorAt ? { anchor: { node: anchor, ...anchorAt } } : {}),
  });
  const has = (
    list: readonly { readonly id: number; readonly direction: string }[],
    id: number,
    direction: string,
  ) => list.some((item) => item.id === id && item.direction === direction);
  const titles = titlesOf(cards);
  const nodes = view.nodes.map((node, i): PictureNode => {
    const card = cards[i]!;
    const at = placed.nodes[i]!;
    const where = trace?.datasets.get(card.id);
    const side = where ? where.side : node.side;
    return {
      card,
      ...titles[i]!,
      x: at.x,
      y: at.y,
      width: GEOMETRY.width,
      height: heights[i]!,
      depth: where ? where.depth : node.depth,
      side: side === 0 ? 'root' : (side & UPSTREAM) !== 0 ? 'upstream' : 'downstream',
      hiddenUpstream: node.hiddenUpstream,
      hiddenDownstream: node.hiddenDownstream,
      expandedUpstream: has(request.expanded, card.id, 'upstream'),
      expandedDownstream: has(request.expanded, card.id, 'downstream'),
      columns: rows[i]!.columns,
      columnsHidden: rows[i]!.hidden,
    };
  });
  const jobs = edgeRows(
    catalog,
    view.edges.map((edge) => edge.edgeIds),
  );
  const litLinks = trace ? litDatasetLinks(trace) : null;
  return {
    nodes,
    edges: view.edges.map((edge, i) => {
      const [from, to] = [cards[edge.from]!.id, cards[edge.to]!.id];
      return {
        id: `${from}-${to}`,
        from,
        to,
        points: placed.edges[i]!.points,
        ...jobs[i]!,
        lit: litLinks?.has(`${from}-${to}`) ?? false,
        backwards: placed.edges[i]!.course === 'feedback',
      };
    }),
    columnEdges: columnEdges(catalog, nodes, trace, request.ephemeral),
    totals: {
      shown: nodes.length,
      wanted: view.totals.asked,
      upstream: view.totals.upstream,
      downstream: view.totals.downstream,
    },
    bounds: placed.bounds,
  };
}

function rowsOf(catalog: Catalog, card: Card, open: boolean, trace: Trace | null) {
  const lit = trace?.lit.get(card.id);
  if (!open && !lit) return { columns: [], hidden: card.columns };
  const all = nodeColumns(catalog, card, new Set(lit?.keys())).map((column) => ({
    ...column,
    lit:
      lit?.get(column.name.toLowerCase().replaceAll('.', '\u001f')) ??
      lit?.get(column.name.toLowerCase()) ??
      ('none' as const),
  }));
  const shown =
    lit && !open
      ? all.filter((column) => column.lit !== 'none')
      : all.filter((column, i) => i < ROWS_SHOWN || column.lit !== 'none');
  return { columns: shown, hidden: Math.max(0, all.length - shown.length) };
}

/** Pairs of datasets between which the trace hops. */
function litDatasetLinks(trace: Trace): Set<string> {
  const datasetOf = (column: number) => trace.columns.columns[column]!.datasetId;
  return new Set(trace.trace.hops.map((hop) => `${datasetOf(hop.from)}-${datasetOf(hop.to)}`));
}

function columnEdges(
  catalog: Catalog,
  nodes: readonly PictureNode[],
  trace: Trace | null,
  ephemeral: boolean,
): PictureColumnEdge[] {
  const drawn = nodes.filter((node) => node.columns.length > 0);
  if (drawn.length < 2) return [];
  const columns = columnGraph(catalog);
  const { indexOf } = columns;
  const drawnIds = new Set(nodes.map((node) => node.card.id));
  const through = (id: number): boolean =>
    !ephemeral && !drawnIds.has(id) && catalog.cards().get(id)?.kind === 'ephemeral';
  const shown = new Map<number, { node: PictureNode; column: number }>();
  for (const node of drawn) {
    for (const column of node.columns) {
      const at = indexOf.get(column.id);
      if (at !== undefined) shown.set(at, { node, column: column.id });
    }
  }
  const lit = trace ? new Set(trace.trace.hops.map((hop) => `${hop.from}>${hop.to}`)) : null;
  const found: (Omit<PictureColumnEdge, 'subtypes'> & { edgeId: number })[] = [];
  for (const [from, source] of shown) {
    for (const { to, flags, edgeId } of columnLinks(columns, from, through)) {
      const target = shown.get(to);
      if (!target) continue;
      found.push({
        fromNode: source.node.card.id,
        fromColumn: source.column,
        toNode: target.node.card.id,
        toColumn: target.column,
        direct: (flags & DIRECT) !== 0,
        masked: (flags & MASKED) !== 0,
        aggregated: (flags & AGGREGATED) !== 0,
        lit: lit?.has(`${from}>${to}`) ?? false,
        edgeId,
      });
    }
  }
  const subtypes = subtypesOf(
    catalog,
    found.map((edge) => edge.edgeId),
  );
  return found.map(({ edgeId, ...edge }) => ({ ...edge, subtypes: subtypes.get(edgeId) ?? [] }));
}

function subtypesOf(catalog: Catalog, edgeIds: readonly number[]): Map<number, string[]> {
  const rows = catalog.store.reader
    .prepare<[string], { id: number; transformations: string }>(
      `SELECT e.id, e.transformations FROM json_each(?) j JOIN column_edge e ON e.id = j.value WHERE e.transformations <> '[]'`,
    )
    .all(JSON.stringify(edgeIds));
  return new Map(
    rows.map((row) => [
      row.id,
      [
        ...new Set(
          (JSON.parse(row.transformations) as { type: string; subtype?: string }[]).map(
            (one) => one.subtype ?? one.type,
          ),
        ),
      ],
    ]),
  );
}

/** OpenLineage's naming of a Glue table under the catalog's ARN. */
const GLUE_TABLE = /^table\/([^/]+)\/([^/]+)$/;

/**
 * `orders` over `shop.analytics`: the last part of each name, and what stands before it. The namespace
 * stands there only where nothing else does, or where two datasets would otherwise look the same.
 */
function titlesOf(cards: readonly Card[]): { title: string; subtitle: string }[] {
  const parts = cards.map(partsOf);
  const key = (part: { title: string; before: string }) => JSON.stringify([part.title, part.before]);
  const times = new Map<string, number>();
  for (const part of parts) times.set(key(part), (times.get(key(part)) ?? 0) + 1);
  return parts.map((part, i) => {
    const { namespace } = cards[i]!;
    const alike = (times.get(key(part)) ?? 0) > 1;
    const subtitle = !part.before ? namespace : alike ? `${part.before} · ${namespace}` : part.before;
    return { title: part.title, subtitle };
  });
}

function partsOf({ namespace, name, kind }: Card): { title: string; before: string } {
  const glue = namespace.startsWith('arn:') ? GLUE_TABLE.exec(name) : null;
  if (glue) return { title: glue[2]!, before: glue[1]! };
  const title = kind === 'file' && !name.includes('/') ? name : lastPart(name);
  return {
    title,
    before: name.endsWith(title) ? name.slice(0, -title.length).replace(/[./]+$/, '') : '',
  };
}
