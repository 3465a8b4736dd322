/** How well something is verified, in words. */
import type { LineageVerification, VerificationLevel } from '../../../../../contract/index.ts';
import { count, instant, percent } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';

export const LEVEL_NAMES: Readonly<Record<VerificationLevel, string>> = {
  observed: 'Observed',
  declared: 'Declared',
  inferred: 'Inferred',
};

/** What the value of a filter is called; unknown ones as they are. */
export const levelName = (value: string): string =>
  value === 'observed' || value === 'declared' || value === 'inferred' ? LEVEL_NAMES[value] : value;

/** For a badge: `14 runs`, `declared`, `80 %`. */
export function shortVerification({ level, runs, confidence }: LineageVerification): string {
  if (level === 'observed') return runs === 1 ? '1 run' : `${count(runs)} runs`;
  return level === 'inferred' && confidence !== null ? percent(confidence, 1) : level;
}

const CONTENT = {
  checked: 'content checked: what was read is a version that a known run wrote',
  named: 'a version is told, but no run that wrote what was read is known',
} as const;

/** In a sentence without a full stop; `runs` null: they are not counted. */
export function verificationWords({
  level,
  runs,
  lastSeen,
  confidence,
  content,
}: Omit<LineageVerification, 'runs'> & { readonly runs: number | null }): string {
  const last = lastSeen === null ? '' : `, last ${instant(lastSeen)}`;
  const main = {
    observed: `Observed in ${runs === null ? 'runs' : say('{runs, plural, one {# run} other {# runs}}', { runs })}${last}`,
    declared: 'Declared; no run is known',
    inferred: `Inferred from code or by a rule${confidence === null ? '' : `, confidence ${percent(confidence, 1)}`}`,
  }[level];
  return content === null ? main : `${main}; ${CONTENT[content]}`;
}
