/** The column rows inside a node of the lineage picture. */
import type { Catalog } from '../catalog.ts';
import { columnTags } from '../browse/column-tags.ts';
import { dotted } from '../browse/dataset-detail.ts';
import type { Card } from '../browse/cards.ts';
import { boundTo, columnHolds, type Moment } from '../past/moment.ts';
import { columnSaid, saidThen } from '../past/said.ts';

export interface NodeColumn {
  readonly id: number;
  readonly name: string;
  readonly dataType: string | null;
  readonly sensitivity: string | null;
  readonly category: string | null;
}

/** Top-level columns, and nested ones that `wanted` names; one per name over all identities. */
export function nodeColumns(
  catalog: Catalog,
  card: Card,
  wanted: Pick<ReadonlySet<string>, 'has'>,
): NodeColumn[] {
  const { moment } = catalog;
  const rows = catalog.store.reader
    .prepare<[object], ColumnRow>(
      `SELECT c.id, c.path, c.data_type AS dataType, c.depth, c.ordinal, c.referenced_only <> 0 AS mentioned,
              c.dataset_id <> @card AS joined FROM "column" c
       WHERE c.dataset_id IN (SELECT value FROM json_each(@members)) AND ${columnHolds(moment)}
       ORDER BY c.referenced_only, c.dataset_id <> @card, c.ordinal IS NULL, c.ordinal, c.path`,
    )
    .all({ ...boundTo(moment), members: JSON.stringify(card.members), card: card.id });
  const said = moment ? pastTags(moment, card) : (id: number) => columnTags(catalog).get(id);
  const seen = new Set<string>();
  const columns: NodeColumn[] = [];
  for (const row of moment ? asSaidThen(catalog, moment, rows) : rows) {
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

interface ColumnRow {
  readonly id: number;
  readonly path: string;
  readonly dataType: string | null;
  readonly depth: number;
  readonly ordinal: number | null;
  /** Nobody describes it; lineage names it. */
  readonly mentioned: number;
  /** Of another identity than the one that is shown. */
  readonly joined: number;
}

/** Types and order as sources stated them then. */
function asSaidThen(catalog: Catalog, moment: Moment, rows: readonly ColumnRow[]): ColumnRow[] {
  const said = saidThen(
    catalog,
    'column',
    rows.map(({ id }) => id),
    moment.past.revision,
  );
  const then = rows.map((row): ColumnRow => {
    const values = said.get(row.id);
    return values
      ? { ...row, ...columnSaid(values), mentioned: 0 }
      : { ...row, dataType: null, ordinal: null, mentioned: 1 };
  });
  return then.sort(
    (a, b) =>
      a.mentioned - b.mentioned ||
      a.joined - b.joined ||
      (a.ordinal ?? Infinity) - (b.ordinal ?? Infinity) ||
      (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  );
}

/** Tags of the dataset's columns at a past moment, by lower-cased path. */
function pastTags({ past }: Moment, card: Card) {
  const index = past.indexOf.get(card.id);
  const tagged = index === undefined ? [] : past.datasets[index]!.taggedColumns;
  const byPath = new Map(tagged.map((column) => [column.path.join('\u001f').toLowerCase(), column]));
  return (_id: number, path: string) => byPath.get(path);
}
