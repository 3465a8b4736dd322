/**
 * Rows that several scopes speak of, as their statements that stand make them up: where one of them was
 * withdrawn, and after an undo. Statements must have been written.
 */
import { platformOf } from '../../joining/platform.ts';
import { RECORD_TYPES } from '../record-types.ts';
import type { WriterSession } from './session.ts';
import type { Sql } from './sql.ts';

function saidOf(sql: Sql, type: number, id: number): string[] {
  return sql
    .all<{ value: string }>(
      `SELECT value FROM statement WHERE record_type = ? AND record_id = ? AND until_revision IS NULL AND value IS NOT NULL
       ORDER BY last_file_id, id`,
      type,
      id,
    )
    .map(({ value }) => value);
}

export function tellColumn(sql: Sql, id: number): void {
  let ordinal: number | null = null;
  let dataType: string | null = null;
  for (const value of saidOf(sql, RECORD_TYPES.column, id)) {
    const bar = value.indexOf('|');
    if (bar < 0) continue;
    if (bar > 0) ordinal = Number(value.slice(0, bar));
    if (bar < value.length - 1) dataType = value.slice(bar + 1);
  }
  sql.run(
    'UPDATE "column" SET ordinal = ?, data_type = ?, referenced_only = 0 WHERE id = ?',
    ordinal,
    dataType,
    id,
  );
}

/** One scope that gives flows one by one is enough: others are silent about it. */
export function tellJob(sql: Sql, id: number): void {
  let kind: string | null = null;
  let sourceId: string | null = null;
  let parentId: number | null = null;
  let explicit = false;
  for (const value of saidOf(sql, RECORD_TYPES.job, id)) {
    const [a, b, c, d] = JSON.parse(value) as [string?, string?, number?, boolean?];
    kind = a ?? kind;
    sourceId = b ?? sourceId;
    parentId = c ?? parentId;
    explicit ||= d === true;
  }
  sql.run(
    'UPDATE job SET kind = ?, source_id = ?, parent_id = ?, explicit_flows = ?, referenced_only = 0 WHERE id = ?',
    kind,
    sourceId,
    parentId === id ? null : parentId,
    explicit ? 1 : 0,
    id,
  );
}

/** The kind follows the first scope that states one; else the first guess. Where nobody says any, it is as new. */
export function tellKind(session: WriterSession, datasetId: number): void {
  const { sql } = session;
  const said = sql.all<{ value: string; scopeId: number }>(
    `SELECT s.value, s.scope_id AS scopeId FROM dataset_source d CROSS JOIN statement s ON s.record_type = ${RECORD_TYPES.source} AND s.record_id = d.id
     WHERE d.dataset_id = ? AND s.until_revision IS NULL AND s.value IS NOT NULL ORDER BY s.file_id, s.id`,
    datasetId,
  );
  const stated = said.find((one) => !one.value.startsWith('~'));
  const guess = said.find((one) => one.value !== '~table')?.value.slice(1);
  const now = sql.get<{ kind: string; scopeId: number }>(
    'SELECT kind, kind_scope_id AS scopeId FROM dataset WHERE id = ?',
    datasetId,
  )!;
  const owner = said.find((one) => one.scopeId === now.scopeId && !one.value.startsWith('~')) ?? stated;
  const kind = owner?.value ?? guess ?? kindOfNew(sql, datasetId);
  if (kind === now.kind && now.scopeId === (owner?.scopeId ?? 0)) return;
  session.changes.became('dataset', datasetId, now.kind, kind);
  sql.run(
    'UPDATE dataset SET kind = ?, kind_scope_id = ? WHERE id = ?',
    kind,
    owner?.scopeId ?? 0,
    datasetId,
  );
}

/** A folder that stands for partitions is a file; anything else a table until somebody knows better. */
function kindOfNew(sql: Sql, datasetId: number): string {
  const made = sql.get<{ namespace: string }>(
    'SELECT namespace FROM partition_set WHERE root_id = ? LIMIT 1',
    datasetId,
  );
  return made && platformOf(made.namespace).paths ? 'file' : 'table';
}
