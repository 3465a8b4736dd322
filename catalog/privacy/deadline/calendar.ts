/**
 * Working days and public holidays of a place. The bundled calendars follow the rules in
 * `resources/privacy/holiday-rules.json`; a user's own additions and removals go on top.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CivilDate, addDays, weekday, weekdayName } from './civil-date.ts';
import { holidayRulesFile, holidaysBetween } from './holiday-rules.ts';

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

/**
 * All bundled calendars by region code, worked out from the rules.
 * @throws if the file is missing or malformed, or a place builds on one that is not in it
 */
export function loadCalendars(resourcesDir: string): ReadonlyMap<string, HolidayCalendar> {
  const text = readFileSync(join(resourcesDir, 'privacy', 'holiday-rules.json'), 'utf8');
  const { regions, years } = holidayRulesFile.parse(JSON.parse(text));
  const calendars = new Map<string, HolidayCalendar>();
  for (const [region, { name, of, holidays }] of Object.entries(regions)) {
    const whole = of === undefined ? undefined : regions[of];
    if (of !== undefined && (!whole || whole.of !== undefined)) {
      throw new Error(`${region} builds on ${of}, which is no whole country of the file`);
    }
    const days = holidaysBetween([...(whole?.holidays ?? []), ...holidays], years);
    calendars.set(region, { region, name, years, days });
  }
  return calendars;
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
