/**
 * Civil dates: calendar days without clock or zone, as ISO `YYYY-MM-DD` strings (proleptic Gregorian,
 * years 1583–9999). Legal periods are counted in these; the host's time zone never takes part. ISO
 * strings of this shape sort as dates, so `<` compares them.
 */

/** A calendar day as `YYYY-MM-DD`. Made by {@link civilDate}, which checks it. */
export type CivilDate = string;

/** An input that no date can be computed from. `code` is stable kebab-case. */
export class DeadlineError extends Error {
  readonly code: 'invalid-date' | 'invalid-pause' | 'invalid-instant' | 'out-of-range';
  constructor(code: DeadlineError['code'], message: string) {
    super(message);
    this.name = 'DeadlineError';
    this.code = code;
  }
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const FIRST_YEAR = 1583;
const LAST_YEAR = 9999;

interface Parts {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
}

/** Checks a date of unknown origin. @throws DeadlineError `invalid-date` */
export function civilDate(text: string): CivilDate {
  parts(text);
  return text;
}

/** True for an existing day written as `YYYY-MM-DD`. */
export function isCivilDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  return year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days after (or, negative, before) a date. @throws DeadlineError `out-of-range` */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/**
 * The corresponding day `months` later; where that month has no such day, its last day
 * (Regulation (EEC, Euratom) No 1182/71, Art. 3(2)(c)).
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const from = parts(date);
  const index = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return format({ year, month, day: Math.min(from.day, daysInMonth(year, month)) });
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekday(date: CivilDate): number {
  return ((((toDayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** English name of the weekday. */
export function weekdayName(date: CivilDate): string {
  return WEEKDAYS[weekday(date) - 1] ?? '';
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 31);
}

function parts(text: string): Parts {
  if (!isCivilDate(text)) {
    throw new DeadlineError(
      'invalid-date',
      `"${text.slice(0, 40)}" is not a calendar date; expected YYYY-MM-DD`,
    );
  }
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8, 10)) };
}

function format({ year, month, day }: Parts): CivilDate {
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    throw new DeadlineError('out-of-range', `the date falls outside the years ${FIRST_YEAR}–${LAST_YEAR}`);
  }
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days since 1970-01-01. Counts in years that start in March, so that leap days come last. */
function toDayNumber(date: CivilDate): number {
  const { year, month, day } = parts(date);
  const y = month > 2 ? year : year - 1;
  const yearDay = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + yearDay - 719468;
}

function fromDayNumber(days: number): CivilDate {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return format({ year, month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 });
}
