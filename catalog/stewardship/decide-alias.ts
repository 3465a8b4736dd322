/** A person's word on a name that a source or a rule gives to a dataset. */
import { canonicalKey } from '../model/identity.ts';
import type { Catalog } from '../open.ts';
import { nextRevision } from '../ledger/append.ts';
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
  const id = sql.nextId('dataset');
  sql.run(
    `INSERT INTO dataset (id, namespace, name, kind, kind_scope_id, canonical_id, canonical_key, referenced_only, since_revision)
     VALUES (?, ?, ?, 'table', 0, ?, ?, 1, ?)`,
    id,
    row.namespace,
    row.name,
    id,
    canonicalKey(row),
    revision,
  );
  return { a: row.a, b: id };
}
