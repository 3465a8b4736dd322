/** `is:` conditions of datasets. */
import type { Card } from '../../browse/cards.ts';
import { freshness } from '../../browse/freshness.ts';
import { columnCoverage } from '../../browse/column-coverage.ts';
import type { Catalog } from '../../open.ts';
import type { Condition } from '../language/syntax.ts';

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
    case 'running':
    case 'incomplete':
    case 'never-ran':
      return undefined;
  }
}

/** Ids of columns that have a description. */
export function describedColumns(catalog: Catalog): ReadonlySet<number> {
  return catalog.cached('described-columns', () => {
    const ids = catalog.store.reader
      .prepare<[], number>(
        `SELECT target_id FROM description WHERE target_type = 'column' AND until_revision IS NULL`,
      )
      .pluck()
      .all();
    return new Set(ids);
  });
}
