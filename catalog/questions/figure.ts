/** A drawn answer: datasets, how they hang together, and what there is to say about each; laid out. */
import type { Card } from '../browse/cards.ts';
import { edgeRows, type EdgeJobs } from '../explore/edge-jobs.ts';
import { datasetGraph } from '../explore/graphs.ts';
import { titlesOf } from '../explore/picture/titles.ts';
import { layout } from '../lineage/layout/layout.ts';
import type { Bounds, PlacedEdge } from '../lineage/layout/types.ts';
import type { Catalog } from '../catalog.ts';
import { isCritical } from './importance.ts';

export interface FigureNode {
  readonly card: Card;
  readonly title: string;
  readonly subtitle: string;
  readonly start: boolean;
  readonly critical: boolean;
  /** Why lineage stops here; null where it does not. */
  readonly gap: string | null;
  readonly x: number;
  readonly y: number;
}

export interface FigureEdge extends Pick<PlacedEdge, 'points' | 'course'> {
  /** Positions in `nodes`. */
  readonly from: number;
  readonly to: number;
  readonly basis: EdgeJobs['basis'];
  readonly jobs: readonly string[];
}

export interface Figure {
  readonly nodes: readonly FigureNode[];
  readonly edges: readonly FigureEdge[];
  readonly bounds: Bounds;
  /** Datasets that belong to the answer; more than `nodes` only where the figure is cut. */
  readonly total: number;
}

export interface FigureMarks {
  readonly start: ReadonlySet<number>;
  /** Dataset → why lineage stops there. */
  readonly gaps?: ReadonlyMap<number, string>;
}

/** Pixels of a node; whoever draws uses the same. */
export const FIGURE_NODE = { width: 160, height: 40 } as const;
/** Beyond this a drawing within a page explains nothing any more; the lists have everything. */
export const FIGURE_CAP = 300;

/** Draws the first `cap` of these datasets, which come in order of importance, and all edges among them. */
export function figureOf(
  catalog: Catalog,
  cards: readonly Card[],
  marks: FigureMarks,
  cap: number = FIGURE_CAP,
): Figure {
  const shown = cards.slice(0, cap);
  const edges = edgesAmong(catalog, shown);
  const placed = layout({
    nodes: shown.map(() => FIGURE_NODE),
    edges,
    spacing: { rankGap: 46, nodeGap: 12 },
  });
  const titles = titlesOf(shown);
  return {
    nodes: shown.map((card, i) => ({
      card,
      ...titles[i]!,
      start: marks.start.has(card.id),
      critical: isCritical(card),
      gap: marks.gaps?.get(card.id) ?? null,
      x: placed.nodes[i]!.x,
      y: placed.nodes[i]!.y,
    })),
    edges: edges.map((edge, i) => ({ ...edge, ...placed.edges[i]! })),
    bounds: placed.bounds,
    total: cards.length,
  };
}

/** Edges between datasets of a list, by their positions in it; what loops at one is left out. */
export function edgesAmong(
  catalog: Catalog,
  cards: readonly Card[],
): { from: number; to: number; basis: EdgeJobs['basis']; jobs: readonly string[] }[] {
  const { graph, indexOf } = datasetGraph(catalog);
  const position = new Map(cards.map((card, i) => [indexOf.get(card.id)!, i]));
  const pairs: { from: number; to: number; ids: number[] }[] = [];
  for (const [node, from] of position)
    graph.eachLink(node, 'downstream', (end, link) => {
      const to = position.get(end);
      if (to !== undefined && to !== from) pairs.push({ from, to, ids: [...graph.edgeIds(link)] });
    });
  const rows = edgeRows(
    catalog,
    pairs.map(({ ids }) => ids),
  );
  return pairs.map(({ from, to }, i) => ({
    from,
    to,
    basis: rows[i]!.basis,
    jobs: rows[i]!.jobs.map((job) => job.name),
  }));
}
