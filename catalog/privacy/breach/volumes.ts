/** How many rows datasets have, as far as statistics of sources say, at a revision. */
import { z } from 'zod';
import { holdsAt } from '../../browse/in-force.ts';
import type { PastCatalog } from '../../past/as-of.ts';

export interface Volume {
  readonly rows: number;
  /** `counted`: the source gives a row count; `written`: rows that the newest run with figures wrote, which may be a part. */
  readonly basis: 'counted' | 'written';
  /** When it was so; empty where the source gives no time. */
  readonly at: string;
}

/** By position of the dataset; a dataset of which nothing is known is not in it. */
export function volumesOf(past: PastCatalog, nodes: readonly number[]): ReadonlyMap<number, Volume> {
  const members = JSON.stringify(nodes.flatMap((node) => past.datasets[node]!.members));
  const bind = { revision: past.revision, members };
  const found = new Map<number, Volume>();
  const take = (
    rows: readonly { readonly id: number; readonly value: number; readonly at: string }[],
    basis: Volume['basis'],
  ) => {
    for (const { id, value, at } of rows) {
      const node = past.indexOf.get(id);
      if (node === undefined) continue;
      const before = found.get(node);
      if (before && (before.basis !== basis || before.at > at)) continue;
      found.set(node, { rows: value, basis, at });
    }
  };
  const counted = past.db
    .prepare<[object], { id: number; value: number; at: string }>(
      `SELECT m.dataset_id AS id, m.value, m.at FROM json_each(@members) d CROSS JOIN metric m ON m.dataset_id = d.value
       WHERE m.column_id = 0 AND m.name = 'rowCount' AND ${holdsAt('m')} ORDER BY m.at, m.id`,
    )
    .all(bind);
  take(counted, 'counted');
  const known = new Set(found.keys());
  const written = past.db
    .prepare<[object], { id: number; value: number; at: string }>(
      `SELECT o.dataset_id AS id, o.row_count AS value, COALESCE(r.ended_at, r.state_at, o.at, '') AS at
       FROM json_each(@members) d CROSS JOIN run_output o ON o.dataset_id = d.value JOIN run r ON r.id = o.run_id
       WHERE o.row_count IS NOT NULL AND ${holdsAt('o')} ORDER BY at, o.run_id`,
    )
    .all(bind)
    .filter(({ id }) => !known.has(past.indexOf.get(id) ?? -1));
  take(written, 'written');
  return found;
}

/** [dataset, rows, counted, when]: as a report keeps them, since sources replace figures in place. */
export const pinnedVolumesSchema = z.array(z.tuple([z.number(), z.number(), z.boolean(), z.string()]));
export type PinnedVolumes = z.infer<typeof pinnedVolumesSchema>;

export function unpinned(past: PastCatalog, pinned: PinnedVolumes): ReadonlyMap<number, Volume> {
  return new Map(
    pinned.flatMap(([id, rows, counted, at]): [number, Volume][] => {
      const node = past.indexOf.get(id);
      return node === undefined ? [] : [[node, { rows, basis: counted ? 'counted' : 'written', at }]];
    }),
  );
}
