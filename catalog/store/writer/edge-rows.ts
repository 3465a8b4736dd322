/** What deriving edges has in common, whether jobs declare them or runs show them. */
import type { WriterSession } from './session.ts';

export interface EdgeRow {
  id: number;
  fromId: number;
  toId: number;
  confidence: number | null;
  since: number;
  until: number | null;
}

/** An edge that stood before stands again; the time in between stays on record. */
export function reopen(
  { sql, revision, changes }: WriterSession,
  edge: { readonly id: number; readonly since: number; readonly until: number },
): void {
  sql.run(
    'INSERT OR IGNORE INTO edge_period (edge_id, since_revision, until_revision) VALUES (?, ?, ?)',
    edge.id,
    edge.since,
    edge.until,
  );
  sql.run('UPDATE edge SET since_revision = ?, until_revision = NULL WHERE id = ?', revision, edge.id);
  changes.added('edge', edge.id);
}
