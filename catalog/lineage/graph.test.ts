import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineageGraph } from './graph.ts';
import { DOWNSTREAM, UPSTREAM, type Direction } from './walk.ts';

type Pair = readonly [number, number];

const graphOf = (nodeCount: number, edges: readonly Pair[], ids?: readonly number[]): LineageGraph =>
  new LineageGraph({
    nodeCount,
    from: Int32Array.from(edges, (edge) => edge[0]),
    to: Int32Array.from(edges, (edge) => edge[1]),
    ...(ids ? { edgeId: Int32Array.from(ids) } : {}),
  });

/** Small graphs, dense enough for cycles, self-loops and parallel edges. */
const smallGraph = (maxNodes: number, maxEdges: number): fc.Arbitrary<{ n: number; edges: Pair[] }> =>
  fc.integer({ min: 1, max: maxNodes }).chain((n) =>
    fc.record({
      n: fc.constant(n),
      edges: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: maxEdges }),
    }),
  );

function reference(
  edges: readonly Pair[],
  starts: readonly number[],
  direction: Direction,
): Map<number, number> {
  const hops = new Map(starts.map((start) => [start, 0]));
  let frontier = [...hops.keys()];
  for (let depth = 1; frontier.length > 0; depth++) {
    const found = new Set<number>();
    for (const [from, to] of edges) {
      const [near, far] = direction === 'downstream' ? [from, to] : [to, from];
      if (frontier.includes(near) && !hops.has(far)) found.add(far);
    }
    for (const node of found) hops.set(node, depth);
    frontier = [...found];
  }
  return hops;
}

function bruteForcePaths(edges: readonly Pair[], from: number, to: number): string[] {
  const found = new Set<string>();
  const extend = (path: readonly number[]): void => {
    const last = path[path.length - 1];
    if (last === to) {
      found.add(path.join('>'));
      return;
    }
    for (const [a, b] of edges) if (a === last && !path.includes(b)) extend([...path, b]);
  };
  extend([from]);
  return [...found].sort();
}

describe('LineageGraph: structure', () => {
  it('merges parallel edges into one link and keeps their ids', () => {
    const graph = graphOf(
      3,
      [
        [0, 1],
        [1, 2],
        [0, 1],
        [1, 1],
      ],
      [70, 71, 72, 73],
    );
    expect(graph.linkCount).toBe(3);
    expect([...graph.edgesBetween(0, 1)]).toEqual([70, 72]);
    expect([...graph.edgesBetween(1, 1)]).toEqual([73]);
    expect([...graph.edgesBetween(1, 0)]).toEqual([]);
    expect([...graph.neighbours(1, 'upstream')]).toEqual([0]);
    expect([...graph.neighbours(1, 'downstream')]).toEqual([2]);
    expect([graph.degree(1, 'upstream'), graph.degree(1, 'downstream')]).toEqual([1, 1]);
  });

  it('numbers links the same way in both directions', () => {
    fc.assert(
      fc.property(smallGraph(8, 30), ({ n, edges }) => {
        const graph = graphOf(n, edges);
        for (let node = 0; node < n; node++) {
          for (const direction of ['upstream', 'downstream'] as const) {
            graph.eachLink(node, direction, (end, link) => {
              const pair = direction === 'downstream' ? [node, end] : [end, node];
              const expected = edges.flatMap((edge, i) =>
                edge[0] === pair[0] && edge[1] === pair[1] ? [i] : [],
              );
              expect([...graph.edgePositions(link)]).toEqual(expected);
            });
          }
          const known = new Set(
            edges.filter((edge) => edge[0] === node && edge[1] !== node).map((edge) => edge[1]),
          );
          expect([...graph.neighbours(node, 'downstream')]).toEqual([...known].sort((a, b) => a - b));
          expect(graph.degree(node, 'downstream')).toBe(known.size);
        }
      }),
    );
  });

  it('refuses edges and starts that do not exist', () => {
    expect(() => graphOf(2, [[0, 2]])).toThrow(/edge 0 goes from 0 to 2/);
    expect(() => graphOf(2, [[-1, 0]])).toThrow(RangeError);
    expect(() => graphOf(2, []).walk(2, 'both', 1)).toThrow(/node 2 does not exist/);
    expect(() => graphOf(2, []).walk(0, 'both', Number.NaN)).toThrow(RangeError);
    expect(() => new LineageGraph({ nodeCount: 1, from: new Int32Array(1), to: new Int32Array(0) })).toThrow(
      RangeError,
    );
    expect(graphOf(0, []).stronglyConnected().count).toBe(0);
  });
});

describe('LineageGraph: walks', () => {
  it('equal a reference search on random graphs with cycles', () => {
    fc.assert(
      fc.property(
        smallGraph(12, 40),
        fc.nat(5),
        fc.array(fc.nat(11), { minLength: 1, maxLength: 3 }),
        (g, depth, picks) => {
          const graph = graphOf(g.n, g.edges);
          const starts = picks.map((pick) => pick % g.n);
          const up = reference(g.edges, starts, 'upstream');
          const down = reference(g.edges, starts, 'downstream');
          const whole = new Map(
            [...up, ...down].map(([node]) => [node, Math.min(up.get(node) ?? 99, down.get(node) ?? 99)]),
          );
          for (const [direction, expected] of [
            ['upstream', up],
            ['downstream', down],
            ['both', whole],
          ] as const) {
            const result = graph.walk(starts, direction, depth);
            const within = [...expected].filter(([, hops]) => hops <= depth);
            expect(new Map([...result.nodes].map((node, i) => [node, result.depth[i]]))).toEqual(
              new Map(within),
            );
            expect([...result.depth]).toEqual([...result.depth].sort((a, b) => a - b));
            expect(result.total).toBe(within.length);
            const beyond = [...expected.values()].filter((hops) => hops > depth);
            expect(result.truncatedAt ?? Infinity).toBe(Math.min(...beyond));
          }
          const closure = graph.walk(starts, 'both', Infinity);
          closure.nodes.forEach((node, i) => {
            const bits = starts.includes(node)
              ? 0
              : (up.has(node) ? UPSTREAM : 0) | (down.has(node) ? DOWNSTREAM : 0);
            expect(closure.side[i]).toBe(bits);
          });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('know of a node that is reached only past what the other direction has found', () => {
    // Depth 1 from 2 finds 0 upstream and 1 downstream; 3 is three hops downstream, by 1 and 0.
    const graph = graphOf(4, [
      [0, 3],
      [0, 2],
      [2, 1],
      [1, 0],
    ]);
    expect(graph.walk(2, 'both', 1)).toMatchObject({ total: 3, truncatedAt: 3 });
  });

  it('do not bring siblings along', () => {
    const graph = graphOf(5, [
      [0, 1],
      [0, 2],
      [1, 3],
      [4, 3],
    ]);
    expect([...graph.walk(1, 'both', Infinity).nodes].sort()).toEqual([0, 1, 3]);
  });

  it('say exactly what a limit on nodes leaves out', () => {
    const graph = graphOf(6, [
      [0, 1],
      [0, 2],
      [0, 3],
      [3, 4],
      [4, 5],
    ]);
    const result = graph.walk(0, 'downstream', 2, { maxNodes: 3 });
    expect([...result.nodes]).toEqual([0, 1, 2]);
    expect(result.total).toBe(5);
    expect(result.truncatedAt).toBe(1);
  });

  it('take only links that may be followed', () => {
    const graph = graphOf(3, [
      [0, 1],
      [1, 2],
    ]);
    const blocked = graph.walk(0, 'downstream', 9, { follow: (link) => link === 0 });
    expect([...blocked.nodes]).toEqual([0, 1]);
    expect(blocked.truncatedAt).toBeUndefined();
  });

  it('go through a chain of a hundred thousand', () => {
    const n = 100_000;
    const from = Int32Array.from({ length: n - 1 }, (_, i) => i);
    const graph = new LineageGraph({ nodeCount: n, from, to: from.map((node) => node + 1) });
    expect(graph.walk(0, 'downstream', Infinity).total).toBe(n);
    expect(graph.stronglyConnected().cycles).toEqual([]);
    expect([...graph.roots(n - 1)]).toEqual([0]);
    expect(graph.shortestPath(0, n - 1)).toHaveLength(n);
    expect(graph.allPaths(0, n - 1, { maxLength: n }).complete).toBe(true);
  });
});

describe('LineageGraph: paths', () => {
  it('equal brute force on small graphs, shortest first', () => {
    fc.assert(
      fc.property(
        smallGraph(7, 20),
        fc.nat(6),
        fc.nat(6),
        fc.integer({ min: 1, max: 8 }),
        (g, a, b, maxLength) => {
          const graph = graphOf(g.n, g.edges);
          const [from, to] = [a % g.n, b % g.n];
          const all = bruteForcePaths(g.edges, from, to);
          const whole = graph.allPaths(from, to, { maxPaths: 10_000 });
          expect(whole.complete).toBe(true);
          expect(whole.paths.map((path) => path.join('>')).sort()).toEqual(all);
          const lengths = whole.paths.map((path) => path.length);
          expect(lengths).toEqual([...lengths].sort((x, y) => x - y));
          expect(graph.shortestPath(from, to)?.length).toBe(lengths[0]);
          const short = graph.allPaths(from, to, { maxPaths: 10_000, maxLength });
          expect(short.paths).toEqual(whole.paths.filter((path) => path.length - 1 <= maxLength));
          if (short.complete) expect(short.paths).toHaveLength(all.length);
        },
      ),
    );
  });

  it('stay bounded where paths are beyond number', () => {
    const ladder: Pair[] = [];
    for (let step = 0; step < 60; step++) {
      const at = step * 3;
      ladder.push([at, at + 1], [at, at + 2], [at + 1, at + 3], [at + 2, at + 3]);
    }
    const many = graphOf(181, ladder).allPaths(0, 180, { maxPaths: 5, maxLength: 200 });
    expect(many.paths).toHaveLength(5);
    expect(many).toMatchObject({ complete: false, stoppedBy: 'paths' });

    const clique: Pair[] = [];
    for (let a = 0; a < 24; a++) for (let b = 0; b < 24; b++) if (a !== b) clique.push([a, b]);
    const knot = graphOf(26, [...clique, [24, 0], [0, 25]]).allPaths(24, 25, { maxLength: 30 });
    expect(knot.paths).toEqual([[24, 0, 25]]);
    expect(knot).toMatchObject({ complete: false, stoppedBy: 'effort' });
  });

  it('report the absence of a path as a complete answer', () => {
    const graph = graphOf(2, [[1, 0]]);
    expect(graph.allPaths(0, 1)).toEqual({ paths: [], complete: true });
    expect(graph.shortestPath(0, 1)).toBeUndefined();
    expect(graph.allPaths(0, 0).paths).toEqual([[0]]);
  });
});

describe('LineageGraph: cycles and ends', () => {
  it('finds the sets of nodes that reach one another', () => {
    fc.assert(
      fc.property(smallGraph(9, 24), ({ n, edges }) => {
        const { of, cycles, selfLoops, count } = graphOf(n, edges).stronglyConnected();
        const reach = Array.from({ length: n }, (_, node) => reference(edges, [node], 'downstream'));
        for (let a = 0; a < n; a++) {
          for (let b = 0; b < n; b++) {
            expect(of[a] === of[b]).toBe(reach[a]!.has(b) && reach[b]!.has(a));
            if (reach[a]!.has(b) && of[a] !== of[b]) expect(of[a]).toBeGreaterThan(of[b]!);
          }
        }
        expect(new Set(of).size).toBe(count);
        expect(cycles.flatMap((cycle) => [...cycle]).length).toBe(
          [...of].filter((component, i) => of.indexOf(component) !== of.lastIndexOf(component) && i >= 0)
            .length,
        );
        expect([...selfLoops]).toEqual(
          [...new Set(edges.filter(([a, b]) => a === b).map(([a]) => a))].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('names where lineage begins and ends, a closed cycle with all its members', () => {
    const graph = graphOf(7, [
      [0, 2],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 3],
      [5, 5],
      [5, 2],
      [6, 0],
    ]);
    expect([...graph.roots(3)]).toEqual([1, 5, 6]);
    expect([...graph.leaves(0)]).toEqual([3, 4]);
    expect([...graph.roots(1)]).toEqual([1]);
  });
});
