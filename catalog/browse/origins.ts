/** Origins of statements whose rows carry their own period, unlike those of sources. */

/** Carried on along lineage, on a person's command; see catalog/privacy/propagate. */
export const PROPAGATED = 'propagated';

/** SQL condition: the row of `alias` is stated in this catalog, not by a source. */
export function statedHere(alias: string): string {
  return `${alias}.origin IN ('steward', '${PROPAGATED}')`;
}
