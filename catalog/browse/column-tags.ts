/** Tags in force on columns, for every column that has any; kept per revision. */
import type { Catalog } from '../open.ts';
import {
  TAG_COLUMNS,
  labelsOf,
  refusals,
  sensitivityOf,
  statementsOf,
  tagsInForce,
  type TagRow,
} from './in-force.ts';

export interface ColumnTags {
  /** In force. */
  readonly tags: readonly TagRow[];
  readonly refused: readonly TagRow[];
  readonly sensitivity: string | null;
  readonly categories: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  /** The ones of `labels` that are no plain labels. */
  readonly statements: ReadonlySet<string>;
}

/** By column id; the identities of a joined dataset share the tags of columns of the same name. */
export function columnTags(catalog: Catalog): ReadonlyMap<number, ColumnTags> {
  return catalog.cached('column-tags', () => {
    const db = catalog.store.reader;
    const groups = new Map<string, TagRow[]>();
    const keyOf = new Map<number, string>();
    const tagged = db
      .prepare<[], { id: number; datasetId: number; path: string }>(
        `SELECT DISTINCT twin.id, d.canonical_id AS datasetId, lower(twin.path) AS path
         FROM (SELECT DISTINCT target_id AS id FROM tag WHERE target_type = 'column' AND until_revision IS NULL) t
         JOIN "column" c ON c.id = t.id JOIN dataset own ON own.id = c.dataset_id
         JOIN dataset d ON d.canonical_id = own.canonical_id
         JOIN "column" twin ON twin.dataset_id = d.id AND lower(twin.path) = lower(c.path)`,
      )
      .all();
    for (const row of tagged) keyOf.set(row.id, `${row.datasetId}\u0000${row.path}`);
    for (const row of db
      .prepare<[], TagRow>(
        `SELECT ${TAG_COLUMNS} FROM tag WHERE target_type = 'column' AND until_revision IS NULL`,
      )
      .all()) {
      const key = keyOf.get(row.targetId);
      if (key === undefined) continue;
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
    const byKey = new Map([...groups].map(([key, rows]) => [key, summarise(rows)]));
    return new Map([...keyOf].map(([id, key]) => [id, byKey.get(key)!]));
  });
}

function summarise(rows: readonly TagRow[]): ColumnTags {
  const tags = tagsInForce(rows);
  return {
    tags,
    refused: refusals(rows),
    sensitivity: sensitivityOf(tags),
    categories: new Set(tags.filter((tag) => tag.kind === 'category').map((tag) => tag.value)),
    labels: new Set(labelsOf(tags)),
    statements: new Set(statementsOf(tags)),
  };
}
