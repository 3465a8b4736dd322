/** Moments as a command line names them. */
import { catalogAt } from '../catalog/explore/at.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { At } from '../contract/index.ts';
import { UsageError } from './face.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A date means the end of that day, UTC; otherwise an RFC 3339 instant. @throws UsageError */
export function timeNamed(text: string): string {
  const time = new Date(DAY.test(text) ? `${text}T23:59:59.999Z` : text);
  if (Number.isNaN(time.getTime()) || !/^\d{4}-\d{2}-\d{2}/.test(text))
    throw new UsageError(
      `"${text}" is no date. Write 2026-11-20 (the end of that day, UTC) or 2026-11-20T06:00:00Z.`,
    );
  return time.toISOString();
}

/** A whole number from 0 on. @throws UsageError */
export function revisionNamed(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new UsageError(`"${text}" is no revision. headwater stats names the newest.`);
  return Number(text);
}

/** A revision, or a date. @throws UsageError */
export function momentNamed(text: string): At {
  return /^\d{1,9}$/.test(text) ? { revision: Number(text) } : { time: timeNamed(text) };
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
