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

/** What changes of a team's people, or of a person's teams. */
export type MembersRequest = ({ readonly team: string } | { readonly member: string }) & {
  readonly add: readonly string[];
  readonly remove: readonly string[];
};

/**
 * Puts people into a team, and takes others out; or a person into teams, and out of others.
 * @throws Refused for a team or person that the register does not have
 */
export async function changeMembers(
  catalog: Catalog,
  actor: string,
  request: MembersRequest,
  options: PutOptions = {},
): Promise<MutationResult> {
  const { add, remove } = request;
  const ofTeam = 'team' in request;
  const key = ofTeam ? request.team : request.member;
  const pairWith = (other: string): Membership =>
    ofTeam ? { team: key, member: other } : { team: other, member: key };
  return makeChange(
    catalog,
    {
      actor,
      action: 'register.edit',
      objectType: 'party',
      areas: REGISTER_AREAS,
      dryRun: options.dryRun,
      label: (count) => `Changed ${counted(count, 'membership')} of ${key}`,
      payload: () => ({
        ...(ofTeam ? { team: key } : { member: key }),
        ...{ add: [...add], remove: [...remove] },
        ...(options.reason === undefined ? {} : { reason: options.reason }),
      }),
    },
    (change) => {
      const kindOf = (key: string) =>
        change.sql.get<{ kind: string }>(
          'SELECT kind FROM party WHERE key = ? AND until_revision IS NULL',
          key,
        )?.kind;
      const [own, others] = ofTeam ? (['team', 'person'] as const) : (['person', 'team'] as const);
      if (kindOf(key) !== own) throw unknown(own, key);
      const stranger = add.find((other) => kindOf(other) !== others);
      if (stranger !== undefined) throw unknown(others, stranger);
      let changed = 0;
      for (const { team, member } of remove.map(pairWith)) {
        const row = change.sql.get<{ id: number }>(
          'SELECT id FROM party_member WHERE team = ? AND member = ? AND until_revision IS NULL',
          team,
          member,
        );
        if (!row) continue;
        closeRow(change, 'party_member', row.id);
        changed++;
      }
      for (const { team, member } of add.map(pairWith))
        if (addMember(change, team, member, options.reason)) changed++;
      return changed;
    },
  );
}

const unknown = (kind: 'team' | 'person', key: string): Refused =>
  new Refused('NOT_FOUND', kind === 'team' ? `There is no team "${key}".` : `There is no person "${key}".`);
