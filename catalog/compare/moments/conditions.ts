/** SQL conditions of two moments in one statement: each has its own names for the values that are bound. */
import { holdsAt } from '../../browse/in-force.ts';
import { boundTo } from '../../past/moment.ts';
import { knownAt } from '../../past/as-of-parts.ts';
import { ABSENT } from '../../store/writer/absence.ts';
import { lastHeard } from '../../store/writer/runs.ts';
import type { Instant } from './sides.ts';

/** A condition under the names of one moment: `@revision` becomes `@revisionA`. */
export const marked = (condition: string, mark: 'A' | 'B'): string =>
  `(${condition.replaceAll(/@(\w+)/g, `@$1${mark}`)})`;

/** True where a condition holds at one of the two moments only. */
export const differs = (condition: string): string =>
  `${marked(condition, 'A')} <> ${marked(condition, 'B')}`;

type Bound = Readonly<Record<string, number | string>>;

/** Values of both moments, under their names; `bind` tells those of one. */
export function boundToBoth(first: Instant, second: Instant, bind: (instant: Instant) => object): Bound {
  const named = (instant: Instant, mark: string) =>
    Object.entries(bind(instant)).map(([name, value]) => [`${name}${mark}`, value] as const);
  return Object.fromEntries([...named(first, 'A'), ...named(second, 'B')]);
}

/** For what is said of datasets and columns. */
export const boundToSaid = ({ past }: Instant) => ({ revision: past.revision });

/** For what is declared, and what runs have shown. */
export const boundToLineage = (instant: Instant) => boundTo(instant);

/** For what runs told: `time` is later than every time where a revision is looked at. */
export const boundToRuns = ({ revision, past, time }: Instant) => ({
  revision: time === null ? revision : past.revision,
  time: time ?? '\uffff',
  anyRevision: time === null ? 0 : 1,
});

/** Figures that were known: at a revision, or at a run time as they are known now. */
export const FIGURE_KNOWN = `m.at <= @time AND CASE @anyRevision WHEN 1 THEN m.until_revision IS NULL ELSE ${holdsAt('m')} END`;

/** Results of tests, likewise. */
export const RESULT_KNOWN = `x.at <= @time AND CASE @anyRevision WHEN 1 THEN x.until_revision IS NULL
  ELSE x.since_revision <= @revision AND ${knownAt(ABSENT.testResult)} END`;

/** Runs that were known; at a run time, with their last word by then. */
export const RUN_KNOWN = `COALESCE(${lastHeard('x')}, '') <= @time AND CASE @anyRevision WHEN 1 THEN x.until_revision IS NULL
  ELSE x.since_revision <= @revision AND ${knownAt(ABSENT.run)} END`;
