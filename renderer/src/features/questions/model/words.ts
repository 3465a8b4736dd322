/** Words of the engine's answers, for people. */
import type { Arrival, OriginAnswer, OriginGap } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';

export const ARRIVAL_NAMES: Readonly<Record<Arrival, string>> = {
  raw: 'raw',
  derived: 'derived',
  influence: 'influence',
  unknown: 'not known',
};

export const GAP_NAMES: Readonly<Record<OriginGap['code'], string>> = {
  'only-mentioned': 'Only mentioned by others',
  'source-unknown': 'Made of something that is not known',
  retired: 'No longer described',
  incomplete: 'Extraction was incomplete',
  'columns-untraced': 'Columns not traced',
};

/** What the ways towards the origin end at. */
export function waysInWords({ traced, all, exact }: OriginAnswer['ways']): string {
  const counted = exact ? '' : ' (counted with each cycle as one step)';
  if (all === 0) return 'No way towards an origin is known.';
  if (traced === all)
    return `${all === 1 ? 'The way' : `All ${count(all)} ways`} towards the origin ${all === 1 ? 'ends' : 'end'} at a real source${counted}.`;
  const rest = all - traced;
  const others = traced === 0 ? 'They end' : rest === 1 ? 'The other one ends' : 'The others end';
  return `${count(traced)} of ${count(all)} ways towards the origin end at a real source${counted}. ${all === 1 ? 'It ends' : others} at a gap, where lineage stops although something must lie behind.`;
}
