/**
 * Moments at which the lineage can be looked at, and what of the stored rows holds then.
 *
 * - A *revision*: the catalog as it stood after that ledger entry. What sources stated by then and had not
 *   withdrawn, what people had said, what runs known by then had shown.
 * - A *run time*: data as it flowed until then. What runs have shown by then, as far as it is known today;
 *   what is declared, and everything said about datasets, as of the revision that was newest at that time.
 *   A time before the first revision has no declared lineage, and cards as of the first revision.
 *
 * Which names are one dataset has no complete history: it is always taken as it is now.
 */
import { holdsAt } from '../browse/in-force.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import type { PastCatalog } from '../reports/as-of.ts';

/** What is asked for. Absent: now. `time`: RFC 3339 instant. */
export type At = { readonly revision: number } | { readonly time: string };

export interface Moment {
  /** Declared lineage holds as of this revision. */
  readonly revision: number;
  /** Run time; null when a revision was asked for. */
  readonly time: string | null;
  /** Names, tags, owners, columns: as of this catalog. */
  readonly past: PastCatalog;
}

/** Values for the conditions below. */
export function boundTo(moment: Pick<Moment, 'revision' | 'time'> | null): {
  revision: number;
  time: string;
} {
  return { revision: moment?.revision ?? 0, time: moment?.time ?? '' };
}

/** SQL condition: the edge between datasets (alias `e`) holds at the moment. Bind with {@link boundTo}. */
export function edgeHolds(moment: Pick<Moment, 'time'> | null): string {
  if (!moment) return 'e.until_revision IS NULL';
  const stood = `(${holdsAt('e')} OR EXISTS (SELECT 1 FROM edge_period p WHERE p.edge_id = e.id AND ${holdsAt('p')}))`;
  return moment.time === null ? stood : shownBy(stood);
}

/** SQL condition: the edge between columns (alias `e`) holds at the moment. */
export function columnEdgeHolds(moment: Pick<Moment, 'time'> | null): string {
  if (!moment) return 'e.until_revision IS NULL';
  const stood = `EXISTS (SELECT 1 FROM statement s WHERE s.record_type = ${RECORD_TYPES.columnEdge}
    AND s.record_id = e.id AND ${holdsAt('s')})`;
  return moment.time === null ? stood : shownBy(stood);
}

/** Observed edges whose runs tell no time are shown at every time. */
function shownBy(declared: string): string {
  return `CASE e.basis WHEN 'observed' THEN e.until_revision IS NULL AND (e.first_seen IS NULL OR e.first_seen <= @time)
    ELSE ${declared} END`;
}

/**
 * SQL condition: the column (alias `c`) is known at the moment. One that only lineage mentions has no
 * statements; it holds from when it was first mentioned.
 */
export function columnHolds(moment: Pick<Moment, 'time'> | null): string {
  if (!moment) return 'c.until_revision IS NULL';
  const of = `s.record_type = ${RECORD_TYPES.column} AND s.record_id = c.id`;
  return `c.since_revision <= @revision AND (EXISTS (SELECT 1 FROM statement s WHERE ${of} AND ${holdsAt('s')})
    OR (c.until_revision IS NULL AND NOT EXISTS (SELECT 1 FROM statement s WHERE ${of} AND s.since_revision <= @revision)))`;
}
