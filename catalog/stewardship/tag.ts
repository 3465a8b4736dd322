/** Tagging by people. A target has one sensitivity; categories and labels add up. */
import type { Catalog } from '../open.ts';
import { countTargets, groupOf, type MutationResult } from './change.ts';
import { edit, type EditKind, type EditRequest, type SaidRow } from './edit.ts';

export type TagValue = {
  readonly kind: 'sensitivity' | 'category' | 'label';
  readonly key: string;
  readonly value: string;
};

export async function tag(
  catalog: Catalog,
  actor: string,
  request: EditRequest<TagValue>,
): Promise<MutationResult> {
  return edit(catalog, actor, request, TAGS);
}

interface TagRow extends SaidRow {
  readonly key: string;
  readonly value: string;
}

const same = (row: TagRow, value: TagValue): boolean => row.key === value.key && row.value === value.value;

export const TAGS: EditKind<TagValue, TagRow> = {
  table: 'tag',
  action: 'tag.edit',
  areas: ['tags', 'datasets'],
  label: labelOf,
  rows: (change, target, value) =>
    groupOf(change.sql, target).flatMap((id) =>
      change.sql.all<TagRow>(
        `SELECT id, key, value, origin, status FROM tag
         WHERE target_type = ? AND target_id = ? AND kind = ? AND until_revision IS NULL`,
        target.on,
        id,
        value.kind,
      ),
    ),
  says: same,
  replaces: (row, value) => (row.status === 'confirmed' ? value.kind === 'sensitivity' : same(row, value)),
  insert: (change, target, value, status, reason) =>
    change.sql.run(
      `INSERT INTO tag (id, target_type, target_id, kind, key, value, origin, status, actor, reason, since_revision)
       VALUES (?, ?, ?, ?, ?, ?, 'steward', ?, ?, ?, ?)`,
      change.sql.nextId('tag'),
      target.on,
      target.id,
      value.kind,
      value.key,
      value.value,
      status,
      change.actor,
      reason,
      change.revision,
    ),
};

function labelOf(request: EditRequest<TagValue>): string {
  const say = (tags: readonly TagValue[]) =>
    tags.map((one) => (one.key ? `${one.key}=${one.value}` : one.value)).join(', ');
  const where = countTargets(request.targets);
  if (request.add.length > 0 && request.remove.length > 0) {
    return `Tagged ${where} ${say(request.add)} instead of ${say(request.remove)}`;
  }
  return request.add.length > 0
    ? `Tagged ${where} ${say(request.add)}`
    : `Removed ${say(request.remove)} from ${where}`;
}
