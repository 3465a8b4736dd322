/** What the colours of the map say: a class for each dataset, and the classes in words. */
import { SENSITIVITY_LEVELS, type Overview } from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';
import { SENSITIVITY_NAME } from '../../../shared/words.ts';
import type { Colouring } from './search-params.ts';

interface ColourClass {
  readonly label: string;
  readonly colour: string;
  readonly count: number;
}

export interface Colours {
  /** Position in `classes` by dataset. */
  readonly of: Uint8Array;
  readonly classes: readonly ColourClass[];
}

type Scheme = 'light' | 'dark';

/** Told apart also by those who see few colours (after Okabe and Ito); no order. */
const KINDS: Record<Scheme, readonly string[]> = {
  light: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#a07800', '#56b4e9', '#7a4fb5', '#5b6b2f'],
  dark: ['#4aa3d8', '#f08a3c', '#2fc79b', '#e09ac4', '#d9b13b', '#8fd0f5', '#ad8be0', '#a4b86c'],
};
const OTHER: Record<Scheme, string> = { light: '#8a94a0', dark: '#79838f' };
const NONE: Record<Scheme, string> = { light: '#c3cad2', dark: '#4b535c' };
const LEVELS: Record<Scheme, readonly string[]> = {
  light: ['#0f9d83', '#2f7fb8', '#e8850c', '#cf2e2e'],
  dark: ['#3cc9b0', '#5fa8dc', '#ffa94d', '#ff7b7b'],
};
/** From fresh to old. */
const AGES: Record<Scheme, readonly string[]> = {
  light: ['#08519c', '#3182bd', '#6baed6', '#d9a441', '#b35806'],
  dark: ['#9ecae1', '#6baed6', '#3f8fc4', '#d9a441', '#e08a4a'],
};
const FAILS: Record<Scheme, string> = { light: '#cf2e2e', dark: '#ff7b7b' };

const VERIFIED = ['checked', 'observed', 'declared', 'inferred'] as const;
/** From what was seen to what was worked out. */
const VERIFICATION: Record<Scheme, readonly string[]> = {
  light: ['#00694b', '#0072b2', '#a07800', '#b3459a'],
  dark: ['#2fc79b', '#4aa3d8', '#d9b13b', '#e09ac4'],
};

const DAY = 86_400_000;
const AGE_LIMITS = [1, 7, 30, 90] as const;
const AGE_NAMES = [
  say('Seen within a day'),
  say('Within 7 days'),
  say('Within 30 days'),
  say('Within 90 days'),
  say('Longer ago'),
] as const;

export const COLOURING_NAME: Record<Colouring, string> = {
  system: say('System'),
  sensitivity: say('Sensitivity'),
  owner: say('Owner'),
  freshness: say('Last seen in a run'),
  verification: say('Verification'),
  failing: say('Failing tests and runs'),
};

/** As a choice. */
export const COLOURED_BY: Record<Colouring, string> = {
  system: say('Colour: system'),
  sensitivity: say('Colour: sensitivity'),
  owner: say('Colour: owner'),
  freshness: say('Colour: last seen in a run'),
  verification: say('Colour: verification'),
  failing: say('Colour: failing tests and runs'),
};

export const VERIFIED_NAME: Readonly<Record<(typeof VERIFIED)[number], string>> = {
  checked: say('Observed, content checked'),
  observed: say('Observed in runs'),
  declared: say('Declared'),
  inferred: say('Inferred'),
};

/** As {@link VERIFIED_NAME}, within a sentence. */
export const VERIFIED_WORDS: typeof VERIFIED_NAME = {
  checked: say('observed, content checked'),
  observed: say('observed in runs'),
  declared: say('declared'),
  inferred: say('inferred'),
};

/** `now`: milliseconds since 1970. */
export function coloursOf(map: Overview, colouring: Colouring, scheme: Scheme, now: number): Colours {
  const { systems, owners, sensitivities, failing, lastSeen, verified } = map.datasets;
  switch (colouring) {
    case 'system':
      return commonest(systems, map.systems, scheme, say('Without a system'), (others) =>
        say('{others, plural, one {# other system} other {# other systems}}', { others }),
      );
    case 'owner':
      return commonest(owners, map.owners, scheme, say('Nobody'), (others) =>
        say('{others, plural, one {# other owner} other {# other owners}}', { others }),
      );
    case 'sensitivity':
      return classed(
        sensitivities.map((level) => {
          const at = SENSITIVITY_LEVELS.findIndex((name) => name === level);
          return at === -1 ? SENSITIVITY_LEVELS.length : at;
        }),
        [...SENSITIVITY_LEVELS.map((level) => SENSITIVITY_NAME[level]), say('Not classified')],
        [...LEVELS[scheme], NONE[scheme]],
      );
    case 'freshness':
      return classed(
        lastSeen.map((at) => ageOf(at, now)),
        [...AGE_NAMES, say('Never seen in a run')],
        [...AGES[scheme], NONE[scheme]],
      );
    case 'verification':
      return classed(
        verified.map((level) => VERIFIED.indexOf(level)),
        VERIFIED.map((level) => VERIFIED_NAME[level]),
        VERIFICATION[scheme],
      );
    case 'failing':
      return classed(
        failing.map((fails) => (fails ? 0 : 1)),
        [say('A test or the latest run fails'), say('Nothing known to fail')],
        [FAILS[scheme], NONE[scheme]],
      );
  }
}

function ageOf(at: string | null, now: number): number {
  const time = at === null ? Number.NaN : Date.parse(at);
  if (Number.isNaN(time)) return AGE_NAMES.length;
  const limit = AGE_LIMITS.findIndex((days) => now - time <= days * DAY);
  return limit === -1 ? AGE_LIMITS.length : limit;
}

function classed(of: readonly number[], labels: readonly string[], colours: readonly string[]): Colours {
  const counts = labels.map(() => 0);
  for (const at of of) counts[at]!++;
  return {
    of: Uint8Array.from(of),
    classes: labels.map((label, at) => ({ label, colour: colours[at]!, count: counts[at]! })),
  };
}

/** The commonest values have a colour each; the others share one, and say how many they are. */
function commonest(
  of: readonly number[],
  names: readonly string[],
  scheme: Scheme,
  none: string,
  rest: (others: number) => string,
): Colours {
  const counts = names.map((_, at) => ({ at, count: 0 }));
  for (const at of of) if (at >= 0) counts[at]!.count++;
  const order = counts.sort((a, b) => b.count - a.count || a.at - b.at);
  const palette = KINDS[scheme];
  const shown = order.length <= palette.length ? order.length : palette.length - 1;
  const others = order.length - shown;
  const classOf = new Map(order.map(({ at }, place) => [at, Math.min(place, shown)]));
  const last = shown + (others > 0 ? 1 : 0);
  const labels = order.slice(0, shown).map(({ at }) => names[at] ?? '');
  const all = classed(
    of.map((at) => classOf.get(at) ?? last),
    [...labels, ...(others > 0 ? [rest(others)] : []), none],
    [...palette.slice(0, shown), ...(others > 0 ? [OTHER[scheme]] : []), NONE[scheme]],
  );
  return all.classes.at(-1)?.count === 0 ? { ...all, classes: all.classes.slice(0, -1) } : all;
}
