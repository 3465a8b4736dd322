/** Rules made by people: added, changed, switched on and off, removed. */
import type { Catalog } from '../../catalog.ts';
import { ruleOrigin } from '../../model/origins.ts';
import { makeChange, type Change, type ChangeDeed, type MutationResult, type Target } from '../change.ts';
import { closeRow, openRow } from '../period-rows.ts';
import { reasonFollower } from '../reason-policy.ts';
import { Refused } from '../refused.ts';
import type { TagValue } from '../statement-kinds.ts';
import {
  checkedEffect,
  checkedSelection,
  levelOf,
  RULE_KINDS,
  type RuleEffect,
  type RuleKind,
} from './effect.ts';
import { counted, NOTHING, outcomeOf, type RuleOutcome } from './outcome.ts';
import { withTargets } from './overtaken.ts';
import { rulesOf } from './read.ts';
import { select } from './select.ts';
import { writeStatements, type RuleDeed, type RuleLike } from './write-statements.ts';

export interface RuleDraft {
  /** Of the rule to change; none for a new one. */
  readonly rule?: number | undefined;
  readonly name: string;
  readonly kind: RuleKind;
  readonly selection: string;
  readonly effect: RuleEffect;
  readonly enabled: boolean;
}

export interface RuleOptions {
  readonly reason?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

export interface RuleResult extends MutationResult {
  /** Number of the rule; null for a dry run of a new one. */
  readonly rule: number | null;
  readonly outcome: RuleOutcome;
}

export const AREAS: ChangeDeed['areas'] = ['registers', 'tags', 'owners', 'datasets'];

/**
 * Adds or changes a rule; one that is switched on states at once what it finds, one that is off withdraws it.
 * @throws Refused
 */
export async function saveRule(
  catalog: Catalog,
  actor: string,
  draft: RuleDraft,
  options: RuleOptions = {},
): Promise<RuleResult> {
  if (!(RULE_KINDS as readonly string[]).includes(draft.kind))
    throw new Refused(
      'INVALID',
      `"${draft.kind}" is not a kind of rule; it is one of ${RULE_KINDS.join(', ')}.`,
    );
  const name = draft.name.trim();
  if (name === '') throw new Refused('INVALID', 'A rule needs a name.', { field: 'name' });
  const selection = checkedSelection(draft.selection, levelOf(draft.effect));
  let rule: number | null = null;
  let outcome = NOTHING;
  const result = await withTargets(
    catalog,
    () => (draft.enabled ? select(catalog, draft.effect.on, selection) : Promise.resolve([])),
    {
      actor,
      action: 'rule.edit',
      objectType: 'rule',
      areas: AREAS,
      dryRun: options.dryRun,
      label: () => `${draft.enabled ? 'Switched on' : 'Switched off'} the rule ${name}: ${counted(outcome)}`,
      payload: () => ({
        rule,
        name,
        kind: draft.kind,
        selection,
        effect: { on: draft.effect.on, statements: draft.effect.statements, owners: draft.effect.owners },
        enabled: draft.enabled,
        ...because(options.reason),
      }),
    },
    (change, targets) => {
      const effect = checkedEffect(change.sql, catalog.options.resourcesDir, draft.kind, draft.effect);
      const made = writeRule(change, { ...draft, name, selection, effect }, options.reason);
      rule = made.rule;
      const deeds = stated(change, { rule: made.rule, name, effect }, targets, options);
      outcome = outcomeOf(change.sql, targets.length, deeds);
      return deeds.length + (made.changed ? 1 : 0);
    },
  );
  return { ...result, rule: options.dryRun && draft.rule === undefined ? null : rule, outcome };
}

/** A rule's row as wanted; one that stands so already is left. */
function writeRule(
  change: Change,
  draft: RuleDraft,
  reason: string | undefined,
): { readonly rule: number; readonly changed: boolean } {
  const { sql } = change;
  const old = draft.rule === undefined ? undefined : rulesOf(sql.db).find(({ rule }) => rule === draft.rule);
  if (draft.rule !== undefined && !old) throw new Refused('NOT_FOUND', `There is no rule ${draft.rule}.`);
  const rule =
    old?.rule ?? sql.get<{ n: number }>('SELECT COALESCE(MAX(rule), 0) + 1 AS n FROM steward_rule')!.n;
  if (old && said(old) === said(draft)) return { rule, changed: false };
  if (old) closeRule(change, rule);
  openRow(change, 'steward_rule', {
    rule,
    name: draft.name,
    kind: draft.kind,
    selection: draft.selection,
    effect: JSON.stringify(draft.effect),
    enabled: draft.enabled ? 1 : 0,
    actor: change.actor,
    reason: reason ?? null,
  });
  return { rule, changed: true };
}

/**
 * What the rule states, brought in line; what it lowers may need a reason, as what a person states does.
 * @throws ReasonNeeded
 */
function stated(
  change: Change,
  rule: RuleLike,
  targets: readonly number[],
  { reason, dryRun }: RuleOptions,
): RuleDeed[] {
  const before = statementsOf(change, rule.rule);
  const { on, statements } = rule.effect;
  const follower = dryRun
    ? undefined
    : reasonFollower(change, { add: statements, remove: before.map(({ value }) => value), reason });
  const touched: Target[] = follower
    ? [...before.map(({ target }) => target), ...targets.map((id) => ({ on, id }))]
    : [];
  for (const target of touched) follower?.before(target);
  const deeds = writeStatements(change, rule, targets);
  for (const target of touched) follower?.after(target);
  follower?.end();
  return deeds;
}

/** Tags that the rule states now. */
function statementsOf({ sql }: Change, rule: number): { target: Target; value: TagValue }[] {
  return sql
    .all<TagValue & { on: Target['on']; id: number }>(
      `SELECT target_type AS "on", target_id AS id, kind, key, value FROM tag
       WHERE origin = ? AND until_revision IS NULL`,
      ruleOrigin(rule),
    )
    .map(({ on, id, kind, key, value }) => ({ target: { on, id }, value: { kind, key, value } }));
}

function said({ name, kind, selection, effect, enabled }: Omit<RuleDraft, 'rule'>): string {
  return JSON.stringify([name, kind, selection, effect.on, effect.statements, effect.owners, enabled]);
}

function closeRule(change: Change, rule: number): void {
  for (const { id } of change.sql.all<{ id: number }>(
    'SELECT id FROM steward_rule WHERE rule = ? AND until_revision IS NULL',
    rule,
  ))
    closeRow(change, 'steward_rule', id);
}

/**
 * Takes a rule away with all that it states.
 * @throws Refused when there is none
 */
export async function removeRule(
  catalog: Catalog,
  actor: string,
  rule: number,
  options: RuleOptions = {},
): Promise<RuleResult> {
  let outcome = NOTHING;
  let name = String(rule);
  const result = await makeChange(
    catalog,
    {
      actor,
      action: 'rule.edit',
      objectType: 'rule',
      areas: AREAS,
      dryRun: options.dryRun,
      label: () => `Removed the rule ${name}: ${counted(outcome)}`,
      payload: () => ({ rule, name, removed: true, ...because(options.reason) }),
    },
    (change) => {
      const found = rulesOf(change.sql.db).find((one) => one.rule === rule);
      if (!found) throw new Refused('NOT_FOUND', `There is no rule ${rule}.`);
      name = found.name;
      closeRule(change, rule);
      const deeds = stated(change, found, [], options);
      outcome = outcomeOf(change.sql, 0, deeds);
      return deeds.length + 1;
    },
  );
  return { ...result, rule, outcome };
}

export function because(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}
