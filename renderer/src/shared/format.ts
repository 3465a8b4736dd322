/** Numbers, sizes and instants for people, in the language of the app. */
import { locale } from './language/language.ts';

const numbers = new Intl.NumberFormat(locale);
const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const sizes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const instants = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const exactInstants = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

export const count = (value: number): string => numbers.format(value);

/** A part of a whole; an em dash when there is no whole. Never 100 % unless it is all. */
export function percent(part: number, whole: number): string {
  if (whole <= 0) return '—';
  if (part < whole && part / whole > 0.99) return percents.format(0.99);
  if (part > 0 && part / whole < 0.01) return `< ${percents.format(0.01)}`;
  return percents.format(part / whole);
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Decimal units, as file managers count them. */
export function bytes(value: number): string {
  let unit = 0;
  let rest = value;
  while (rest >= 1000 && unit < UNITS.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? count(rest) : sizes.format(rest)} ${UNITS[unit]}`;
}

/** Milliseconds as `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(ms: number): string {
  if (ms < 100) return `< ${sizes.format(0.1)} s`;
  if (ms < 9_950) return `${sizes.format(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${count(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${count(minutes)} min ${count(seconds % 60)} s`;
  return `${count(Math.floor(minutes / 60))} h ${count(minutes % 60)} min`;
}

/** An RFC 3339 instant in the zone of the system; what cannot be read stays as it is. */
export function instant(value: string, exact = false): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return value;
  return (exact ? exactInstants : instants).format(date);
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `5 minutes ago`; the date from a month on. */
export function ago(value: string, now = Date.now()): string {
  const passed = new Date(value).getTime() - now;
  if (Number.isNaN(passed) || Math.abs(passed) > 30 * 86_400_000) return instant(value);
  for (const [unit, size] of STEPS) {
    if (Math.abs(passed) >= size) return relative.format(Math.trunc(passed / size), unit);
  }
  return relative.format(0, 'minute');
}
