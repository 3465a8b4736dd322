/**
 * Checking Merkle proofs, by the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2. Knows no tree: a proof and two
 * roots are all that it is given, and whoever made them may lie.
 */
import { HASH_BYTES, nodeHash } from './tree.ts';

/** Whether the proof shows that the leaf is the one at `index` of the tree with this size and root. */
export function includes(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !hashes([leaf, root, ...proof])) return false;
  let node = index;
  let last = size - 1;
  let made = leaf;
  for (const beside of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      made = nodeHash(beside, made);
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      made = nodeHash(made, beside);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && same(made, root);
}

/** Two states of a tree and the proof that one continues the other (RFC 6962, 2.1.2). Sizes in leaves. */
export interface Consistency {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Uint8Array;
  readonly secondRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the proof shows that the first tree is the beginning of the second. A first of nothing begins every tree. */
export function extendsTree({ first, second, firstRoot, secondRoot, proof }: Consistency): boolean {
  if (!isSize(first) || !isSize(second) || first > second) return false;
  if (!hashes([firstRoot, secondRoot, ...proof])) return false;
  if (first === second) return proof.length === 0 && same(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0;
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : proof;
  let node = first - 1;
  let last = second - 1;
  while (node % 2 === 1) {
    node = half(node);
    last = half(last);
  }
  const [begin, ...rest] = path;
  if (begin === undefined) return false;
  let older = begin;
  let newer = begin;
  for (const beside of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      older = nodeHash(beside, older);
      newer = nodeHash(beside, newer);
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      newer = nodeHash(newer, beside);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && same(older, firstRoot) && same(newer, secondRoot);
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function hashes(list: readonly Uint8Array[]): boolean {
  return list.every((one) => one.length === HASH_BYTES);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
