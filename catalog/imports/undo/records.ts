/** Records as their present statements make them up: after statements were closed or opened, not applied. */
import { hash } from 'node:crypto';
import { RECORD_TABLES, recordTypeOf, type RecordType } from '../../store/record-types.ts';
import { COUNTED } from '../../store/writer/changes.ts';
import { tellAlias } from '../../store/writer/alias-said.ts';
import { tellColumn, tellJob } from '../../store/writer/from-statements.ts';
import type { WriterSession } from '../../store/writer/session.ts';
import { keepValue } from '../../store/writer/told.ts';

/** Columns of a record that its statement holds as a JSON array, in this order. */
const SAID: Partial<Record<RecordType, readonly string[]>> = {
  jobFlow: ['confidence'],
  columnEdge: ['flags', 'transformations', 'confidence'],
  influence: ['transformations'],
  test: ['name', 'dataset_id', 'column_id', 'kind', 'severity'],
};

/** Things that may have lost the last that spoke of them. */
export interface MaybeGone {
  readonly datasets: Set<number>;
  readonly columns: Set<number>;
  readonly jobs: Set<number>;
}

/** Makes the row of a record follow from the statements that stand. */
export function makeUp(session: WriterSession, code: number, id: number, gone: MaybeGone): void {
  const { sql, revision } = session;
  const type = recordTypeOf(code);
  const table = RECORD_TABLES[type];
  const rowNow = () => sql.get<{ until_revision: number | null }>(`SELECT * FROM ${table} WHERE id = ?`, id);
  const row = rowNow();
  if (!row) return;
  const until = row.until_revision;
  const said = sql
    .all<{ value: string | null }>(
      `SELECT value FROM statement WHERE record_type = ? AND record_id = ? AND until_revision IS NULL ORDER BY last_file_id, id`,
      code,
      id,
    )
    .map((one) => one.value);
  const counted = COUNTED[type];
  touch(session, type, id, gone);
  if (said.length === 0) {
    // Whether a column or job stays as one that is only mentioned is decided at the end.
    if (type !== 'column' && type !== 'job' && until === null)
      sql.run(`UPDATE ${table} SET until_revision = ? WHERE id = ?`, revision, id);
    if (counted && until === null) session.changes.retired(counted, id);
    return;
  }
  sql.run(`UPDATE ${table} SET until_revision = NULL WHERE id = ?`, id);
  setValues(session, type, id, said);
  if (!counted) return;
  if (until !== null) session.changes.added(counted, id);
  else if (JSON.stringify(rowNow()) !== JSON.stringify(row)) session.changes.changed(counted, id);
}

function setValues(
  session: WriterSession,
  type: RecordType,
  id: number,
  said: readonly (string | null)[],
): void {
  const { sql } = session;
  const last = said.at(-1) ?? null;
  const names = SAID[type];
  if (names) {
    const values = JSON.parse(last ?? '[]') as (string | number | null)[];
    const table = RECORD_TABLES[type];
    sql.run(
      `UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
      ...names.map((_, index) => values[index] ?? null),
      id,
    );
    return;
  }
  if (type === 'column') tellColumn(sql, id);
  else if (type === 'job') {
    tellJob(sql, id);
    session.touched.jobs.add(id);
  } else if (type === 'property' && last !== null) setProperty(session, id, last);
  else if (type === 'alias') tellAlias(sql, id);
}

function setProperty({ sql }: WriterSession, id: number, digest: string): void {
  const now = sql.get<{ value: string }>('SELECT value FROM property WHERE id = ?', id)!.value;
  const own = hash('sha256', now, 'base64url');
  if (own === digest) return;
  const wanted = sql.get<{ value: string }>(
    'SELECT value FROM property_value WHERE property_id = ? AND digest = ?',
    id,
    digest,
  );
  if (!wanted) return;
  keepValue(sql, id, own, now);
  sql.run('UPDATE property SET value = ?, stated_at = NULL WHERE id = ?', wanted.value, id);
}

/** Notes what of a record must be derived, searched or looked at anew. */
export function touch(session: WriterSession, type: RecordType, id: number, gone: MaybeGone): void {
  const { sql, touched, identities } = session;
  const dataset = (datasetId: number | null | undefined) => {
    if (datasetId === null || datasetId === undefined) return;
    gone.datasets.add(datasetId);
    identities.touchedDatasets.add(datasetId);
  };
  const column = (columnId: number | null) => {
    if (columnId === null) return;
    gone.columns.add(columnId);
    dataset(sql.get<{ d: number }>('SELECT dataset_id AS d FROM "column" WHERE id = ?', columnId)?.d);
  };
  const table = RECORD_TABLES[type];
  const row = sql.get<Record<string, number | string | null>>(`SELECT * FROM ${table} WHERE id = ?`, id)!;
  const job = (jobId: number) => {
    touched.jobs.add(jobId);
    if (jobId !== 0) gone.jobs.add(jobId);
  };
  switch (type) {
    case 'source':
      return dataset(Number(row['dataset_id']));
    case 'alias':
      touched.aliases.add(id);
      return dataset(Number(row['dataset_id']));
    case 'column':
      return column(id);
    case 'job':
      if (row['parent_id'] !== null) gone.jobs.add(Number(row['parent_id']));
      return job(id);
    case 'jobInput':
    case 'jobOutput':
      dataset(Number(row['dataset_id']));
      return job(Number(row['job_id']));
    case 'jobFlow':
      dataset(Number(row['from_id']));
      dataset(Number(row['to_id']));
      return job(Number(row['job_id']));
    case 'jobEdge':
      gone.jobs.add(Number(row['from_id']));
      gone.jobs.add(Number(row['to_id']));
      return;
    case 'columnEdge':
      column(Number(row['from_id']));
      column(Number(row['to_id']));
      if (row['job_id'] !== 0) gone.jobs.add(Number(row['job_id']));
      return;
    case 'influence':
      column(Number(row['from_id']));
      dataset(Number(row['to_id']));
      if (row['job_id'] !== 0) gone.jobs.add(Number(row['job_id']));
      return;
    case 'test':
      if (row['column_id'] !== null) column(Number(row['column_id']));
      return dataset(Number(row['dataset_id']));
    default:
      if (row['target_type'] === 'dataset') dataset(Number(row['target_id']));
      else if (row['target_type'] === 'column') column(Number(row['target_id']));
      else if (row['target_type'] === 'job') gone.jobs.add(Number(row['target_id']));
  }
}
