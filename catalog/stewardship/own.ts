/** Owners assigned by people. Same rules as tags: sources' owners are rejected, not erased. */
import type { Catalog } from '../open.ts';
import {
  countTargets,
  datasetOf,
  groupOf,
  makeChange,
  type Change,
  type MutationResult,
  type Target,
} from './change.ts';

export interface OwnerValue {
  readonly name: string;
  readonly email: string | null;
  readonly role: string;
}

export interface OwnRequest {
  readonly targets: readonly Target[];
  readonly add: readonly OwnerValue[];
  readonly remove: readonly OwnerValue[];
  readonly reason?: string | undefined;
}

export async function own(catalog: Catalog, actor: string, request: OwnRequest): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'owner.edit',
      objectType: request.targets[0]?.on ?? 'dataset',
      areas: ['owners', 'datasets'],
      label: () => labelOf(request),
      payload: () => ({
        targets: request.targets.map((target) => ({ ...target })),
        add: request.add.map((one) => ({ ...one })),
        remove: request.remove.map((one) => ({ ...one })),
        ...(request.reason === undefined ? {} : { reason: request.reason }),
      }),
    },
    (change) => {
      let changed = 0;
      for (const target of request.targets) {
        const dataset = datasetOf(change.sql, target);
        if (dataset === undefined) continue;
        const before = changed;
        for (const one of request.remove) changed += removeOwner(change, target, one, request.reason);
        for (const one of request.add) changed += addOwner(change, target, one, request.reason);
        if (changed > before) change.touchedDatasets.add(dataset);
      }
      return changed;
    },
  );
}

interface OwnerRow {
  id: number;
  name: string;
  email: string | null;
  role: string;
  origin: string;
  status: string;
}

function rowsOf(change: Change, target: Target, one: OwnerValue): OwnerRow[] {
  return groupOf(change.sql, target).flatMap((id) =>
    change.sql.all<OwnerRow>(
      `SELECT id, name, email, role, origin, status FROM owner
       WHERE target_type = ? AND target_id = ? AND name = ? AND role = ? AND until_revision IS NULL`,
      target.on,
      id,
      one.name,
      one.role,
    ),
  );
}

function close(change: Change, row: OwnerRow): void {
  change.sql.run('UPDATE owner SET until_revision = ? WHERE id = ?', change.revision, row.id);
}

function insert(
  change: Change,
  target: Target,
  one: OwnerValue,
  status: 'confirmed' | 'rejected',
  reason: string | undefined,
): void {
  change.sql.run(
    `INSERT INTO owner (id, target_type, target_id, name, email, role, origin, status, actor, reason, since_revision)
     VALUES (?, ?, ?, ?, ?, ?, 'steward', ?, ?, ?, ?)`,
    change.sql.nextId('owner'),
    target.on,
    target.id,
    one.name,
    one.email,
    one.role,
    status,
    change.actor,
    reason ?? null,
    change.revision,
  );
}

function addOwner(change: Change, target: Target, one: OwnerValue, reason: string | undefined): number {
  const rows = rowsOf(change, target, one).filter((row) => row.origin === 'steward');
  if (rows.some((row) => row.status === 'confirmed' && row.email === one.email)) return 0;
  for (const row of rows) close(change, row);
  insert(change, target, one, 'confirmed', reason);
  return 1;
}

function removeOwner(change: Change, target: Target, one: OwnerValue, reason: string | undefined): number {
  const rows = rowsOf(change, target, one);
  const mine = rows.filter((row) => row.origin === 'steward' && row.status === 'confirmed');
  const stated = rows.some((row) => row.origin !== 'steward');
  const refused = rows.some((row) => row.origin === 'steward' && row.status === 'rejected');
  for (const row of mine) close(change, row);
  if (stated && !refused) insert(change, target, one, 'rejected', reason);
  return mine.length > 0 || (stated && !refused) ? 1 : 0;
}

function labelOf(request: OwnRequest): string {
  const say = (owners: readonly OwnerValue[]) => owners.map((one) => `${one.name} (${one.role})`).join(', ');
  const where = countTargets(request.targets);
  if (request.add.length > 0) return `Assigned ${say(request.add)} to ${where}`;
  return `Removed ${say(request.remove)} from ${where}`;
}
