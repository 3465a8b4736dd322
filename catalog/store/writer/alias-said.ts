/** What a name of a dataset is taken for where several sources, or facets of one, state it. */
import { RECORD_TYPES } from '../record-types.ts';
import type { Sql } from './sql.ts';

/** Strongest first: what names the same data now goes before what was its name. */
const BASES = ['symlink', 'relation', 'link', 'location', 'rename'];

/** Smaller is stronger. */
function rankOf(basis: string, certainty: string): number {
  const at = BASES.indexOf(basis);
  return (certainty === 'certain' ? 0 : BASES.length + 1) + (at < 0 ? BASES.length : at);
}

/**
 * Makes the row of an alias follow from the statements that stand: the strongest counts, in whatever order
 * they came. A person's decision outlives what sources say. Statements must have been written.
 */
export function tellAlias(sql: Sql, id: number): void {
  const said = sql
    .all<{ value: string | null; importer: string }>(
      `SELECT s.value, c.importer FROM statement s JOIN scope c ON c.id = s.scope_id
       WHERE s.record_type = ? AND s.record_id = ? AND s.until_revision IS NULL AND s.value IS NOT NULL ORDER BY c.importer, c.key`,
      RECORD_TYPES.alias,
      id,
    )
    .map(({ value, importer }) => {
      const [basis = '', certainty = 'likely'] = value!.split('|');
      return { basis, certainty, importer, rank: rankOf(basis, certainty) };
    });
  const [first] = said;
  if (!first) return;
  const { basis, certainty, importer } = said.reduce(
    (best, one) => (one.rank < best.rank ? one : best),
    first,
  );
  sql.run(
    `UPDATE alias SET until_revision = NULL, basis = ?, certainty = ?, score = NULL, reasons = NULL, origin = ?,
            status = CASE WHEN decided_in IS NULL THEN ? ELSE status END WHERE id = ?`,
    basis,
    certainty,
    importer,
    certainty === 'certain' ? 'joined' : 'suggested',
    id,
  );
}

/** Whether a statement is stronger than what the row holds. */
export function isStronger(
  said: { readonly basis: string; readonly certainty: string },
  held: { readonly basis: string; readonly certainty: string | null },
): boolean {
  return rankOf(said.basis, said.certainty) < rankOf(held.basis, held.certainty ?? 'likely');
}
