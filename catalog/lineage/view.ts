/**
 * What of the lineage is on screen: from the graph and what the user opened, closed and hid.
 *
 * A pure function. Whatever it leaves out it counts: per node and direction (`+12`), and in total
 * (`showing 400 of 3,582`).
 */
import type { LineageGraph } from './graph.ts';
import { passThroughGraph, type ViewGraph, type ViewEdge } from './view-graph.ts';
import { DOWNSTREAM, UPSTREAM, type Direction } from './walk.ts';

/** The user opened a node's neighbours in one direction: the next hop, or everything there. */
export interface Expansion {
  readonly node: number;
  readonly direction: Direction;
  readonly steps: 'one' | 'all';
}

/** The user closed a node in one direction: nothing is reached through it that way. */
export interface Collapse {
  readonly node: number;
  readonly direction: Direction;
}

/** The two ends of the paths that the user wants to see. */
export interface PathEnds {
  readonly from: number;
  readonly to: number;
}

export interface ViewInput {
  readonly graph: LineageGraph;
  /** Nodes that the view is about. Shown, cap or no cap, unless `only` leaves them out. */
  readonly roots: readonly number[];
  /** Hops shown upstream of the roots; 1 where left out, `Infinity` for all. */
  readonly up?: number;
  /** Hops shown downstream of the roots, likewise. */
  readonly down?: number;
  /** Their order does not matter; one whose node is not in view waits until it is. */
  readonly expanded?: readonly Expansion[];
  /** Wins over expansions of the same node and direction. */
  readonly collapsed?: readonly Collapse[];
  /**
   * Nodes taken out of the view by hand. What lies beyond them stays, and edges are bridged over them:
   * they are listed in `ViewEdge.through`. Roots cannot be hidden.
   */
  readonly hidden?: readonly number[];
  /** 0 for each node that a filter leaves out, as if it was hidden. Everything stays where left out. */
  readonly keep?: Uint8Array;
  /** All nodes on paths between two nodes, whichever of them comes first. */
  readonly along?: readonly PathEnds[];
  /** Only these nodes and those on paths between them, and what is opened from there. */
  readonly only?: readonly number[];
  /**
   * 1 for each node to look through (jobs between datasets, ephemeral models): not drawn, costs no
   * hop, and edges run through it. Roots are never looked through.
   */
  readonly passThrough?: Uint8Array;
  /** Nodes shown at most, nearest to the roots first. */
  readonly cap?: number;
}

/** {@link UPSTREAM} | {@link DOWNSTREAM} by the whole graph; 0 for a root, `ASIDE` for neither. */
export const ASIDE = 4;

export interface ViewNode {
  readonly node: number;
  /** Hops from the nearest root; for a node aside, from the root by the way it was opened. */
  readonly depth: number;
  readonly side: number;
  /** Direct neighbours not in view. */
  readonly hiddenUpstream: number;
  readonly hiddenDownstream: number;
}

export interface ViewTotals {
  /** Nodes in view, of those that the user's choices ask for. They differ only by the cap. */
  readonly shown: number;
  readonly asked: number;
  /** Nodes that would be in view but are hidden by hand, and by the filter alone. */
  readonly hidden: number;
  readonly filtered: number;
  /** Nodes upstream and downstream of the roots in the whole graph; one on both sides counts in both. */
  readonly upstream: number;
  readonly downstream: number;
  /** Roots and nodes on either side of them: all that could be shown without going aside. */
  readonly lineage: number;
}

export interface ViewResult {
  /** Roots first, then by depth, the two sides taking turns. */
  readonly nodes: readonly ViewNode[];
  /** By position of `from`, then of `to`. */
  readonly edges: readonly ViewEdge[];
  /** Nodes that would be in view but are hidden, by hand or by the filter; ascending. */
  readonly leftOut: readonly number[];
  readonly totals: ViewTotals;
}

export const DEFAULT_CAP = 400;

/**
 * @throws RangeError when a root does not exist or a number is none. Other choices about unknown nodes
 * have no effect.
 */
export function buildView(input: ViewInput): ViewResult {
  checkNumbers(input);
  const rootSet = new Set(input.roots);
  const roots = [...rootSet];
  const view = passThroughGraph(input.graph, roots, input.passThrough);
  const upstream = view.hops(roots, 'upstream');
  const downstream = view.hops(roots, 'downstream');
  const asked = askedNodes(view, { ...input, roots });
  const rank = ([node, hops]: readonly [number, number]): Ranked => {
    const [up, down] = [upstream[node]!, downstream[node]!];
    const side = rootSet.has(node) ? 0 : (up >= 0 ? UPSTREAM : 0) | (down >= 0 ? DOWNSTREAM : 0) || ASIDE;
    const depth = up >= 0 && down >= 0 ? Math.min(up, down) : Math.max(up, down);
    return { node, depth: depth === -1 ? hops : depth, side };
  };
  const { kept, leftOut, byHand } = sift(asked, rootSet, input);
  const atLeast = roots.filter((root) => kept.has(root)).length;
  const shown = takingTurns(Array.from(kept, rank)).slice(
    0,
    Math.max(atLeast, Math.floor(input.cap ?? DEFAULT_CAP)),
  );
  const position = new Map(shown.map(({ node }, i) => [node, i]));
  const hiddenBeside = (node: number, direction: Direction): number => {
    let hidden = 0;
    for (const other of view.neighbours(node, direction))
      if (!position.has(other) && !leftOut.has(other)) hidden++;
    return hidden;
  };
  const bridging = leftOut.size === 0 ? view : view.lookingThrough(leftOut);
  return {
    nodes: shown.map((entry) => ({
      ...entry,
      hiddenUpstream: hiddenBeside(entry.node, 'upstream'),
      hiddenDownstream: hiddenBeside(entry.node, 'downstream'),
    })),
    edges: bridging.edgesAmong(
      shown.map(({ node }) => node),
      position,
    ),
    leftOut: [...leftOut].sort((a, b) => a - b),
    totals: {
      shown: shown.length,
      asked: kept.size,
      hidden: byHand,
      filtered: leftOut.size - byHand,
      upstream: count(upstream) - roots.length,
      downstream: count(downstream) - roots.length,
      lineage: count(upstream.map((hops, node) => Math.max(hops, downstream[node]!))),
    },
  };
}

/** Parts what is asked for into what stays and what is hidden, by hand or by the filter. */
function sift(
  asked: ReadonlyMap<number, number>,
  roots: ReadonlySet<number>,
  { hidden = [], keep }: ViewInput,
): { kept: Map<number, number>; leftOut: Set<number>; byHand: number } {
  const hiddenSet = new Set(hidden);
  const kept = new Map<number, number>();
  const leftOut = new Set<number>();
  let byHand = 0;
  for (const [node, hops] of asked) {
    const isHidden = hiddenSet.has(node);
    if (roots.has(node) || (!isHidden && keep?.[node] !== 0)) kept.set(node, hops);
    else leftOut.add(node);
    if (isHidden && leftOut.has(node)) byHand++;
  }
  return { kept, leftOut, byHand };
}

/** Nodes that hops are known of. */
function count(hops: Int32Array): number {
  let known = 0;
  for (const value of hops) if (value >= 0) known++;
  return known;
}

function checkNumbers({ graph, roots, up = 1, down = 1, cap = DEFAULT_CAP }: ViewInput): void {
  for (const root of roots) graph.check(root);
  for (const [name, value] of Object.entries({ up, down, cap })) {
    if (!(value >= 0)) throw new RangeError(`${name} is ${value}; expected 0 or more`);
  }
}

type Choices = ViewInput & { readonly roots: readonly number[] };

/**
 * Every node that the choices ask for, with the hops by which it came into view.
 *
 * Breadth first over (node, direction, hops still allowed), so that the answer does not depend on the
 * order of the choices: a node is entered again only when it brings more hops than before.
 */
function askedNodes(view: ViewGraph, input: Choices): Map<number, number> {
  const closed = new Set((input.collapsed ?? []).map(key));
  const opened = new Map<number, number>();
  for (const choice of input.expanded ?? []) {
    opened.set(key(choice), Math.max(opened.get(key(choice)) ?? 0, choice.steps === 'all' ? Infinity : 1));
  }
  const reach = new Map<number, number>();
  const depth = new Map<number, number>();
  let frontier: Entry[] = [];
  const enter = (into: Entry[], node: number, direction: Direction, left: number, hops: number): void => {
    if (!depth.has(node)) depth.set(node, hops);
    for (const way of ['upstream', 'downstream'] as const) {
      const own = { node, direction: way };
      const steps = Math.max(way === direction ? left : 0, opened.get(key(own)) ?? 0);
      if (steps === 0 || closed.has(key(own)) || steps <= (reach.get(key(own)) ?? 0)) continue;
      reach.set(key(own), steps);
      into.push({ ...own, left: steps, hops });
    }
  };
  for (const { node, up, down, hops } of seeds(view, input)) {
    enter(frontier, node, 'upstream', up, hops);
    enter(frontier, node, 'downstream', down, hops);
  }
  while (frontier.length > 0) {
    const next: Entry[] = [];
    for (const { node, direction, left, hops } of frontier) {
      for (const other of view.neighbours(node, direction)) enter(next, other, direction, left - 1, hops + 1);
    }
    frontier = next;
  }
  return depth;
}

interface Seed {
  readonly node: number;
  readonly up: number;
  readonly down: number;
  readonly hops: number;
}

/** Where the view starts from: the roots with their depth, or the isolated nodes; and the wanted paths. */
function seeds(view: ViewGraph, { graph, roots, up = 1, down = 1, along = [], only }: Choices): Seed[] {
  const alone = (node: number): Seed => ({ node, up: 0, down: 0, hops: 1 });
  const exists = (node: number): boolean => node >= 0 && node < graph.nodeCount;
  const start = only
    ? [...new Set(only)].filter(exists)
    : roots.map((node) => ({ node, up: Math.floor(up), down: Math.floor(down), hops: 0 }));
  const paths = along
    .filter(({ from, to }) => exists(from) && exists(to))
    .flatMap(({ from, to }) => [...view.onPaths([from], [to]), ...view.onPaths([to], [from])]);
  const isolated = only ? view.onPaths(start as number[], start as number[]) : [];
  return [
    ...start.map((seed) => (typeof seed === 'number' ? alone(seed) : seed)),
    ...[...isolated, ...paths].map(alone),
  ];
}

/** One number for a node and a direction. */
const key = ({ node, direction }: Collapse): number => node * 2 + (direction === 'upstream' ? 0 : 1);

interface Entry {
  readonly node: number;
  readonly direction: Direction;
  readonly left: number;
  readonly hops: number;
}

type Ranked = Pick<ViewNode, 'node' | 'depth' | 'side'>;

/** By depth; within a depth the sides take turns, so that a cap leaves something of each. */
function takingTurns(entries: readonly Ranked[]): Ranked[] {
  const bySide = (side: number): number => (side === 0 ? 0 : side === ASIDE ? 3 : side === UPSTREAM ? 1 : 2);
  const sorted = entries.toSorted(
    (a, b) => a.depth - b.depth || bySide(a.side) - bySide(b.side) || a.node - b.node,
  );
  let turn = 0;
  const turns = sorted.map((entry, i) => {
    const before = sorted[i - 1];
    const goesOn = before?.depth === entry.depth && bySide(before.side) === bySide(entry.side);
    turn = goesOn ? turn + 1 : 0;
    return { entry, turn };
  });
  turns.sort(
    (a, b) =>
      a.entry.depth - b.entry.depth ||
      a.turn - b.turn ||
      bySide(a.entry.side) - bySide(b.entry.side) ||
      a.entry.node - b.entry.node,
  );
  return turns.map(({ entry }) => entry);
}
