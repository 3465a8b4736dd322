/** Values in words for the panels. */
import type { LineageEdge } from '../../../../../contract/index.ts';

const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Local date and time; the source's own text when it is no date; a dash when unknown. */
export function formatInstant(value: string | null): string {
  if (value === null) return '–';
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : instant.format(date);
}

export const BASIS_WORDS: Readonly<Record<LineageEdge['basis'], string>> = {
  declared: 'Declared: code or configuration says so',
  observed: 'Observed: a run did so',
  both: 'Declared and observed',
};

export function formatConfidence(confidence: number | null): string {
  return confidence === null ? 'Stated by the source' : `${Math.round(confidence * 100)} % (derived)`;
}

/** "Showing 20 of 340 columns", or nothing when all are shown. */
export function shownOf(shown: number, total: number, what: string): string | null {
  return total > shown ? `Showing ${shown.toLocaleString()} of ${total.toLocaleString()} ${what}.` : null;
}
