/** The column rows inside a node of the lineage picture. */
import type { Catalog } from '../open.ts';
import { columnTags } from '../browse/column-tags.ts';
import { dotted } from '../browse/dataset-detail.ts';
import type { Card } from '../browse/cards.ts';
import { boundTo, columnHolds, type Moment } from './moment.ts';

export interface NodeColumn {
  readonly id: number;
  readonly name: string;
  readonly dataType: string | null;
  readonly sensitivity: string | null;
  readonly category: string | null;
}

/** Top-level columns, and nested ones that `wanted` names; one per name over all identities. */
export function nodeColumns(catalog: Catalog, card: Card, wanted: ReadonlySet<string>): NodeColumn[] {
  const { moment } = catalog;
  const rows = catalog.store.reader
    .prepare<[object], { id: number; path: string; dataType: string | null; depth: number }>(
      `SELECT c.id, c.path, c.data_type AS dataType, c.depth FROM "column" c
       WHERE c.dataset_id IN (SELECT value FROM json_each(@members)) AND ${columnHolds(moment)}
       ORDER BY c.referenced_only, c.dataset_id <> @card, c.ordinal IS NULL, c.ordinal, c.path`,
    )
    .all({ ...boundTo(moment), members: JSON.stringify(card.members), card: card.id });
  const said = moment ? pastTags(moment, card) : (id: number) => columnTags(catalog).get(id);
  const seen = new Set<string>();
  const columns: NodeColumn[] = [];
  for (const row of rows) {
    const key = row.path.toLowerCase();
    if (seen.has(key) || (row.depth > 0 && !wanted.has(key))) continue;
    seen.add(key);
    const tags = said(row.id, key);
    columns.push({
      id: row.id,
      name: dotted(row.path),
      dataType: row.dataType,
      sensitivity: tags?.sensitivity ?? null,
      category: tags ? ([...tags.categories][0] ?? null) : null,
    });
  }
  return columns;
}

/** Tags of the dataset's columns at a past moment, by lower-cased path. */
function pastTags({ past }: Moment, card: Card) {
  const index = past.indexOf.get(card.id);
  const tagged = index === undefined ? [] : past.datasets[index]!.taggedColumns;
  const byPath = new Map(tagged.map((column) => [column.path.join('\u001f').toLowerCase(), column]));
  return (_id: number, path: string) => byPath.get(path);
}
