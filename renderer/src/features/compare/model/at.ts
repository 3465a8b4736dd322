/** Moments in an address and in words. */
import type { At } from '../../../../../contract/index.ts';
import { instant } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';

/** `r12` for a revision, otherwise the time. */
export function writeAt(at: At | null): string | undefined {
  if (!at) return undefined;
  return 'revision' in at ? `r${at.revision}` : at.time;
}

/** Null for what is no moment. Never throws. */
export function readAt(value: unknown): At | null {
  if (typeof value !== 'string') return null;
  const revision = /^r(\d{1,15})$/.exec(value)?.[1];
  if (revision !== undefined) return { revision: Number(revision) };
  const time = readTime(value);
  return time === null ? null : { time };
}

/** An RFC 3339 instant in its canonical spelling; null for what is none. */
export function readTime(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(value))
    return null;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** `As of revision 12`, `As data had flowed by 3 Nov 2026, 10:00`. */
export function atWords(at: At): string {
  return 'revision' in at
    ? say('As of revision {revision}', { revision: at.revision })
    : say('As data had flowed by {time}', { time: instant(at.time) });
}

/** The same within a sentence. */
export function atClause(at: At): string {
  return 'revision' in at
    ? say('as of revision {revision}', { revision: at.revision })
    : say('as data had flowed by {time}', { time: instant(at.time) });
}
