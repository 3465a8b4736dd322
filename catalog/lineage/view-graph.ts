/** The graph as a view sees it: some nodes are looked through. */
import type { LineageGraph } from './graph.ts';
import type { Direction } from './walk.ts';

/** What is drawn between two nodes of a view: an edge, or the ways over nodes that are looked through. */
export interface ViewEdge {
  /** Positions in `ViewResult.nodes`. */
  readonly from: number;
  readonly to: number;
  /** Ids of all edges behind it, ascending. */
  readonly edgeIds: readonly number[];
  /** Nodes looked through on the way, ascending; empty for a direct edge; null where they are too many. */
  readonly through: readonly number[] | null;
}

export interface ViewGraph {
  /** Distinct nodes one hop away, ascending, the node itself left out. */
  neighbours(node: number, direction: Direction): Iterable<number>;
  /** Hops from the nearest start by node; -1 for what is not in that direction or is looked through. */
  hops(starts: readonly number[], direction: Direction): Int32Array;
  /** Edges among the given nodes, loops included; `position` says where each stands. */
  edgesAmong(nodes: readonly number[], position: ReadonlyMap<number, number>): ViewEdge[];
  /** Nodes on ways from any start to any end, ascending; those looked through are left out. */
  onPaths(starts: readonly number[], ends: readonly number[]): number[];
  /** The same graph with more nodes looked through. */
  lookingThrough(more: ReadonlySet<number>): ViewGraph;
}

/**
 * Steps spent at most on finding out what lies behind the edges of one view; edges beyond it say that they
 * lead through others, but not which. Reached only when thousands of nodes are looked through.
 */
const EVIDENCE_BUDGET = 5_000_000;

/** `passThrough` marks with 1 what is looked through; roots never are. */
export function passThroughGraph(
  graph: LineageGraph,
  roots: readonly number[],
  passThrough: Uint8Array = new Uint8Array(0),
): ViewGraph {
  const rootSet = new Set(roots);
  const isThrough = (node: number): boolean => passThrough[node] === 1 && !rootSet.has(node);
  return new LookThrough(graph, isThrough, passThrough.includes(1));
}

class LookThrough implements ViewGraph {
  readonly #graph: LineageGraph;
  readonly #isThrough: (node: number) => boolean;
  readonly #any: boolean;
  #budget = EVIDENCE_BUDGET;
  readonly #known = { upstream: new Map<number, Reach>(), downstream: new Map<number, Reach>() };

  constructor(graph: LineageGraph, isThrough: (node: number) => boolean, any: boolean) {
    this.#graph = graph;
    this.#isThrough = isThrough;
    this.#any = any;
  }

  neighbours(node: number, direction: Direction): Iterable<number> {
    if (!this.#any) return this.#graph.neighbours(node, direction);
    return this.#reach(node, direction).ends.filter((end) => end !== node);
  }

  hops(starts: readonly number[], direction: Direction): Int32Array {
    const found = new Int32Array(this.#graph.nodeCount).fill(-1);
    if (!this.#any) {
      const { nodes, depth } = this.#graph.walk(starts, direction, Infinity);
      nodes.forEach((node, i) => (found[node] = depth[i]!));
      return found;
    }
    // A node looked through costs nothing: it is dealt with in the same round as what leads to it.
    const settled = new Uint8Array(this.#graph.nodeCount);
    let now: number[] = [...starts];
    for (let hops = 0; now.length > 0; hops++) {
      const next: number[] = [];
      for (let node = now.pop(); node !== undefined; node = now.pop()) {
        if (settled[node] === 1) continue;
        settled[node] = 1;
        if (!this.#isThrough(node)) found[node] = hops;
        this.#graph.eachLink(node, direction, (end) => {
          if (settled[end] === 0) (this.#isThrough(end) ? now : next).push(end);
        });
      }
      now = next;
    }
    return found;
  }

  edgesAmong(nodes: readonly number[], position: ReadonlyMap<number, number>): ViewEdge[] {
    const edges: ViewEdge[] = [];
    nodes.forEach((node, from) => {
      const ends = this.#reach(node, 'downstream').ends.filter((end) => position.has(end));
      const targets = ends.map((end) => ({ end, to: position.get(end)! })).sort((a, b) => a.to - b.to);
      for (const { end, to } of targets) edges.push({ from, to, ...this.#evidence(node, end) });
    });
    return edges;
  }

  onPaths(starts: readonly number[], ends: readonly number[]): number[] {
    const ahead = this.#graph.walk(starts, 'downstream', Infinity).nodes;
    const behind = new Set(this.#graph.walk(ends, 'upstream', Infinity).nodes);
    return Array.from(ahead)
      .filter((node) => behind.has(node) && !this.#isThrough(node))
      .sort((a, b) => a - b);
  }

  lookingThrough(more: ReadonlySet<number>): ViewGraph {
    return new LookThrough(this.#graph, (node) => more.has(node) || this.#isThrough(node), true);
  }

  /** The edges and the looked-through nodes that lie on some way from one node to another. */
  #evidence(from: number, to: number): Pick<ViewEdge, 'edgeIds' | 'through'> {
    const ahead = this.#reach(from, 'downstream').through;
    const behind = this.#reach(to, 'upstream').through;
    this.#budget -= Math.min(ahead.size, behind.size);
    if (this.#budget < 0) return { edgeIds: [...this.#graph.edgesBetween(from, to)], through: null };
    const through = [...(ahead.size <= behind.size ? ahead : behind)]
      .filter((node) => ahead.has(node) && behind.has(node))
      .sort((a, b) => a - b);
    const among = new Set(through);
    const ids = new Set<number>(this.#graph.edgesBetween(from, to));
    for (const node of [from, ...through]) {
      this.#graph.eachLink(node, 'downstream', (end, link) => {
        if (!among.has(end) && !(end === to && node !== from)) return;
        for (const id of this.#graph.edgeIds(link)) ids.add(id);
      });
    }
    return { edgeIds: [...ids].sort((a, b) => a - b), through };
  }

  #reach(node: number, direction: Direction): Reach {
    const known = this.#known[direction].get(node);
    if (known) return known;
    const ends = new Set<number>();
    const through = new Set<number>();
    const stack = [node];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      this.#graph.eachLink(at, direction, (end) => {
        if (!this.#isThrough(end)) ends.add(end);
        else if (!through.has(end)) {
          through.add(end);
          stack.push(end);
        }
      });
    }
    const reach = { ends: [...ends].sort((a, b) => a - b), through };
    this.#known[direction].set(node, reach);
    return reach;
  }
}

/** What one hop from a node leads to, and the nodes looked through on the way. */
interface Reach {
  readonly ends: readonly number[];
  readonly through: ReadonlySet<number>;
}
