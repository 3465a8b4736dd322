/** `is:` conditions of datasets. */
import type { Card } from '../../browse/cards.ts';
import { atOnce } from '../../breathe.ts';
import { freshness, freshnessInBreaths } from '../../browse/freshness.ts';
import { columnCoverage, columnCoverageInBreaths } from '../../browse/column-coverage.ts';
import { checkedInBreaths } from '../../explore/verification.ts';
import type { Catalog } from '../../catalog.ts';
import { datasetReviews, datasetReviewsInBreaths } from '../../stewardship/review/review.ts';
import { isCritical } from '../../questions/importance.ts';
import { termsOf } from '../language/parse.ts';
import type { Condition, Query } from '../language/syntax.ts';
import { CONDITION_OF_STATE, type State } from '../states.ts';

/** A test for datasets; undefined for a condition that only jobs have. */
export function datasetCondition(
  catalog: Catalog,
  condition: Condition,
): ((card: Card) => boolean) | undefined {
  switch (condition) {
    case 'unowned':
      return (card) => card.owners.length === 0;
    case 'undescribed':
      return (card) => card.description === null;
    case 'unclassified':
      return (card) => card.sensitivity === null;
    case 'uncategorised':
      return (card) => card.categories.size === 0;
    case 'personal':
      return (card) => card.categories.size > 0;
    case 'critical':
      return isCritical;
    case 'empty':
      return (card) => card.columns === 0;
    case 'gap':
      return (card) => card.referencedOnly;
    case 'retired':
      return (card) => card.retired;
    case 'failing':
      return (card) => card.failedTests > 0;
    case 'untraced': {
      const untraced = columnCoverage(catalog);
      return (card) => untraced.has(card.id);
    }
    case 'duplicate':
      return (card) => card.suggestions > 0;
    case 'joined':
      return (card) => card.members.length > 1;
    case 'root':
      return (card) => card.upstream === 0 && card.downstream > 0;
    case 'leaf':
      return (card) => card.upstream > 0 && card.downstream === 0;
    case 'isolated':
      return (card) => card.upstream === 0 && card.downstream === 0;
    case 'stale': {
      const { stale } = freshness(catalog);
      return (card) => stale.has(card.id);
    }
    case 'unreviewed': {
      const reviews = datasetReviews(catalog);
      return (card) => reviews.get(card.id)?.state !== 'reviewed';
    }
    case 'outdated': {
      const reviews = datasetReviews(catalog);
      return (card) => reviews.get(card.id)?.state === 'changed';
    }
    case 'running':
    case 'incomplete':
    case 'never-ran':
      return undefined;
  }
}

/** Rows read at a time. */
const AT_A_TIME = 10_000;
const DESCRIBED = 'described-columns';

/**
 * Works out, with rests for others, what the conditions of a query need to know of the whole catalog; afterwards they
 * have it at hand.
 */
export async function conditionsReady(
  catalog: Catalog,
  query: Query | null,
  states: readonly State[],
): Promise<void> {
  const asked = new Set<string>(states.map((state) => CONDITION_OF_STATE[state]));
  for (const { term } of termsOf(query)) {
    if (term.type !== 'field') continue;
    if (term.field === 'is') for (const { text } of term.values) asked.add(text);
    else asked.add(term.field);
  }
  if (asked.has('untraced')) await columnCoverageInBreaths(catalog);
  if (asked.has('unreviewed') || asked.has('outdated')) await datasetReviewsInBreaths(catalog);
  if (asked.has('verified')) await checkedInBreaths(catalog);
  if (asked.has('stale')) await freshnessInBreaths(catalog);
  if (asked.has('undescribed') || asked.has('description'))
    await catalog.cachedInBreaths(DESCRIBED, () => readDescribed(catalog));
}

/** Ids of columns that have a description. */
export function describedColumns(catalog: Catalog): ReadonlySet<number> {
  return catalog.cached(DESCRIBED, () => atOnce(readDescribed(catalog)));
}

function* readDescribed(catalog: Catalog): Generator<void, ReadonlySet<number>> {
  const select = catalog.store.reader.prepare<[number, number], { id: number; column: number }>(
    `SELECT id, target_id AS "column" FROM description
     WHERE id > ? AND target_type = 'column' AND until_revision IS NULL ORDER BY id LIMIT ?`,
  );
  const ids = new Set<number>();
  for (const rows of inPieces((last) => select.all(last, AT_A_TIME))) {
    for (const { column } of rows) ids.add(column);
    yield;
  }
  return ids;
}

/** Rows of a table in the order of their ids; `read` takes the last id that was read. */
function* inPieces<Row extends { readonly id: number }>(
  read: (last: number) => readonly Row[],
): Generator<readonly Row[]> {
  for (let rows = read(0); rows.length > 0; rows = read(rows.at(-1)!.id)) yield rows;
}
