/** Records without statements that several imports bring: which of them do, and what each said, so that undo can tell. */
import type { WriterSession } from './session.ts';

/** Notes that this import says again what another one said first. */
export function alsoSaid(session: WriterSession, type: number, id: number, value: string | null): void {
  session.sql.run(
    `INSERT INTO also_said (record_type, record_id, import_id, value) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT DO UPDATE SET value = ?4`,
    type,
    id,
    session.importId,
    value,
  );
}

/** Keeps what an import said whose place the row is about to lose. */
export function saidBefore(
  { sql }: WriterSession,
  type: number,
  id: number,
  importId: number,
  value: string | null,
): void {
  sql.run(
    'INSERT OR IGNORE INTO also_said (record_type, record_id, import_id, value) VALUES (?, ?, ?, ?)',
    type,
    id,
    importId,
    value,
  );
}
