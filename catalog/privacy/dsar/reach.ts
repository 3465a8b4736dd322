/** What lineage says around the datasets in scope: where their data come from and where they go. */
import type { PastCatalog, PastDataset } from '../../past/as-of.ts';
import { DEFINITION_KINDS } from '../../model/identity.ts';
import type { LineageGraph } from '../../lineage/graph.ts';
import type { Direction } from '../../lineage/walk.ts';
import type { Scope } from './scope.ts';

export interface Reached {
  readonly dataset: PastDataset;
  /** Hops from the nearest dataset in scope. */
  readonly hops: number;
  /** A shortest path along the data, both ends included. */
  readonly path: readonly PastDataset[];
  /** Recipients that labels of the dataset name. Sorted. */
  readonly stated: readonly string[];
}

export interface Surroundings {
  /**
   * Everything downstream that is no store of this request, that presents data, or whose label names a
   * recipient: Art. 15(1)(c), Art. 19.
   */
  readonly recipients: readonly Reached[];
  /** Where the lineage of the datasets in scope begins; datasets in scope that nothing feeds included. */
  readonly sources: readonly Reached[];
  /** Models and features that data in scope reach: Art. 15(1)(h). */
  readonly models: readonly Reached[];
}

export const PRESENTS = new Set(['dashboard', 'report', 'api']);
export const LEARNS = new Set(['model', 'feature']);

export function surroundings(past: PastCatalog, scope: Scope): Surroundings {
  const starts = scope.within.map((one) => one.index);
  if (starts.length === 0) return { recipients: [], sources: [], models: [] };
  const down = nearest(past, starts, 'downstream');
  const up = nearest(past, starts, 'upstream');
  const within = new Set(starts);
  const roots = new Set(past.graph.roots(starts));
  return {
    recipients: down
      .filter(
        (one) =>
          (one.hops > 0 && !within.has(one.index) && !DEFINITION_KINDS.has(one.dataset.kind)) ||
          PRESENTS.has(one.dataset.kind) ||
          one.stated.length > 0,
      )
      .map(strip),
    models: down.filter((one) => LEARNS.has(one.dataset.kind)).map(strip),
    sources: up.filter((one) => roots.has(one.index)).map(strip),
  };
}

interface Found extends Reached {
  readonly index: number;
}

function strip({ dataset, hops, path, stated }: Found): Reached {
  return { dataset, hops, path, stated };
}

/** Key of a label that names who receives the data. */
const RECIPIENT_KEY = /^(?:data[ _.-]?)?recipients?$/i;

export function statedRecipients({ tags }: PastDataset): string[] {
  const named = tags.filter((tag) => tag.kind === 'label' && RECIPIENT_KEY.test(tag.key));
  return [...new Set(named.map((tag) => tag.value.trim()))].filter((name) => name !== '').sort();
}

/** Everything in one direction with a shortest path each, nearest first, then in the catalog's order. */
function nearest(past: PastCatalog, starts: readonly number[], direction: Direction): Found[] {
  const { nodes, depth } = past.graph.walk(starts, direction, Infinity);
  const hops = new Map(Array.from(nodes, (node, i): [number, number] => [node, depth[i]!]));
  return [...hops]
    .sort((a, b) => a[1] - b[1] || a[0] - b[0])
    .map(([index, distance]) => {
      const back = wayBack(past.graph, index, hops, direction === 'downstream' ? 'upstream' : 'downstream');
      const along = direction === 'downstream' ? back.reverse() : back;
      return {
        index,
        hops: distance,
        dataset: past.datasets[index]!,
        stated: statedRecipients(past.datasets[index]!),
        path: along.map((node) => past.datasets[node]!),
      };
    });
}

/** From a node to the nearest start; the first neighbour in the catalog's order where several are as near. */
export function wayBack(
  graph: LineageGraph,
  from: number,
  hops: ReadonlyMap<number, number>,
  direction: Direction,
): number[] {
  const path = [from];
  for (let node = from, left = hops.get(from)!; left > 0; left--) {
    node = graph.neighbours(node, direction).find((near) => hops.get(near) === left - 1)!;
    path.push(node);
  }
  return path;
}

/** `orders → stg_orders → mart`; of a long path both ends, and how many are between. */
export function pathText(path: readonly { readonly name: string }[]): string {
  const names = path.map((one) => one.name);
  return (
    names.length > 8 ? [...names.slice(0, 4), `… ${names.length - 7} more …`, ...names.slice(-3)] : names
  ).join(' → ');
}

/** Positions of the datasets in scope so that each comes before what feeds it; members of a cycle stay together. */
export function leafToRoot(past: PastCatalog, scope: Scope): number[] {
  const { of, count } = past.graph.stronglyConnected();
  const height = componentHeights(past.graph, of, count);
  return scope.within
    .map((one) => one.index)
    .sort((a, b) => height[of[a]!]! - height[of[b]!]! || of[a]! - of[b]! || a - b);
}

/** By component: the longest way down to a leaf. */
function componentHeights(graph: LineageGraph, of: Int32Array, count: number): Int32Array {
  const above: number[][] = Array.from({ length: count }, () => []);
  const pending = new Int32Array(count);
  for (let node = 0; node < graph.nodeCount; node++) {
    graph.eachLink(node, 'downstream', (end) => {
      if (of[end] === of[node]) return;
      above[of[end]!]!.push(of[node]!);
      pending[of[node]!]!++;
    });
  }
  const height = new Int32Array(count);
  const ready = Array.from(pending.keys()).filter((component) => pending[component] === 0);
  for (let component = ready.pop(); component !== undefined; component = ready.pop()) {
    for (const up of above[component]!) {
      height[up] = Math.max(height[up]!, height[component]! + 1);
      if (--pending[up]! === 0) ready.push(up);
    }
  }
  return height;
}
