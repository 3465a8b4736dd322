/** Lineage as lists: everything up- or downstream with distances, and the paths between two datasets. */
import type { Catalog } from '../catalog.ts';
import type { Card } from '../browse/cards.ts';
import { datasetGraph } from './graphs.ts';
import { edgeRows } from './edge-jobs.ts';

export interface ReachRow {
  readonly card: Card;
  readonly depth: number;
  /** The neighbour towards the start through which a shortest path comes; null for direct neighbours. */
  readonly via: Card | null;
  readonly jobs: readonly string[];
}

/** Everything within `depth` hops of a dataset, nearest first, then by name. */
export function reach(
  catalog: Catalog,
  id: number,
  direction: 'upstream' | 'downstream',
  depth: number,
  page: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly items: readonly ReachRow[] } | null {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const start = indexOf.get(catalog.cards().canonical.get(id) ?? -1);
  if (start === undefined) return null;
  const walk = graph.walk(start, direction, depth);
  const distance = new Map<number, number>();
  walk.nodes.forEach((node, i) => distance.set(node, walk.depth[i]!));
  const others = [...distance.keys()].filter((node) => node !== start);
  others.sort(
    (a, b) =>
      distance.get(a)! - distance.get(b)! ||
      (cards[a]!.name < cards[b]!.name ? -1 : cards[a]!.name > cards[b]!.name ? 1 : a - b),
  );
  const shown = others.slice(page.offset, page.offset + page.limit);
  const back = direction === 'upstream' ? 'downstream' : 'upstream';
  const vias = shown.map((node) =>
    [...graph.neighbours(node, back)].find((near) => distance.get(near) === distance.get(node)! - 1)!,
  );
  const edges = edgeRows(
    catalog,
    shown.map((node, i) => [
      ...(direction === 'upstream' ? graph.edgesBetween(node, vias[i]!) : graph.edgesBetween(vias[i]!, node)),
    ]),
  );
  return {
    total: others.length,
    items: shown.map((node, i) => ({
      card: cards[node]!,
      depth: distance.get(node)!,
      via: vias[i] === start ? null : cards[vias[i]!]!,
      jobs: edges[i]!.jobs.map((job) => job.name),
    })),
  };
}

export interface Paths {
  readonly shortest: readonly Card[];
  readonly paths: readonly (readonly Card[])[];
  /** False when there are more paths than were listed. */
  readonly complete: boolean;
}

/** Paths along the data's direction, shortest first. Null when a dataset does not exist. */
export function pathsBetween(catalog: Catalog, from: number, to: number, max: number): Paths | null {
  const { graph, cards, indexOf } = datasetGraph(catalog);
  const canonical = catalog.cards().canonical;
  const start = indexOf.get(canonical.get(from) ?? -1);
  const end = indexOf.get(canonical.get(to) ?? -1);
  if (start === undefined || end === undefined) return null;
  const shortest = graph.shortestPath(start, end);
  const all = graph.allPaths(start, end, { maxPaths: max });
  const asCards = (path: readonly number[]) => path.map((node) => cards[node]!);
  return { shortest: asCards(shortest ?? []), paths: all.paths.map(asCards), complete: all.complete };
}
