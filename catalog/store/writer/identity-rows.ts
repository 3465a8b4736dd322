/** Columns of the rows that identities are, in the order in which they are written, and places among them. */
import { canonicalKey, type DatasetKey } from '../../model/identity.ts';
import type { Sql } from './sql.ts';

export const DATASET_ROW = [
  'id',
  'namespace',
  'name',
  'kind',
  'kind_scope_id',
  'canonical_id',
  'canonical_key',
  'referenced_only',
  'since_revision',
];
export const KIND = DATASET_ROW.indexOf('kind');
export const KIND_SCOPE = DATASET_ROW.indexOf('kind_scope_id');
export const DATASET_REFERENCED = DATASET_ROW.indexOf('referenced_only');
export const COLUMN_ROW = [
  'id',
  'dataset_id',
  'path',
  'name',
  'depth',
  'ordinal',
  'data_type',
  'referenced_only',
  'since_revision',
];
export const ORDINAL = COLUMN_ROW.indexOf('ordinal');
export const DATA_TYPE = COLUMN_ROW.indexOf('data_type');
export const COLUMN_REFERENCED = COLUMN_ROW.indexOf('referenced_only');
export const JOB_ROW = [
  'id',
  'namespace',
  'name',
  'importer',
  'kind',
  'source_id',
  'parent_id',
  'explicit_flows',
  'referenced_only',
  'since_revision',
];
export const JOB_KIND = JOB_ROW.indexOf('kind');
export const JOB_SOURCE_ID = JOB_ROW.indexOf('source_id');
export const JOB_PARENT = JOB_ROW.indexOf('parent_id');
export const JOB_EXPLICIT = JOB_ROW.indexOf('explicit_flows');
export const JOB_REFERENCED = JOB_ROW.indexOf('referenced_only');

/** A dataset that nobody has described yet; answers its id. Its row waits with others (see {@link Sql.rows}). */
export function addDataset(sql: Sql, key: DatasetKey, kind: string, revision: number): number {
  const id = sql.nextId('dataset');
  const rows = sql.rows('dataset', DATASET_ROW);
  rows.add(id, key.namespace, key.name, kind, 0, id, canonicalKey(key), 1, revision);
  return id;
}

/** As {@link addDataset}; the row is written at once. */
export function insertDataset(sql: Sql, key: DatasetKey, kind: string, revision: number): number {
  const id = addDataset(sql, key, kind, revision);
  sql.rows('dataset', DATASET_ROW).flush();
  return id;
}
