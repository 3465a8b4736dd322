/**
 * Which links to turn around so that the rest has no cycle: few, and only such as lie on a cycle.
 *
 * Within each strongly connected component the nodes are put in a row by the heuristic of Eades, Lin
 * and Smyth: what nothing feeds any more goes to the left, what feeds nothing any more to the right,
 * else the node that feeds most and is fed least goes to the left. Links that run back are feedback.
 */
import { groupBy, type Rows } from './rows.ts';
import { strongComponents } from './strong.ts';

/** Distinct (from, to) pairs of different nodes, ascending by from, then to. */
export interface Links {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** 1 for each link that is feedback. The rest is acyclic, and stays so with feedback turned around. */
export function feedbackLinks(nodeCount: number, links: Links): Uint8Array {
  const feedback = new Uint8Array(links.count);
  const outgoing = groupBy(nodeCount, links.from);
  const { of, count } = strongComponents(
    outgoing.offsets,
    outgoing.items.map((link) => links.to[link]!),
  );
  if (count === nodeCount) return feedback;
  const incoming = groupBy(nodeCount, links.to);
  const members = groupBy(count, of);
  const place = new Int32Array(nodeCount);
  for (let component = 0; component < count; component++) {
    const nodes = members.items.subarray(members.offsets[component], members.offsets[component + 1]);
    if (nodes.length > 1) new Row({ links, outgoing, incoming, of, place }, nodes).fill();
  }
  for (let link = 0; link < links.count; link++) {
    const [from, to] = [links.from[link]!, links.to[link]!];
    if (of[from] === of[to] && place[from]! > place[to]!) feedback[link] = 1;
  }
  return feedback;
}

interface Surroundings {
  readonly links: Links;
  readonly outgoing: Rows;
  readonly incoming: Rows;
  readonly of: Int32Array;
  /** Receives each node's place in the row. */
  readonly place: Int32Array;
}

/** The nodes of one component, put in a row. Linear in its links. */
class Row {
  readonly #around: Surroundings;
  readonly #nodes: Int32Array;
  /** Remaining links from and to nodes that are not yet in the row. */
  readonly #feeds = new Map<number, number>();
  readonly #fedBy = new Map<number, number>();
  /** Nodes by what they feed less what feeds them; entries may be out of date. */
  readonly #buckets = new Map<number, number[]>();
  #most = 0;

  constructor(around: Surroundings, nodes: Int32Array) {
    this.#around = around;
    this.#nodes = nodes;
  }

  fill(): void {
    const outside = new Map<number, number>();
    for (const node of this.#nodes) {
      const [feeds, feedsOutside] = this.#count(this.#around.outgoing, this.#around.links.to, node);
      const [fedBy, fedByOutside] = this.#count(this.#around.incoming, this.#around.links.from, node);
      this.#feeds.set(node, feeds);
      this.#fedBy.set(node, fedBy);
      outside.set(node, fedByOutside - feedsOutside);
    }
    // Of equals the last one filed is taken first: where data comes in from outside, then by index.
    const order = [...this.#nodes].sort((a, b) => outside.get(a)! - outside.get(b)! || b - a);
    for (const node of order) this.#file(node);
    let left = 0;
    let right = this.#nodes.length;
    const ready: number[] = [];
    while (left < right) {
      const node = ready.pop() ?? this.#foremost();
      if (!this.#feeds.has(node)) continue;
      this.#around.place[node] = this.#feeds.get(node) === 0 && this.#fedBy.get(node)! > 0 ? --right : left++;
      this.#remove(node, ready);
    }
  }

  #count({ offsets, items }: Rows, ends: Int32Array, node: number): [within: number, outside: number] {
    let within = 0;
    for (let i = offsets[node]!; i < offsets[node + 1]!; i++) {
      if (this.#around.of[ends[items[i]!]!] === this.#around.of[node]) within++;
    }
    return [within, offsets[node + 1]! - offsets[node]! - within];
  }

  #file(node: number): void {
    const surplus = this.#feeds.get(node)! - this.#fedBy.get(node)!;
    const bucket = this.#buckets.get(surplus);
    if (bucket) bucket.push(node);
    else this.#buckets.set(surplus, [node]);
    this.#most = Math.max(this.#most, surplus);
  }

  #foremost(): number {
    for (;;) {
      const node = this.#buckets.get(this.#most)?.pop();
      if (node === undefined) this.#most--;
      else {
        const surplus = (this.#feeds.get(node) ?? NaN) - (this.#fedBy.get(node) ?? NaN);
        if (surplus === this.#most) return node;
      }
    }
  }

  /** Takes a node out; its neighbours that now feed nothing, or are fed by nothing, become ready. */
  #remove(node: number, ready: number[]): void {
    const { outgoing, incoming, links } = this.#around;
    this.#feeds.delete(node);
    const loosen = ({ offsets, items }: Rows, ends: Int32Array, counts: Map<number, number>): void => {
      for (let i = offsets[node]!; i < offsets[node + 1]!; i++) {
        const other = ends[items[i]!]!;
        if (!this.#feeds.has(other)) continue;
        counts.set(other, counts.get(other)! - 1);
        if (counts.get(other) === 0) ready.push(other);
        else this.#file(other);
      }
    };
    loosen(outgoing, links.to, this.#fedBy);
    loosen(incoming, links.from, this.#feeds);
  }
}
