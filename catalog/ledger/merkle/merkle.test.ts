import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendsTree, includes } from './check.ts';
import { EMPTY_ROOT, MerkleTree, TreeEdge } from './tree.ts';

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafOf = (data: Uint8Array) => sha256(Uint8Array.of(0), data);
const leavesOf = (count: number, what = 'entry') =>
  Array.from({ length: count }, (_, n) => leafOf(Buffer.from(`${what} ${n}`)));

/** RFC 6962, 2.1, word for word: slow, and obvious. */
const slow = {
  split: (n: number) => 2 ** Math.ceil(Math.log2(n) - 1),
  root(leaves: readonly Uint8Array[]): Uint8Array {
    if (leaves.length === 0) return sha256();
    if (leaves.length === 1) return leaves[0]!;
    const k = slow.split(leaves.length);
    return sha256(Uint8Array.of(1), slow.root(leaves.slice(0, k)), slow.root(leaves.slice(k)));
  },
  path(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
    if (leaves.length === 1) return [];
    const k = slow.split(leaves.length);
    return m < k
      ? [...slow.path(m, leaves.slice(0, k)), slow.root(leaves.slice(k))]
      : [...slow.path(m - k, leaves.slice(k)), slow.root(leaves.slice(0, k))];
  },
  subproof(m: number, leaves: readonly Uint8Array[], whole: boolean): Uint8Array[] {
    if (m === leaves.length) return whole ? [] : [slow.root(leaves)];
    const k = slow.split(leaves.length);
    return m <= k
      ? [...slow.subproof(m, leaves.slice(0, k), whole), slow.root(leaves.slice(k))]
      : [...slow.subproof(m - k, leaves.slice(k), false), slow.root(leaves.slice(0, k))];
  },
};
const hex = (list: readonly Uint8Array[]) => list.map((one) => Buffer.from(one).toString('hex'));

/** The test vectors that implementations of Certificate Transparency share. */
const DATA = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree', () => {
  it('has the roots of the reference vectors', () => {
    const tree = MerkleTree.of(DATA.map((data) => leafOf(Buffer.from(data, 'hex'))));
    expect(hex(ROOTS.map((_, n) => tree.root(n + 1)))).toEqual(ROOTS);
    expect(Buffer.from(EMPTY_ROOT).equals(sha256())).toBe(true);
    expect(Buffer.from(new TreeEdge().root()).equals(sha256())).toBe(true);
  });

  it('answers roots and proofs as the slow one does (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.nat(), fc.nat(), (count, a, b) => {
        const leaves = leavesOf(count);
        const tree = MerkleTree.of(leaves);
        const size = 1 + (a % count);
        const index = b % size;
        const first = 1 + (b % size);
        const part = leaves.slice(0, size);
        expect(hex([tree.root(size)])).toEqual(hex([slow.root(part)]));
        expect(hex(tree.inclusionProof(index, size))).toEqual(hex(slow.path(index, part)));
        expect(hex(tree.consistencyProof(first, size))).toEqual(hex(slow.subproof(first, part, true)));
      }),
    );
  });

  it('grows by its edge alone, kept and restored at any size', () => {
    let edge = new TreeEdge();
    const leaves = leavesOf(70);
    for (const [n, leaf] of leaves.entries()) {
      edge = TreeEdge.restore(edge.size, edge.toBytes());
      edge.append(leaf);
      expect(hex([edge.root()])).toEqual(hex([slow.root(leaves.slice(0, n + 1))]));
    }
    expect(() => TreeEdge.restore(3, new Uint8Array(32))).toThrow(RangeError);
  });
});

describe('the verifier', () => {
  it('accepts every honest proof of sizes up to 40', () => {
    const leaves = leavesOf(40);
    const tree = MerkleTree.of(leaves);
    for (let size = 1; size <= 40; size++) {
      const root = tree.root(size);
      for (let index = 0; index < size; index++)
        expect(includes(leaves[index]!, index, size, tree.inclusionProof(index, size), root)).toBe(true);
      for (let first = 0; first <= size; first++) {
        const proof = tree.consistencyProof(first, size);
        const firstRoot = tree.root(first);
        expect(extendsTree({ first, second: size, firstRoot, secondRoot: root, proof })).toBe(true);
      }
    }
  });

  it('refuses a prover who lies about the leaf, its place, the size, the path or the root (property)', () => {
    const draw = fc.record({
      size: fc.integer({ min: 1, max: 80 }),
      at: fc.nat(),
      lie: fc.constantFrom('leaf', 'index', 'size', 'root', 'byte', 'drop', 'add', 'swap', 'short'),
      byte: fc.nat(31),
      flip: fc.integer({ min: 1, max: 255 }),
      other: fc.nat(120),
    });
    fc.assert(
      fc.property(draw, ({ size, at, lie, byte, flip, other }) => {
        const leaves = leavesOf(size);
        const tree = MerkleTree.of(leaves);
        const index = at % size;
        let claim = {
          leaf: leaves[index]!,
          index,
          size,
          proof: tree.inclusionProof(index),
          root: tree.root(),
        };
        const bad = (value: Uint8Array) => {
          const copy = Buffer.from(value);
          copy[byte] = copy[byte]! ^ flip;
          return copy;
        };
        const { proof } = claim;
        const place = proof.length === 0 ? 0 : other % proof.length;
        if (lie === 'leaf') claim = { ...claim, leaf: bad(claim.leaf) };
        else if (lie === 'root') claim = { ...claim, root: bad(claim.root) };
        else if (lie === 'index') claim = { ...claim, index: other };
        else if (lie === 'size') claim = { ...claim, size: other };
        else if (lie === 'add') claim = { ...claim, proof: [...proof, leaves[0]!] };
        else if (lie === 'short') claim = { ...claim, leaf: claim.leaf.subarray(1) };
        else if (lie === 'byte')
          claim = { ...claim, proof: proof.map((one, n) => (n === place ? bad(one) : one)) };
        else if (lie === 'drop') claim = { ...claim, proof: proof.filter((_, n) => n !== place) };
        else claim = { ...claim, proof: proof.toReversed() };
        // A lie that says the same is none. A path also fits some other sizes: RFC 9162 takes the size as
        // known, since it is signed together with the root.
        const honest =
          claim.index === index &&
          claim.leaf === leaves[index] &&
          hex(claim.proof).join() === hex(proof).join() &&
          hex([claim.root]).join() === hex([tree.root()]).join();
        fc.pre(!honest);
        expect(includes(claim.leaf, claim.index, claim.size, claim.proof, claim.root)).toBe(false);
      }),
      { numRuns: 600 },
    );
  });

  it('refuses a history that was rewritten, whatever proof comes with it (property)', () => {
    const draw = fc.record({
      first: fc.integer({ min: 1, max: 40 }),
      more: fc.integer({ min: 1, max: 40 }),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(draw, ({ first, more, at }) => {
        const leaves = leavesOf(first + more);
        const firstRoot = MerkleTree.of(leaves.slice(0, first)).root();
        const forged = [...leaves];
        forged[at % first] = leafOf(Buffer.from('forged'));
        const tree = MerkleTree.of(forged);
        const secondRoot = tree.root();
        const second = first + more;
        for (const proof of [
          tree.consistencyProof(first),
          MerkleTree.of(leaves).consistencyProof(first),
          [],
          [firstRoot],
          [secondRoot],
        ])
          expect(extendsTree({ first, second, firstRoot, secondRoot, proof })).toBe(false);
      }),
    );
  });

  it('refuses a consistency proof with any part altered (property)', () => {
    const draw = fc.record({
      first: fc.integer({ min: 1, max: 60 }),
      more: fc.integer({ min: 1, max: 60 }),
      part: fc.constantFrom('proof', 'drop', 'add', 'first', 'second'),
      at: fc.nat(),
      byte: fc.nat(31),
    });
    fc.assert(
      fc.property(draw, ({ first, more, part, at, byte }) => {
        const tree = MerkleTree.of(leavesOf(first + more));
        const second = first + more;
        const honest = {
          first,
          second,
          firstRoot: tree.root(first),
          secondRoot: tree.root(),
          proof: tree.consistencyProof(first),
        };
        expect(extendsTree(honest)).toBe(true);
        const flip = (value: Uint8Array) => {
          const copy = Buffer.from(value);
          copy[byte] = copy[byte]! ^ 0x10;
          return copy;
        };
        const place = at % honest.proof.length;
        const claim =
          part === 'first'
            ? { ...honest, firstRoot: flip(honest.firstRoot) }
            : part === 'second'
              ? { ...honest, secondRoot: flip(honest.secondRoot) }
              : part === 'add'
                ? { ...honest, proof: [...honest.proof, honest.firstRoot] }
                : part === 'drop'
                  ? { ...honest, proof: honest.proof.filter((_, n) => n !== place) }
                  : { ...honest, proof: honest.proof.map((one, n) => (n === place ? flip(one) : one)) };
        expect(extendsTree(claim)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 60])('refuses the number %s as a place or a size', (odd) => {
    const tree = MerkleTree.of(leavesOf(4));
    expect(includes(tree.leaf(1), odd, 4, tree.inclusionProof(1), tree.root())).toBe(false);
    expect(includes(tree.leaf(1), 1, odd, tree.inclusionProof(1), tree.root())).toBe(false);
    const roots = { firstRoot: tree.root(2), secondRoot: tree.root(), proof: tree.consistencyProof(2) };
    expect(extendsTree({ first: odd, second: 4, ...roots })).toBe(false);
    expect(extendsTree({ first: 2, second: odd, ...roots })).toBe(false);
  });
});
