import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedbackLinks } from './acyclic.ts';
import { layout } from './layout.ts';
import { pooled } from './pool.ts';
import type { LayoutInput, LayoutResult, Point } from './types.ts';

const inputs = (maxNodes: number, maxEdges: number): fc.Arbitrary<LayoutInput> =>
  fc.integer({ min: 1, max: maxNodes }).chain((n) =>
    fc.record({
      nodes: fc.array(
        fc.record({
          width: fc.integer({ min: 20, max: 300 }),
          height: fc.double({ min: 4, max: 200, noNaN: true }),
        }),
        { minLength: n, maxLength: n },
      ),
      edges: fc.array(fc.record({ from: fc.nat(n - 1), to: fc.nat(n - 1) }), { maxLength: maxEdges }),
    }),
  );

const boxes = (count: number): LayoutInput['nodes'] =>
  Array.from({ length: count }, () => ({ width: 100, height: 40 }));

const chain = (...pairs: readonly (readonly [number, number])[]): LayoutInput['edges'] =>
  pairs.map(([from, to]) => ({ from, to }));

function overlapping(input: LayoutInput, { nodes }: LayoutResult): string[] {
  const found: string[] = [];
  nodes.forEach((a, i) => {
    nodes.forEach((b, j) => {
      if (j <= i) return;
      const apart =
        a.x + input.nodes[i]!.width <= b.x ||
        b.x + input.nodes[j]!.width <= a.x ||
        a.y + input.nodes[i]!.height <= b.y ||
        b.y + input.nodes[j]!.height <= a.y;
      if (!apart) found.push(`${i} and ${j}`);
    });
  });
  return found;
}

/** The smallest node of the connected part that each node is in. */
function partsOf({ nodes, edges }: LayoutInput): number[] {
  const part = nodes.map((_, node) => node);
  for (let changed = true; changed;) {
    changed = false;
    for (const { from, to } of edges) {
      const least = Math.min(part[from]!, part[to]!);
      changed ||= part[from] !== least || part[to] !== least;
      part[from] = part[to] = least;
    }
  }
  return part;
}

/** Whether a straight line has a point inside a box (its border does not count). */
function enters(a: Point, b: Point, left: number, top: number, width: number, height: number): boolean {
  let [start, end] = [0, 1];
  for (const [from, delta, low, high] of [
    [a.x, b.x - a.x, left + 0.01, left + width - 0.01],
    [a.y, b.y - a.y, top + 0.01, top + height - 0.01],
  ] as const) {
    if (delta === 0) {
      if (from <= low || from >= high) return false;
      continue;
    }
    const [near, far] = [(low - from) / delta, (high - from) / delta];
    start = Math.max(start, Math.min(near, far));
    end = Math.min(end, Math.max(near, far));
  }
  return start < end;
}

function edgesThroughNodes(input: LayoutInput, result: LayoutResult): string[] {
  const found: string[] = [];
  result.edges.forEach(({ points }, edge) => {
    for (let i = 1; i < points.length; i++) {
      result.nodes.forEach((node, at) => {
        const { width, height } = input.nodes[at]!;
        if (enters(points[i - 1]!, points[i]!, node.x, node.y, width, height))
          found.push(`edge ${edge}, node ${at}`);
      });
    }
  });
  return found;
}

/** Graphs whose nodes stand in up to three bands, or in none. */
const banded = inputs(14, 30).chain((input) =>
  fc
    .array(fc.option(fc.nat(2)), { minLength: input.nodes.length, maxLength: input.nodes.length })
    .map((bands): LayoutInput => ({ ...input, bands })),
);

/** Rectangles around the nodes of each band. */
function bandBoxes({ nodes: sizes, bands }: LayoutInput, { nodes }: LayoutResult) {
  return [0, 1, 2].flatMap((band) => {
    const members = nodes.flatMap((node, i) => (bands![i] === band ? [{ ...node, ...sizes[i]! }] : []));
    if (members.length === 0) return [];
    const [left, top] = [Math.min(...members.map(({ x }) => x)), Math.min(...members.map(({ y }) => y))];
    return [
      {
        band,
        left,
        top,
        right: Math.max(...members.map(({ x, width }) => x + width)),
        bottom: Math.max(...members.map(({ y, height }) => y + height)),
      },
    ];
  });
}

describe('layout in bands', () => {
  it('overlaps no nodes, leads no edge through a node, and is the same every time', () => {
    fc.assert(
      fc.property(banded, (input) => {
        const result = layout(input);
        expect(overlapping(input, result)).toEqual([]);
        expect(edgesThroughNodes(input, result)).toEqual([]);
        expect(layout({ ...input, edges: input.edges.toReversed() }).nodes).toEqual(result.nodes);
      }),
    );
  });

  it('keeps the nodes of a band together: no other node stands inside its rectangle', () => {
    fc.assert(
      fc.property(banded, (input) => {
        const result = layout(input);
        for (const box of bandBoxes(input, result)) {
          result.nodes.forEach(({ x, y }, i) => {
            if (input.bands![i] === box.band) return;
            const apart =
              x >= box.right ||
              x + input.nodes[i]!.width <= box.left ||
              y >= box.bottom ||
              y + input.nodes[i]!.height <= box.top;
            expect(apart).toBe(true);
          });
        }
      }),
    );
  });

  it('leaves room for a frame and its title between bands', () => {
    const result = layout({
      nodes: boxes(4),
      edges: chain([0, 1], [2, 3], [0, 3]),
      bands: [0, 0, 1, 1],
      spacing: { bandGap: 70 },
    });
    const gap = Math.abs(result.nodes[2]!.y - result.nodes[0]!.y) - 40;
    expect(gap).toBeGreaterThanOrEqual(70);
  });
});

describe('layout: rules that hold for every graph', () => {
  it('overlaps no nodes and leads no edge through a node', () => {
    fc.assert(
      fc.property(inputs(14, 30), (input) => {
        const result = layout(input);
        expect(overlapping(input, result)).toEqual([]);
        expect(edgesThroughNodes(input, result)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('goes left to right on every edge that closes no cycle, from border to border', () => {
    fc.assert(
      fc.property(inputs(14, 30), (input) => {
        const result = layout(input);
        result.edges.forEach(({ points, course }, i) => {
          const { from, to } = input.edges[i]!;
          const [source, target] = [result.nodes[from]!, result.nodes[to]!];
          expect(course === 'loop').toBe(from === to);
          if (course === 'forward') {
            expect(target.rank).toBeGreaterThan(source.rank);
            points.slice(1).forEach((point, at) => expect(point.x).toBeGreaterThanOrEqual(points[at]!.x));
          }
          if (course === 'feedback') expect(target.rank).toBeLessThan(source.rank);
          expect(points[0]!.x).toBe(source.x + input.nodes[from]!.width);
          expect(points[0]!.y).toBeCloseTo(source.y + input.nodes[from]!.height / 2);
          expect(points.at(-1)!.x).toBe(target.x);
          expect(points.at(-1)!.y).toBeCloseTo(target.y + input.nodes[to]!.height / 2);
        });
      }),
    );
  });

  it('turns no edge around on a graph without cycles', () => {
    fc.assert(
      fc.property(inputs(14, 30), ({ nodes, edges }) => {
        const falling = edges
          .filter(({ from, to }) => from !== to)
          .map(({ from, to }) => ({ from: Math.max(from, to), to: Math.min(from, to) }));
        for (const { course } of layout({ nodes, edges: falling }).edges) expect(course).toBe('forward');
      }),
    );
  });

  it('is the same again, whatever the order of the edges', () => {
    fc.assert(
      fc.property(inputs(12, 30), fc.infiniteStream(fc.nat()), (input, numbers) => {
        const result = layout(input);
        expect(layout(structuredClone(input))).toEqual(result);
        const order = input.edges.map((_, i) => i);
        for (let i = order.length - 1; i > 0; i--) {
          const j = numbers.next().value % (i + 1);
          [order[i], order[j]] = [order[j]!, order[i]!];
        }
        const shuffled = layout({ ...input, edges: order.map((i) => input.edges[i]!) });
        expect(shuffled.nodes).toEqual(result.nodes);
        expect(shuffled.edges).toEqual(order.map((i) => result.edges[i]));
      }),
    );
  });

  it('holds everything in its bounds', () => {
    fc.assert(
      fc.property(inputs(10, 20), (input) => {
        const { nodes, edges, bounds } = layout(input);
        const points = [
          ...nodes.flatMap(({ x, y }, i) => [
            { x, y },
            { x: x + input.nodes[i]!.width, y: y + input.nodes[i]!.height },
          ]),
          ...edges.flatMap((edge) => edge.points),
        ];
        for (const [axis, size] of [
          ['x', 'width'],
          ['y', 'height'],
        ] as const) {
          const values = points.map((point) => point[axis]);
          expect(Math.min(...values)).toBeCloseTo(bounds[axis]);
          expect(Math.max(...values)).toBeCloseTo(bounds[axis] + bounds[size]);
        }
      }),
    );
  });

  it('keeps the former order within a column and the anchor where it is', () => {
    fc.assert(
      fc.property(
        inputs(12, 24),
        fc.nat(),
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.tuple(fc.nat(), fc.nat())),
        (input, pick, added, pairs) => {
          const before = layout(input);
          const newcomers = Array.from({ length: added }, (_, i) => input.nodes.length + i);
          const total = input.nodes.length + added;
          const bigger: LayoutInput = {
            nodes: [...input.nodes, ...boxes(added)],
            edges: [
              ...input.edges,
              ...newcomers.map((node, i) => ({ from: (pick + i) % input.nodes.length, to: node })),
              ...pairs.map(([a, b]) => ({ from: a % total, to: b % total })),
            ],
            previous: [...before.nodes, ...newcomers.map(() => null)],
            anchor: { node: pick % input.nodes.length, x: -7.25, y: 1234.5 },
          };
          const after = layout(bigger);
          expect(after.nodes[pick % input.nodes.length]).toMatchObject({ x: -7.25, y: 1234.5 });
          const middle = (result: LayoutResult, node: number): number =>
            result.nodes[node]!.y + input.nodes[node]!.height / 2;
          const part = partsOf(bigger);
          input.nodes.forEach((_, a) => {
            input.nodes.forEach((__, b) => {
              if (a === b || part[a] !== part[b] || after.nodes[a]!.rank !== after.nodes[b]!.rank) return;
              if (middle(before, a) < middle(before, b)) {
                expect(middle(after, a)).toBeLessThan(middle(after, b));
              }
            });
          });
          expect(overlapping(bigger, after)).toEqual([]);
          expect(edgesThroughNodes(bigger, after)).toEqual([]);
        },
      ),
    );
  });
});

describe('layout: drawings', () => {
  it('draws a chain as a straight line', () => {
    const { nodes, edges } = layout({ nodes: boxes(4), edges: chain([0, 1], [1, 2], [2, 3]) });
    expect(new Set(nodes.map(({ y }) => y)).size).toBe(1);
    expect(nodes.map(({ rank }) => rank)).toEqual([0, 1, 2, 3]);
    expect(edges.every(({ points }) => points.length === 2)).toBe(true);
  });

  it('puts a late source next to what it feeds, not at the far left', () => {
    const { nodes } = layout({ nodes: boxes(5), edges: chain([0, 1], [1, 2], [2, 3], [4, 3]) });
    expect(nodes[4]!.rank).toBe(2);
  });

  it('crosses nothing where nothing needs to cross', () => {
    const edges = chain([0, 5], [1, 4], [2, 3], [0, 4]);
    const { nodes } = layout({ nodes: boxes(6), edges });
    const crossings = edges.flatMap((a, i) =>
      edges
        .slice(i + 1)
        .filter((b) => (nodes[a.from]!.y - nodes[b.from]!.y) * (nodes[a.to]!.y - nodes[b.to]!.y) < 0),
    );
    expect(crossings).toEqual([]);
  });

  it('ends edges at the columns of a table where offsets are given', () => {
    const { nodes, edges } = layout({
      nodes: boxes(2),
      edges: [{ from: 0, to: 1, fromOffset: 30, toOffset: 10 }],
    });
    expect(edges[0]!.points[0]!.y).toBe(nodes[0]!.y + 30);
    expect(edges[0]!.points.at(-1)!.y).toBe(nodes[1]!.y + 10);
  });

  it('shows a cycle with one edge running back', () => {
    const { edges } = layout({ nodes: boxes(3), edges: chain([0, 1], [1, 2], [2, 0]) });
    expect(edges.map(({ course }) => course)).toEqual(['forward', 'forward', 'feedback']);
  });

  it('lets links of one source run together until they part', () => {
    const { edges } = layout({
      nodes: boxes(6),
      edges: chain([0, 1], [1, 2], [2, 3], [0, 3], [3, 4], [0, 4], [4, 5]),
    });
    expect(edges[5]!.points.slice(0, 5)).toEqual(edges[3]!.points.slice(0, 5));
  });

  it('places many unconnected nodes in a block wider than high', () => {
    const { bounds } = layout({ nodes: boxes(100), edges: [] });
    expect(bounds.width).toBeGreaterThan(bounds.height);
    expect(bounds.width).toBeLessThan(bounds.height * 4);
  });

  it('draws what cannot be led around other nodes straight, and says so', () => {
    const n = 500;
    const edges = Array.from({ length: n - 1 }, (_, i) => [
      { from: i, to: i + 1 },
      { from: i, to: n - 1 },
    ]).flat();
    const result = layout({ nodes: boxes(n), edges });
    const direct = result.edges.filter((edge) => edge.direct);
    expect(direct.length).toBeGreaterThan(0);
    expect(direct.length).toBeLessThan(n / 2);
    expect(direct.every((edge) => edge.course === 'forward')).toBe(true);
  });

  it('answers for nothing at all', () => {
    expect(layout({ nodes: [], edges: [] })).toEqual({
      nodes: [],
      edges: [],
      bounds: { x: 0, y: 0, width: 0, height: 0 },
    });
  });

  it('refuses what it cannot draw', () => {
    expect(() => layout({ nodes: boxes(1), edges: chain([0, 1]) })).toThrow(/edge 0 goes from 0 to 1/);
    expect(() => layout({ nodes: [{ width: Number.NaN, height: 1 }], edges: [] })).toThrow(RangeError);
    expect(() => layout({ nodes: boxes(1), edges: [], anchor: { node: 1, x: 0, y: 0 } })).toThrow(RangeError);
    expect(() => layout({ nodes: boxes(1), edges: [{ from: 0, to: 0, toOffset: Infinity }] })).toThrow(
      RangeError,
    );
  });
});

describe('parts of the layout', () => {
  it('pools to the nearest non-decreasing sequence', () => {
    expect([...pooled([1, 3, 2, 4], () => 1)]).toEqual([1, 2.5, 2.5, 4]);
    expect([...pooled([3, 0], (i) => (i === 0 ? 1 : 2))]).toEqual([1, 1]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 }), (wanted) => {
        const result = pooled(wanted, () => 1);
        for (let i = 1; i < wanted.length; i++) expect(result[i]).toBeGreaterThanOrEqual(result[i - 1]!);
        const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
        expect(sum(result)).toBeCloseTo(sum(wanted));
      }),
    );
  });

  it('turns around only what closes a cycle', () => {
    const links = { count: 4, from: Int32Array.of(0, 1, 2, 2), to: Int32Array.of(1, 2, 0, 3) };
    expect([...feedbackLinks(4, links)]).toEqual([0, 0, 1, 0]);
  });

  it('turns around one link where one is enough', () => {
    // Two ways from 0 to 3 and one way back.
    const links = { count: 5, from: Int32Array.of(0, 0, 1, 2, 3), to: Int32Array.of(1, 3, 2, 3, 0) };
    expect([...feedbackLinks(4, links)]).toEqual([0, 0, 0, 0, 1]);
  });

  it('starts a cycle where data comes in from outside', () => {
    // 1 and 2 feed each other; 0 feeds 2.
    const links = { count: 3, from: Int32Array.of(0, 1, 2), to: Int32Array.of(2, 2, 1) };
    expect([...feedbackLinks(3, links)]).toEqual([0, 1, 0]);
  });
});
