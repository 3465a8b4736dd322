/** Owners assigned by people. An owner is a name in a role; a target may have many. */
import { PERSON } from '../model/origins.ts';
import type { Catalog } from '../catalog.ts';
import { countTargets, groupOf, type MutationResult } from './change.ts';
import { edit, type EditKind, type EditRequest, type SaidRow } from './edit.ts';
import { openRow } from './period-rows.ts';

export type OwnerValue = {
  readonly name: string;
  readonly email: string | null;
  readonly role: string;
};

export async function own(
  catalog: Catalog,
  actor: string,
  request: EditRequest<OwnerValue>,
): Promise<MutationResult> {
  return edit(catalog, actor, request, OWNERS);
}

interface OwnerRow extends SaidRow {
  readonly email: string | null;
}

export const OWNERS: EditKind<OwnerValue, OwnerRow> = {
  table: 'owner',
  action: 'owner.edit',
  areas: ['owners', 'datasets'],
  label: labelOf,
  rows: (change, target, value) =>
    groupOf(change.sql, target).flatMap((id) =>
      change.sql.all<OwnerRow>(
        `SELECT id, email, origin, status FROM owner
         WHERE target_type = ? AND target_id = ? AND name = ? AND role = ? AND until_revision IS NULL`,
        target.on,
        id,
        value.name,
        value.role,
      ),
    ),
  // The rows are of this name and role; only adding looks at the address, which it may correct.
  says: (row, value) =>
    row.origin !== 'steward' ||
    row.status !== 'confirmed' ||
    value.email === null ||
    row.email === value.email,
  replaces: () => true,
  insert: (change, target, value, status, reason) =>
    void openRow(change, 'owner', {
      ...{ target_type: target.on, target_id: target.id, ...value },
      ...{ origin: PERSON, status, actor: change.actor, reason },
    }),
};

function labelOf(request: EditRequest<OwnerValue>): string {
  const say = (owners: readonly OwnerValue[]) => owners.map((one) => `${one.name} (${one.role})`).join(', ');
  const where = countTargets(request.targets);
  return request.add.length > 0
    ? `Assigned ${say(request.add)} to ${where}`
    : `Removed ${say(request.remove)} from ${where}`;
}
