/**
 * Tagging by people. A person's tag is a row of its own beside whatever sources say; taking away a
 * source's tag is a rejection, also a row of its own, so that the source's statement stays on record
 * and the next import does not bring the tag back.
 */
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

export interface TagValue {
  readonly kind: 'sensitivity' | 'category' | 'label';
  readonly key: string;
  readonly value: string;
}

export interface TagRequest {
  readonly targets: readonly Target[];
  readonly add: readonly TagValue[];
  readonly remove: readonly TagValue[];
  readonly reason?: string | undefined;
}

export async function tag(catalog: Catalog, actor: string, request: TagRequest): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'tag.edit',
      objectType: request.targets[0]?.on ?? 'dataset',
      areas: ['tags', 'datasets'],
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
        for (const one of request.remove) changed += removeTag(change, target, one, request.reason);
        for (const one of request.add) changed += addTag(change, target, one, request.reason);
        if (changed > before) change.touchedDatasets.add(dataset);
      }
      return changed;
    },
  );
}

interface TagRow {
  id: number;
  targetId: number;
  kind: string;
  key: string;
  value: string;
  origin: string;
  status: string;
}

function rowsOf(change: Change, target: Target, kind: string): TagRow[] {
  const ids = groupOf(change.sql, target);
  return ids.flatMap((id) =>
    change.sql.all<TagRow>(
      `SELECT id, target_id AS targetId, kind, key, value, origin, status FROM tag
       WHERE target_type = ? AND target_id = ? AND kind = ? AND until_revision IS NULL`,
      target.on,
      id,
      kind,
    ),
  );
}

function close(change: Change, row: TagRow): void {
  change.sql.run('UPDATE tag SET until_revision = ? WHERE id = ?', change.revision, row.id);
}

function insert(
  change: Change,
  target: Target,
  one: TagValue,
  status: 'confirmed' | 'rejected',
  reason: string | undefined,
): void {
  change.sql.run(
    `INSERT INTO tag (id, target_type, target_id, kind, key, value, origin, status, actor, reason, since_revision)
     VALUES (?, ?, ?, ?, ?, ?, 'steward', ?, ?, ?, ?)`,
    change.sql.nextId('tag'),
    target.on,
    target.id,
    one.kind,
    one.key,
    one.value,
    status,
    change.actor,
    reason ?? null,
    change.revision,
  );
}

const same = (row: TagRow, one: TagValue) => row.key === one.key && row.value === one.value;

function addTag(change: Change, target: Target, one: TagValue, reason: string | undefined): number {
  const own = rowsOf(change, target, one.kind).filter((row) => row.origin === 'steward');
  if (own.some((row) => row.status === 'confirmed' && same(row, one))) return 0;
  for (const row of own) {
    const replaced = one.kind === 'sensitivity' && row.status === 'confirmed';
    const refusal = row.status === 'rejected' && same(row, one);
    if (replaced || refusal) close(change, row);
  }
  insert(change, target, one, 'confirmed', reason);
  return 1;
}

function removeTag(change: Change, target: Target, one: TagValue, reason: string | undefined): number {
  const rows = rowsOf(change, target, one.kind).filter((row) => same(row, one));
  const own = rows.filter((row) => row.origin === 'steward' && row.status === 'confirmed');
  const stated = rows.some((row) => row.origin !== 'steward');
  const refused = rows.some((row) => row.origin === 'steward' && row.status === 'rejected');
  for (const row of own) close(change, row);
  if (stated && !refused) insert(change, target, one, 'rejected', reason);
  return own.length > 0 || (stated && !refused) ? 1 : 0;
}

function labelOf(request: TagRequest): string {
  const say = (tags: readonly TagValue[]) =>
    tags.map((one) => (one.key ? `${one.key}=${one.value}` : one.value)).join(', ');
  const where = countTargets(request.targets);
  if (request.add.length > 0 && request.remove.length > 0)
    return `Tagged ${where} ${say(request.add)} instead of ${say(request.remove)}`;
  if (request.add.length > 0) return `Tagged ${where} ${say(request.add)}`;
  return `Removed ${say(request.remove)} from ${where}`;
}
