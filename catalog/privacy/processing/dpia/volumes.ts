/** How many rows datasets have, as far as runs or sources tell it. Figures have no history, so reports keep them. */
import type { Database } from 'better-sqlite3';

/** [dataset id, the larger of what its newest run with a figure wrote and what its source counts]. */
export type Volumes = readonly (readonly [number, number])[];

/** Of the identities given, in their order; those of which nothing is known are left out. */
export function readVolumes(db: Database, ids: readonly number[]): Volumes {
  const newest = db
    .prepare<[number], number>(
      `SELECT CAST(row_count AS REAL) FROM run_output WHERE dataset_id = ? AND row_count IS NOT NULL AND until_revision IS NULL
       ORDER BY at DESC, run_id DESC LIMIT 1`,
    )
    .pluck();
  const counted = db
    .prepare<[number], number | null>(
      `SELECT MAX(CAST(value AS REAL)) FROM property
       WHERE target_type = 'dataset' AND target_id = ? AND key = 'rowCount' AND until_revision IS NULL`,
    )
    .pluck();
  return ids.flatMap((id) => {
    const rows = Math.max(newest.get(id) ?? 0, counted.get(id) ?? 0);
    return rows > 0 ? [[id, rows] as const] : [];
  });
}
