/** Statements of people about datasets and columns; see `statement-kinds.ts` for what can be stated. */
import type { Catalog } from '../catalog.ts';
import { PERSON } from '../model/origins.ts';
import { countTargets, groupOf, type MutationResult } from './change.ts';
import { checkedStatement, checkPlaces } from './check-statement.ts';
import { edit, type EditKind, type EditRequest, type SaidRow } from './edit.ts';
import { openRow } from './period-rows.ts';
import { reasonFollower } from './reason-policy.ts';
import { Refused } from './refused.ts';
import { slotOf, statementWords, type TagValue } from './statement-kinds.ts';

export type { TagValue } from './statement-kinds.ts';

/** @throws Refused for what cannot be stated, ReasonNeeded where the policy asks for a reason */
export async function tag(
  catalog: Catalog,
  actor: string,
  request: EditRequest<TagValue>,
): Promise<MutationResult> {
  if ([...request.add, ...request.remove].some(({ kind }) => kind === 'review'))
    throw new Refused('INVALID', 'A review is marked by reviewing, not by tagging.');
  return state(catalog, actor, request);
}

/** As {@link tag}, also for marks that the engine makes itself. */
export async function state(
  catalog: Catalog,
  actor: string,
  request: EditRequest<TagValue>,
  more: Partial<Pick<EditKind<TagValue, TagRow>, 'action' | 'label'>> = {},
): Promise<MutationResult> {
  const { resourcesDir } = catalog.options;
  return edit(catalog, actor, request, {
    ...TAGS,
    ...more,
    prepare: ({ sql }, asked) => {
      const add = asked.add.map((value) => checkedStatement(sql, resourcesDir, value));
      checkPlaces(add, asked.targets);
      return { ...asked, add };
    },
  });
}

interface TagRow extends SaidRow {
  readonly kind: string;
  readonly key: string;
  readonly value: string;
}

const same = (row: TagRow, value: TagValue): boolean => row.key === value.key && row.value === value.value;

/** Whether adding the value ends a person's row: one that says just this, or takes the only place for it. */
function replaces(row: TagRow, value: TagValue): boolean {
  if (row.status !== 'confirmed') return same(row, value);
  const slot = slotOf(value);
  return slot !== null && slot === slotOf(row);
}

export const TAGS: EditKind<TagValue, TagRow> = {
  table: 'tag',
  action: 'tag.edit',
  areas: ['tags', 'datasets'],
  label: labelOf,
  follow: reasonFollower,
  rows: (change, target, value) =>
    groupOf(change.sql, target).flatMap((id) =>
      change.sql.all<TagRow>(
        `SELECT id, kind, key, value, origin, status FROM tag
         WHERE target_type = ? AND target_id = ? AND kind = ? AND until_revision IS NULL`,
        target.on,
        id,
        value.kind,
      ),
    ),
  says: same,
  replaces,
  insert: (change, target, value, status, reason) =>
    void openRow(change, 'tag', {
      target_type: target.on,
      target_id: target.id,
      kind: value.kind,
      key: value.key,
      value: value.value,
      origin: PERSON,
      status,
      actor: change.actor,
      reason,
    }),
};

function labelOf(request: EditRequest<TagValue>): string {
  const say = (tags: readonly TagValue[]) => tags.map(statementWords).join(', ');
  const where = countTargets(request.targets);
  if (request.add.length > 0 && request.remove.length > 0) {
    return `Tagged ${where} ${say(request.add)} instead of ${say(request.remove)}`;
  }
  return request.add.length > 0
    ? `Tagged ${where} ${say(request.add)}`
    : `Removed ${say(request.remove)} from ${where}`;
}
