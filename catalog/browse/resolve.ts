/** From a name that a person or a link gives to the dataset meant. */
import { canonicalKey, type DatasetKey } from '../model/identity.ts';
import type { Catalog } from '../catalog.ts';
import type { Card } from './cards.ts';

/** By exact identity, then by a joined alias, then by the canonical form of the name. */
export function resolveDataset(catalog: Catalog, key: DatasetKey): Card | null {
  const db = catalog.store.reader;
  const find = (sql: string, ...values: string[]) =>
    db.prepare<string[], { id: number }>(sql).get(...values)?.id;
  const id =
    find('SELECT id FROM dataset WHERE namespace = ? AND name = ?', key.namespace, key.name) ??
    find(
      `SELECT dataset_id AS id FROM alias WHERE namespace = ? AND name = ? AND status = 'joined' AND until_revision IS NULL`,
      key.namespace,
      key.name,
    ) ??
    find('SELECT id FROM dataset WHERE canonical_key = ? ORDER BY referenced_only, id', canonicalKey(key));
  return id === undefined ? null : (catalog.cards().get(id) ?? null);
}

export type NameLookup =
  { readonly found: Card } | { readonly found: null; readonly candidates: readonly Card[] };

/**
 * As people type names on a command line: `namespace#name`, a whole name, the last part of a name, or
 * a source's own id (dbt unique_id, ARN). Several answers mean that it is not unique.
 */
export function lookUpName(catalog: Catalog, text: string): NameLookup {
  const hash = text.indexOf('#');
  for (let at = hash; at > 0; at = text.indexOf('#', at + 1)) {
    const exact = resolveDataset(catalog, { namespace: text.slice(0, at), name: text.slice(at + 1) });
    if (exact) return { found: exact };
  }
  const db = catalog.store.reader;
  const cards = catalog.cards();
  const queries = [
    'SELECT dataset_id AS id FROM dataset_source WHERE source_id = @text AND until_revision IS NULL',
    'SELECT id FROM dataset WHERE name = @text',
    `SELECT dataset_id AS id FROM alias WHERE name = @text AND status = 'joined' AND until_revision IS NULL`,
    'SELECT id FROM dataset WHERE name = @text COLLATE NOCASE',
    `SELECT id FROM dataset WHERE name LIKE '%.' || @part ESCAPE '\\' OR name LIKE '%/' || @part ESCAPE '\\'`,
  ];
  const bind = { text, part: text.replace(/[\\%_]/g, '\\$&') };
  for (const sql of queries) {
    const ids = db.prepare<[object], number>(sql).pluck().all(bind);
    const found = [...new Set(ids.flatMap((id) => cards.get(id) ?? []))];
    if (found.length === 1) return { found: found[0]! };
    if (found.length > 1) return { found: null, candidates: found };
  }
  return { found: null, candidates: [] };
}
