/** Datasets, columns and jobs after an undo: described, retired, only mentioned, or not known at all. */
import { fromSource } from '../../model/origins.ts';
import { ALSO_SAID } from '../../store/also-said.ts';
import { RECORD_TYPES, type RecordType } from '../../store/record-types.ts';
import { ABSENT, beginAbsence, reappear, setFoundNames } from '../../store/writer/absence.ts';
import { tellKind } from '../../store/writer/from-statements.ts';
import { isDropped } from '../../store/writer/lifecycles.ts';
import type { WriterSession } from '../../store/writer/session.ts';
import type { MaybeGone } from './records.ts';
import { BY_STANDING } from './standing-imports.ts';

const CURRENT = 'until_revision IS NULL';

/** Whether a record stands, or did while an import that counts said it: what such a record names stays known. */
const said = (type: RecordType): string =>
  `(x.until_revision IS NULL OR EXISTS (SELECT 1 FROM statement s WHERE s.record_type = ${RECORD_TYPES[type]} AND s.record_id = x.id AND ${BY_STANDING}))`;

/** What is not shown, because its run says entry by entry what feeds the dataset, names its ends all the same. */
const shownOrHidden = (type: 'columnEdge' | 'influence'): string =>
  `(${said(type)} OR (x.basis = 'observed' AND
    EXISTS (SELECT 1 FROM also_said a JOIN import_batch b ON b.id = a.import_id AND b.undone_in IS NULL
      WHERE a.record_type = ${ALSO_SAID[type]} AND a.record_id = x.id)))`;

const saidOf = (
  what: 'dataset' | 'column' | 'job',
  types: readonly ('tag' | 'owner' | 'description' | 'property')[],
): string =>
  types
    .map(
      (type) =>
        `UNION ALL SELECT 1 FROM ${type} x WHERE target_type = '${what}' AND target_id = ?1 AND ${fromSource()} AND ${said(type)}`,
    )
    .join(' ');

const DATASET_NAMED = `SELECT 1 FROM edge WHERE from_id = ?1 AND ${CURRENT} UNION ALL SELECT 1 FROM edge WHERE to_id = ?1 AND ${CURRENT}
  UNION ALL SELECT 1 FROM run_input WHERE dataset_id = ?1 AND ${CURRENT} UNION ALL SELECT 1 FROM run_output WHERE dataset_id = ?1 AND ${CURRENT}
  UNION ALL SELECT 1 FROM job_input x WHERE dataset_id = ?1 AND ${said('jobInput')}
  UNION ALL SELECT 1 FROM job_output x WHERE dataset_id = ?1 AND ${said('jobOutput')}
  UNION ALL SELECT 1 FROM "column" WHERE dataset_id = ?1 AND ${CURRENT}
  UNION ALL SELECT 1 FROM influence x WHERE to_id = ?1 AND ${shownOrHidden('influence')}
  UNION ALL SELECT 1 FROM test x WHERE dataset_id = ?1 AND ${said('test')}
  UNION ALL SELECT 1 FROM metric WHERE dataset_id = ?1 AND ${CURRENT}
  UNION ALL SELECT 1 FROM alias x WHERE dataset_id = ?1 AND origin <> 'headwater' AND ${said('alias')}
  UNION ALL SELECT 1 FROM also_said a JOIN import_batch b ON b.id = a.import_id AND b.undone_in IS NULL
    WHERE a.record_type = ${ALSO_SAID.mentioned} AND a.record_id = ?1
  ${saidOf('dataset', ['tag', 'owner', 'description', 'property'])}
  UNION ALL SELECT 1 FROM dataset d JOIN partition_set s ON s.namespace = d.namespace AND s.root = d.name AND s.in_force = 1
    JOIN partition_member m ON m.set_id = s.id JOIN dataset p ON p.id = m.dataset_id AND p.${CURRENT} WHERE d.id = ?1 LIMIT 1`;

const COLUMN_NAMED = `SELECT 1 FROM column_edge x WHERE from_id = ?1 AND ${shownOrHidden('columnEdge')}
  UNION ALL SELECT 1 FROM column_edge x WHERE to_id = ?1 AND ${shownOrHidden('columnEdge')}
  UNION ALL SELECT 1 FROM influence x WHERE from_id = ?1 AND ${shownOrHidden('influence')}
  UNION ALL SELECT 1 FROM test x WHERE dataset_id = (SELECT dataset_id FROM "column" WHERE id = ?1) AND column_id = ?1 AND ${said('test')}
  UNION ALL SELECT 1 FROM metric WHERE dataset_id = (SELECT dataset_id FROM "column" WHERE id = ?1) AND column_id = ?1 AND ${CURRENT}
  ${saidOf('column', ['tag', 'description', 'property'])} LIMIT 1`;

const JOB_NAMED = `SELECT 1 FROM run WHERE job_id = ?1 AND ${CURRENT} UNION ALL SELECT 1 FROM edge WHERE job_id = ?1 AND ${CURRENT}
  UNION ALL SELECT 1 FROM job_input x WHERE job_id = ?1 AND ${said('jobInput')}
  UNION ALL SELECT 1 FROM job_output x WHERE job_id = ?1 AND ${said('jobOutput')}
  UNION ALL SELECT 1 FROM job_flow x WHERE job_id = ?1 AND ${said('jobFlow')}
  UNION ALL SELECT 1 FROM job WHERE parent_id = ?1 AND ${CURRENT}
  ${saidOf('job', ['tag', 'owner', 'description', 'property'])} LIMIT 1`;

export function settleThings(session: WriterSession, gone: MaybeGone): void {
  const named = namedWithoutIndex(session);
  for (const id of gone.columns) settleColumn(session, id);
  // What stands for partitions stands while one of them does, so it comes after them.
  const roots = partitionRoots(session, gone.datasets);
  for (const id of gone.datasets) if (!roots.has(id)) settleDataset(session, id, named.datasets);
  for (const id of roots) settleDataset(session, id, named.datasets);
  // A job that is only named as a parent goes after the last child that named it.
  for (let changed = true, round = 0; changed && round < 100; round++) {
    changed = false;
    for (const id of [...gone.jobs]) {
      const parent = settleJob(session, id, named.jobs);
      if (parent === null) continue;
      changed = true;
      if (parent !== 0) gone.jobs.add(parent);
    }
  }
}

/** Those among the datasets, and those to whose partitions they belong, that stand for partitions; the inner ones first. */
function partitionRoots({ sql }: WriterSession, ids: ReadonlySet<number>): Set<number> {
  const roots = new Map<number, number>();
  for (const id of ids) {
    const found = sql.all<{ id: number; length: number }>(
      `SELECT r.id, length(r.name) AS length FROM partition_member m JOIN partition_set s ON s.id = m.set_id
       JOIN dataset r ON r.namespace = s.namespace AND r.name = s.root WHERE m.dataset_id = ?1
       UNION SELECT d.id, length(d.name) FROM dataset d JOIN partition_set s ON s.namespace = d.namespace AND s.root = d.name WHERE d.id = ?1`,
      id,
    );
    for (const root of found) roots.set(root.id, root.length);
  }
  return new Set([...roots].sort((a, b) => b[1] - a[1]).map(([id]) => id));
}

/** Datasets and jobs that are named where no index leads to them: asked once for all. */
function namedWithoutIndex({ sql }: WriterSession) {
  const ids = (query: string) => new Set(sql.all<{ id: number }>(query).map((row) => row.id));
  return {
    datasets: ids(
      `SELECT from_id AS id FROM job_flow x WHERE ${said('jobFlow')} UNION SELECT to_id FROM job_flow x WHERE ${said('jobFlow')}`,
    ),
    jobs: ids(
      `SELECT job_id AS id FROM column_edge WHERE ${CURRENT} UNION SELECT job_id FROM influence WHERE ${CURRENT}
       UNION SELECT from_id FROM job_edge x WHERE ${said('jobEdge')} UNION SELECT to_id FROM job_edge x WHERE ${said('jobEdge')}`,
    ),
  };
}

function settleColumn(session: WriterSession, id: number): void {
  const { sql, revision } = session;
  const stated = sql.get(
    'SELECT 1 FROM statement WHERE record_type = ? AND record_id = ? AND until_revision IS NULL LIMIT 1',
    RECORD_TYPES.column,
    id,
  );
  if (stated) return;
  const named = sql.get(COLUMN_NAMED, id) !== undefined;
  const described = everStated(session, RECORD_TYPES.column, id);
  const stays = named && !described;
  sql.run(
    `UPDATE "column" SET referenced_only = ?1, ordinal = CASE ?1 WHEN 1 THEN NULL ELSE ordinal END,
       data_type = CASE ?1 WHEN 1 THEN NULL ELSE data_type END,
       until_revision = CASE ?2 WHEN 1 THEN NULL ELSE COALESCE(until_revision, ?3) END WHERE id = ?4`,
    described ? 0 : 1,
    stays ? 1 : 0,
    revision,
    id,
  );
}

function settleDataset(session: WriterSession, id: number, named: ReadonlySet<number>): void {
  const { sql, revision, changes } = session;
  const row = sql.get<{ until: number | null; referencedOnly: number; absent: number }>(
    `SELECT until_revision AS until, referenced_only AS referencedOnly,
       EXISTS (SELECT 1 FROM absence WHERE record_type = ${ABSENT.dataset} AND record_id = dataset.id AND until_revision IS NULL) AS absent
     FROM dataset WHERE id = ?`,
    id,
  )!;
  session.identities.touchedDatasets.add(id);
  const stands = sql.get(
    'SELECT 1 FROM dataset_source WHERE dataset_id = ? AND until_revision IS NULL LIMIT 1',
    id,
  );
  if (stands) {
    if (row.absent) reappear(sql, id, revision);
    // Described, and yet gone where the latest change of state says that it was dropped.
    const dropped = isDropped(session, id);
    const until = dropped ? (row.until ?? revision) : null;
    sql.run('UPDATE dataset SET until_revision = ?, referenced_only = 0 WHERE id = ?', until, id);
    if (!dropped && (row.until !== null || row.referencedOnly)) changes.added('dataset', id);
    if (dropped && row.until === null) changes.retired('dataset', id);
    tellKind(session, id);
    return;
  }
  const described = sql.get(
    `SELECT 1 FROM dataset_source d CROSS JOIN statement s ON s.record_type = ${RECORD_TYPES.source} AND s.record_id = d.id
     WHERE d.dataset_id = ?1 AND ${BY_STANDING} LIMIT 1`,
    id,
  );
  const wasDescribed = !row.referencedOnly && row.until === null;
  if (wasDescribed) changes.retired('dataset', id);
  if (described) {
    if (row.absent) reappear(sql, id, revision);
    sql.run(
      'UPDATE dataset SET referenced_only = 0, until_revision = COALESCE(until_revision, ?) WHERE id = ?',
      revision,
      id,
    );
    return;
  }
  tellKind(session, id);
  if (named.has(id) || sql.get(DATASET_NAMED, id)) {
    if (row.absent) reappear(sql, id, revision);
    sql.run('UPDATE dataset SET referenced_only = 1, until_revision = NULL WHERE id = ?', id);
    return;
  }
  sql.run(
    'UPDATE dataset SET referenced_only = 1, until_revision = COALESCE(until_revision, ?) WHERE id = ?',
    revision,
    id,
  );
  if (row.absent) return;
  beginAbsence(sql, ABSENT.dataset, id, revision);
  // Names that were only found to be alike say nothing about a dataset that is not known.
  setFoundNames(sql, id, revision);
}

/** Answers the job's parent (0: none) when the job went or came back; null when it stayed as it was. */
function settleJob(session: WriterSession, id: number, byOthers: ReadonlySet<number>): number | null {
  const { sql, revision } = session;
  const stated = sql.get(
    'SELECT 1 FROM statement WHERE record_type = ? AND record_id = ? AND until_revision IS NULL LIMIT 1',
    RECORD_TYPES.job,
    id,
  );
  if (stated) return null;
  const described = everStated(session, RECORD_TYPES.job, id);
  const named = byOthers.has(id) || sql.get(JOB_NAMED, id) !== undefined;
  const row = () =>
    sql.get<{ until: number | null; parentId: number | null; referencedOnly: number }>(
      'SELECT until_revision AS until, parent_id AS parentId, referenced_only AS referencedOnly FROM job WHERE id = ?',
      id,
    )!;
  const before = row();
  sql.run(
    `UPDATE job SET referenced_only = ?1, kind = CASE ?1 WHEN 1 THEN NULL ELSE kind END,
       parent_id = CASE ?1 WHEN 1 THEN NULL ELSE parent_id END, source_id = CASE ?1 WHEN 1 THEN NULL ELSE source_id END,
       explicit_flows = CASE ?1 WHEN 1 THEN 0 ELSE explicit_flows END,
       until_revision = CASE ?2 WHEN 1 THEN NULL ELSE COALESCE(until_revision, ?3) END WHERE id = ?4`,
    described ? 0 : 1,
    named && !described ? 1 : 0,
    revision,
    id,
  );
  const after = row();
  if (after.until !== before.until || after.referencedOnly !== before.referencedOnly)
    session.touched.settledJobs.add(id);
  return after.until === before.until && after.parentId === before.parentId ? null : (before.parentId ?? 0);
}

function everStated({ sql }: WriterSession, type: number, id: number): boolean {
  return (
    sql.get(
      `SELECT 1 FROM statement s WHERE s.record_id = ?1 AND s.record_type = ${type} AND ${BY_STANDING} LIMIT 1`,
      id,
    ) !== undefined
  );
}
