/** Words of the engine's answers, for people. */
import type { Arrival, OriginGap } from '../../../../../contract/index.ts';

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
