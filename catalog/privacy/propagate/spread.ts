/**
 * How far one tag spreads from the columns that have it: breadth first over (column, strength), so that what
 * is found is the fixed point, cycles included, and each way that explains it is a shortest one.
 */
import { NOTHING, WHOLE, type Flow } from './flow.ts';

/** Masked or aggregated on every way: a person has to look. */
export const REVIEW = 1;
/** The value itself may be there: the tag is carried on. */
export const CARRIED = 2;

/** Why a tag does not enter a node. */
export const REFUSED = 1;
/** A person set another level there. */
export const OTHER_LEVEL = 2;
/** Another value of the same key is stated there. */
export const OTHER_VALUE = 3;

/** A tag that came to a node which it must not enter; once a node, as strongly as it came. */
export interface HeldUp {
  readonly node: number;
  readonly why: number;
  /** Entry before it, and where its link lies in the flow. */
  readonly previous: number;
  readonly at: number;
  readonly strength: number;
}

/** One tag's spread, as columns. An entry is a node that was reached with a strength; causes come first. */
export interface Spread {
  readonly node: Int32Array;
  readonly strength: Uint8Array;
  readonly hops: Int32Array;
  /** The entry before it on the way; -1 at a cause. */
  readonly previous: Int32Array;
  /** Where the last link of the way lies in the flow; -1 at a cause. */
  readonly at: Int32Array;
  /** The cause at the beginning of the way. */
  readonly cause: Int32Array;
  /** Entries that count: no causes, and no node twice. */
  readonly arrived: Int32Array;
  readonly held: readonly HeldUp[];
}

export interface SpreadInput {
  /** What passes where, if some links are blocked for this tag; otherwise the flow's own levels. */
  readonly levels?: Uint8Array;
  /** Nodes that have the tag; none twice. */
  readonly causes: Iterable<number>;
  /** Nodes that it does not enter, with the reason. No cause is one of them. */
  readonly stops?: ReadonlyMap<number, number>;
}

const SEEN_REVIEW = REVIEW;
const SEEN_CARRIED = CARRIED;
const IS_CAUSE = 4;
const IS_STOP = 8;

/** Spreads tag after tag over one flow; what it needs in between is made once. */
export class Spreader {
  readonly #flow: Flow;
  readonly #marks: Uint8Array;
  #node = new Int32Array(1024);
  #strength = new Uint8Array(1024);
  #hops = new Int32Array(1024);
  #previous = new Int32Array(1024);
  #at = new Int32Array(1024);
  #cause = new Int32Array(1024);
  #count = 0;

  constructor(flow: Flow) {
    this.#flow = flow;
    this.#marks = new Uint8Array(flow.nodeCount);
  }

  spread({ levels = this.#flow.levels, causes, stops }: SpreadInput): Spread {
    const marks = this.#marks;
    this.#count = 0;
    for (const node of stops?.keys() ?? []) marks[node] = IS_STOP;
    for (const node of causes) {
      if (marks[node] !== 0) continue;
      this.#add(node, CARRIED, -1, -1);
      marks[node] = IS_CAUSE | SEEN_CARRIED;
    }
    const held = new Map<number, HeldUp>();
    for (let entry = 0; entry < this.#count; entry++) this.#pass(entry, levels, stops, held);
    const found = this.#result([...held.values()]);
    for (let entry = 0; entry < this.#count; entry++) marks[this.#node[entry]!] = 0;
    for (const node of stops?.keys() ?? []) marks[node] = 0;
    return found;
  }

  /** One hop on from an entry. */
  #pass(
    entry: number,
    levels: Uint8Array,
    stops: ReadonlyMap<number, number> | undefined,
    held: Map<number, HeldUp>,
  ): void {
    const { offsets, ends } = this.#flow;
    const marks = this.#marks;
    const from = this.#node[entry]!;
    const own = this.#strength[entry]!;
    const last = offsets[from + 1]!;
    for (let at = offsets[from]!; at < last; at++) {
      const level = levels[at]!;
      if (level === NOTHING) continue;
      const end = ends[at]!;
      const mark = marks[end]!;
      // What is carried to a node goes on from there at least as strongly as what is to be reviewed.
      if ((mark & SEEN_CARRIED) !== 0) continue;
      const strength = own === CARRIED && level === WHOLE ? CARRIED : REVIEW;
      if ((mark & IS_STOP) !== 0) {
        const known = held.get(end);
        if (known === undefined || known.strength < strength)
          held.set(end, { node: end, why: stops?.get(end) ?? REFUSED, previous: entry, at, strength });
        continue;
      }
      if ((mark & strength) !== 0) continue;
      marks[end] = mark | (strength === CARRIED ? SEEN_CARRIED : SEEN_REVIEW);
      this.#add(end, strength, entry, at);
    }
  }

  #add(node: number, strength: number, previous: number, at: number): void {
    const entry = this.#count++;
    if (entry === this.#node.length) this.#grow();
    this.#node[entry] = node;
    this.#strength[entry] = strength;
    this.#previous[entry] = previous;
    this.#at[entry] = at;
    this.#hops[entry] = previous === -1 ? 0 : this.#hops[previous]! + 1;
    this.#cause[entry] = previous === -1 ? node : this.#cause[previous]!;
  }

  #grow(): void {
    const length = this.#node.length * 2;
    const grown = (column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const larger = new Int32Array(length);
      larger.set(column);
      return larger;
    };
    this.#node = grown(this.#node);
    this.#hops = grown(this.#hops);
    this.#previous = grown(this.#previous);
    this.#at = grown(this.#at);
    this.#cause = grown(this.#cause);
    const strength = new Uint8Array(length);
    strength.set(this.#strength);
    this.#strength = strength;
  }

  #result(held: readonly HeldUp[]): Spread {
    const count = this.#count;
    const arrived = new Int32Array(count);
    let kept = 0;
    for (let entry = 0; entry < count; entry++) {
      const mark = this.#marks[this.#node[entry]!]!;
      if ((mark & IS_CAUSE) !== 0) continue;
      if (this.#strength[entry] === REVIEW && (mark & SEEN_CARRIED) !== 0) continue;
      arrived[kept++] = entry;
    }
    return {
      node: this.#node.slice(0, count),
      strength: this.#strength.slice(0, count),
      hops: this.#hops.slice(0, count),
      previous: this.#previous.slice(0, count),
      at: this.#at.slice(0, count),
      cause: this.#cause.slice(0, count),
      arrived: arrived.slice(0, kept),
      held,
    };
  }
}
