/**
 * Instants as producers write them. OpenLineage asks for RFC 3339; seen are nanoseconds, `+0000`, a space
 * for the `T`, Java's `[UTC]` after the offset, and no zone at all.
 */
import type { Json } from '../../model/facts.ts';

const FORM =
  /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,12}))?\s?(?:([Zz])|([+-]\d\d):?(\d\d)?)?(?:\[[\w/+:-]{1,64}\])?$/;

export interface Instant {
  /** `YYYY-MM-DDTHH:mm:ss.sssZ`; finer digits are cut off. */
  readonly iso: string;
  /** False where no zone was written and UTC was taken. */
  readonly zoned: boolean;
}

/** The instant that a string names, or null if it names none. */
export function instantOf(value: Json | undefined): Instant | null {
  if (typeof value !== 'string' || value.length > 128) return null;
  // The usual form needs no taking apart: if it survives the way there and back, it is right.
  if (value.length === 24 && value[23] === 'Z') {
    const usual = new Date(value);
    if (!Number.isNaN(usual.getTime()) && usual.toISOString() === value) return { iso: value, zoned: true };
  }
  const match = FORM.exec(value);
  if (!match) return null;
  const [, date, clock = '', fraction = '', zulu, hours, minutes = '00'] = match;
  const seconds = clock.length === 5 ? `${clock}:00` : clock;
  // RFC 3339 knows leap seconds, the platform does not.
  const leap = seconds.endsWith(':60');
  const time = leap ? `${seconds.slice(0, 5)}:59.999` : `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}`;
  const offset = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const instant = new Date(`${date}T${time}${offset}`);
  if (Number.isNaN(instant.getTime())) return null;
  const iso = instant.toISOString();
  return iso.length === 24 ? { iso, zoned: zulu !== undefined || hours !== undefined } : null;
}
