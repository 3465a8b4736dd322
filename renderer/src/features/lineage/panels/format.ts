/** Values in words for the panels. */
import type { LineageEdge } from '../../../../../contract/index.ts';
import { count, instant, percent } from '../../../shared/format.ts';

/** Local date and time; a dash when unknown. */
export const formatInstant = (value: string | null): string => (value === null ? '–' : instant(value));

export const BASIS_WORDS: Readonly<Record<LineageEdge['basis'], string>> = {
  declared: 'Declared: code or configuration says so',
  observed: 'Observed: a run did so',
  both: 'Declared and observed',
};

export function formatConfidence(confidence: number | null): string {
  return confidence === null ? 'Not given' : percent(confidence, 1);
}

/** "Showing 20 of 340 columns", or nothing when all are shown. */
export function shownOf(shown: number, total: number, what: string): string | null {
  return total > shown ? `Showing ${count(shown)} of ${count(total)} ${what}.` : null;
}
