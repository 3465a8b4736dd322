/** The column rows inside a node of the lineage picture. */
import type { Catalog } from '../open.ts';
import { columnTags } from '../browse/column-tags.ts';
import { dotted } from '../browse/dataset-detail.ts';
import type { Card } from '../browse/cards.ts';

export interface NodeColumn {
  readonly id: number;
  readonly name: string;
  readonly dataType: string | null;
  readonly sensitivity: string | null;
  readonly category: string | null;
}

/** Top-level columns, and nested ones that `wanted` names; one per name over all identities. */
export function nodeColumns(catalog: Catalog, card: Card, wanted: ReadonlySet<string>): NodeColumn[] {
  const rows = catalog.store.reader
    .prepare<[string], { id: number; path: string; dataType: string | null; depth: number }>(
      `SELECT id, path, data_type AS dataType, depth FROM "column"
       WHERE dataset_id IN (SELECT value FROM json_each(?)) AND until_revision IS NULL
       ORDER BY referenced_only, dataset_id <> ${card.id}, ordinal IS NULL, ordinal, path`,
    )
    .all(JSON.stringify(card.members));
  const tags = columnTags(catalog);
  const seen = new Set<string>();
  const columns: NodeColumn[] = [];
  for (const row of rows) {
    const key = row.path.toLowerCase();
    if (seen.has(key) || (row.depth > 0 && !wanted.has(key))) continue;
    seen.add(key);
    const said = tags.get(row.id);
    columns.push({
      id: row.id,
      name: dotted(row.path),
      dataType: row.dataType,
      sensitivity: said?.sensitivity ?? null,
      category: said ? ([...said.categories][0] ?? null) : null,
    });
  }
  return columns;
}
