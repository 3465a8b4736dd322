/** A person's word on a name that a source or a rule gives to a dataset. */
import type { Catalog } from '../catalog.ts';
import { nextRevision } from '../ledger/append.ts';
import { insertDataset } from '../store/writer/identity-rows.ts';
import { Sql } from '../store/writer/sql.ts';
import type { MutationResult } from './change.ts';
import { decideJoins } from './joins.ts';

export async function decideAlias(
  catalog: Catalog,
  actor: string,
  request: {
    readonly aliasId: number;
    readonly decision: 'join' | 'reject';
    readonly reason?: string | undefined;
  },
): Promise<MutationResult> {
  const pair = await catalog.store.write((db) => pairOf(new Sql(db), request.aliasId, nextRevision(db)));
  return decideJoins(catalog, actor, {
    space: 'dataset',
    decision: request.decision === 'join' ? 'same' : 'apart',
    pairs: pair ? [pair] : [],
    reason: request.reason,
  });
}

/** The two identities; the named one gets a row where no source has described it. */
function pairOf(sql: Sql, aliasId: number, revision: number): { a: number; b: number } | null {
  const row = sql.get<{ a: number; b: number | null; namespace: string; name: string }>(
    `SELECT x.dataset_id AS a, d.id AS b, x.namespace, x.name FROM alias x
     LEFT JOIN dataset d ON d.namespace = x.namespace AND d.name = x.name WHERE x.id = ?`,
    aliasId,
  );
  if (!row) return null;
  if (row.b !== null) return { a: row.a, b: row.b };
  return { a: row.a, b: insertDataset(sql, row, 'table', revision) };
}
