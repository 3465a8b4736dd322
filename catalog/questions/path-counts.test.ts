import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineageGraph } from '../lineage/graph.ts';
import { countPaths, wayTo } from './path-counts.ts';

type Edge = readonly [number, number];

function graphOf(nodeCount: number, edges: readonly Edge[]): LineageGraph {
  return new LineageGraph({
    nodeCount,
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
  });
}

/** Every path without repeated nodes, by trying them all. */
function enumerate(nodeCount: number, edges: readonly Edge[], start: number): number[] {
  const counts = Array.from({ length: nodeCount }, () => 0);
  const distinct = new Map(edges.map((edge) => [edge.join('>'), edge]));
  const ends = Map.groupBy(distinct.values(), ([from]) => from);
  const visit = (node: number, path: ReadonlySet<number>): void => {
    counts[node]!++;
    for (const [, end] of ends.get(node) ?? []) if (!path.has(end)) visit(end, new Set([...path, end]));
  };
  visit(start, new Set([start]));
  return counts;
}

const NODES = 8;
const node = fc.integer({ min: 0, max: NODES - 1 });
const anyEdges = fc.array(fc.tuple(node, node), { maxLength: 16 });
/** Always from a lower to a higher number, so that no cycle can arise. */
const forwardEdges = anyEdges.map((edges) =>
  edges.filter(([a, b]) => a !== b).map(([a, b]): Edge => (a < b ? [a, b] : [b, a])),
);

describe('counting paths', () => {
  it('counts exactly what enumeration finds where there is no cycle', () => {
    fc.assert(
      fc.property(forwardEdges, node, (edges, start) => {
        const { counts, exact } = countPaths(graphOf(NODES, edges), [start], 'downstream');
        const naive = enumerate(NODES, edges, start);
        expect([...counts]).toEqual(naive);
        naive.forEach((count, at) => expect(exact[at]).toBe(count > 0 ? 1 : 0));
      }),
    );
  });

  it('counts at least one and at most all where cycles are, and says that it is the least', () => {
    fc.assert(
      fc.property(anyEdges, node, (edges, start) => {
        const { counts, exact } = countPaths(graphOf(NODES, edges), [start], 'downstream');
        enumerate(NODES, edges, start).forEach((count, at) => {
          if (at === start) return;
          if (exact[at] === 1) expect(counts[at]).toBe(count);
          else expect(counts[at]).toBeLessThanOrEqual(count);
          expect(counts[at]! > 0).toBe(count > 0);
        });
      }),
    );
  });

  it('counts the same both ways', () => {
    fc.assert(
      fc.property(forwardEdges, node, node, (edges, a, b) => {
        const graph = graphOf(NODES, edges);
        const [down, up] = [countPaths(graph, [a], 'downstream'), countPaths(graph, [b], 'upstream')];
        expect(down.counts[b]).toBe(up.counts[a]);
      }),
    );
  });

  it('is quick where the paths are far too many to be listed', () => {
    const layers = 40;
    const edges: Edge[] = [];
    for (let layer = 0; layer < layers; layer++)
      for (const from of [2 * layer, 2 * layer + 1])
        for (const to of [2 * layer + 2, 2 * layer + 3]) edges.push([from, to]);
    const { counts, exact } = countPaths(graphOf(2 * layers + 2, edges), [0], 'downstream');
    expect(counts[2 * layers]).toBe(2 ** (layers - 1));
    expect(exact[2 * layers]).toBe(1);
  });
});

it('goes a shortest way, whatever the graph', () => {
  fc.assert(
    fc.property(anyEdges, node, (edges, start) => {
      const graph = graphOf(NODES, edges);
      const { nodes, depth } = graph.walk(start, 'downstream', Infinity);
      const depths = new Map(Array.from(nodes, (one, i): [number, number] => [one, depth[i]!]));
      for (const [end, hops] of depths) {
        const way = wayTo(graph, end, depths, 'downstream');
        expect([way.length, way[0], way.at(-1)]).toEqual([hops + 1, start, end]);
        way.slice(1).forEach((to, i) => expect(graph.edgesBetween(way[i]!, to).length).toBeGreaterThan(0));
      }
    }),
  );
});
