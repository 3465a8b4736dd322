/** Pairs of datasets with lineage at a moment, and which of them a run has shown. */
import { holdsAt } from '../../browse/in-force.ts';
import type { PastCatalog } from '../../past/as-of.ts';

export interface LineagePairs {
  readonly pairs: number;
  readonly observed: number;
  /** [from, to] as positions in the datasets of the moment. */
  readonly unobserved: readonly (readonly [number, number])[];
}

export function lineagePairs(past: PastCatalog): LineagePairs {
  const rows = past.db
    .prepare<[object], { fromId: number; toId: number; observed: number }>(
      `SELECT from_id AS fromId, to_id AS toId, MAX(basis = 'observed') AS observed FROM edge e
       WHERE ${holdsAt('e')} OR EXISTS (SELECT 1 FROM edge_period p WHERE p.edge_id = e.id AND ${holdsAt('p')})
       GROUP BY 1, 2`,
    )
    .iterate({ revision: past.revision });
  const size = past.datasets.length;
  const shown = new Map<number, boolean>();
  for (const { fromId, toId, observed } of rows) {
    const from = past.indexOf.get(fromId);
    const to = past.indexOf.get(toId);
    if (from === undefined || to === undefined || from === to) continue;
    const pair = from * size + to;
    shown.set(pair, observed === 1 || shown.get(pair) === true);
  }
  const unobserved = [...shown]
    .filter(([, observed]) => !observed)
    .map(([pair]) => pair)
    .sort((a, b) => a - b)
    .map((pair) => [Math.floor(pair / size), pair % size] as const);
  return { pairs: shown.size, observed: shown.size - unobserved.length, unobserved };
}
