/** Moments and days as a command line names them; docs/cli.md says how ("Naming a moment"). */
import { catalogAt } from '../catalog/explore/at.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { isCivilDate } from '../catalog/privacy/deadline/civil-date.ts';
import { instantMillis } from '../catalog/privacy/deadline/instant.ts';
import type { At } from '../contract/index.ts';
import { UsageError } from './usage.ts';

/** What `--as-of` says in the help of every command that takes it. */
export const AS_OF =
  'as it was at a revision, or as data had flowed by a day (its end, UTC) or a time with its zone';

/**
 * A calendar day or an instant with its zone, as an instant in UTC. What has no zone is refused: it would mean something
 * else on every machine.
 * @param edge of a day, which is meant as a whole: where a time begins with it, its beginning
 * @throws UsageError
 */
export function timeNamed(text: string, edge: 'beginning' | 'end' = 'end'): string {
  const day = edge === 'end' ? 'T23:59:59.999Z' : 'T00:00:00.000Z';
  const millis = instantMillis(isCivilDate(text) ? `${text}${day}` : text);
  if (millis !== null) return new Date(millis).toISOString();
  throw new UsageError(
    `"${text}" is no moment. Write a day, 2026-11-20 (its ${edge}, UTC), or a time with its zone: 2026-11-20T06:00:00Z, 2026-11-20T07:00+01:00.`,
  );
}

/** A calendar day. @throws UsageError */
export function dayNamed(text: string): string {
  if (isCivilDate(text)) return text;
  throw new UsageError(`"${text}" is no calendar day. Write 2026-11-20.`);
}

/** A whole number from 0 on. @throws UsageError */
export function revisionNamed(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new UsageError(`"${text}" is no revision. headwater stats names the newest.`);
  return Number(text);
}

/** A revision, or a date. @throws UsageError */
export function momentNamed(text: string): At {
  return /^\d{1,9}$/.test(text) ? { revision: revisionNamed(text) } : { time: timeNamed(text) };
}

/** What a procedure says of a moment that there is not, as something the user can mend. */
export function momentRefused(error: unknown): unknown {
  const { data } = error as { data?: { reason?: string } };
  return data?.reason === undefined ? error : new UsageError(`${data.reason}.`);
}

/** The catalog as of `--as-of`; as it is now without. @throws UsageError for a moment that there is not */
export async function viewed(catalog: Catalog, asOf: string | undefined): Promise<Catalog> {
  if (asOf === undefined) return catalog;
  try {
    return await catalogAt(catalog, momentNamed(asOf));
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}
