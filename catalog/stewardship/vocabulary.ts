/** Labels and owners in use, most used first: for completion while typing. */
import type { Catalog } from '../catalog.ts';

const SHOWN = 500;

export function vocabulary(catalog: Catalog) {
  const db = catalog.store.reader;
  return {
    labels: db
      .prepare<[number], { key: string; value: string; count: number }>(
        `SELECT key, value, COUNT(*) AS count FROM tag
         WHERE kind = 'label' AND until_revision IS NULL AND status <> 'rejected' GROUP BY key, value ORDER BY count DESC, value LIMIT ?`,
      )
      .all(SHOWN),
    owners: db
      .prepare<[number], { name: string; email: string | null; role: string; count: number }>(
        `SELECT name, MAX(email) AS email, role, COUNT(*) AS count FROM owner
         WHERE until_revision IS NULL AND status <> 'rejected' GROUP BY name, role ORDER BY count DESC, name LIMIT ?`,
      )
      .all(SHOWN),
  };
}
