import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TagRow } from '../../browse/in-force.ts';
import { LineageGraph } from '../../lineage/graph.ts';
import { blockFlow } from './blocks.ts';
import { LOWERED, NOTHING, WHOLE, flowOf, levelOfFlags, levelsOfLinks } from './flow.ts';
import { SHIPPED_RULES, carries } from './policy.ts';
import { propagate } from './propagate.ts';
import { sayingsOf } from './sayings.ts';
import { CARRIED, REVIEW } from './spread.ts';
import type { BlockWord } from './statements.ts';
import { closeness, tagKey, tagText, type PropagatedTag } from './tags.ts';
import { LEVELS, rankOf } from '../../model/sensitivity.ts';

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly flags: number;
}
interface Said {
  readonly id: number;
  readonly node: number;
  readonly tag: PropagatedTag;
  readonly origin: string;
  readonly status: string;
}
interface Case {
  readonly nodes: number;
  readonly edges: readonly Edge[];
  readonly said: readonly Said[];
  readonly blocks: readonly BlockWord[];
}

const TAGS: readonly PropagatedTag[] = [
  ...LEVELS.map((value) => ({ kind: 'sensitivity' as const, key: '', value })),
  { kind: 'category', key: '', value: 'user.contact' },
  { kind: 'category', key: '', value: 'user.contact.email' },
  { kind: 'label', key: 'pii', value: 'true' },
  { kind: 'label', key: 'pii', value: 'false' },
];
const RULES = [...SHIPPED_RULES, { kind: 'label', key: 'pii', value: null, carries: true } as const];

const cases: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 9 }).chain((nodes) => {
  const node = fc.integer({ min: 0, max: nodes - 1 });
  const end = fc.option(
    node.map((id) => ({ on: 'column' as const, id })),
    { nil: null },
  );
  return fc.record({
    nodes: fc.constant(nodes),
    edges: fc.array(fc.record({ from: node, to: node, flags: fc.constantFrom(0, 1, 1, 1, 2, 3, 5, 9, 13) }), {
      maxLength: 22,
    }),
    said: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 99 }),
        node,
        tag: fc.constantFrom(...TAGS),
        origin: fc.constantFrom('steward', 'dbt', 'glue'),
        status: fc.constantFrom('confirmed', 'confirmed', 'rejected'),
      }),
      { maxLength: 8, selector: ({ id }) => id },
    ),
    blocks: fc.array(
      fc.record({
        from: end,
        to: end,
        kind: fc.constantFrom(null, 'category' as const, 'sensitivity' as const),
        key: fc.constant(null),
        value: fc.constantFrom(null, 'user.contact'),
      }),
      { maxLength: 2 },
    ),
  });
});

function rowsOf(said: readonly Said[]): Map<number, TagRow[]> {
  const rows = new Map<number, TagRow[]>();
  for (const { id, node, tag, origin, status } of said) {
    const refusal = status === 'rejected';
    const row: TagRow = {
      id,
      targetId: node,
      ...tag,
      origin: refusal ? 'steward' : origin,
      status: refusal ? 'rejected' : origin === 'steward' ? 'confirmed' : 'imported',
      actor: null,
      sinceRevision: 1,
    };
    rows.set(node, [...(rows.get(node) ?? []), row]);
  }
  return rows;
}

/** `<tag> <node>` → `<strength> after <hops>`. */
function computed({ nodes, edges, said, blocks }: Case): Record<string, string> {
  const graph = new LineageGraph({
    nodeCount: nodes,
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
  });
  const flow = flowOf(
    graph,
    levelsOfLinks(
      graph,
      Uint8Array.from(edges, ({ flags }) => flags),
    ),
  );
  const { levelsFor } = blockFlow(flow, blocks, ({ id }) => [id]);
  const { tags } = propagate({
    flow,
    sayings: sayingsOf(rowsOf(said)),
    carries: (tag) => carries(tag, RULES),
    levelsFor,
  });
  const found: Record<string, string> = {};
  for (const { tag, spread, derived } of tags) {
    for (const entry of derived) {
      const name = `${tagText(tag)} ${spread.node[entry]!}`;
      expect(found[name]).toBeUndefined();
      found[name] =
        `${spread.strength[entry] === CARRIED ? 'carried' : 'review'} after ${spread.hops[entry]!}`;
    }
  }
  return found;
}

/**
 * The definition, written down plainly: the shortest way for each tag, node and strength, by repeating
 * over all edges until nothing changes.
 */
function naive({ nodes, edges, said, blocks }: Case): Record<string, string> {
  const statements = sayingsOf(rowsOf(said));
  const found: Record<string, string> = {};
  const levelAt = new Map<string, number>();
  const passing = (tag: PropagatedTag): { from: number; to: number; level: number }[] =>
    edges.flatMap(({ from, to, flags }) => {
      const closed = blocks.some(
        (block) =>
          (block.from || block.to) &&
          closeness(block, tag) !== null &&
          (!block.from || block.from.id === from) &&
          (!block.to || block.to.id === to),
      );
      return closed || from === to ? [] : [{ from, to, level: levelOfFlags(flags) }];
    });
  for (const tag of TAGS) {
    if (!carries(tag, RULES)) continue;
    const has = new Set(statements.having.get(tagKey(tag)) ?? []);
    const closed = statements.stopsOf(tag);
    const ways = passing(tag);
    const best: Record<typeof CARRIED | typeof REVIEW, number[]> = {
      [CARRIED]: Array.from({ length: nodes }, (_, node) => (has.has(node) ? 0 : Infinity)),
      [REVIEW]: Array.from({ length: nodes }, () => Infinity),
    };
    for (let changed = true; changed;) {
      changed = false;
      for (const { from, to, level } of ways) {
        if (level === NOTHING || closed.has(to) || has.has(to)) continue;
        for (const own of [CARRIED, REVIEW] as const) {
          const next = own === CARRIED && level === WHOLE ? CARRIED : REVIEW;
          if (best[own][from]! + 1 >= best[next][to]!) continue;
          best[next][to] = best[own][from]! + 1;
          changed = true;
        }
      }
    }
    const rank = tag.kind === 'sensitivity' ? rankOf(tag.value) + 1 : 0;
    if (rank > 0) levelAt.set(tag.value, rank);
    for (let node = 0; node < nodes; node++) {
      if (has.has(node)) continue;
      if (best[CARRIED][node]! < Infinity)
        found[`${tagText(tag)} ${node}`] = `carried after ${best[CARRIED][node]!}`;
      else if (best[REVIEW][node]! < Infinity)
        found[`${tagText(tag)} ${node}`] = `review after ${best[REVIEW][node]!}`;
    }
  }
  return withoutLower(found, statements.level, nodes);
}

/** Levels say something new only above the node's own, and above what is at least as certain. */
function withoutLower(
  found: Record<string, string>,
  own: ReadonlyMap<number, number>,
  nodes: number,
): Record<string, string> {
  const left = { ...found };
  for (let node = 0; node < nodes; node++) {
    let [carried, review] = [own.get(node) ?? 0, 0];
    for (const level of [...LEVELS].reverse()) {
      const name = `${level} ${node}`;
      const rank = rankOf(level) + 1;
      const says = found[name];
      if (!says) continue;
      const isReview = says.startsWith('review');
      if (rank <= carried || (isReview && rank <= review)) delete left[name];
      else if (isReview) review = rank;
      else carried = rank;
    }
  }
  return left;
}

describe('propagation along column lineage', () => {
  it('is the fixed point, with shortest ways, on any graph with cycles, masks, refusals and blocks (property)', () => {
    let arrivals = 0;
    fc.assert(
      fc.property(cases, (one) => {
        const found = computed(one);
        arrivals += Object.keys(found).length;
        expect(found).toEqual(naive(one));
      }),
      { numRuns: 3000 },
    );
    // Not only empty graphs were compared.
    expect(arrivals).toBeGreaterThan(1000);
  });

  it('does not depend on the order of edges and statements (property)', () => {
    const shuffled = cases.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.shuffledSubarray([...one.edges], { minLength: one.edges.length }),
        fc.shuffledSubarray([...one.said], { minLength: one.said.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([one, edges, said]) => {
        expect(computed({ ...one, edges, said })).toEqual(computed(one));
      }),
      { numRuns: 1000 },
    );
  });

  it('a way is made of links that pass the tag, from a column that has it', () => {
    fc.assert(
      fc.property(cases, ({ nodes, edges, said }) => {
        const graph = new LineageGraph({
          nodeCount: nodes,
          from: Int32Array.from(edges, ({ from }) => from),
          to: Int32Array.from(edges, ({ to }) => to),
        });
        const flow = flowOf(
          graph,
          levelsOfLinks(
            graph,
            Uint8Array.from(edges, ({ flags }) => flags),
          ),
        );
        const sayings = sayingsOf(rowsOf(said));
        const { tags } = propagate({ flow, sayings, carries: (tag) => carries(tag, RULES) });
        for (const { tag, spread, derived } of tags)
          for (const entry of derived) {
            let weakest = CARRIED;
            let at = entry;
            for (; spread.previous[at] !== -1; at = spread.previous[at]!) {
              const link = spread.at[at]!;
              const before = spread.node[spread.previous[at]!]!;
              expect(link).toBeGreaterThanOrEqual(flow.offsets[before]!);
              expect(link).toBeLessThan(flow.offsets[before + 1]!);
              expect(flow.ends[link]).toBe(spread.node[at]);
              if (flow.levels[link] === LOWERED) weakest = REVIEW;
            }
            expect(weakest).toBe(spread.strength[entry]);
            expect(sayings.having.get(tagKey(tag))).toContain(spread.node[at]);
            expect(spread.cause[entry]).toBe(spread.node[at]);
          }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('what passes along an edge', () => {
  it.each([
    [0, WHOLE],
    [1, WHOLE],
    [2, NOTHING],
    [3, WHOLE],
    [5, LOWERED],
    [9, LOWERED],
    [4, LOWERED],
    [6, NOTHING],
    [10, NOTHING],
  ])('flags %i: %i', (flags, level) => {
    expect(levelOfFlags(flags)).toBe(level);
  });
});

describe('policy', () => {
  const tag = (kind: PropagatedTag['kind'], value: string, key = ''): PropagatedTag => ({ kind, key, value });

  it('carries categories and levels but public, and no labels', () => {
    expect(carries(tag('category', 'user.contact.email'), [])).toBe(true);
    expect(carries(tag('sensitivity', 'internal'), [])).toBe(true);
    expect(carries(tag('sensitivity', 'public'), [])).toBe(false);
    expect(carries(tag('label', 'nightly'), [])).toBe(false);
  });

  it('the closer rule goes before the wider one, whichever came later', () => {
    const rules = [
      { kind: 'category', key: null, value: 'user.contact.email', carries: true },
      { kind: 'category', key: null, value: 'user', carries: false },
      { kind: 'label', key: 'pii', value: null, carries: true },
    ] as const;
    expect(carries(tag('category', 'user.contact.email'), rules)).toBe(true);
    expect(carries(tag('category', 'user.contact.email.work'), rules)).toBe(true);
    expect(carries(tag('category', 'user.contact'), rules)).toBe(false);
    expect(carries(tag('category', 'username'), rules)).toBe(true);
    expect(carries(tag('label', 'true', 'pii'), rules)).toBe(true);
    expect(carries(tag('label', 'pii'), rules)).toBe(false);
  });
});
