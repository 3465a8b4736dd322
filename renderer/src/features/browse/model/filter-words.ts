/** Names of filters and of their values, for the sidebar and the chips. */
import type { QueryTerm, Sensitivity } from '../../../../../contract/index.ts';
import { kindName, SENSITIVITY_NAME, sourceName } from '../../../shared/words.ts';
import type { ListFilter } from './search-params.ts';
import { say } from '../../../shared/language/say.ts';

export const FILTER_NAME: Record<ListFilter, string> = {
  kinds: say('Kind'),
  sensitivities: say('Sensitivity'),
  categories: say('Data category'),
  labels: say('Label'),
  owners: say('Owner'),
  sources: say('Source'),
  namespaces: say('Namespace'),
  state: say('Condition'),
};

export const STATE_NAME = {
  'no-owner': say('No owner'),
  'no-description': say('No description'),
  gap: say('Lineage gap'),
  'failed-tests': say('Failed tests'),
  'alias-suggestions': say('Alias suggestions'),
  'columns-untraced': say('Columns not fully traced'),
  retired: say('Retired'),
} as const;

/** A filter's value for people. */
export function valueName(filter: ListFilter, value: string, categoryName: (key: string) => string): string {
  if (filter === 'sensitivities') {
    return Object.hasOwn(SENSITIVITY_NAME, value) ? SENSITIVITY_NAME[value as Sensitivity] : say('No level');
  }
  if (filter === 'categories') return value === 'none' ? say('No category') : categoryName(value);
  if (filter === 'sources') return sourceName(value);
  if (filter === 'kinds') return kindName(value);
  if (filter === 'state' && Object.hasOwn(STATE_NAME, value))
    return STATE_NAME[value as keyof typeof STATE_NAME];
  return value;
}

/** A `field:value` of a query for people, as the filter of the same meaning is called where there is one. */
export function termName(term: QueryTerm, categoryName: (key: string) => string): string {
  const filter = term.values[0]?.filter;
  const field = filter
    ? FILTER_NAME[filter.name]
    : term.field === 'is'
      ? FILTER_NAME.state
      : term.field.slice(0, 1).toUpperCase() + term.field.slice(1);
  const values = term.values.map(({ text, filter }) =>
    filter ? valueName(filter.name, filter.value, categoryName) : text,
  );
  const either = values
    .slice(1)
    .reduce((first, other) => say('{first} or {other}', { first, other }), values[0] ?? '');
  return term.negated ? say('Not {field}: {values}', { field, values: either }) : `${field}: ${either}`;
}
