/**
 * The Merkle tree of RFC 6962 (section 2.1; the same in RFC 9162) over leaf hashes. Ledger entry hashes are
 * such leaf hashes already: see entry.ts.
 */
import { hash } from 'node:crypto';

/** Of SHA-256. */
export const HASH_BYTES = 32;

/** Root of a tree without leaves: the hash of nothing. */
export const EMPTY_ROOT: Uint8Array = hash('sha256', '', 'buffer');

/** The greatest power of two below `n` (n > 1): where a tree of n leaves parts. */
export function splitOf(n: number): number {
  let part = 1;
  while (part * 2 < n) part *= 2;
  return part;
}

/** What a node's hash is taken of: 0x01 and two hashes. */
const node = new Uint8Array(1 + 2 * HASH_BYTES);
node[0] = 1;

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return hash('sha256', node, 'buffer');
}

/**
 * The right edge of a growing tree: roots of the perfect trees it is made of, largest first. Enough to append
 * and to know the root, in so much space as the size has binary digits.
 */
export class TreeEdge {
  #size = 0;
  #roots: Uint8Array[] = [];

  /** @throws RangeError when the bytes cannot belong to a tree of this size */
  static restore(size: number, bytes: Uint8Array): TreeEdge {
    const ones = [...size.toString(2)].filter((digit) => digit === '1').length;
    if (bytes.length !== ones * HASH_BYTES) throw new RangeError('The edge does not fit the size');
    const edge = new TreeEdge();
    edge.#size = size;
    edge.#roots = Array.from({ length: ones }, (_, n) => bytes.slice(n * HASH_BYTES, (n + 1) * HASH_BYTES));
    return edge;
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Uint8Array): void {
    let top = leaf;
    for (let n = this.#size; n % 2 === 1; n = Math.floor(n / 2)) top = nodeHash(this.#roots.pop()!, top);
    this.#roots.push(top);
    this.#size++;
  }

  root(): Uint8Array {
    return (
      this.#roots.reduceRight<Uint8Array | null>(
        (right, left) => (right === null ? left : nodeHash(left, right)),
        null,
      ) ?? EMPTY_ROOT
    );
  }

  toBytes(): Uint8Array {
    return Buffer.concat(this.#roots);
  }
}

/** A whole tree in memory, 64 bytes a leaf: answers roots and proofs of every size up to its own. */
export class MerkleTree {
  /** Hashes of perfect trees of 2^level leaves, one after the other. */
  readonly #levels: HashList[] = [];

  static of(leaves: Iterable<Uint8Array>): MerkleTree {
    const tree = new MerkleTree();
    for (const leaf of leaves) tree.append(leaf);
    return tree;
  }

  get size(): number {
    return this.#levels[0]?.length ?? 0;
  }

  append(leaf: Uint8Array): void {
    let node = leaf;
    for (let level = 0; ; level++) {
      const list = (this.#levels[level] ??= new HashList());
      list.push(node);
      if (list.length % 2 === 1) return;
      node = nodeHash(list.at(list.length - 2), node);
    }
  }

  leaf(index: number): Uint8Array {
    this.#within(index + 1);
    return this.#levels[0]!.at(index);
  }

  /** Root of the first `size` leaves. */
  root(size = this.size): Uint8Array {
    this.#within(size);
    return size === 0 ? EMPTY_ROOT : this.#rangeRoot(0, size);
  }

  /** PATH(index, D[size]) of RFC 6962, 2.1.1: from the leaf up. */
  inclusionProof(index: number, size = this.size): Uint8Array[] {
    this.#within(size);
    if (index < 0 || index >= size) throw new RangeError(`There is no leaf ${index} in a tree of ${size}`);
    const path: Uint8Array[] = [];
    for (let from = 0, to = size; to - from > 1;) {
      const middle = from + splitOf(to - from);
      if (index < middle) {
        path.push(this.#rangeRoot(middle, to));
        to = middle;
      } else {
        path.push(this.#rangeRoot(from, middle));
        from = middle;
      }
    }
    return path.reverse();
  }

  /** PROOF(first, D[second]) of RFC 6962, 2.1.2; empty for equal sizes and for a first of nothing. */
  consistencyProof(first: number, second = this.size): Uint8Array[] {
    this.#within(second);
    if (first < 0 || first > second) throw new RangeError(`A tree of ${second} has no beginning of ${first}`);
    if (first === 0 || first === second) return [];
    const proof: Uint8Array[] = [];
    let from = 0;
    let to = second;
    // Whether the tree so far is a whole one of the first tree, whose root the verifier has.
    let known = true;
    while (first !== to) {
      const middle = from + splitOf(to - from);
      if (first <= middle) {
        proof.push(this.#rangeRoot(middle, to));
        to = middle;
      } else {
        proof.push(this.#rangeRoot(from, middle));
        from = middle;
        known = false;
      }
    }
    if (!known) proof.push(this.#rangeRoot(from, to));
    return proof.reverse();
  }

  #rangeRoot(from: number, to: number): Uint8Array {
    const count = to - from;
    const level = Math.log2(count);
    if (Number.isInteger(level)) return this.#levels[level]!.at(from / count);
    const middle = from + splitOf(count);
    return nodeHash(this.#rangeRoot(from, middle), this.#rangeRoot(middle, to));
  }

  #within(size: number): void {
    if (!Number.isSafeInteger(size) || size < 0 || size > this.size)
      throw new RangeError(`The tree has ${this.size} leaves, not ${size}`);
  }
}

/** Hashes in one growing piece of memory. */
class HashList {
  #bytes = new Uint8Array(64 * HASH_BYTES);
  length = 0;

  push(value: Uint8Array): void {
    const at = this.length * HASH_BYTES;
    if (at === this.#bytes.length) {
      const more = new Uint8Array(this.#bytes.length * 2);
      more.set(this.#bytes);
      this.#bytes = more;
    }
    this.#bytes.set(value, at);
    this.length++;
  }

  at(index: number): Uint8Array {
    return this.#bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }
}
