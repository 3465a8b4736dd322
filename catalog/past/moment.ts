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
import type { PastCatalog } from './as-of.ts';
import { knownAt, statedAt } from './as-of-parts.ts';
import { RECORD_TYPES, type RecordType } from '../store/record-types.ts';
import { ABSENT } from '../store/writer/absence.ts';
import { firstHeard } from '../store/writer/runs.ts';

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

/** `as of revision 12`, `as data had flowed by 2026-11-20T06:00:00.000Z`; for now `as the catalog stands now`. */
export function momentWords(moment: Pick<Moment, 'revision' | 'time'> | null): string {
  if (!moment) return 'as the catalog stands now';
  return moment.time === null ? `as of revision ${moment.revision}` : `as data had flowed by ${moment.time}`;
}

/** For the title of an answer: nothing for now. */
export const titleMoment = (moment: Moment | null): string => (moment ? `, ${momentWords(moment)}` : '');

/** For the rows of a list about the past; null for now. */
export const asOfOf = (moment: Moment | null): string | null => (moment ? momentWords(moment) : null);

/** What of an answer about the past is as it is known today. */
export function presentInPast(moment: Moment | null): string[] {
  if (!moment) return [];
  return [
    moment.time === null
      ? 'Which names are one dataset, kinds of datasets, and versions and rows of runs are as they are known today; they have no complete history.'
      : `What runs had shown by then is as it is known today; what is declared is as of revision ${moment.revision}, tags and owners as of revision ${moment.past.revision}. Which names are one dataset, and kinds, are those of today.`,
  ];
}

/** Values for the conditions below; `known`: the revision as of which names, tags and owners are shown. */
export function boundTo(
  moment: (Pick<Moment, 'revision' | 'time'> & { readonly past: Pick<PastCatalog, 'revision'> }) | null,
): { revision: number; time: string; known: number } {
  return {
    revision: moment?.revision ?? 0,
    time: moment?.time ?? '',
    known: moment?.past.revision ?? 0,
  };
}

/** SQL condition: some source stands behind the row of `alias` at the moment. */
export function stated(type: RecordType, alias: string, moment: Pick<Moment, 'time'> | null): string {
  return moment ? statedAt(type, alias) : `${alias}.until_revision IS NULL`;
}

/** SQL condition: the run (alias) is known at the moment; at a run time, if it had begun by then. */
export function runHolds(moment: Pick<Moment, 'time'> | null, alias: string): string {
  if (!moment) return `${alias}.until_revision IS NULL`;
  if (moment.time === null) return `${alias}.since_revision <= @revision AND ${knownAt(ABSENT.run, alias)}`;
  return `${alias}.until_revision IS NULL AND COALESCE(${firstHeard(alias)}, '') <= @time`;
}

/** SQL condition: an input, output or flow of a run that holds is known at the moment. */
export function runPartHolds(moment: Pick<Moment, 'time'> | null, alias: string): string {
  return moment?.time === null ? holdsAt(alias) : `${alias}.until_revision IS NULL`;
}

/** SQL condition: what a source said of a run that holds is known at the moment (alias of `property`). */
export function saidOfRun(moment: Pick<Moment, 'time'> | null, alias: string): string {
  return moment?.time === null ? statedAt('property', alias) : `${alias}.until_revision IS NULL`;
}

/** SQL: a row where the producer of run `r` says that its lineage could not be extracted in full. */
export function incompleteRun(moment: Pick<Moment, 'time'> | null): string {
  return `SELECT 1 FROM property p WHERE p.target_type = 'run' AND p.target_id = r.id
    AND p.key IN ('extractionError', 'extractionErrors') AND ${saidOfRun(moment, 'p')}`;
}

/** SQL condition: the influence of a column on a dataset (alias `i`) holds at the moment. */
export function influenceHolds(moment: Pick<Moment, 'time'> | null): string {
  if (!moment) return 'i.until_revision IS NULL';
  if (moment.time === null) return statedAt('influence', 'i');
  const sight = `run_sight x WHERE x.record_type = ${RECORD_TYPES.influence} AND x.record_id = i.id`;
  return `CASE i.basis WHEN 'observed' THEN i.until_revision IS NULL AND (NOT EXISTS (SELECT 1 FROM ${sight})
      OR EXISTS (SELECT 1 FROM run_sight x JOIN run r ON r.id = x.run_id WHERE x.record_type = ${RECORD_TYPES.influence}
        AND x.record_id = i.id AND ${runHolds(moment, 'r')}))
    ELSE ${statedAt('influence', 'i')} END`;
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
 * statements; it holds from when it was first mentioned, and at a run time from the first run that showed it.
 */
export function columnHolds(moment: Pick<Moment, 'time'> | null): string {
  if (!moment) return 'c.until_revision IS NULL';
  const of = `s.record_type = ${RECORD_TYPES.column} AND s.record_id = c.id`;
  const holds = `s.since_revision <= @known AND (s.until_revision IS NULL OR s.until_revision > @known)`;
  const known = `c.since_revision <= @known AND (EXISTS (SELECT 1 FROM statement s WHERE ${of} AND ${holds})
    OR (c.until_revision IS NULL AND NOT EXISTS (SELECT 1 FROM statement s WHERE ${of} AND s.since_revision <= @known)))`;
  if (moment.time === null) return `(${known})`;
  const shown = (
    end: string,
  ): string => `EXISTS (SELECT 1 FROM column_edge e WHERE e.${end} = c.id AND e.basis = 'observed'
    AND e.until_revision IS NULL AND (e.first_seen IS NULL OR e.first_seen <= @time))`;
  return `((${known}) OR (c.until_revision IS NULL AND (${shown('from_id')} OR ${shown('to_id')})))`;
}
