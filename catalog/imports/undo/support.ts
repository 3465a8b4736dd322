/** Statements about records that several imports tell of together. */
import { ALSO_SAID } from '../../store/also-said.ts';
import type { WriterSession } from '../../store/writer/session.ts';
import type { ToldPlace } from '../../store/writer/ways.ts';

/** Makes the scope say this value of a record. `by`: the imports that do. */
export function supported(
  { sql, revision }: WriterSession,
  { type, recordId }: { readonly type: number; readonly recordId: number },
  value: string,
  place: ToldPlace,
  by: readonly number[],
): void {
  const now = sql.get<{ id: number; value: string | null }>(
    'SELECT id, value FROM statement WHERE record_type = ? AND record_id = ? AND scope_id = ? AND until_revision IS NULL',
    type,
    recordId,
    place.scope,
  );
  let id = now?.id;
  if (!now || now.value !== value) {
    if (now) sql.run('UPDATE statement SET until_revision = ? WHERE id = ?', revision, now.id);
    id = sql.nextId('statement');
    sql.run(
      `INSERT INTO statement (id, record_type, record_id, scope_id, value, file_id, at, last_file_id, last_at, since_revision)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6, ?7, ?8)`,
      id,
      type,
      recordId,
      place.scope,
      value,
      place.file,
      place.at,
      revision,
    );
  }
  for (const importId of by)
    sql.run(
      `INSERT OR IGNORE INTO also_said (record_type, record_id, import_id) VALUES (${ALSO_SAID.statement}, ?, ?)`,
      id!,
      importId,
    );
}
