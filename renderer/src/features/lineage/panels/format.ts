/** Values in words for the panels. */
import type { LineageEdge } from '../../../../../contract/index.ts';
import { instant, percent } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';

/** Local date and time; a dash when unknown. */
export const formatInstant = (value: string | null): string => (value === null ? '–' : instant(value));

export const BASIS_WORDS: Readonly<Record<LineageEdge['basis'], string>> = {
  declared: say('Declared: code or configuration says so'),
  observed: say('Observed: a run did so'),
  both: say('Declared and observed'),
};

export function formatConfidence(confidence: number | null): string {
  return confidence === null ? say('Not given') : percent(confidence, 1);
}
