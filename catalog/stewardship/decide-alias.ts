/** A person's word on a name that a source or a rule gives to a dataset. */
import type { Catalog } from '../catalog.ts';
import { insertDataset } from '../store/writer/identity-rows.ts';
import type { Change, MutationResult } from './change.ts';
import { decided, type Pair } from './joins.ts';

export async function decideAlias(
  catalog: Catalog,
  actor: string,
  request: {
    readonly aliasId: number;
    readonly decision: 'join' | 'reject';
    readonly reason?: string | undefined;
  },
): Promise<MutationResult> {
  const { aliasId, decision, reason } = request;
  const word = { space: 'dataset', decision: decision === 'join' ? 'same' : 'apart', reason } as const;
  return decided(catalog, actor, word, 'join.decide', (change) => pairsOf(change, aliasId));
}

/** The two identities; the named one gets a row where no source has described it. */
function pairsOf({ sql, revision }: Change, aliasId: number): Pair[] {
  const row = sql.get<{ a: number; b: number | null; namespace: string; name: string }>(
    `SELECT x.dataset_id AS a, d.id AS b, x.namespace, x.name FROM alias x
     LEFT JOIN dataset d ON d.namespace = x.namespace AND d.name = x.name WHERE x.id = ?`,
    aliasId,
  );
  return row ? [{ a: row.a, b: row.b ?? insertDataset(sql, row, 'table', revision) }] : [];
}
