/**
 * Who states something. A source's row is kept once for good and holds while a statement stands behind it; every
 * other row (a person's, a rule's) carries its own period.
 */
import { SOURCE_KINDS } from './sources.ts';

/** A person. */
export const PERSON = 'steward';

/** Carried on along lineage, on a person's command; see catalog/privacy/propagate. */
export const PROPAGATED = 'propagated';
/** Whether an importer says it. */
export function isSource(origin: string): boolean {
  return (SOURCE_KINDS as readonly string[]).includes(origin);
}

/** SQL condition: the row of `alias` (or of the only table) is a source's. */
export function fromSource(alias?: string): string {
  return `${alias === undefined ? '' : `${alias}.`}origin IN (${SOURCE_KINDS.map((one) => `'${one}'`).join(', ')})`;
}

/** Origin of what a rule states. */
export function ruleOrigin(rule: number): string {
  return `rule:${rule}`;
}

/** The number of the rule that an origin names; null for any other. */
export function ruleOfOrigin(origin: string): number | null {
  const match = /^rule:(\d+)$/.exec(origin);
  return match ? Number(match[1]) : null;
}
