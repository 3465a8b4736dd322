/**
 * Names that change from run to run: the date in a path, a run's id in a folder. What is left without them is
 * the slot: what a job reads every day is the same slot, whichever day's folder it is.
 */

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
/** 2026-11-20, 2026/11/20, 20261120, with or without a time behind. */
const DATE = /(?<!\d)((?:19|20)\d{2})([-_/]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/g;
/** year=2026/month=11/day=20 as Hive writes it. */
const HIVE_DATE = /year=(\d{4})\/month=(\d{1,2})(?:\/day=(\d{1,2}))?/gi;
const TIME = /[T_ -]?(?<!\d)\d{2}[:_-]?\d{2}(?:[:_-]?\d{2}(?:\.\d{1,9})?)?Z?(?!\d)/g;
const NUMBER = /\d{4,}/g;

const WITHOUT = '{}';

/** The name with what changes from run to run left out. */
export function slotOf(name: string): string {
  return name
    .replace(UUID, WITHOUT)
    .replace(HIVE_DATE, WITHOUT)
    .replace(DATE, WITHOUT)
    .replace(new RegExp(`\\{\\}${TIME.source}`, 'g'), WITHOUT)
    .replace(NUMBER, WITHOUT);
}

/** The newest date in a name: start of that day, UTC, in milliseconds since 1970; null where there is none. */
export function dateIn(name: string): number | null {
  const found: number[] = [];
  for (const [, year, month, day] of name.matchAll(HIVE_DATE)) note(found, year, month, day ?? '1');
  for (const [, year, , month, day] of name.matchAll(DATE)) note(found, year, month, day);
  return found.length > 0 ? Math.max(...found) : null;
}

function note(found: number[], year?: string, month?: string, day?: string): void {
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // 31 February is no date.
  if (at.getUTCMonth() === Number(month) - 1) found.push(at.getTime());
}
