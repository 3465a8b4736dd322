/**
 * Dropped datasets (LifecycleStateChangeDatasetFacet 1-0-1): the latest change of state retires a dataset
 * when it is DROP. Its records stay, so that it is shown as what it was.
 *
 * A run that began after the drop and reads or writes the dataset shows that it exists again, and so does
 * another kind of source that describes it.
 */
import { RECORD_TYPES } from '../record-types.ts';
import type { WriterSession } from './session.ts';

/** The dataset is described although it was retired. To be called before it is described. */
export function noteReturn({ sql, touched }: WriterSession, datasetId: number): void {
  const row = sql.get<{ until: number | null }>(
    'SELECT until_revision AS until FROM dataset WHERE id = ?',
    datasetId,
  );
  touched.lifecycles.set(datasetId, { retiredIn: row?.until ?? null });
}

/** A change of state of the dataset was told. */
export function noteLifecycle({ touched }: WriterSession, datasetId: number): void {
  if (!touched.lifecycles.has(datasetId)) touched.lifecycles.set(datasetId, { retiredIn: null });
}

/** Retires what was dropped and has not come back. */
export function settleLifecycles(session: WriterSession): void {
  const { sql, revision, changes, identities } = session;
  noteFormerNames(session);
  noteRunsOfDropped(session);
  for (const [id, { retiredIn }] of session.touched.lifecycles) {
    if (!isDropped(session, id)) continue;
    const retired = sql.run(
      'UPDATE dataset SET until_revision = ? WHERE id = ? AND until_revision IS NULL',
      retiredIn ?? revision,
      id,
    );
    if (retired === 0) continue;
    identities.datasetRetired(id);
    identities.touchedDatasets.add(id);
    changes.retired('dataset', id);
  }
}

/** Runs of which what they touched is looked for one by one; beyond that, all datasets that were dropped are. */
const FEW_RUNS = 5000;

/** An event that comes late may show that a run began before the drop of what it touched. */
function noteRunsOfDropped(session: WriterSession): void {
  const { sql, touched } = session;
  if (touched.runs.size === 0) return;
  if (touched.runs.size <= FEW_RUNS) {
    const ids = JSON.stringify([...touched.runs]);
    for (const { id } of sql.all<{ id: number }>(TOUCHED_WITH_STATE, ids)) noteLifecycle(session, id);
    return;
  }
  const dropped = sql.all<{ id: number }>(
    `SELECT target_id AS id FROM property WHERE target_type = 'dataset' AND key = 'lifecycleStateChange' AND origin = 'openlineage'
       AND until_revision IS NULL AND value LIKE '%drop%'`,
  );
  for (const { id } of dropped) {
    const runs = sql.all<{ runId: number }>(
      `SELECT run_id AS runId FROM run_output WHERE dataset_id = ?1 AND until_revision IS NULL
       UNION ALL SELECT run_id FROM run_input WHERE dataset_id = ?1 AND until_revision IS NULL`,
      id,
    );
    if (runs.some(({ runId }) => touched.runs.has(runId))) noteLifecycle(session, id);
  }
}

const withState = (table: string): string =>
  `SELECT x.dataset_id AS id FROM json_each(?1) t CROSS JOIN ${table} x ON x.run_id = t.value AND x.until_revision IS NULL
   CROSS JOIN property p ON p.target_type = 'dataset' AND p.target_id = x.dataset_id AND p.key = 'lifecycleStateChange'
     AND p.origin = 'openlineage' AND p.until_revision IS NULL`;
const TOUCHED_WITH_STATE = `${withState('run_input')} UNION ${withState('run_output')}`;

/** Former names of which runs or states tell something new: whether they are still one with the new name is asked again. */
function noteFormerNames({ sql, touched, identities }: WriterSession): void {
  const former = sql.all<{ id: number }>(
    `SELECT DISTINCT d.id FROM alias a JOIN dataset d ON d.namespace = a.namespace AND d.name = a.name
     WHERE a.basis = 'rename' AND a.origin = 'openlineage' AND a.until_revision IS NULL`,
  );
  for (const { id } of former) {
    const written = (): boolean =>
      sql
        .all<{ runId: number }>(
          'SELECT run_id AS runId FROM run_output WHERE dataset_id = ? AND until_revision IS NULL',
          id,
        )
        .some(({ runId }) => touched.runs.has(runId));
    if (touched.lifecycles.has(id) || written()) identities.touchedDatasets.add(id);
  }
}

/** Whether the latest change of state that is known of the dataset is that it was dropped, and nothing shows it since. */
export function isDropped({ sql }: WriterSession, datasetId: number): boolean {
  const told = sql.get<{ value: string; at: string | null }>(
    `SELECT p.value, MAX(c.as_of) AS at FROM property p
     JOIN statement s ON s.record_type = ? AND s.record_id = p.id AND s.until_revision IS NULL
     JOIN scope c ON c.id = s.scope_id
     WHERE p.target_type = 'dataset' AND p.target_id = ? AND p.key = 'lifecycleStateChange'
       AND p.origin = 'openlineage' AND p.until_revision IS NULL GROUP BY p.id`,
    RECORD_TYPES.property,
    datasetId,
  );
  if (!told || stateOf(told.value) !== 'DROP') return false;
  const back = sql.get(
    `SELECT 1 FROM dataset_source WHERE dataset_id = ?1 AND importer <> 'openlineage' AND until_revision IS NULL
     UNION ALL SELECT 1 FROM run_output o JOIN run r ON r.id = o.run_id
       WHERE o.dataset_id = ?1 AND o.until_revision IS NULL AND r.first_at > ?2
     UNION ALL SELECT 1 FROM run_input i JOIN run r ON r.id = i.run_id
       WHERE i.dataset_id = ?1 AND i.until_revision IS NULL AND r.first_at > ?2
     LIMIT 1`,
    datasetId,
    told.at,
  );
  return back === undefined;
}

function stateOf(value: string): string | null {
  const facet = JSON.parse(value) as { lifecycleStateChange?: unknown } | null;
  const state = facet?.lifecycleStateChange;
  return typeof state === 'string' ? state.toUpperCase() : null;
}
