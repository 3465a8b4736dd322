/** Which datasets have many rows, as far as runs or sources tell it. Figures have no history, so reports keep them. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';

/** [dataset id, rows: the larger of what its newest run with a figure wrote and what its source counts], by id. */
export const volumesSchema = z.array(z.tuple([z.number(), z.number()]));
export type Volumes = z.infer<typeof volumesSchema>;

export function readVolumes(db: Database, atLeast: number): Volumes {
  const rows = new Map<number, number>();
  const note = (id: number, count: number) => rows.set(id, Math.max(rows.get(id) ?? 0, count));
  for (const { id, count } of db
    .prepare<[], { id: number; count: number }>(
      // Beside MAX, SQLite answers the other columns of the row that has it.
      `SELECT dataset_id AS id, CAST(row_count AS REAL) AS count, MAX(at) FROM run_output
       WHERE row_count IS NOT NULL AND until_revision IS NULL GROUP BY dataset_id`,
    )
    .iterate())
    note(id, count);
  for (const { id, count } of db
    .prepare<[], { id: number; count: number }>(
      `SELECT target_id AS id, MAX(CAST(value AS REAL)) AS count FROM property
       WHERE target_type = 'dataset' AND key = 'rowCount' AND until_revision IS NULL GROUP BY target_id`,
    )
    .iterate())
    note(id, count);
  return [...rows].filter(([, count]) => count >= atLeast).sort(([a], [b]) => a - b);
}
