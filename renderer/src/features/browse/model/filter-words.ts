/** Names of filters and of their values, for the sidebar and the chips. */
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
  retired: 'Retired',
} as const;

const SOURCE_NAME: Record<string, string> = { openlineage: 'OpenLineage', dbt: 'dbt', glue: 'AWS Glue' };

/** A filter's value for people. */
export function valueName(filter: ListFilter, value: string, categoryName: (key: string) => string): string {
  if (filter === 'sensitivities' && value === 'none') return 'No level';
  if (filter === 'categories') return value === 'none' ? 'No category' : categoryName(value);
  if (filter === 'sources' && Object.hasOwn(SOURCE_NAME, value)) return SOURCE_NAME[value] ?? value;
  if (filter === 'state' && Object.hasOwn(STATE_NAME, value)) return STATE_NAME[value as keyof typeof STATE_NAME];
  return value;
}
