/**
 * What the policy of a catalog asks a reason for. Looked at within the change itself, so that what was in force before
 * and what is afterwards are compared, whoever asks and in whatever way.
 */
import { counted } from '../counted.ts';
import { sensitivityOf, TAG_COLUMNS, tagsInForce, type TagRow } from '../browse/in-force.ts';
import type { Sql } from '../store/writer/sql.ts';
import { groupOf, type Change, type Target } from './change.ts';
import type { Follower } from './edit.ts';
import { REASON_POLICIES, ReasonNeeded, type ReasonPolicy } from './refused.ts';
import { KIND_RULES, type TagValue } from './statement-kinds.ts';

/** The policies that are on: all, until somebody chose; then as stored, whatever else stands there. */
export function policiesOf(sql: Sql): readonly ReasonPolicy[] {
  const row = sql.get<{ value: string }>(`SELECT value FROM setting WHERE key = 'reasonsFor'`);
  const stored: unknown = row ? JSON.parse(row.value) : REASON_POLICIES;
  return Array.isArray(stored) ? REASON_POLICIES.filter((policy) => stored.includes(policy)) : [];
}

const KIND_OF: Readonly<Record<ReasonPolicy, TagValue['kind']>> = {
  'lower-sensitivity': 'sensitivity',
  'remove-certification': 'certification',
};

const WORDS: Readonly<Record<ReasonPolicy, string>> = {
  'lower-sensitivity': 'Lowering the sensitivity',
  'remove-certification': 'Taking the certification away',
};

/** Undefined where no policy concerns the request, or it has a reason. */
export function reasonFollower(
  change: Change,
  request: {
    readonly add: readonly TagValue[];
    readonly remove: readonly TagValue[];
    readonly reason?: string | undefined;
  },
): Follower | undefined {
  if (request.reason !== undefined && request.reason.trim() !== '') return undefined;
  const kinds = new Set([...request.add, ...request.remove].map(({ kind }) => kind));
  const policies = policiesOf(change.sql).filter((policy) => kinds.has(KIND_OF[policy]));
  if (policies.length === 0) return undefined;
  const counts = new Map<ReasonPolicy, number>();
  const before = new Map<string, readonly number[]>();
  const place = ({ on, id }: Target) => `${on} ${id}`;
  return {
    before: (target) =>
      void before.set(
        place(target),
        policies.map((policy) => standing(change, target, policy)),
      ),
    after: (target) => {
      const stood = before.get(place(target));
      before.delete(place(target));
      policies.forEach((policy, at) => {
        if (stood && standing(change, target, policy) < stood[at]!)
          counts.set(policy, (counts.get(policy) ?? 0) + 1);
      });
    },
    end: () => {
      for (const [policy, count] of counts)
        throw new ReasonNeeded(
          policy,
          `${WORDS[policy]} of ${counted(count, 'dataset or column', 'datasets or columns')} needs a reason.`,
          count,
        );
    },
  };
}

/** How high the target stands in what the policy protects; -1 for nothing. */
function standing(change: Change, target: Target, policy: ReasonPolicy): number {
  const rows = groupOf(change.sql, target).flatMap((id) =>
    change.sql.all<TagRow>(
      `SELECT ${TAG_COLUMNS} FROM tag WHERE target_type = ? AND target_id = ? AND kind = ? AND until_revision IS NULL`,
      target.on,
      id,
      KIND_OF[policy],
    ),
  );
  const tags = tagsInForce(rows);
  if (policy === 'remove-certification') return tags.some(({ value }) => value === 'certified') ? 0 : -1;
  return KIND_RULES.sensitivity.among!.indexOf(sensitivityOf(tags) ?? '');
}
