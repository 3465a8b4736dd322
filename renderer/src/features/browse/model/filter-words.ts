/** Names of filters and of their values, for the sidebar and the chips. */
import type { QueryTerm, Sensitivity } from '../../../../../contract/index.ts';
import { kindName, SENSITIVITY_NAME, sourceName } from '../../../shared/words.ts';
import type { ListFilter } from './search-params.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

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

/** Fields of the query language that no filter is called like. */
const FIELD_NAME: Readonly<Record<string, string>> = {
  name: say('Name'),
  column: say('Column'),
  dataset: say('Dataset'),
  namespace: say('Namespace'),
  description: say('Description'),
  type: say('Type'),
  kind: say('Kind'),
  source: say('Source'),
  system: say('System'),
  tag: sayIn('of a query', 'Tag'),
  domain: say('Domain'),
  owner: say('Owner'),
  category: say('Category'),
  sensitivity: say('Sensitivity'),
  verified: say('Verified'),
  upstream: say('Upstream'),
  downstream: say('Downstream'),
  is: FILTER_NAME.state,
};

const MATCHED: Readonly<Record<string, string>> = {
  name: sayIn('matched in', 'name'),
  'similar name': say('similar name'),
  column: sayIn('matched in', 'column'),
  dataset: sayIn('matched in', 'dataset'),
  namespace: sayIn('matched in', 'namespace'),
  tag: sayIn('matched in', 'tag'),
  owner: sayIn('matched in', 'owner'),
  description: sayIn('matched in', 'description'),
};

/** Where a word was found. */
export const matchedName = (matched: string): string =>
  Object.hasOwn(MATCHED, matched) ? (MATCHED[matched] ?? matched) : matched;

/** A `field:value` of a query for people, as the filter of the same meaning is called where there is one. */
export function termName(term: QueryTerm, categoryName: (key: string) => string): string {
  const filter = term.values[0]?.filter;
  const field = filter ? FILTER_NAME[filter.name] : (FIELD_NAME[term.field] ?? term.field);
  const values = term.values.map(({ text, filter }) =>
    filter ? valueName(filter.name, filter.value, categoryName) : text,
  );
  const either = values
    .slice(1)
    .reduce((first, other) => say('{first} or {other}', { first, other }), values[0] ?? '');
  return term.negated ? say('Not {field}: {values}', { field, values: either }) : `${field}: ${either}`;
}
