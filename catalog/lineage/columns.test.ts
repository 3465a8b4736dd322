import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AGGREGATED,
  DERIVED,
  DIRECT,
  INDIRECT,
  INFLUENCED,
  MASKED,
  RAW,
  traceColumn,
  type ColumnTrace,
  type TraceInput,
} from './columns.ts';
import { LineageGraph } from './graph.ts';

type Edge = readonly [from: number, to: number, flags: number];

function trace(count: number, edges: readonly Edge[], options: Partial<TraceInput> = {}): ColumnTrace {
  const graph = new LineageGraph({
    nodeCount: count,
    from: Int32Array.from(edges, (edge) => edge[0]),
    to: Int32Array.from(edges, (edge) => edge[1]),
  });
  const flags = Uint8Array.from(edges, (edge) => edge[2]);
  return traceColumn({ graph, flags, start: 0, direction: 'downstream', ...options });
}

const strengthsOf = (result: ColumnTrace): Record<number, number> =>
  Object.fromEntries(result.columns.map(({ column, strength }) => [column, strength]));

describe('traceColumn', () => {
  it('tells raw, derived and merely influenced columns apart', () => {
    const result = trace(5, [
      [0, 1, DIRECT],
      [1, 2, DIRECT | MASKED],
      [1, 3, INDIRECT],
      [2, 4, DIRECT],
    ]);
    expect(strengthsOf(result)).toEqual({ 0: RAW, 1: RAW, 2: DERIVED, 3: INFLUENCED, 4: DERIVED });
    expect(result.hops.map(({ from, to, flags }) => [from, to, flags])).toEqual([
      [0, 1, DIRECT],
      [1, 2, DIRECT | MASKED],
      [1, 3, INDIRECT],
      [2, 4, DIRECT],
    ]);
  });

  it('judges a column by the best way to it, not by the shortest', () => {
    const result = trace(3, [
      [0, 2, INDIRECT],
      [0, 1, DIRECT],
      [1, 2, DIRECT],
    ]);
    expect(strengthsOf(result)[2]).toBe(RAW);
    expect(result.columns.find(({ column }) => column === 2)!.depth).toBe(1);
  });

  it('takes a hop of unknown kind as direct', () => {
    const result = trace(2, [[0, 1, 0]], { directOnly: true });
    expect(strengthsOf(result)[1]).toBe(RAW);
    expect(result.hops[0]!.flags).toBe(DIRECT);
  });

  it('calls a hop masked only if every edge that carries the value is', () => {
    const flagsOf = (...flags: number[]): number =>
      trace(
        2,
        flags.map((flag): Edge => [0, 1, flag]),
      ).hops[0]!.flags;
    expect(flagsOf(DIRECT | MASKED, DIRECT)).toBe(DIRECT);
    expect(flagsOf(DIRECT | MASKED, INDIRECT)).toBe(DIRECT | INDIRECT | MASKED);
    expect(flagsOf(DIRECT | MASKED | AGGREGATED, DIRECT | MASKED)).toBe(DIRECT | MASKED);
    expect(flagsOf(INDIRECT | MASKED)).toBe(INDIRECT | MASKED);
  });

  it('follows values only when asked to, and then names only their edges', () => {
    const edges: Edge[] = [
      [0, 1, INDIRECT],
      [0, 2, INDIRECT],
      [0, 2, DIRECT],
      [1, 3, DIRECT],
    ];
    const result = trace(4, edges, { directOnly: true });
    expect(result.columns.map(({ column }) => column)).toEqual([0, 2]);
    expect(result.hops).toEqual([{ from: 0, to: 2, flags: DIRECT, edgeIds: [2] }]);
  });

  it('leaves out hops that go past the column', () => {
    const result = trace(
      3,
      [
        [1, 0, DIRECT],
        [0, 2, DIRECT],
        [1, 2, DIRECT],
      ],
      { direction: 'both' },
    );
    expect(result.hops.map(({ from, to }) => `${from}>${to}`)).toEqual(['0>2', '1>0']);
  });

  it('says exactly what it leaves out', () => {
    const edges = Array.from({ length: 9 }, (_, i): Edge => [0, i + 1, DIRECT]);
    expect(trace(10, edges, { maxColumns: 4 })).toMatchObject({ total: 10, truncatedAt: 1 });
    expect(
      trace(
        3,
        [
          [0, 1, DIRECT],
          [1, 2, DIRECT],
        ],
        { maxDepth: 1 },
      ),
    ).toMatchObject({ total: 2, truncatedAt: 2 });
  });

  it('refuses flags that do not fit the edges', () => {
    const graph = new LineageGraph({ nodeCount: 1, from: new Int32Array(0), to: new Int32Array(0) });
    expect(() => traceColumn({ graph, flags: new Uint8Array(1), start: 0, direction: 'both' })).toThrow(
      RangeError,
    );
  });

  it('finds the strongest of all ways, cycles included', () => {
    const edge = fc.tuple(fc.nat(6), fc.nat(6), fc.nat(15));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 20 }), (edges) => {
        const best = new Map<number, number>();
        const visit = (node: number, strength: number): void => {
          if ((best.get(node) ?? 0) >= strength) return;
          best.set(node, strength);
          for (const [from, to, flags] of edges) {
            if (from !== node) continue;
            const direct = (flags & DIRECT) !== 0 || (flags & INDIRECT) === 0;
            const own = !direct ? INFLUENCED : (flags & (MASKED | AGGREGATED)) !== 0 ? DERIVED : RAW;
            visit(to, Math.min(strength, own));
          }
        };
        visit(0, RAW);
        expect(strengthsOf(trace(7, edges))).toEqual(Object.fromEntries(best));
      }),
    );
  });
});
