/** People's words on propagation: what is to be reviewed, which tags are carried, where they do not pass. */
import { PERSON, PROPAGATED } from '../../model/origins.ts';
import type { Catalog } from '../../catalog.ts';
import {
  countTargets,
  datasetOf,
  groupOf,
  makeChange,
  type Change,
  type MutationResult,
} from '../../stewardship/change.ts';
import { reasonFollower } from '../../stewardship/reason-policy.ts';
import type { PolicyRule } from './policy.ts';
import type { BlockWord, End } from './statements.ts';
import { selectionText, tagText, type PropagatedTag } from './tags.ts';
import type { TagWord } from './what-if.ts';

export interface ReviewDecision {
  readonly items: readonly TagWord[];
  /** `accept`: the tag is theirs from now on. `refuse`: it does not enter there again. */
  readonly decision: 'accept' | 'refuse';
  readonly reason?: string | undefined;
}

/**
 * Makes a person's statement of each, whether lineage carries the tag there or only suggests it.
 *
 * @throws ReasonNeeded where the policy asks for a reason: refusing a level that was stored lowers what is in force
 */
export async function decideDerived(
  catalog: Catalog,
  actor: string,
  request: ReviewDecision,
): Promise<MutationResult> {
  const status = request.decision === 'accept' ? 'confirmed' : 'rejected';
  return makeChange(
    catalog,
    {
      actor,
      action: 'propagation.decide',
      objectType: request.items[0]?.target.on ?? 'column',
      areas: ['tags', 'datasets'],
      label: () => decisionLabel(request),
      payload: () => ({
        decision: request.decision,
        items: request.items.map(({ target, tag }) => ({ target: { ...target }, tag: { ...tag } })),
        ...reasonOf(request),
      }),
    },
    (change) => {
      const tags = request.items.map(({ tag }) => tag);
      const accepts = request.decision === 'accept';
      const follower = reasonFollower(change, {
        add: accepts ? tags : [],
        remove: accepts ? [] : tags,
        reason: request.reason,
      });
      let changed = 0;
      for (const item of request.items) {
        follower?.before(item.target);
        if (!say(change, item, status, request.reason)) continue;
        follower?.after(item.target);
        changed++;
      }
      follower?.end();
      return changed;
    },
  );
}

function decisionLabel({ items, decision }: ReviewDecision): string {
  const where = countTargets(items.map(({ target }) => target));
  const tags = [...new Set(items.map(({ tag }) => tagText(tag)))];
  const what = tags.length > 3 ? `${tags.length} tags` : tags.join(', ');
  return decision === 'accept'
    ? `Accepted ${what} on ${where}, from lineage`
    : `Refused ${what} on ${where}, from lineage`;
}

function say(
  change: Change,
  { target, tag }: TagWord,
  status: 'confirmed' | 'rejected',
  reason: string | undefined,
): boolean {
  const dataset = datasetOf(change.sql, target);
  if (dataset === undefined) return false;
  const rows = groupOf(change.sql, target).flatMap((id) => stated(change, target.on, id, tag));
  const same = (row: Stated): boolean => row.key === tag.key && row.value === tag.value;
  const own = rows.filter((row) => row.origin === PERSON);
  if (own.some((row) => same(row) && row.status === status)) return false;
  const isLevel = tag.kind === 'sensitivity' && status === 'confirmed';
  const replaced = rows.filter((row) => same(row) || (isLevel && row.status === status));
  for (const row of replaced)
    change.sql.run('UPDATE tag SET until_revision = ? WHERE id = ?', change.revision, row.id);
  change.sql.run(
    `INSERT INTO tag (id, target_type, target_id, kind, key, value, origin, status, actor, reason, since_revision)
     VALUES (?, ?, ?, ?, ?, ?, 'steward', ?, ?, ?, ?)`,
    change.sql.nextId('tag'),
    target.on,
    target.id,
    tag.kind,
    tag.key,
    tag.value,
    status,
    change.actor,
    reason ?? null,
    change.revision,
  );
  change.touchedDatasets.add(dataset);
  return true;
}

interface Stated {
  readonly id: number;
  readonly key: string;
  readonly value: string;
  readonly origin: string;
  readonly status: string;
}

/** People's rows, and what propagation stored: their word takes its place. */
function stated(change: Change, on: End['on'], id: number, { kind }: PropagatedTag): Stated[] {
  return change.sql.all<Stated>(
    `SELECT t.id, t.key, t.value, t.origin, t.status FROM tag t
     WHERE t.target_type = ? AND t.target_id = ? AND t.kind = ? AND t.origin IN ('${PERSON}', '${PROPAGATED}') AND t.until_revision IS NULL`,
    on,
    id,
    kind,
  );
}

/** A rule takes the place of an earlier one of the same tags; `carries` null takes it back. */
export type RuleWord = Omit<PolicyRule, 'carries'> & { readonly carries: boolean | null };

export async function setPolicy(
  catalog: Catalog,
  actor: string,
  request: { readonly rules: readonly RuleWord[]; readonly reason?: string | undefined },
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'propagation.policy',
      objectType: 'propagation',
      areas: ['tags'],
      label: () => request.rules.map(ruleLabel).join('; '),
      payload: () => ({ rules: request.rules.map((rule) => ({ ...rule })), ...reasonOf(request) }),
    },
    (change) => {
      let changed = 0;
      for (const rule of request.rules) if (setRule(change, rule, request.reason)) changed++;
      return changed;
    },
  );
}

function ruleLabel({ carries, ...tags }: RuleWord): string {
  const what = selectionText(tags);
  if (carries === null) return `Took back what was said of carrying ${what}`;
  return carries ? `Lineage carries ${what}` : `Lineage does not carry ${what}`;
}

function setRule(
  change: Change,
  { kind, key, value, carries }: RuleWord,
  reason: string | undefined,
): boolean {
  if (kind === null) return false;
  const { sql, revision } = change;
  const current = sql.all<{ id: number; carries: number }>(
    'SELECT id, carries FROM propagation_rule WHERE kind = ? AND key IS ? AND value IS ? AND until_revision IS NULL',
    kind,
    key,
    value,
  );
  if (carries === null ? current.length === 0 : current.some((rule) => (rule.carries === 1) === carries))
    return false;
  for (const rule of current)
    sql.run('UPDATE propagation_rule SET until_revision = ? WHERE id = ?', revision, rule.id);
  if (carries === null) return true;
  sql.run(
    'INSERT INTO propagation_rule (id, kind, key, value, carries, actor, reason, since_revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    sql.nextId('propagation_rule'),
    kind,
    key,
    value,
    carries ? 1 : 0,
    change.actor,
    reason ?? null,
    revision,
  );
  return true;
}

/** Blocks that are there already, and ends that do not exist, count for nothing. */
export async function block(
  catalog: Catalog,
  actor: string,
  request: { readonly block: BlockWord; readonly reason?: string | undefined },
): Promise<MutationResult> {
  const { from, to, kind, key, value } = request.block;
  const names = { from: endText(catalog, from), to: endText(catalog, to) };
  return makeChange(
    catalog,
    {
      actor,
      action: 'propagation.block',
      objectType: 'propagation',
      areas: ['tags'],
      label: () => `Held ${selectionText({ kind, key, value })} up ${between(names.from, names.to)}`,
      payload: () => ({ ...names, tags: { kind, key, value }, ...reasonOf(request) }),
    },
    (change) => {
      const ends = [from, to].filter((end) => end !== null);
      if (ends.length === 0 || ends.some((end) => datasetOf(change.sql, end) === undefined)) return 0;
      const values = [
        from?.on ?? null,
        from?.id ?? null,
        to?.on ?? null,
        to?.id ?? null,
        kind,
        key,
        value,
      ] as const;
      const known = change.sql.get<{ id: number }>(
        `SELECT id FROM propagation_block WHERE from_type IS ? AND from_id IS ? AND to_type IS ? AND to_id IS ?
           AND kind IS ? AND key IS ? AND value IS ? AND until_revision IS NULL`,
        ...values,
      );
      if (known) return 0;
      change.sql.run(
        `INSERT INTO propagation_block (id, from_type, from_id, to_type, to_id, kind, key, value, actor, reason, since_revision)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        change.sql.nextId('propagation_block'),
        ...values,
        actor,
        request.reason ?? null,
        change.revision,
      );
      return 1;
    },
  );
}

export async function unblock(
  catalog: Catalog,
  actor: string,
  request: { readonly ids: readonly number[]; readonly reason?: string | undefined },
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: 'propagation.block',
      objectType: 'propagation',
      areas: ['tags'],
      label: (changed) => `Lifted ${changed} ${changed === 1 ? 'block' : 'blocks'} of propagation`,
      payload: () => ({ lifted: request.ids, ...reasonOf(request) }),
    },
    (change) => {
      let changed = 0;
      for (const id of new Set(request.ids))
        changed += change.sql.run(
          'UPDATE propagation_block SET until_revision = ? WHERE id = ? AND until_revision IS NULL',
          change.revision,
          id,
        );
      return changed;
    },
  );
}

function between(from: string | null, to: string | null): string {
  if (from === null) return `on the way into ${to ?? 'nowhere'}`;
  return to === null ? `on the way out of ${from}` : `between ${from} and ${to}`;
}

function endText(catalog: Catalog, end: End | null): string | null {
  if (!end) return null;
  if (end.on === 'dataset') return catalog.cards().get(end.id)?.name ?? `dataset ${end.id}`;
  const row = catalog.store.reader
    .prepare<[number], { datasetId: number; path: string }>(
      `SELECT dataset_id AS datasetId, replace(path, char(31), '.') AS path FROM "column" WHERE id = ?`,
    )
    .get(end.id);
  return row ? `${catalog.cards().get(row.datasetId)?.name ?? ''}.${row.path}` : `column ${end.id}`;
}

function reasonOf({ reason }: { readonly reason?: string | undefined }): { reason?: string } {
  return reason === undefined ? {} : { reason };
}
