/**
 * Working days and public holidays of a place. The bundled calendars come from
 * `resources/privacy/holidays.json`; a user's own additions and removals go on top.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type CivilDate, addDays, isCivilDate, weekday, weekdayName } from './civil-date.ts';

/** The public holidays of one place, by date. */
export interface HolidayCalendar {
  /** ISO 3166-1 or -2 code: `IE`, `GB-ENG`, `DE-BY`. */
  readonly region: string;
  readonly name: string;
  /** First and last year for which holidays are known. */
  readonly years: readonly [from: number, to: number];
  readonly days: ReadonlyMap<CivilDate, string>;
}

/** A holiday that a computed date had to step over. */
export interface HolidayUsed {
  readonly date: CivilDate;
  readonly name: string;
}

const monthDay = z.string().regex(/^\d{2}-\d{2}$/);
const civil = z.string().refine(isCivilDate, 'not a calendar date');

/** `resources/privacy/holidays.json`: a holiday is on one month-day every year, or on listed dates. */
export const holidaysFile = z.object({
  source: z.string(),
  licence: z.string(),
  attribution: z.string(),
  years: z.tuple([z.int(), z.int()]),
  regions: z.record(
    z.string(),
    z.object({
      name: z.string(),
      holidays: z.array(z.tuple([z.string(), z.union([monthDay, z.array(civil)])])),
    }),
  ),
});
export type HolidaysFile = z.infer<typeof holidaysFile>;

/** All bundled calendars by region code. @throws if the file is missing or malformed. */
export function loadCalendars(resourcesDir: string): ReadonlyMap<string, HolidayCalendar> {
  const text = readFileSync(join(resourcesDir, 'privacy', 'holidays.json'), 'utf8');
  const file = holidaysFile.parse(JSON.parse(text));
  const calendars = new Map<string, HolidayCalendar>();
  for (const [region, { name, holidays }] of Object.entries(file.regions)) {
    const days = new Map<CivilDate, string>();
    for (const [holiday, when] of holidays) {
      for (const date of typeof when === 'string' ? everyYear(when, file.years) : when) {
        const other = days.get(date);
        days.set(date, other ? `${other} / ${holiday}` : holiday);
      }
    }
    calendars.set(region, { region, name, years: file.years, days });
  }
  return calendars;
}

function everyYear(when: string, [from, to]: readonly [number, number]): CivilDate[] {
  const dates: CivilDate[] = [];
  for (let year = from; year <= to; year++) dates.push(`${year}-${when}`);
  return dates.filter(isCivilDate);
}

/** A calendar without holidays: weekends only. */
export function emptyCalendar(region: string): HolidayCalendar {
  return { region, name: region, years: [1583, 9999], days: new Map() };
}

/** A calendar with a user's own changes; `added` wins over `removed`. */
export function adjustCalendar(
  calendar: HolidayCalendar,
  added: ReadonlyMap<CivilDate, string>,
  removed: ReadonlySet<CivilDate> = new Set(),
): HolidayCalendar {
  const kept = [...calendar.days].filter(([date]) => !removed.has(date));
  return { ...calendar, days: new Map([...kept, ...added]) };
}

/** True when holidays are known for the date's year. */
export function covers(calendar: HolidayCalendar, date: CivilDate): boolean {
  const year = Number(date.slice(0, 4));
  return year >= calendar.years[0] && year <= calendar.years[1];
}

export function isWorkingDay(date: CivilDate, calendar: HolidayCalendar): boolean {
  return weekday(date) < 6 && !calendar.days.has(date);
}

/** Why a day is no working day: the holiday's name, or the weekday. Null on a working day. */
export function restDay(date: CivilDate, calendar: HolidayCalendar): string | null {
  return calendar.days.get(date) ?? (weekday(date) >= 6 ? weekdayName(date) : null);
}

/** The result of stepping over days, with the holidays that were stepped over. */
export interface Stepped {
  readonly date: CivilDate;
  readonly holidays: readonly HolidayUsed[];
}

/** The date itself if it is a working day, else the next one. */
export function nextWorkingDay(date: CivilDate, calendar: HolidayCalendar): Stepped {
  return step(date, 1, 0, calendar);
}

/** The n-th working day after (`count` > 0) or before (`count` < 0) a date, which is not counted. */
export function addWorkingDays(date: CivilDate, count: number, calendar: HolidayCalendar): Stepped {
  return step(date, Math.sign(count), Math.abs(count), calendar);
}

function step(start: CivilDate, direction: number, count: number, calendar: HolidayCalendar): Stepped {
  const holidays: HolidayUsed[] = [];
  const works = (date: CivilDate): boolean => {
    const holiday = calendar.days.get(date);
    if (holiday !== undefined) holidays.push({ date, name: holiday });
    return holiday === undefined && weekday(date) < 6;
  };
  let date = start;
  if (count === 0) {
    while (!works(date)) date = addDays(date, direction || 1);
    return { date, holidays };
  }
  for (let left = count; left > 0;) {
    date = addDays(date, direction);
    if (works(date)) left--;
  }
  return { date, holidays };
}
