/** A person's word on whether two names are one dataset. It outlives whatever sources say later. */
import type { Catalog } from '../open.ts';
import { Changes } from '../store/writer/changes.ts';
import { joinIdentities } from '../store/writer/join.ts';
import { makeChange, type Change, type MutationResult } from './change.ts';

export async function decideAlias(
  catalog: Catalog,
  actor: string,
  request: {
    readonly aliasId: number;
    readonly decision: 'join' | 'reject';
    readonly reason?: string | undefined;
  },
): Promise<MutationResult> {
  const status = request.decision === 'join' ? 'joined' : 'rejected';
  let before = '';
  let name = '';
  return makeChange(
    catalog,
    {
      actor,
      action: 'alias.decide',
      objectType: 'alias',
      areas: ['datasets', 'lineage'],
      label: () => (status === 'joined' ? `Joined ${name}` : `Rejected ${name} as another name`),
      payload: () => ({
        alias_id: request.aliasId,
        before,
        after: status,
        ...(request.reason === undefined ? {} : { reason: request.reason }),
      }),
    },
    (change) => {
      const row = change.sql.get<{ status: string; name: string }>(
        'SELECT status, name FROM alias WHERE id = ?',
        request.aliasId,
      );
      if (!row || row.status === status) return 0;
      before = row.status;
      name = row.name;
      setAliasStatus(change, request.aliasId, status, change.revision);
      return 1;
    },
  );
}

/** Also used by undo. `decidedIn` null gives the decision back to the sources. */
export function setAliasStatus(
  change: Change,
  aliasId: number,
  status: string,
  decidedIn: number | null,
): void {
  change.sql.run('UPDATE alias SET status = ?, decided_in = ? WHERE id = ?', status, decidedIn, aliasId);
  for (const id of joinIdentities(change.sql, new Changes(), change.revision)) change.touchedDatasets.add(id);
}
