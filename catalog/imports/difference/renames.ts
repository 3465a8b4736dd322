/** Datasets that went while a like one came: most likely one that was renamed. */
import { RECORD_TYPES } from '../../store/record-types.ts';
import type { Sql } from '../../store/writer/sql.ts';
import type { NewRow } from './difference.ts';

interface Candidate {
  readonly namespace: string;
  readonly name: string;
  readonly columns: string | null;
  readonly count: number;
}

/** Fewest columns by which two datasets are told to be alike. */
const MIN_COLUMNS = 2;

/** Pairs where exactly one dataset that went and one that came have the same columns. */
export function* likelyRenames(sql: Sql, revision: number): Iterable<NewRow> {
  const found = (condition: string, at: string) =>
    sql.all<Candidate>(
      `SELECT d.namespace, d.name, COUNT(*) AS count, group_concat(lower(c.path), char(30) ORDER BY lower(c.path)) AS columns
       FROM dataset d JOIN "column" c ON c.dataset_id = d.id
       WHERE d.id IN (SELECT o.dataset_id FROM statement s JOIN dataset_source o ON o.id = s.record_id
           WHERE s.record_type = ${RECORD_TYPES.source} AND ${condition})
         AND EXISTS (SELECT 1 FROM statement s WHERE s.record_type = ${RECORD_TYPES.column} AND s.record_id = c.id AND ${at})
       GROUP BY d.id HAVING COUNT(*) >= ${MIN_COLUMNS}`,
      revision,
    );
  const gone = found(
    's.until_revision = ?1 AND d.until_revision IS NOT NULL',
    's.since_revision < ?1 AND s.until_revision = ?1',
  );
  if (gone.length === 0) return;
  const come = found(
    's.since_revision = ?1 AND s.until_revision IS NULL',
    's.until_revision IS NULL AND ?1 > 0',
  );
  const keyOf = (one: Candidate) => `${one.namespace}\u0000${one.columns ?? ''}`;
  const byKey = Map.groupBy(come, keyOf);
  const goneByKey = Map.groupBy(gone, keyOf);
  for (const [key, old] of goneByKey) {
    const now = byKey.get(key);
    if (old.length !== 1 || now?.length !== 1) continue;
    yield {
      change: 'renamed',
      type: 'dataset',
      namespace: now[0]!.namespace,
      dataset: now[0]!.name,
      name: now[0]!.name,
      before: old[0]!.name,
      after: now[0]!.name,
      note: `Both have the same ${old[0]!.count} columns. People's statements stay on the old name until the two are joined.`,
      scope: null,
      recordType: null,
      recordId: null,
      pair: null,
    };
  }
}
