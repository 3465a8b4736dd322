/** Words of the engine's answers, for people. */
import type { Arrival, OriginAnswer, OriginGap } from '../../../../../contract/index.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

export const ARRIVAL_NAMES: Readonly<Record<Arrival, string>> = {
  raw: sayIn('how a value arrives', 'raw'),
  derived: sayIn('how a value arrives', 'derived'),
  influence: sayIn('how a value arrives', 'influence'),
  unknown: say('not known'),
};

export const GAP_NAMES: Readonly<Record<OriginGap['code'], string>> = {
  'only-mentioned': say('Only mentioned by others'),
  'source-unknown': say('Made of something that is not known'),
  retired: say('No longer described'),
  incomplete: say('Extraction was incomplete'),
  'columns-untraced': say('Columns not traced'),
};

/** What the ways towards the origin end at. */
export function waysInWords({ traced, all, exact }: OriginAnswer['ways']): string {
  const counted = exact ? 'exactly' : 'cycles';
  if (all === 0) return say('No way towards an origin is known.');
  if (traced === all)
    return say(
      '{all, plural, one {The way towards the origin ends} other {All # ways towards the origin end}} at a real source{counted, select, cycles { (counted with each cycle as one step)} other {}}.',
      { all, counted },
    );
  const others = traced === 0 ? 'they' : all - traced === 1 ? 'one' : 'others';
  return say(
    '{traced, number} of {all, plural, one {# way towards the origin ends} other {# ways towards the origin {traced, plural, one {ends} other {end}}}} at a real source{counted, select, cycles { (counted with each cycle as one step)} other {}}. {rest, select, only {It ends} they {They end} one {The other one ends} other {The others end}} at a gap, where lineage stops although something must lie behind.',
    { traced, all, counted, rest: all === 1 ? 'only' : others },
  );
}

const CARRIES: Readonly<Record<string, string>> = {
  direct: say('direct'),
  indirect: say('indirect'),
  masked: say('masked'),
  aggregated: say('aggregated'),
};

/** How a step of a path carries what a column holds. */
export const carryWord = (word: string): string =>
  Object.hasOwn(CARRIES, word) ? (CARRIES[word] ?? word) : word;
