/**
 * Terms of a query that say the same as a filter of the lists: they become that filter, so that the choices
 * beside the list show them and count as if they were ticked.
 */
import type { State } from './states.ts';
import { CONDITION_OF_STATE, STATES } from './states.ts';
import { eachFacet, type FacetFilters, type FacetName, type FacetTable } from './data/facet-table.ts';
import type { FieldTerm, Query, Value } from './language/syntax.ts';

export interface Filters extends FacetFilters {
  readonly state: readonly State[];
}

/** Everything passes. */
export const NO_FILTERS: Filters = { ...eachFacet(() => []), state: [] };

export type FilterName = FacetName | 'state';

export interface LiftedValue {
  readonly filter: FilterName;
  readonly value: string;
  /** Place of the term, and of this value in it. */
  readonly term: FieldTerm;
  readonly written: Value;
}

export interface Lifted {
  /** What is left to look for. */
  readonly query: Query | null;
  /** The filters with those of the query. */
  readonly filters: Filters;
  readonly values: readonly LiftedValue[];
}

export function lift(
  query: Query | null,
  filters: Filters,
  table: FacetTable,
  scope: 'datasets' | 'columns',
): Lifted {
  const items = query?.type === 'all' ? query.items : query ? [query] : [];
  const result: Record<string, readonly string[]> = { ...filters };
  const values: LiftedValue[] = [];
  const left = items.filter((item) => {
    if (item.type !== 'field') return true;
    const found = filterOf(item, table, scope);
    // A second choice of one filter narrows; within a filter it would widen.
    if (!found || (found.filter !== 'state' && result[found.filter]!.length > 0)) return true;
    result[found.filter] = [...new Set([...result[found.filter]!, ...found.values])];
    for (const [at, value] of found.values.entries())
      values.push({ filter: found.filter, value, term: item, written: item.values[at]! });
    return false;
  });
  return {
    query: left.length === 0 ? null : left.length === 1 ? left[0]! : { type: 'all', items: left },
    filters: result as unknown as Filters,
    values,
  };
}

/** Fields that ask for what a filter of the lists offers. */
export const FACET_OF_FIELD: Partial<Record<FieldTerm['field'], FacetName>> = {
  kind: 'kinds',
  source: 'sources',
  sensitivity: 'sensitivities',
  category: 'categories',
  namespace: 'namespaces',
  owner: 'owners',
  tag: 'labels',
};
/** Fields in which a word is a part of a value unless `=` says otherwise. */
export const PARTIAL: readonly FacetName[] = ['namespaces', 'owners', 'labels'];

function filterOf(
  term: FieldTerm,
  table: FacetTable,
  scope: 'datasets' | 'columns',
): { filter: FilterName; values: string[] } | undefined {
  if (term.field === 'is') {
    const state = STATES.find((state) => CONDITION_OF_STATE[state] === term.values[0]!.text);
    // A column has a description of its own, the filter is about its dataset's.
    const same = state !== 'no-description' || scope === 'datasets';
    return term.values.length === 1 && state && same ? { filter: 'state', values: [state] } : undefined;
  }
  const facet = FACET_OF_FIELD[term.field];
  if (!facet || (PARTIAL.includes(facet) && !term.values.every(({ exact }) => exact))) return undefined;
  const known = term.values.map(({ text }) => {
    const lower = text.toLowerCase();
    if (
      facet === 'categories' &&
      (lower === 'none' || table.values.categories.some((key) => key.startsWith(`${lower}.`)))
    )
      return lower;
    return table.values[facet].find((value) => value.toLowerCase() === lower);
  });
  return known.every((value) => value !== undefined) ? { filter: facet, values: known } : undefined;
}
