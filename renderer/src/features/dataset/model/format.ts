/** Numbers, times and digests as the dataset page writes them. */

const number = new Intl.NumberFormat();
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function formatNumber(value: number | null): string {
  return value === null ? '–' : number.format(value);
}

/** Local date and time of an RFC 3339 instant; text that is none stays as it is. */
export function formatInstant(value: string | null): string {
  if (value === null) return '–';
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : instant.format(time);
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

/** `3.4 MB`, in steps of a thousand. */
export function formatBytes(value: number | null): string {
  if (value === null) return '–';
  const step = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: BYTE_UNITS[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(value / 1000 ** step);
}

/** `4 min 3 s`, or a dash while a run has no end. */
export function formatDuration(startedAt: string | null, endedAt: string | null): string {
  const ms = startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : Number.NaN;
  if (Number.isNaN(ms) || ms < 0) return '–';
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ].filter(([amount]) => amount !== 0);
  return parts.length > 0 ? parts.slice(0, 2).map(([amount, unit]) => `${amount} ${unit}`).join(' ') : `${ms} ms`;
}

/** The first twelve hex digits of a digest. */
export function shortHash(hash: string): string {
  return hash.length > 12 ? `${hash.slice(0, 12)}…` : hash;
}
