/** Column lineage that several imports tell of, stated in the ways that count now. */
import { RECORD_TABLES, RECORD_TYPES } from '../record-types.ts';
import type { WriterSession } from './session.ts';
import type { SightedRecord } from './sights.ts';
import type { Ways } from './ways.ts';

/** The value of a statement about the record. */
export function valueOf({ sql }: WriterSession, { type, id }: SightedRecord, ways: Ways): string {
  const texts = JSON.stringify(ways.transformations);
  if (type === 'influence') return JSON.stringify([texts]);
  const { confidence } = sql.get<{ confidence: number | null }>(
    'SELECT confidence FROM column_edge WHERE id = ?',
    id,
  )!;
  return JSON.stringify([ways.flags, texts, confidence]);
}

/** Brings row and statements of what is shown to these ways. */
export function restateWays(session: WriterSession, record: SightedRecord, ways: Ways): void {
  const { sql, revision, changes } = session;
  const { type, id } = record;
  const value = valueOf(session, record, ways);
  const rows = sql.all<{ id: number; since: number }>(
    'SELECT id, since_revision AS since FROM statement WHERE record_type = ? AND record_id = ? AND until_revision IS NULL AND value IS NOT ?',
    RECORD_TYPES[type],
    id,
    value,
  );
  for (const row of rows) {
    if (row.since === revision) {
      sql.run('UPDATE statement SET value = ? WHERE id = ?', value, row.id);
      continue;
    }
    sql.run('UPDATE statement SET until_revision = ? WHERE id = ?', revision, row.id);
    sql.run(
      `INSERT INTO statement (id, record_type, record_id, scope_id, value, file_id, at, last_file_id, last_at, since_revision)
       SELECT ?1, record_type, record_id, scope_id, ?2, file_id, at, last_file_id, last_at, ?3 FROM statement WHERE id = ?4`,
      sql.nextId('statement'),
      value,
      revision,
      row.id,
    );
  }
  if (rows.length === 0) return;
  const flags = type === 'columnEdge' ? `flags = ${ways.flags}, ` : '';
  sql.run(
    `UPDATE ${RECORD_TABLES[type]} SET ${flags}transformations = ? WHERE id = ?`,
    JSON.stringify(ways.transformations),
    id,
  );
  changes.changed(type === 'columnEdge' ? 'column_edge' : 'influence', id);
}
