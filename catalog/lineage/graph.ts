/**
 * The lineage graph in memory: of datasets, of columns, of anything with dense indices.
 *
 * Immutable; built in one go from columns (a million edges in a fraction of a second) and built anew
 * after a write. All methods are safe on cycles and none recurses.
 *
 * A node whose only way in or out is to itself counts as having none: a job that reads its own
 * output is no source of it.
 */
import { components, type Components } from './cycles.ts';
import { linkTable, type GraphInput, type LinkTable } from './links.ts';
import { allPaths, shortestPath, type PathLimits, type PathsResult } from './paths.ts';
import { walk, wave, type Direction, type Follow, type WalkResult } from './walk.ts';

export class LineageGraph {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Distinct (from, to) pairs. */
  readonly linkCount: number;
  readonly #table: LinkTable;
  readonly #edgeId: Int32Array | undefined;
  #components: Components | undefined;

  /** @throws RangeError when an edge names a node that does not exist. */
  constructor(input: GraphInput) {
    this.#table = linkTable(input);
    this.#edgeId = input.edgeId?.slice();
    this.nodeCount = input.nodeCount;
    this.edgeCount = input.from.length;
    this.linkCount = this.#table.downstream.ends.length;
  }

  /**
   * Everything within `maxDepth` hops of the starts. `both` is what lies upstream of the starts and
   * what lies downstream of them; siblings do not come along.
   *
   * @param options.maxNodes returns the nearest so many; `total` stays exact and `truncatedAt` is set.
   * @param options.follow restricts the walk to some links (see {@link eachLink}).
   */
  walk(
    start: number | readonly number[],
    direction: Direction | 'both',
    maxDepth: number,
    options: { readonly maxNodes?: number; readonly follow?: Follow } = {},
  ): WalkResult {
    if (!(maxDepth >= 0)) throw new RangeError(`maxDepth is ${maxDepth}`);
    return walk(this.#table, this.#starts(start), direction, { ...options, maxDepth });
  }

  /** Distinct direct neighbours, ascending, the node itself left out. */
  neighbours(node: number, direction: Direction): Int32Array {
    return this.#ends(node, direction).filter((end) => end !== node);
  }

  /** How many neighbours {@link neighbours} would list. */
  degree(node: number, direction: Direction): number {
    const ends = this.#ends(node, direction);
    return this.#find(ends, node) === -1 ? ends.length : ends.length - 1;
  }

  /**
   * Calls back for each link at a node, itself included where it loops. Link numbers are dense
   * (0..linkCount-1) and the same in both directions.
   */
  eachLink(node: number, direction: Direction, visit: (end: number, link: number) => void): void {
    this.check(node);
    const { offsets, ends, links } = this.#table[direction];
    for (let i = offsets[node]!; i < offsets[node + 1]!; i++) visit(ends[i]!, links[i]!);
  }

  /** Positions in the input of the edges behind a link, ascending. */
  edgePositions(link: number): Int32Array {
    const { edgeOffsets, edgeOrder } = this.#table;
    if (!(link >= 0 && link < this.linkCount)) throw new RangeError(`link ${link} does not exist`);
    return edgeOrder.subarray(edgeOffsets[link], edgeOffsets[link + 1]);
  }

  /** The caller's ids of the edges behind a link. */
  edgeIds(link: number): Int32Array {
    const positions = this.edgePositions(link);
    return this.#edgeId ? positions.map((position) => this.#edgeId![position]!) : positions.slice();
  }

  /** Ids of all edges that go straight from one node to another; empty where none does. */
  edgesBetween(from: number, to: number): Int32Array {
    this.check(to);
    const at = this.#find(this.#ends(from, 'downstream'), to);
    return at === -1 ? new Int32Array(0) : this.edgeIds(this.#table.downstream.offsets[from]! + at);
  }

  /** A shortest path downstream, both ends included; undefined when there is none. */
  shortestPath(from: number, to: number): readonly number[] | undefined {
    this.check(from);
    this.check(to);
    return shortestPath(this.#table, from, to);
  }

  /** Paths downstream without repeated nodes, shortest first, bounded in number, length and effort. */
  allPaths(from: number, to: number, limits: PathLimits = {}): PathsResult {
    this.check(from);
    this.check(to);
    return allPaths(this.#table, from, to, limits);
  }

  /**
   * Where the lineage of the starts begins: nodes upstream (or starts) that nothing feeds, ascending.
   * A cycle that nothing outside feeds is a beginning too, with all its members.
   */
  roots(start: number | readonly number[]): Int32Array {
    return this.#outermost(start, 'upstream');
  }

  /** Where the data of the starts ends up, as {@link roots} in the other direction. */
  leaves(start: number | readonly number[]): Int32Array {
    return this.#outermost(start, 'downstream');
  }

  /** Strongly connected components, with the cycles among them. Computed once. */
  stronglyConnected(): Components {
    return (this.#components ??= components(this.#table.downstream));
  }

  #outermost(start: number | readonly number[], direction: Direction): Int32Array {
    const adjacency = this.#table[direction];
    const { nodes } = wave(adjacency, this.#starts(start), Infinity);
    const { of, count } = this.stronglyConnected();
    const leads = new Uint8Array(count);
    for (const node of nodes) {
      for (let i = adjacency.offsets[node]!; i < adjacency.offsets[node + 1]!; i++) {
        if (of[adjacency.ends[i]!] !== of[node]) leads[of[node]!] = 1;
      }
    }
    return nodes.filter((node) => leads[of[node]!] === 0).sort();
  }

  #ends(node: number, direction: Direction): Int32Array {
    this.check(node);
    const { offsets, ends } = this.#table[direction];
    return ends.subarray(offsets[node], offsets[node + 1]);
  }

  /** Binary search: ends are ascending. */
  #find(ends: Int32Array, wanted: number): number {
    let low = 0;
    let high = ends.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (ends[middle] === wanted) return middle;
      if (ends[middle]! < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #starts(start: number | readonly number[]): readonly number[] {
    const starts = typeof start === 'number' ? [start] : start;
    for (const node of starts) this.check(node);
    return starts;
  }

  /** @throws RangeError when there is no such node. */
  check(node: number): void {
    if (!Number.isInteger(node) || node < 0 || node >= this.nodeCount) {
      throw new RangeError(`node ${node} does not exist; nodes are 0..${this.nodeCount - 1}`);
    }
  }
}
