/** A month as weeks of civil dates, for a calendar on screen. */
import { locale } from '../../../shared/language/language.ts';

const DAY_MS = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** `2026-04` of a date. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** The month so many months away. */
export function monthAway(month: string, by: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** Whole weeks from Monday to Sunday that cover the month. */
export function weeksOf(month: string): string[][] {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  const first = Date.UTC(year, number - 1, 1);
  const end = Date.UTC(year, number, 1);
  const weekday = (new Date(first).getUTCDay() + 6) % 7;
  const weeks: string[][] = [];
  for (let monday = first - weekday * DAY_MS; monday < end; monday += 7 * DAY_MS)
    weeks.push(Array.from({ length: 7 }, (_, day) => iso(monday + day * DAY_MS)));
  return weeks;
}

const named = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });

/** `April 2026` in the user's language. */
export function monthName(month: string): string {
  return named.format(Date.parse(`${month}-01T00:00:00Z`));
}

/** Short names of the days, Monday first. */
export const WEEKDAYS: readonly string[] = Array.from({ length: 7 }, (_, day) =>
  // 5 January 1970 was a Monday.
  weekdays.format((4 + day) * DAY_MS),
);
