/** Who is in which team. */
import { counted } from '../../counted.ts';
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import type { Catalog } from '../../catalog.ts';
import { makeChange, type MutationResult } from '../change.ts';
import { closeRow } from '../period-rows.ts';
import { Refused } from '../refused.ts';
import { REGISTER_AREAS, type PutOptions } from '../registers/write.ts';
import { addMember } from './import-people.ts';

export interface Membership {
  readonly team: string;
  readonly member: string;
}

/** Without a revision: now. */
export function membershipsOf(db: Database, revision?: number): Membership[] {
  const at = revision === undefined ? 'x.until_revision IS NULL' : holdsAt('x');
  return db
    .prepare<[object], Membership>(
      `SELECT team, member FROM party_member x WHERE ${at} ORDER BY team, member`,
    )
    .all(revision === undefined ? {} : { revision });
}

/**
 * Puts people into a team, and takes others out.
 * @throws Refused for a team or person that the register does not have
 */
export async function changeMembers(
  catalog: Catalog,
  actor: string,
  request: { readonly team: string; readonly add: readonly string[]; readonly remove: readonly string[] },
  options: PutOptions = {},
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'register.edit',
      objectType: 'party',
      areas: REGISTER_AREAS,
      dryRun: options.dryRun,
      label: (count) => `Changed ${counted(count, 'membership')} of ${request.team}`,
      payload: () => ({
        team: request.team,
        add: [...request.add],
        remove: [...request.remove],
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      }),
    },
    (change) => {
      const kindOf = (key: string) =>
        change.sql.get<{ kind: string }>(
          'SELECT kind FROM party WHERE key = ? AND until_revision IS NULL',
          key,
        )?.kind;
      if (kindOf(request.team) !== 'team')
        throw new Refused('NOT_FOUND', `There is no team "${request.team}".`);
      const stranger = request.add.find((key) => kindOf(key) !== 'person');
      if (stranger !== undefined) throw new Refused('NOT_FOUND', `There is no person "${stranger}".`);
      let changed = 0;
      for (const member of request.remove) {
        const row = change.sql.get<{ id: number }>(
          'SELECT id FROM party_member WHERE team = ? AND member = ? AND until_revision IS NULL',
          request.team,
          member,
        );
        if (!row) continue;
        closeRow(change, 'party_member', row.id);
        changed++;
      }
      for (const member of request.add)
        if (addMember(change, request.team, member, options.reason)) changed++;
      return changed;
    },
  );
}
