/**
 * Who states something. A source's row is kept once for good and holds while a statement stands behind it; every
 * other row (a person's, a rule's) carries its own period.
 */
const SOURCES = ['openlineage', 'dbt', 'glue'] as const;

/** A person. */
export const PERSON = 'steward';

/** Carried on along lineage, on a person's command; see catalog/privacy/propagate. */
export const PROPAGATED = 'propagated';

/** SQL condition: the row of `alias` (or of the only table) is a source's. */
export function fromSource(alias?: string): string {
  return `${alias === undefined ? '' : `${alias}.`}origin IN (${SOURCES.map((one) => `'${one}'`).join(', ')})`;
}
