/** How well something is verified, in words. */
import type { LineageVerification, VerificationLevel } from '../../../../../contract/index.ts';
import { instant, percent } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';

export const LEVEL_NAMES: Readonly<Record<VerificationLevel, string>> = {
  observed: say('Observed'),
  declared: say('Declared'),
  inferred: say('Inferred'),
};

/** As {@link LEVEL_NAMES}, within a sentence. */
export const LEVEL_WORDS: Readonly<Record<VerificationLevel, string>> = {
  observed: say('observed'),
  declared: say('declared'),
  inferred: say('inferred'),
};

/** What the value of a filter is called; unknown ones as they are. */
export const levelName = (value: string): string =>
  value === 'observed' || value === 'declared' || value === 'inferred' ? LEVEL_NAMES[value] : value;

/** For a badge: `14 runs`, `declared`, `80 %`. */
export function shortVerification({ level, runs, confidence }: LineageVerification): string {
  if (level === 'observed') return say('{runs, plural, one {# run} other {# runs}}', { runs });
  return level === 'inferred' && confidence !== null ? percent(confidence, 1) : LEVEL_WORDS[level];
}

const CONTENT = {
  checked: say('content checked: what was read is a version that a known run wrote'),
  named: say('a version is told, but no run that wrote what was read is known'),
} as const;

/** `runs` null: they are not counted. */
type Told = Omit<LineageVerification, 'runs'> & { readonly runs: number | null };

/** What follows the level: when it was last seen, how sure it is, and what is known of the content. */
function withRest(main: string, { level, lastSeen, confidence, content }: Told): string {
  const rest = [
    main,
    level === 'observed' && lastSeen !== null ? say('last {at}', { at: instant(lastSeen) }) : null,
    level === 'inferred' && confidence !== null
      ? say('confidence {share}', { share: percent(confidence, 1) })
      : null,
  ];
  const words = rest.filter((part) => part !== null).join(', ');
  return content === null ? words : `${words}; ${CONTENT[content]}`;
}

/** In a sentence without a full stop. */
export function verificationWords(told: Told): string {
  const { level, runs } = told;
  const main = {
    observed:
      runs === null
        ? say('Observed in runs')
        : say('Observed in {runs, plural, one {# run} other {# runs}}', { runs }),
    declared: say('Declared; no run is known'),
    inferred: say('Inferred from code or by a rule'),
  }[level];
  return withRest(main, told);
}

/** As {@link verificationWords}, as a part of a longer sentence. */
export function verificationClause(told: Told): string {
  const { level, runs } = told;
  const main = {
    observed:
      runs === null
        ? say('observed in runs')
        : say('observed in {runs, plural, one {# run} other {# runs}}', { runs }),
    declared: say('declared; no run is known'),
    inferred: say('inferred from code or by a rule'),
  }[level];
  return withRest(main, told);
}
