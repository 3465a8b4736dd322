/** The spread of compromised data against a slow fixed point that follows the definition word by word. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DERIVED, INFLUENCED, RAW, type Strength } from '../../lineage/columns.ts';
import { LineageGraph } from '../../lineage/graph.ts';
import { radiusOf, strengthOf, type ColumnFlow, type RadiusInput, type WholeInfluence } from './radius.ts';

const NODES = 6;
const COLUMNS = 3;

const node = fc.nat(NODES - 1);
const column = fc.nat(COLUMNS - 1);
const key = (at: number, of: number) => `${at}.${of}`;

const flow = fc
  .tuple(node, column, node, column, fc.constantFrom<Strength>(RAW, DERIVED, INFLUENCED))
  .map(([a, x, b, y, strength]): ColumnFlow => ({
    from: key(a, x),
    fromNode: a,
    to: key(b, y),
    toNode: b,
    strength,
  }));
const influence = fc
  .tuple(node, column, node)
  .map(([a, x, b]): WholeInfluence => ({ from: key(a, x), fromNode: a, toNode: b }));
const bare = fc.tuple(node, node);

interface Case {
  readonly flows: readonly ColumnFlow[];
  readonly influences: readonly WholeInfluence[];
  readonly bare: readonly (readonly [number, number])[];
  readonly held: readonly number[];
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  flows: fc.array(flow, { maxLength: 14 }),
  influences: fc.array(influence, { maxLength: 4 }),
  bare: fc.array(bare, { maxLength: 6 }),
  held: fc.uniqueArray(node, { minLength: 1, maxLength: 2 }),
});

/** Dataset lineage: what is traced by columns, and what is not. */
function edgesOf({ flows, influences, bare: more }: Case): [number, number][] {
  const all = [...[...flows, ...influences].map((one) => [one.fromNode, one.toNode] as const), ...more];
  const distinct = new Map(all.filter(([a, b]) => a !== b).map(([a, b]) => [`${a}>${b}`, [a, b]] as const));
  return [...distinct.values()].map(([a, b]): [number, number] => [a, b]);
}

function inputOf(one: Case): RadiusInput {
  const edges = edgesOf(one);
  const graph = new LineageGraph({
    nodeCount: NODES,
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
  });
  return { graph, held: one.held, flows: one.flows, influences: one.influences };
}

/** Levels of every column, raised one step at a time over the whole graph until nothing changes. */
function slowly(one: Case, guess: boolean): Map<string, number> {
  const all = Array.from(
    { length: NODES * COLUMNS },
    (_, i) => [Math.floor(i / COLUMNS), i % COLUMNS] as const,
  );
  // A node without columns of its own can be reached as a whole: a column that stands for it.
  const level = new Map<string, number>([
    ...all.map(([a, x]) => [key(a, x), 0] as const),
    ...Array.from({ length: NODES }, (_, a) => [`${a}.*`, 0] as const),
  ]);
  const columnsOf = (a: number) => [...level.keys()].filter((name) => name.startsWith(`${a}.`));
  const told = new Set([...one.flows, ...one.influences].map((x) => `${x.fromNode}>${x.toNode}`));
  const untold = edgesOf(one).filter(([a, b]) => !told.has(`${a}>${b}`));
  for (const a of one.held) for (const name of columnsOf(a)) level.set(name, RAW);
  for (let changed = true; changed;) {
    changed = false;
    const raise = (name: string, to: number) => {
      if (level.get(name)! >= to) return;
      level.set(name, to);
      changed = true;
    };
    for (const { from, to, strength } of one.flows) raise(to, Math.min(level.get(from)!, strength));
    for (const { from, toNode } of one.influences)
      if (level.get(from)! > 0) for (const name of columnsOf(toNode)) raise(name, INFLUENCED);
    if (!guess) continue;
    for (const [a, b] of untold) {
      const most = Math.max(...columnsOf(a).map((name) => level.get(name)!));
      for (const name of columnsOf(b)) raise(name, most);
    }
  }
  return level;
}

it('finds exactly what a slow walk finds, in both readings', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const radius = radiusOf(inputOf(one));
      for (const [reading, guess] of [
        [radius.known, false],
        [radius.possible, true],
      ] as const) {
        for (const [name, level] of slowly(one, guess)) {
          const at = Number(name.split('.')[0]);
          const found = Math.max(reading.wholly.get(at) ?? 0, reading.columns.get(name) ?? 0);
          expect([name, found]).toEqual([name, level]);
          expect(reading.nodes.get(at) ?? 0).toBeGreaterThanOrEqual(level);
        }
      }
    }),
    { numRuns: 1000 },
  );
});

it('lists everything downstream, and what is affected is downstream', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const radius = radiusOf(inputOf(one));
      const edges = edgesOf(one);
      const within = new Set(one.held);
      for (let before = -1; before !== within.size;) {
        before = within.size;
        for (const [a, b] of edges) if (within.has(a)) within.add(b);
      }
      expect(radius.reached.map((each) => each.node).sort()).toEqual([...within].sort());
      for (const affected of radius.possible.nodes.keys()) expect(within.has(affected)).toBe(true);
      for (const [affected, level] of radius.known.nodes)
        expect(radius.possible.nodes.get(affected)!).toBeGreaterThanOrEqual(level);
    }),
  );
});

it('reads the flags of a column edge', () => {
  expect([0, 1, 1 | 4, 1 | 8, 2, 2 | 4, 1 | 2].map(strengthOf)).toEqual([
    RAW,
    RAW,
    DERIVED,
    DERIVED,
    INFLUENCED,
    INFLUENCED,
    RAW,
  ]);
});
