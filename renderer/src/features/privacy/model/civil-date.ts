/** Civil dates `YYYY-MM-DD`: no clock, no time zone. */
import { locale } from '../../../shared/language/language.ts';
import { say } from '../../../shared/language/say.ts';

const DAY_MS = 86_400_000;
const written = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });

/** Days since 1970-01-01, or null for text that is no date of the calendar. */
function dayNumber(date: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return null;
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(ms).toISOString().slice(0, 10) === date ? ms / DAY_MS : null;
}

export function isCivilDate(date: string): boolean {
  return dayNumber(date) !== null;
}

/** The present day where the user is. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(now.getFullYear()).padStart(4, '0')}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** `7 Apr 2026` in the user's language; other text stays as it is. */
export function formatDate(date: string | null): string {
  if (date === null) return '–';
  const day = dayNumber(date);
  return day === null ? date : written.format(day * DAY_MS);
}

export function weekdayOf(date: string): string {
  const day = dayNumber(date);
  return day === null ? '' : weekday.format(day * DAY_MS);
}

/** Days from `from` until `date`; negative when it has passed. */
export function daysUntil(date: string, from: string): number | null {
  const [end, start] = [dayNumber(date), dayNumber(from)];
  return end === null || start === null ? null : end - start;
}

/** `due today`, `in 5 days`, `3 days overdue`. */
export function dueWords(due: string, from: string): string {
  const days = daysUntil(due, from);
  if (days === null) return '';
  if (days === 0) return say('due today');
  return days > 0
    ? say('in {days, plural, one {# day} other {# days}}', { days })
    : say('{days, plural, one {# day} other {# days}} overdue', { days: -days });
}
