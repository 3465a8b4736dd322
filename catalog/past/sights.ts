/** How often runs have shown an edge between datasets, first and last: now, or as far as it was known at a moment. */
import type { Catalog } from '../catalog.ts';
import { firstHeard, lastHeard } from '../store/writer/runs.ts';
import { boundTo, runPartHolds } from './moment.ts';
import { runsThen } from './runs.ts';

export interface Sight {
  readonly runs: number;
  readonly first: string | null;
  readonly last: string | null;
}

/**
 * Of observed edges at the past moment that the catalog shows, those whose count is another than today's, by row
 * id. Empty for now: the rows hold it.
 */
export function sightsThen(catalog: Catalog, edgeIds: readonly number[]): Map<number, Sight> {
  const { moment } = catalog;
  if (!moment) return new Map();
  const { table, bind } = runsThen(catalog);
  const changed = jobsWithMore(catalog);
  const part = (alias: string): string => runPartHolds(moment, alias);
  const rows = catalog.store.reader
    .prepare<[object], Sight & { readonly id: number }>(
      `SELECT e.id, COUNT(r.id) AS runs, MIN(${firstHeard('r')}) AS first, MAX(${lastHeard('r')}) AS last
       FROM json_each(@ids) x CROSS JOIN edge e ON e.id = x.value LEFT JOIN ${table} r ON r.job_id = e.job_id AND CASE r.explicit_flows
         WHEN 1 THEN EXISTS (SELECT 1 FROM run_flow f WHERE f.run_id = r.id AND f.from_id = e.from_id AND f.to_id = e.to_id AND ${part('f')})
         ELSE EXISTS (SELECT 1 FROM run_input f WHERE f.run_id = r.id AND f.dataset_id = e.from_id AND ${part('f')})
          AND EXISTS (SELECT 1 FROM run_output f WHERE f.run_id = r.id AND f.dataset_id = e.to_id AND ${part('f')}) END
       WHERE e.basis = 'observed' AND e.job_id IN (SELECT value FROM json_each(@changed)) GROUP BY e.id`,
    )
    .all({ ...boundTo(moment), ...bind, ids: JSON.stringify(edgeIds), changed: JSON.stringify(changed) });
  return new Map(rows.map(({ id, ...sight }) => [id, sight]));
}

/** Jobs of which more, or other, runs are known today. */
function jobsWithMore(catalog: Catalog): readonly number[] {
  return catalog.cached('jobs-with-more-runs', () => {
    const { moment } = catalog;
    const { table, bind } = runsThen(catalog);
    const db = catalog.store.reader;
    const ids = (sql: string): number[] => db.prepare<[object], number>(sql).pluck().all(bind);
    const parts = moment?.time === null ? ['run_input', 'run_output', 'run_flow'] : [];
    return [
      ...new Set([
        ...ids(`SELECT DISTINCT job_id FROM run WHERE id NOT IN (SELECT id FROM ${table})`),
        ...ids(`SELECT DISTINCT job_id FROM run WHERE id IN (SELECT value ->> 0 FROM json_each(@runsThen))`),
        ...parts.flatMap((name) =>
          ids(
            `SELECT DISTINCT r.job_id FROM ${name} x JOIN run r ON r.id = x.run_id
             WHERE (x.until_revision IS NULL) <> (${runPartHolds(moment, 'x')})`,
          ),
        ),
      ]),
    ];
  });
}

/** When a run that had shown an edge was last known to read or write each dataset, by row id. */
export function lastSeenThen(catalog: Catalog): Map<number, string> {
  const { table, bind } = runsThen(catalog);
  const part = (alias: string): string => runPartHolds(catalog.moment, alias);
  const side = (mine: string, other: string): string =>
    `SELECT x.dataset_id AS id, ${lastHeard('r')} AS at FROM ${table} r JOIN run_${mine} x ON x.run_id = r.id AND ${part('x')}
     WHERE r.explicit_flows = 0 AND EXISTS (SELECT 1 FROM run_${other} y WHERE y.run_id = r.id AND ${part('y')})`;
  const flows = ['from_id', 'to_id'].map(
    (end) =>
      `SELECT f.${end}, ${lastHeard('r')} FROM ${table} r JOIN run_flow f ON f.run_id = r.id AND ${part('f')} WHERE r.explicit_flows = 1`,
  );
  const rows = catalog.store.reader
    .prepare<[object], { id: number; at: string | null }>(
      `SELECT id, MAX(at) AS at FROM (${[side('input', 'output'), side('output', 'input'), ...flows].join(' UNION ALL ')}) GROUP BY id`,
    )
    .all(bind);
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
}
