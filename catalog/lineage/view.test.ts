import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineageGraph } from './graph.ts';
import { ASIDE, buildView, type ViewInput, type ViewResult } from './view.ts';
import { DOWNSTREAM, UPSTREAM } from './walk.ts';

type Pair = readonly [number, number];

const graphOf = (nodeCount: number, edges: readonly Pair[]): LineageGraph =>
  new LineageGraph({
    nodeCount,
    from: Int32Array.from(edges, (edge) => edge[0]),
    to: Int32Array.from(edges, (edge) => edge[1]),
  });

const nodesOf = (view: ViewResult): number[] => view.nodes.map(({ node }) => node);
const edgesOf = (view: ViewResult): string[] =>
  view.edges.map(({ from, to }) => `${view.nodes[from]!.node}>${view.nodes[to]!.node}`).sort();
const counts = (view: ViewResult, node: number): number[] => {
  const found = view.nodes.find((entry) => entry.node === node)!;
  return [found.hiddenUpstream, found.hiddenDownstream];
};

/** 0,1 → 2 → 3 → 4,5 ; 0 → 6 (a sibling's branch) ; 6 → 7 */
const river = graphOf(8, [
  [0, 2],
  [1, 2],
  [2, 3],
  [3, 4],
  [3, 5],
  [0, 6],
  [6, 7],
]);

describe('buildView', () => {
  it('shows the root and one hop each way, with counts of the rest', () => {
    const view = buildView({ graph: river, roots: [3] });
    expect(nodesOf(view)).toEqual([3, 2, 4, 5]);
    expect(view.nodes.map(({ side }) => side)).toEqual([0, UPSTREAM, DOWNSTREAM, DOWNSTREAM]);
    expect(counts(view, 2)).toEqual([2, 0]);
    expect(edgesOf(view)).toEqual(['2>3', '3>4', '3>5']);
    expect(view.totals).toEqual({
      shown: 4,
      asked: 4,
      hidden: 0,
      filtered: 0,
      upstream: 3,
      downstream: 2,
      lineage: 6,
    });
  });

  it('opens one step or all, aside too, whatever the order of the choices', () => {
    const aside = { node: 0, direction: 'downstream', steps: 'one' } as const;
    const up = { node: 2, direction: 'upstream', steps: 'one' } as const;
    const view = buildView({ graph: river, roots: [3], expanded: [aside, up] });
    expect(view).toEqual(buildView({ graph: river, roots: [3], expanded: [up, aside] }));
    expect(nodesOf(view)).toEqual([3, 2, 4, 5, 0, 1, 6]);
    expect(view.nodes.at(-1)).toMatchObject({ node: 6, side: ASIDE, depth: 3, hiddenDownstream: 1 });
    const whole = buildView({ graph: river, roots: [3], expanded: [{ ...aside, steps: 'all' }, up] });
    expect(nodesOf(whole)).toEqual([3, 2, 4, 5, 0, 1, 6, 7]);
  });

  it('keeps a choice about a node waiting until the node is in view', () => {
    const expanded = [{ node: 0, direction: 'downstream', steps: 'one' }] as const;
    expect(nodesOf(buildView({ graph: river, roots: [3], expanded }))).toEqual([3, 2, 4, 5]);
    expect(nodesOf(buildView({ graph: river, roots: [3], up: 2, expanded }))).toContain(6);
  });

  it('closes a node in one direction, keeping what is reached another way', () => {
    const diamond = graphOf(5, [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
      [1, 4],
    ]);
    const view = buildView({
      graph: diamond,
      roots: [0],
      down: 2,
      collapsed: [{ node: 1, direction: 'downstream' }],
    });
    expect(nodesOf(view)).toEqual([0, 1, 2, 3]);
    expect(counts(view, 1)).toEqual([0, 1]);
    expect(edgesOf(view)).toContain('1>3');
  });

  it('hides nodes, never a root, and bridges the edges over them', () => {
    const view = buildView({ graph: river, roots: [2], down: 3, hidden: [3, 2, 999] });
    expect(nodesOf(view)).toEqual([2, 0, 1, 4, 5]);
    expect(view.edges.filter(({ through }) => through!.length > 0)).toEqual([
      { from: 0, to: 3, edgeIds: [2, 3], through: [3] },
      { from: 0, to: 4, edgeIds: [2, 4], through: [3] },
    ]);
    // A handle says what opening it would bring, and it would not bring what is hidden.
    expect(counts(view, 2)).toEqual([0, 0]);
    expect(view.leftOut).toEqual([3]);
    expect(view.totals).toMatchObject({ shown: 5, asked: 5, hidden: 1, filtered: 0, downstream: 3 });
  });

  it('leaves out by a filter before it cuts at the cap', () => {
    const keep = Uint8Array.of(1, 1, 0, 0, 1, 1, 1, 1);
    const view = buildView({ graph: river, roots: [3], up: Infinity, down: Infinity, keep, cap: 3 });
    expect(nodesOf(view)).toEqual([3, 4, 5]);
    expect(view.totals).toMatchObject({ shown: 3, asked: 5, hidden: 0, filtered: 1 });
    const whole = buildView({ graph: river, roots: [3], up: Infinity, down: Infinity, keep });
    expect(edgesOf(whole)).toEqual(['0>3', '1>3', '3>4', '3>5']);
  });

  it('opens the paths to a target, and nothing beside them', () => {
    const view = buildView({ graph: river, roots: [5], up: 0, down: 0, along: [{ from: 5, to: 1 }] });
    expect(nodesOf(view)).toEqual([5, 3, 2, 1]);
    expect(counts(view, 2)).toEqual([1, 0]);
  });

  it('isolates nodes with the paths between them, and opens from there', () => {
    const only = [0, 4];
    const view = buildView({ graph: river, roots: [1], up: 5, down: 5, only });
    expect(nodesOf(view).sort()).toEqual([0, 2, 3, 4]);
    const opened = buildView({
      graph: river,
      roots: [1],
      only,
      expanded: [{ node: 3, direction: 'downstream', steps: 'one' }],
    });
    expect(nodesOf(opened).sort()).toEqual([0, 2, 3, 4, 5]);
    expect(nodesOf(buildView({ graph: river, roots: [1], only: [1, 7] })).sort()).toEqual([1, 7]);
  });

  it('cuts at the cap with exact totals and something of each side', () => {
    const edges: Pair[] = [];
    for (let node = 1; node <= 50; node++) edges.push([node, 0]);
    for (let node = 51; node <= 53; node++) edges.push([0, node]);
    const view = buildView({ graph: graphOf(54, edges), roots: [0], cap: 8 });
    expect(nodesOf(view)).toEqual([0, 1, 51, 2, 52, 3, 53, 4]);
    expect(view.totals).toEqual({
      shown: 8,
      asked: 54,
      hidden: 0,
      filtered: 0,
      upstream: 50,
      downstream: 3,
      lineage: 54,
    });
    expect(counts(view, 0)).toEqual([46, 0]);
  });

  it('looks through jobs: no hop, no box, all their edges as evidence', () => {
    // dataset 0 → job 1 → dataset 2 → job 3 → job 4 → dataset 5, and 0 → 2 directly
    const graph = graphOf(6, [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [0, 2],
    ]);
    const passThrough = Uint8Array.of(0, 1, 0, 1, 1, 0);
    const view = buildView({ graph, roots: [2], passThrough });
    expect(nodesOf(view)).toEqual([2, 0, 5]);
    expect(view.edges).toEqual([
      { from: 0, to: 2, edgeIds: [2, 3, 4], through: [3, 4] },
      { from: 1, to: 0, edgeIds: [0, 1, 5], through: [1] },
    ]);
    expect(view.totals.lineage).toBe(3);
    expect(nodesOf(buildView({ graph, roots: [3], passThrough }))).toEqual([3, 2, 5]);
  });

  it('shows a node that feeds itself, directly or through a job', () => {
    const graph = graphOf(3, [
      [0, 0],
      [1, 2],
      [2, 1],
    ]);
    const view = buildView({ graph, roots: [0, 1], passThrough: Uint8Array.of(0, 0, 1) });
    expect(view.edges).toEqual([
      { from: 0, to: 0, edgeIds: [0], through: [] },
      { from: 1, to: 1, edgeIds: [1, 2], through: [2] },
    ]);
    expect(counts(view, 1)).toEqual([0, 0]);
  });

  it('refuses what makes no sense', () => {
    expect(() => buildView({ graph: river, roots: [8] })).toThrow(RangeError);
    expect(() => buildView({ graph: river, roots: [0], up: Number.NaN })).toThrow(/up is NaN/);
    expect(() => buildView({ graph: river, roots: [0], cap: -1 })).toThrow(/cap is -1/);
    expect(buildView({ graph: river, roots: [] }).nodes).toEqual([]);
  });
});

const direction = fc.constantFrom('upstream' as const, 'downstream' as const);
const views: fc.Arbitrary<ViewInput & { readonly edges: readonly Pair[] }> = fc
  .integer({ min: 1, max: 12 })
  .chain((n) =>
    fc
      .record({
        edges: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 30 }),
        roots: fc.uniqueArray(fc.nat(n - 1), { minLength: 1, maxLength: 3 }),
        up: fc.constantFrom(0, 1, 2, Infinity),
        down: fc.constantFrom(0, 1, 2, Infinity),
        expanded: fc.array(
          fc.record({
            node: fc.nat(n - 1),
            direction,
            steps: fc.constantFrom('one' as const, 'all' as const),
          }),
          { maxLength: 4 },
        ),
        collapsed: fc.array(fc.record({ node: fc.nat(n - 1), direction }), { maxLength: 2 }),
        hidden: fc.array(fc.nat(n - 1), { maxLength: 2 }),
        keep: fc.uint8Array({ min: 0, max: 1, minLength: n, maxLength: n }),
        along: fc.array(fc.record({ from: fc.nat(n - 1), to: fc.nat(n - 1) }), { maxLength: 1 }),
        passThrough: fc.uint8Array({ min: 0, max: 1, minLength: n, maxLength: n }),
        cap: fc.integer({ min: 1, max: 14 }),
      })
      .map((choices) => ({ ...choices, graph: graphOf(n, choices.edges) })),
  );

/** One hop by definition: a way whose inner nodes are all looked through. */
function oneHop(
  {
    edges,
    roots,
    passThrough,
  }: { edges: readonly Pair[]; roots: readonly number[]; passThrough?: Uint8Array },
  start: number,
): Set<number> {
  const through = (node: number): boolean => passThrough?.[node] === 1 && !roots.includes(node);
  const reached = new Set<number>();
  const visit = (node: number): void => {
    for (const [a, b] of edges) {
      if (a !== node || reached.has(b)) continue;
      reached.add(b);
      if (through(b)) visit(b);
    }
  };
  visit(start);
  return new Set([...reached].filter((node) => !through(node)));
}

describe('buildView: rules that hold for every graph', () => {
  it('counts add up: neighbours in view and hidden ones make the whole', () => {
    fc.assert(
      fc.property(views, (input) => {
        const view = buildView(input);
        const inView = new Set([...nodesOf(view), ...view.leftOut]);
        for (const { node, hiddenDownstream, hiddenUpstream } of view.nodes) {
          const down = [...oneHop(input, node)].filter((other) => other !== node);
          const reversed = { ...input, edges: input.edges.map(([a, b]): Pair => [b, a]) };
          const up = [...oneHop(reversed, node)].filter((other) => other !== node);
          expect(hiddenDownstream).toBe(down.filter((other) => !inView.has(other)).length);
          expect(hiddenUpstream).toBe(up.filter((other) => !inView.has(other)).length);
        }
      }),
    );
  });

  it('draws exactly the hops among what is in view, each with evidence', () => {
    fc.assert(
      fc.property(views, (input) => {
        const view = buildView(input);
        const nodes = nodesOf(view);
        const looked = input.passThrough!.map((mark, node) => (view.leftOut.includes(node) ? 1 : mark));
        const bridged = { ...input, passThrough: looked };
        const expected = nodes.flatMap((a) =>
          nodes.filter((b) => oneHop(bridged, a).has(b)).map((b) => `${a}>${b}`),
        );
        expect(edgesOf(view)).toEqual(expected.sort());
        for (const { edgeIds, from, to } of view.edges) {
          expect(edgeIds.some((id) => input.edges[id]![0] === nodes[from])).toBe(true);
          expect(edgeIds.some((id) => input.edges[id]![1] === nodes[to])).toBe(true);
        }
      }),
    );
  });

  it('keeps the cap, the roots and the totals', () => {
    fc.assert(
      fc.property(views, (input) => {
        const view = buildView(input);
        const whole = buildView({ ...input, cap: Infinity });
        expect(view.totals.asked).toBe(whole.nodes.length);
        expect(view.totals.shown).toBe(
          Math.min(whole.nodes.length, Math.max(input.cap!, input.roots.length)),
        );
        expect(nodesOf(view)).toEqual(nodesOf(whole).slice(0, view.totals.shown));
        expect(nodesOf(view)).toEqual(expect.arrayContaining([...input.roots]));
        for (const node of nodesOf(whole))
          expect(
            input.roots.includes(node) || (!input.hidden!.includes(node) && input.keep![node] === 1),
          ).toBe(true);
        const { shown: _, ...free } = buildView({ ...input, hidden: [], keep: new Uint8Array(0) }).totals;
        expect(free.asked).toBe(view.totals.asked + view.totals.hidden + view.totals.filtered);
        const everything = buildView({
          graph: input.graph,
          roots: input.roots,
          up: Infinity,
          down: Infinity,
          cap: Infinity,
          passThrough: input.passThrough!,
        });
        expect(everything.nodes.length).toBe(view.totals.lineage);
        expect(everything.nodes.every(({ side }) => side !== ASIDE)).toBe(true);
      }),
    );
  });

  it('does not depend on the order of the choices', () => {
    fc.assert(
      fc.property(views, (input) => {
        const backwards = {
          ...input,
          expanded: [...input.expanded!].reverse(),
          hidden: [...input.hidden!].reverse(),
        };
        expect(buildView(backwards)).toEqual(buildView(input));
      }),
    );
  });
});
