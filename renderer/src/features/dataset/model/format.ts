/** Values that a source may leave out, as the dataset page writes them. */
import { bytes, count, duration, instant } from '../../../shared/format.ts';

/** The value as text, or a dash where there is none. */
function orDash<T>(value: T | null, write: (value: T) => string): string {
  return value === null ? '–' : write(value);
}

export const formatNumber = (value: number | null): string => orDash(value, count);
export const formatBytes = (value: number | null): string => orDash(value, bytes);
export const formatInstant = (value: string | null): string => orDash(value, (text) => instant(text));

/** How long a run took; a dash while either end is missing or cannot be read. */
export function formatDuration(startedAt: string | null, endedAt: string | null): string {
  const ms = startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : Number.NaN;
  return ms >= 0 ? duration(ms) : '–';
}
