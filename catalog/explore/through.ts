/**
 * Looking through ephemeral models: they exist only while a query runs, so the picture draws what is
 * on either side of them, with everything behind the edge kept.
 */
import { AGGREGATED, DIRECT, MASKED } from '../lineage/columns.ts';
import { passThroughGraph } from '../lineage/view-graph.ts';
import type { ColumnGraph, DatasetGraph } from './graphs.ts';

const kept = new WeakMap<DatasetGraph, Uint8Array>();

/** 1 for each dataset that is looked through. */
export function lookedThrough(datasets: DatasetGraph): Uint8Array {
  let marks = kept.get(datasets);
  if (!marks) {
    marks = Uint8Array.from(datasets.cards, ({ kind, retired }) =>
      kind === 'ephemeral' && !retired ? 1 : 0,
    );
    kept.set(datasets, marks);
  }
  return marks;
}

/** Edges on all ways from one dataset to the other, and the datasets looked through there. */
export function between(
  datasets: DatasetGraph,
  from: number,
  to: number,
): { readonly edgeIds: readonly number[]; readonly through: readonly number[] } {
  const view = passThroughGraph(datasets.graph, [from, to], lookedThrough(datasets));
  const position = new Map([
    [from, 0],
    [to, from === to ? 0 : 1],
  ]);
  const edge = view.edgesAmong([from], position).find((one) => one.to === position.get(to));
  return { edgeIds: edge?.edgeIds ?? [], through: edge?.through ?? [] };
}

export interface ColumnLink {
  readonly to: number;
  readonly flags: number;
  /** The first edge of the way. */
  readonly edgeId: number;
}

/**
 * Columns that a column reaches in one hop, columns of `through` datasets costing none. Along a way a
 * value stays direct only if every step is, and is masked or aggregated if any step does so; of several
 * ways the one that lets most through counts.
 */
export function columnLinks(
  { graph, flags, columns }: Pick<ColumnGraph, 'graph' | 'flags' | 'columns'>,
  from: number,
  through: (datasetId: number) => boolean,
): ColumnLink[] {
  const found = new Map<number, ColumnLink>();
  const visited = new Set<string>();
  const open: { at: number; so: number; edgeId: number | null }[] = [{ at: from, so: DIRECT, edgeId: null }];
  for (let step = open.pop(); step; step = open.pop()) {
    const { at, so, edgeId } = step;
    graph.eachLink(at, 'downstream', (to, link) => {
      let all = 0;
      let masked = MASKED;
      for (const position of graph.edgePositions(link)) {
        all |= flags[position]!;
        masked &= flags[position]!;
      }
      const direct = all & DIRECT & so;
      const here = direct | ((masked | so) & MASKED) | ((all | so) & AGGREGATED);
      const first = edgeId ?? graph.edgeIds(link)[0]!;
      if (!through(columns[to]!.datasetId)) {
        const before = found.get(to);
        found.set(to, {
          to,
          flags: before ? merged(before.flags, here) : here,
          edgeId: before?.edgeId ?? first,
        });
      } else if (!visited.has(`${to} ${here}`)) {
        visited.add(`${to} ${here}`);
        open.push({ at: to, so: here, edgeId: first });
      }
    });
  }
  return [...found.values()];
}

const merged = (a: number, b: number): number => ((a | b) & (DIRECT | AGGREGATED)) | (a & b & MASKED);
