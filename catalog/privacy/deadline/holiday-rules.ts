/**
 * Public holidays by rule: which dates a holiday falls on in a year. Pure; the rules themselves are data
 * (`resources/privacy/holiday-rules.json`).
 */
import { z } from 'zod';
import { type CivilDate, addDays, isCivilDate, weekday } from './civil-date.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * When a holiday falls, in one word:
 * - `12-25`: every year on that day;
 * - `easter+39`, `orthodox-2`: days from Easter Sunday, Western or Orthodox;
 * - `mon>=05-25`: the first such weekday on or after that day (here the last Monday of May);
 * - `2022-09-19`: once.
 */
export const holidayWhen = z.union([
  z
    .string()
    .regex(/^\d{2}-\d{2}$/)
    .refine((text) => isCivilDate(`2024-${text}`), 'not a day of the year'),
  z.string().regex(/^(?:easter|orthodox)[+-]\d{1,2}$/),
  z
    .string()
    .regex(/^(?:mon|tue|wed|thu|fri|sat|sun)>=\d{2}-\d{2}$/)
    .refine((text) => isCivilDate(`2023-${text.slice(5)}`), 'not a day of every year'),
  z.string().refine(isCivilDate, 'not a calendar date'),
]);

/**
 * What the law gives for a holiday on a weekend. The holiday itself stays where it is, except for
 * `saturday-before-sunday`, which moves it.
 * - `next-working-day`: the next day that is neither weekend nor another holiday (United Kingdom, Bulgaria);
 * - `nearest-weekday`: Friday before a Saturday, Monday after a Sunday (United States);
 * - `monday-after-sunday`: only a Sunday is made up for (California);
 * - `saturday-before-sunday`: kept the day before (King's Day in the Netherlands).
 */
const weekendRule = z.enum([
  'next-working-day',
  'nearest-weekday',
  'monday-after-sunday',
  'saturday-before-sunday',
]);

const holidayOptions = z.strictObject({
  /** First and last year in which it is a holiday. */
  from: z.int().optional(),
  to: z.int().optional(),
  /** Years in which it is none, or is kept on another day. */
  except: z.array(z.int()).optional(),
  ifWeekend: weekendRule.optional(),
});

const holidayRule = z.union([
  z.tuple([z.string().min(1), holidayWhen]),
  z.tuple([z.string().min(1), holidayWhen, holidayOptions]),
]);
export type HolidayRule = z.infer<typeof holidayRule>;

/** `resources/privacy/holiday-rules.json`. `of`: the place whose holidays hold here as well. */
export const holidayRulesFile = z.object({
  version: z.string(),
  note: z.string(),
  years: z.tuple([z.int(), z.int()]),
  regions: z.record(
    z.string(),
    z.object({ name: z.string(), of: z.string().optional(), holidays: z.array(holidayRule) }),
  ),
});

/** Easter Sunday of the Western churches (the anonymous Gregorian computus). */
export function easterSunday(year: number): CivilDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const days = epact + toSunday - 7 * late + 114;
  return dayOf(year, Math.floor(days / 31), (days % 31) + 1);
}

/** Easter Sunday of the Orthodox churches: reckoned in the Julian calendar, given in the Gregorian one. */
export function orthodoxEasterSunday(year: number): CivilDate {
  const moon = (19 * (year % 19) + 15) % 30;
  const toSunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const days = moon + toSunday + 114;
  const behind = Math.floor(year / 100) - Math.floor(year / 400) - 2;
  return addDays(dayOf(year, Math.floor(days / 31), (days % 31) + 1), behind);
}

/** The holidays of a place in all years of a span, substitute days included. Names on one day are joined. */
export function holidaysBetween(
  rules: readonly HolidayRule[],
  [from, to]: readonly [number, number],
): Map<CivilDate, string> {
  const days = new Map<CivilDate, string>();
  const substitutes: { readonly date: CivilDate; readonly name: string; readonly rule: WeekendRule }[] = [];
  // A day made up for may lie in the neighbouring year.
  for (let year = from - 1; year <= to + 1; year++) {
    for (const [name, when, options = {}] of rules) {
      const date = holds(options, year) ? dateIn(when, year) : null;
      if (date === null) continue;
      const kept =
        options.ifWeekend === 'saturday-before-sunday' && weekday(date) === 7 ? addDays(date, -1) : date;
      add(days, kept, name);
      if (options.ifWeekend && weekday(kept) > 5)
        substitutes.push({ date: kept, name, rule: options.ifWeekend });
    }
  }
  substitutes.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  for (const { date, name, rule } of substitutes) {
    const instead = substituteFor(date, rule, days);
    if (instead !== null) add(days, instead, `${name} (substitute day)`);
  }
  return new Map(
    [...days]
      .filter(([date]) => date >= `${from}-01-01` && date <= `${to}-12-31`)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

type WeekendRule = z.infer<typeof weekendRule>;
type Options = z.infer<typeof holidayOptions>;

function holds({ from, to, except }: Options, year: number): boolean {
  return year >= (from ?? year) && year <= (to ?? year) && !except?.includes(year);
}

/** The day in a year; null where the rule has none (29 February, a single date of another year). */
function dateIn(when: string, year: number): CivilDate | null {
  const feast = /^(easter|orthodox)([+-]\d+)$/.exec(when);
  if (feast)
    return addDays(feast[1] === 'easter' ? easterSunday(year) : orthodoxEasterSunday(year), Number(feast[2]));
  const [day, earliest] = when.split('>=');
  if (day !== undefined && earliest !== undefined) {
    const first = `${year}-${earliest}`;
    return addDays(first, (WEEKDAYS.findIndex((name) => name === day) + 1 - weekday(first) + 7) % 7);
  }
  if (when.length === 10) return when.startsWith(`${year}-`) ? when : null;
  return isCivilDate(`${year}-${when}`) ? `${year}-${when}` : null;
}

function substituteFor(
  date: CivilDate,
  rule: WeekendRule,
  days: ReadonlyMap<CivilDate, string>,
): CivilDate | null {
  const sunday = weekday(date) === 7;
  switch (rule) {
    case 'next-working-day': {
      let next = addDays(date, 1);
      while (weekday(next) > 5 || days.has(next)) next = addDays(next, 1);
      return next;
    }
    case 'nearest-weekday':
      return addDays(date, sunday ? 1 : -1);
    case 'monday-after-sunday':
      return sunday ? addDays(date, 1) : null;
    case 'saturday-before-sunday':
      return null;
  }
}

function add(days: Map<CivilDate, string>, date: CivilDate, name: string): void {
  const other = days.get(date);
  days.set(date, other === undefined || other === name ? name : `${other} / ${name}`);
}

function dayOf(year: number, month: number, day: number): CivilDate {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
