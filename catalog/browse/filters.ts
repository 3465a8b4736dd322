/** Filters over cards, and the counts beside each choice. */
import type { Card } from './cards.ts';
import type { ColumnTags } from './column-tags.ts';

export type State =
  | 'no-owner'
  | 'no-description'
  | 'gap'
  | 'failed-tests'
  | 'retired'
  | 'alias-suggestions'
  | 'columns-untraced';

export interface Filters {
  readonly kinds: readonly string[];
  readonly namespaces: readonly string[];
  readonly sources: readonly string[];
  readonly sensitivities: readonly string[];
  readonly categories: readonly string[];
  readonly labels: readonly string[];
  readonly owners: readonly string[];
  readonly state: readonly State[];
}

type FacetName = 'kinds' | 'namespaces' | 'sources' | 'sensitivities' | 'categories' | 'labels' | 'owners';
export interface FacetValue {
  readonly value: string;
  readonly count: number;
}
export type Facets = Readonly<Record<FacetName, readonly FacetValue[]>> & {
  readonly namespacesTotal: number;
  readonly ownersTotal: number;
};

const FACETS: readonly FacetName[] = [
  'kinds',
  'namespaces',
  'sources',
  'sensitivities',
  'categories',
  'labels',
  'owners',
];
/** Long lists are cut; how long they are is told. */
const SHOWN = 30;

/** `column`: the tags of one column, where columns are listed; its own tags then decide. */
export function passes(card: Card, filters: Filters, column?: ColumnTags | null): boolean {
  return (
    FACETS.every((facet) => passesFacet(card, filters, facet, column)) &&
    filters.state.every((state) => inState(card, state))
  );
}

function passesFacet(card: Card, filters: Filters, facet: FacetName, column?: ColumnTags | null): boolean {
  const wanted = filters[facet];
  if (wanted.length === 0) return true;
  const values = valuesOf(card, facet, column);
  if (facet === 'categories') {
    return wanted.some((key) =>
      key === 'none'
        ? values.length === 0
        : values.some((value) => value === key || value.startsWith(`${key}.`)),
    );
  }
  return wanted.some((value) => values.includes(value));
}

function valuesOf(card: Card, facet: FacetName, column?: ColumnTags | null): readonly string[] {
  switch (facet) {
    case 'kinds':
      return [card.kind];
    case 'namespaces':
      return [card.namespace];
    case 'sources':
      return [...card.sources];
    case 'sensitivities':
      return [(column === undefined ? card.sensitivity : column?.sensitivity) ?? 'none'];
    case 'categories':
      return [...(column === undefined ? card.categories : (column?.categories ?? []))];
    case 'labels':
      return [...(column === undefined ? card.labels : (column?.labels ?? []))];
    case 'owners':
      return card.owners;
  }
}

function inState(card: Card, state: State): boolean {
  switch (state) {
    case 'no-owner':
      return card.owners.length === 0;
    case 'no-description':
      return card.description === null;
    case 'gap':
      return card.referencedOnly;
    case 'failed-tests':
      return card.failedTests > 0;
    case 'retired':
      return card.retired;
    case 'alias-suggestions':
      return card.suggestions > 0;
    case 'columns-untraced':
      // Costs more than a card holds: whoever lists asks `columnCoverage` before.
      return true;
  }
}

/** What is listed: a dataset, or one column of it with that column's tags (null: none). */
export interface Listed {
  readonly card: Card;
  readonly column?: ColumnTags | null;
}

/**
 * Counts of each choice as they would be if only the *other* facets filtered, so that choosing two
 * values of one facet widens the list instead of emptying it.
 */
export function facetsOf(listed: readonly Listed[], filters: Filters): Facets {
  const inStates = listed.filter(({ card }) => filters.state.every((state) => inState(card, state)));
  const counted = {} as Record<FacetName, FacetValue[]>;
  for (const facet of FACETS) {
    const counts = new Map<string, number>();
    for (const { card, column } of inStates) {
      if (!FACETS.every((other) => other === facet || passesFacet(card, filters, other, column))) continue;
      for (const value of valuesOf(card, facet, column)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    counted[facet] = [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
  return {
    ...counted,
    namespaces: counted.namespaces.slice(0, SHOWN),
    owners: counted.owners.slice(0, SHOWN),
    labels: counted.labels.slice(0, SHOWN),
    namespacesTotal: counted.namespaces.length,
    ownersTotal: counted.owners.length,
  };
}
