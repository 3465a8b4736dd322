/** Records that stand and fall with a dataset or a job. */
import { fromSource } from '../../model/origins.ts';
import type { RecordType } from '../record-types.ts';
import type { Sql } from './sql.ts';

export interface Dependent {
  readonly type: RecordType;
  readonly id: number;
}

const OF_DATASET: readonly (readonly [RecordType, string])[] = [
  ['column', 'SELECT id FROM "column" WHERE dataset_id = ?'],
  ['alias', 'SELECT id FROM alias WHERE dataset_id = ?'],
  ['test', 'SELECT id FROM test WHERE dataset_id = ?'],
  ['jobFlow', 'SELECT id FROM job_flow WHERE job_id = 0 AND to_id = ?'],
  ...(['tag', 'owner', 'description', 'property'] as const).flatMap((table): [RecordType, string][] => [
    [table, `SELECT id FROM ${table} WHERE target_type = 'dataset' AND target_id = ? AND ${fromSource()}`],
    [
      table,
      `SELECT id FROM ${table} WHERE target_type = 'column' AND target_id IN (SELECT id FROM "column" WHERE dataset_id = ?) AND ${fromSource()}`,
    ],
  ]),
];

const OF_JOB: readonly (readonly [RecordType, string])[] = [
  ['jobInput', 'SELECT id FROM job_input WHERE job_id = ?'],
  ['jobOutput', 'SELECT id FROM job_output WHERE job_id = ?'],
  ['jobFlow', 'SELECT id FROM job_flow WHERE job_id = ?'],
  ['columnEdge', `SELECT id FROM column_edge WHERE job_id = ? AND basis = 'declared'`],
  ['influence', `SELECT id FROM influence WHERE job_id = ? AND basis = 'declared'`],
  ['jobEdge', 'SELECT id FROM job_edge WHERE from_id = ?'],
  ['jobEdge', 'SELECT id FROM job_edge WHERE to_id = ?'],
];

export function dependentsOfDataset(sql: Sql, datasetId: number): Dependent[] {
  return gather(sql, OF_DATASET, datasetId);
}

export function dependentsOfJob(sql: Sql, jobId: number): Dependent[] {
  return gather(sql, OF_JOB, jobId);
}

function gather(sql: Sql, queries: readonly (readonly [RecordType, string])[], id: number): Dependent[] {
  return queries.flatMap(([type, query]) =>
    sql.all<{ id: number }>(query, id).map((row) => ({ type, id: row.id })),
  );
}
