/** Instants as people write them: RFC 3339 with an offset, so that no machine's own zone takes part. */
import { isCivilDate } from './civil-date.ts';

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970; null without an offset, or for a moment that does not exist. */
export function instantMillis(text: string): number | null {
  const day = INSTANT.exec(text)?.[1];
  const millis = day !== undefined && isCivilDate(day) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(millis) ? null : millis;
}
