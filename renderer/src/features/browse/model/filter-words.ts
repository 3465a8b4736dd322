/** Names of filters and of their values, for the sidebar and the chips. */
import type { Sensitivity } from '../../../../../contract/index.ts';
import { kindName, SENSITIVITY_NAME, sourceName } from '../../../shared/words.ts';
import type { ListFilter } from './search-params.ts';

export const FILTER_NAME: Record<ListFilter, string> = {
  kinds: 'Kind',
  sensitivities: 'Sensitivity',
  categories: 'Data category',
  labels: 'Label',
  owners: 'Owner',
  sources: 'Source',
  namespaces: 'Namespace',
  state: 'Condition',
};

export const STATE_NAME = {
  'no-owner': 'No owner',
  'no-description': 'No description',
  gap: 'Lineage gap',
  'failed-tests': 'Failed tests',
  'alias-suggestions': 'Alias suggestions',
  'columns-untraced': 'Columns not fully traced',
  retired: 'Retired',
} as const;

/** A filter's value for people. */
export function valueName(filter: ListFilter, value: string, categoryName: (key: string) => string): string {
  if (filter === 'sensitivities') {
    return Object.hasOwn(SENSITIVITY_NAME, value) ? SENSITIVITY_NAME[value as Sensitivity] : 'No level';
  }
  if (filter === 'categories') return value === 'none' ? 'No category' : categoryName(value);
  if (filter === 'sources') return sourceName(value);
  if (filter === 'kinds') return kindName(value);
  if (filter === 'state' && Object.hasOwn(STATE_NAME, value))
    return STATE_NAME[value as keyof typeof STATE_NAME];
  return value;
}
