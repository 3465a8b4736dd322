/** The filter of a picture: which datasets pass, and what there is to filter by. */
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../catalog.ts';
import { failedRuns, observations } from '../job-facts.ts';
import { verificationLevels } from '../verification.ts';
import type { Facet, FacetField, Facets, PictureFilter } from './types.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Values of one field offered at most, the commonest first. */
const VALUES_SHOWN = 200;

type Values = Readonly<Record<FacetField, (card: Card) => readonly string[]>>;

const SAID: Omit<Values, 'verification'> = {
  systems: (card) => [card.namespace],
  kinds: (card) => [card.kind],
  sensitivities: (card) => [card.sensitivity ?? 'none'],
  categories: (card) => [...card.categories],
  tags: (card) => [...card.labels],
  owners: (card) => (card.owners.length > 0 ? card.owners : ['']),
};
const FIELDS: readonly FacetField[] = [...(Object.keys(SAID) as FacetField[]), 'verification'];

function valuesIn(catalog: Catalog): Values {
  const levelOf = verificationLevels(catalog);
  return { ...SAID, verification: (card) => [levelOf(card)] };
}

export function isEmptyFilter(filter: PictureFilter | null | undefined): boolean {
  return (
    !filter ||
    (FIELDS.every((field) => filter[field].length === 0) && filter.staleDays === null && !filter.failing)
  );
}

/** Whether a dataset passes. */
export function filterOf(
  catalog: Catalog,
  filter: PictureFilter,
  now = timeOf(catalog),
): (card: Card) => boolean {
  const valuesOf = valuesIn(catalog);
  const wanted = FIELDS.filter((field) => filter[field].length > 0).map((field) => ({
    valuesOf: valuesOf[field],
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

/** When the catalog is looked at: "so many days ago" is reckoned from there. */
function timeOf({ moment }: Catalog): Date {
  return moment ? new Date(moment.time ?? moment.past.at) : new Date();
}

/** Tells of datasets whether a test of it fails, or the last run of a job that writes it failed. */
export function failing(catalog: Catalog): (card: Card) => boolean {
  const failedRun = failedRuns(catalog);
  return (card) => card.failedTests > 0 || failedRun(card.id);
}

export function facetsOf(catalog: Catalog, cards: readonly Card[]): Facets {
  const values = valuesIn(catalog);
  const facet = (field: FacetField): Facet[] => {
    const counts = new Map<string, number>();
    for (const card of cards)
      for (const value of values[field](card)) counts.set(value, (counts.get(value) ?? 0) + 1);
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
    verification: facet('verification'),
    failing: cards.filter(fails).length,
    observed: cards.filter((card) => (seen.get(card.id)?.lastSeen ?? null) !== null).length,
  };
}
