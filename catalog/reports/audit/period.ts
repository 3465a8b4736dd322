/** The period of an audit: civil dates in UTC, and the entries of the ledger at which it begins and ends. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { changingSql } from '../../ledger/entry.ts';
import { isCivilDate } from '../../privacy/deadline/civil-date.ts';
import { RequestError } from '../../request-error.ts';

export interface Period {
  /** Civil dates, UTC, both included; null: open. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Revisions (entries that changed the catalog) and entries of any kind; 0: before the first. */
export const endsSchema = z.object({
  start: z.number(),
  startSeq: z.number(),
  end: z.number(),
  endSeq: z.number(),
});
export type Ends = z.infer<typeof endsSchema>;

/** Today as periods count it: in UTC, as the ledger does. Deadlines of people are counted by `privacy/deadline/today.ts`. */
export const dayNow = (): string => new Date().toISOString().slice(0, 10);

/** SQL condition: the instant in `at` lies in `@from` to `@to`. */
export const within = (at: string): string =>
  `(@from IS NULL OR substr(${at}, 1, 10) >= @from) AND (@to IS NULL OR substr(${at}, 1, 10) <= @to)`;

/** @throws RequestError for what is no date, or ends before it begins */
export function checkPeriod({ from, to }: Period): void {
  for (const date of [from, to])
    if (date !== null && !isCivilDate(date))
      throw new RequestError(`"${date.slice(0, 20)}" is not a calendar date; expected YYYY-MM-DD.`);
  if (from !== null && to !== null && from > to)
    throw new RequestError(`The period ends on ${to}, before it begins on ${from}.`);
}

/** The newest entry by the end of a day, among the first `most`. */
function newestBy(db: Database, day: string | null, most: number, changing: boolean): number {
  return db
    .prepare<[object], { seq: number }>(
      `SELECT COALESCE(MAX(seq), 0) AS seq FROM ledger_entry
       WHERE seq <= @most AND (@day IS NULL OR substr(at, 1, 10) <= @day) ${changing ? `AND ${changingSql('action')}` : ''}`,
    )
    .get({ day, most })!.seq;
}

/** @param most newest entry that counts: the ledger as it stood when the report was made */
export function endsOf(db: Database, { from, to }: Period, most: number): Ends {
  const before = from === null ? null : dayBefore(from);
  return {
    start: before === null ? 0 : newestBy(db, before, most, true),
    startSeq: before === null ? 0 : newestBy(db, before, most, false),
    end: newestBy(db, to, most, true),
    endSeq: newestBy(db, to, most, false),
  };
}

/** The moment at the end of a day (null: the newest). */
export function momentOf(db: Database, day: string | null, most: number): { revision: number; seq: number } {
  return { revision: newestBy(db, day, most, true), seq: newestBy(db, day, most, false) };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** `2026-01-01 to 2026-03-31 (UTC days, both included)`. */
export function periodText({ from, to }: Period): string {
  if (from === null && to === null) return 'From the first entry of the ledger to its newest';
  return `${from ?? 'the first entry'} to ${to ?? 'the newest entry'} (UTC days, both included)`;
}
