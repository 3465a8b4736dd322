/** What deriving edges has in common, whether jobs declare them or runs show them. */
import type { Doubt, WriterSession } from './session.ts';

export interface EdgeRow {
  id: number;
  fromId: number;
  toId: number;
  confidence: number | null;
  since: number;
  until: number | null;
}

/** Pairs of one run or one declared job; a product beyond that says nothing and would fill the catalog. */
export const MAX_PRODUCT = 1_000_000;

export function tooManyPairs(at: string, inputs: number, outputs: number): Doubt {
  return {
    severity: 'warning',
    code: 'too-many-flows',
    at,
    message:
      `It reads ${inputs} datasets and writes ${outputs} without saying which feeds which. Of the ${inputs * outputs} ` +
      `possible edges, 0 were drawn (at most ${MAX_PRODUCT} are); what it reads and writes is recorded and stands on the page of the job.`,
  };
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
