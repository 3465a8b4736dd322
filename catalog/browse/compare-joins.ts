/** Two datasets side by side: columns, sources, neighbours. What a person looks at before deciding. */
import type { Catalog } from '../catalog.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import type { Card } from './cards.ts';

export interface ComparedColumn {
  readonly name: string;
  /** Types on either side; null: it has no such column; '' where its type is not known. */
  readonly a: string | null;
  readonly b: string | null;
}

export interface ComparedSide {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly upstream: number;
  readonly downstream: number;
  readonly sensitivity: string | null;
  readonly owners: readonly string[];
  readonly labels: readonly string[];
  /** Where it was read: source, file and place. */
  readonly evidence: readonly { readonly importer: string; readonly file: string; readonly at: string }[];
}

export interface Comparison {
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly columns: readonly ComparedColumn[];
  readonly columnsTotal: number;
  readonly common: number;
}

const COLUMNS_SHOWN = 500;

export function compareJoin(catalog: Catalog, aId: number, bId: number): Comparison | null {
  const cards = catalog.cards();
  const [a, b] = [cards.get(aId), cards.get(bId)];
  if (!a || !b) return null;
  const [left, right] = [columnsOf(catalog, a), columnsOf(catalog, b)];
  const columns: ComparedColumn[] = [...left].map(([key, { name, type }]) => ({
    name,
    a: type,
    b: right.get(key)?.type ?? null,
  }));
  for (const [key, { name, type }] of right) if (!left.has(key)) columns.push({ name, a: null, b: type });
  return {
    a: sideOf(catalog, a),
    b: sideOf(catalog, b),
    columns: columns.slice(0, COLUMNS_SHOWN),
    columnsTotal: columns.length,
    common: columns.filter((one) => one.a !== null && one.b !== null).length,
  };
}

function columnsOf(catalog: Catalog, card: Card): Map<string, { name: string; type: string }> {
  const rows = catalog.store.reader
    .prepare<[string], { name: string; type: string | null }>(
      `SELECT name, data_type AS type FROM "column" WHERE dataset_id IN (SELECT value FROM json_each(?)) AND depth = 0 AND until_revision IS NULL
       ORDER BY referenced_only, ordinal IS NULL, ordinal, path`,
    )
    .all(JSON.stringify(card.members));
  const columns = new Map<string, { name: string; type: string }>();
  for (const { name, type } of rows) {
    const key = name.toLowerCase();
    if (!columns.has(key)) columns.set(key, { name, type: type ?? '' });
  }
  return columns;
}

function sideOf(catalog: Catalog, card: Card): ComparedSide {
  const { id, namespace, name, kind, upstream, downstream, sensitivity } = card;
  const evidence = catalog.store.reader
    .prepare<[string], { importer: string; file: string; at: string }>(
      `SELECT x.importer, f.path AS file, s.last_at AS at FROM dataset_source x
       JOIN statement s ON s.record_type = ${RECORD_TYPES.source} AND s.record_id = x.id AND s.until_revision IS NULL JOIN source_file f ON f.id = s.last_file_id
       WHERE x.dataset_id IN (SELECT value FROM json_each(?)) ORDER BY x.importer, f.path LIMIT 10`,
    )
    .all(JSON.stringify(card.members));
  return {
    id,
    namespace,
    name,
    kind,
    upstream,
    downstream,
    sensitivity,
    owners: card.owners,
    labels: [...card.labels],
    evidence,
  };
}
