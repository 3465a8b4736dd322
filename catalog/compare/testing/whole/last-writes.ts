/** The last write of each dataset as of a moment, and the writes before it: every write is read and sorted. */
import { knownAt } from '../../../past/as-of-parts.ts';
import type { Catalog } from '../../../catalog.ts';
import { firstHeard, lastHeard } from '../../../store/writer/runs.ts';
import { HISTORY } from '../../run-records.ts';
import { boundToRuns } from './moment-figures.ts';

export interface LastWrite {
  readonly rows: number | null;
  readonly version: string | null;
  /** When it and those before it were written, newest first. */
  readonly times: readonly string[];
  /** Rows of the writes before it, newest first. */
  readonly history: readonly number[];
}

/** Record type of runs in `absence`. */
const RUN = 103;
const RUN_KNOWN = `CASE @anyRevision WHEN 1 THEN x.until_revision IS NULL
  ELSE x.since_revision <= @revision AND ${knownAt(RUN)} END`;

interface Write {
  readonly run: number;
  readonly datasetId: number;
  readonly rows: number | null;
  readonly version: string | null;
  readonly at: string;
}

/** By the dataset as it is shown. `view`: the catalog at the moment. */
export function lastWritesOf(view: Catalog): Map<number, LastWrite> {
  const writes = view.store.reader
    .prepare<[object], Write>(
      `SELECT o.run_id AS run, o.dataset_id AS datasetId, o.row_count AS rows, v.label AS version, COALESCE(${lastHeard('x')}, '') AS at
       FROM run_output o JOIN run x ON x.id = o.run_id LEFT JOIN dataset_version v ON v.id = o.version_id
       WHERE o.until_revision IS NULL AND x.state NOT IN ('FAIL', 'ABORT') AND COALESCE(${lastHeard('x')}, '') <= @time
         AND ${RUN_KNOWN} ORDER BY o.rowid`,
    )
    .all(boundToRuns(view.moment!));
  const byDataset = Map.groupBy(writes, ({ datasetId }) => datasetId);
  const found = new Map<number, LastWrite>();
  for (const { id, members } of view.cards().all()) {
    // Where one run wrote several names of a dataset, what it wrote under the one that is shown comes first.
    const all = members
      .flatMap((member) => byDataset.get(member) ?? [])
      .sort((a, b) => (a.at === b.at ? b.run - a.run : a.at < b.at ? 1 : -1));
    const [last, ...earlier] = all.slice(0, HISTORY + 1);
    if (!last) continue;
    found.set(id, {
      rows: last.rows,
      version: last.version,
      times: [last, ...earlier].flatMap(({ at }) => at || []),
      history: earlier.flatMap(({ rows }) => rows ?? []),
    });
  }
  return found;
}

/** When versions of each dataset were first read, newest first: the rhythm of what no known run writes. */
export function versionTimes(view: Catalog): Map<number, string[]> {
  const { canonical } = view.cards();
  const rows = view.store.reader
    .prepare<[object], { datasetId: number; at: string }>(
      `SELECT i.dataset_id AS datasetId, MIN(${firstHeard('x')}) AS at FROM run_input i JOIN run x ON x.id = i.run_id
       WHERE i.version_id IS NOT NULL AND i.until_revision IS NULL AND ${firstHeard('x')} <= @time AND ${RUN_KNOWN}
       GROUP BY i.dataset_id, i.version_id ORDER BY at DESC`,
    )
    .all(boundToRuns(view.moment!));
  const found = new Map<number, string[]>();
  for (const [id, all] of Map.groupBy(rows, ({ datasetId }) => canonical.get(datasetId)))
    if (id !== undefined)
      found.set(
        id,
        all.slice(0, HISTORY + 1).map(({ at }) => at),
      );
  return found;
}
