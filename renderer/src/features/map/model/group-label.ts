import type { OverviewGroup } from '../../../../../contract/index.ts';
import { told } from '../../../shared/language/told.ts';

/** The name of a group; of what belongs to none, words of the engine. */
export const groupLabel = ({ key, label }: Pick<OverviewGroup, 'key' | 'label'>): string =>
  key.startsWith('none:') ? told(label) : label;
