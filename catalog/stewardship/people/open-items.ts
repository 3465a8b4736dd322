/** What is still to be done about a dataset, in words. */
import { counted } from '../../counted.ts';
import type { Card } from '../../browse/cards.ts';
import type { Catalog } from '../../catalog.ts';
import { datasetReviews } from '../review/review.ts';

/** For one dataset after the other; in the order in which an owner would best take them up. */
export function openItems(catalog: Catalog): (card: Card) => string[] {
  const reviews = datasetReviews(catalog);
  const comments = openComments(catalog);
  return (card) => {
    const review = reviews.get(card.id)?.state ?? 'open';
    const talked = comments.get(card.id) ?? 0;
    const items = [
      card.failedTests > 0 && counted(card.failedTests, 'failing test'),
      talked > 0 && counted(talked, 'open comment'),
      card.description === null && 'no description',
      card.sensitivity === null && 'no sensitivity level',
      card.suggestions > 0 && `${counted(card.suggestions, 'name')} to join or keep apart`,
      review === 'open' && 'not reviewed',
      review === 'changed' && 'changed since its review',
    ];
    return items.filter((item) => item !== false);
  };
}

/** Comments that nobody settled, on datasets and their columns; answers count with what they answer. */
function openComments(catalog: Catalog): ReadonlyMap<number, number> {
  return catalog.cached('open-comments', () => {
    const rows = catalog.store.reader
      .prepare<[], { id: number; n: number }>(
        `SELECT CASE x.target_type WHEN 'column' THEN c.dataset_id ELSE x.target_id END AS id, COUNT(*) AS n
         FROM comment x LEFT JOIN "column" c ON x.target_type = 'column' AND c.id = x.target_id
         WHERE x.until_revision IS NULL AND x.resolved_by IS NULL AND x.answer_to IS NULL GROUP BY 1`,
      )
      .all();
    const found = new Map<number, number>();
    for (const { id, n } of rows) {
      const card = catalog.cards().get(id);
      if (card) found.set(card.id, (found.get(card.id) ?? 0) + n);
    }
    return found;
  });
}
