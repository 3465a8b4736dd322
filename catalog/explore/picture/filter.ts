/** The filter of a picture: which datasets pass, and what there is to filter by. */
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../open.ts';
import { failedRuns, observations } from '../job-facts.ts';
import type { Facet, FacetField, Facets, PictureFilter } from './types.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Values of one field offered at most, the commonest first. */
const VALUES_SHOWN = 200;

type Values = Readonly<Record<FacetField, (card: Card) => readonly string[]>>;

const VALUES: Values = {
  systems: (card) => [card.namespace],
  kinds: (card) => [card.kind],
  sensitivities: (card) => [card.sensitivity ?? 'none'],
  categories: (card) => [...card.categories],
  tags: (card) => [...card.labels],
  owners: (card) => (card.owners.length > 0 ? card.owners : ['']),
};
const FIELDS = Object.keys(VALUES) as FacetField[];

export function isEmptyFilter(filter: PictureFilter | null | undefined): boolean {
  return (
    !filter ||
    (FIELDS.every((field) => filter[field].length === 0) && filter.staleDays === null && !filter.failing)
  );
}

/** Whether a dataset passes. */
export function filterOf(catalog: Catalog, filter: PictureFilter, now = new Date()): (card: Card) => boolean {
  const wanted = FIELDS.filter((field) => filter[field].length > 0).map((field) => ({
    valuesOf: VALUES[field],
    values: new Set(filter[field]),
  }));
  const before =
    filter.staleDays === null ? null : new Date(now.getTime() - filter.staleDays * DAY).toISOString();
  const seen = before === null ? null : observations(catalog);
  const fails = filter.failing ? failing(catalog) : null;
  return (card) => {
    if (!wanted.every(({ valuesOf, values }) => valuesOf(card).some((value) => values.has(value))))
      return false;
    if (fails && !fails(card)) return false;
    if (before === null) return true;
    const last = seen?.get(card.id)?.lastSeen ?? null;
    return last !== null && last < before;
  };
}

/** Tells of datasets whether a test of it fails, or the last run of a job that writes it failed. */
export function failing(catalog: Catalog): (card: Card) => boolean {
  const failedRun = failedRuns(catalog);
  return (card) => card.failedTests > 0 || failedRun(card.id);
}

export function facetsOf(catalog: Catalog, cards: readonly Card[]): Facets {
  const facet = (field: FacetField): Facet[] => {
    const counts = new Map<string, number>();
    for (const card of cards)
      for (const value of VALUES[field](card)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, VALUES_SHOWN);
  };
  const seen = observations(catalog);
  const fails = failing(catalog);
  return {
    systems: facet('systems'),
    kinds: facet('kinds'),
    sensitivities: facet('sensitivities'),
    categories: facet('categories'),
    tags: facet('tags'),
    owners: facet('owners'),
    failing: cards.filter(fails).length,
    observed: cards.filter((card) => (seen.get(card.id)?.lastSeen ?? null) !== null).length,
  };
}
