/** Rules at work: switched on, changed, switched off, and applied again after imports. */
import type { Catalog } from '../../open.ts';
import { dotted } from '../../browse/dataset-detail.ts';
import type { Sql } from '../../store/writer/sql.ts';
import { makeChange, type Change, type ChangeDeed, type MutationResult } from '../change.ts';
import { closeRow, openRow } from '../period-rows.ts';
import { Refused } from '../refused.ts';
import {
  checkedEffect,
  checkedSelection,
  levelOf,
  RULE_KINDS,
  type RuleEffect,
  type RuleKind,
} from './effect.ts';
import { rulesOf, type StewardRule } from './read.ts';
import { select } from './select.ts';
import { writeStatements, type RuleDeed } from './write-statements.ts';

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

/** What a rule did or would do, with the first of it by name. */
export interface RuleOutcome {
  /** Datasets or columns that the selection finds. */
  readonly matches: number;
  readonly added: number;
  readonly withdrawn: number;
  readonly examples: readonly {
    readonly change: 'add' | 'withdraw';
    readonly dataset: string;
    readonly column: string | null;
    readonly what: string;
  }[];
}

export interface RuleResult extends MutationResult {
  /** Number of the rule; null for a dry run of a new one. */
  readonly rule: number | null;
  readonly outcome: RuleOutcome;
}

const EXAMPLES = 50;
const NOTHING: RuleOutcome = { matches: 0, added: 0, withdrawn: 0, examples: [] };
const AREAS: ChangeDeed['areas'] = ['registers', 'tags', 'owners', 'datasets'];

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
  if (name === '') throw new Refused('INVALID', 'A rule needs a name.');
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
      const deeds = writeStatements(change, { rule: made.rule, name, effect }, targets);
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
      const deeds = writeStatements(change, found, []);
      outcome = outcomeOf(change.sql, 0, deeds);
      return deeds.length + 1;
    },
  );
  return { ...result, rule, outcome };
}

/**
 * Applies every rule that is on, in their levels: what a rule may ask for is settled before it is asked. Each level
 * is a change of its own; without anything to do, none is made.
 */
export async function applyRules(
  catalog: Catalog,
  actor: string,
  options: RuleOptions = {},
): Promise<RuleResult> {
  const last: { result: MutationResult; outcome: RuleOutcome } = {
    result: { revision: null, changed: 0, label: 'Rules state what they should already' },
    outcome: NOTHING,
  };
  for (const level of [1, 2, 3] as const) {
    const rules = rulesOf(catalog.store.reader).filter((one) => one.enabled && levelOf(one.effect) === level);
    if (rules.length === 0) continue;
    const { result, outcome } = await applyLevel(catalog, actor, rules, options);
    last.outcome = together(last.outcome, outcome);
    if (result.changed > 0) last.result = { ...result, changed: last.result.changed + result.changed };
  }
  return { ...last.result, rule: null, outcome: last.outcome };
}

async function applyLevel(
  catalog: Catalog,
  actor: string,
  rules: readonly StewardRule[],
  options: RuleOptions,
): Promise<{ readonly result: MutationResult; readonly outcome: RuleOutcome }> {
  let outcome = NOTHING;
  const numbers = rules.map(({ rule }) => rule);
  const result = await withTargets(
    catalog,
    async () => {
      const found: number[][] = [];
      for (const rule of rules) found.push(await select(catalog, rule.effect.on, rule.selection));
      return found;
    },
    {
      actor,
      action: 'rule.apply',
      objectType: 'rule',
      areas: AREAS,
      dryRun: options.dryRun,
      label: () => `Applied rules ${numbers.join(', ')}: ${counted(outcome)}`,
      payload: () => ({
        rules: numbers,
        added: outcome.added,
        withdrawn: outcome.withdrawn,
        ...because(options.reason),
      }),
    },
    (change, targets) => {
      const deeds = rules.flatMap((rule, at) => writeStatements(change, rule, targets[at]!));
      outcome = outcomeOf(
        change.sql,
        targets.reduce((sum, { length }) => sum + length, 0),
        deeds,
      );
      return deeds.length;
    },
  );
  return { result, outcome };
}

/** Another change was made between finding and writing. */
class Overtaken extends Error {}

const ATTEMPTS = 5;

/** Makes a change with what a search finds, found in the very state that is changed. */
async function withTargets<Targets>(
  catalog: Catalog,
  look: () => Promise<Targets>,
  deed: ChangeDeed,
  work: (change: Change, targets: Targets) => number,
): Promise<MutationResult> {
  for (let attempt = 1; ; attempt++) {
    const seq = catalog.newestSeq();
    const targets = await look();
    try {
      return await makeChange(catalog, deed, (change) => {
        if (change.revision !== seq + 1) throw new Overtaken();
        return work(change, targets);
      });
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      if (attempt === ATTEMPTS)
        throw new Refused('CONFLICT', 'The catalog kept changing while the rule was applied; try again.');
    }
  }
}

function outcomeOf(sql: Sql, matches: number, deeds: readonly RuleDeed[]): RuleOutcome {
  return {
    matches,
    added: deeds.filter(({ change }) => change === 'add').length,
    withdrawn: deeds.filter(({ change }) => change === 'withdraw').length,
    examples: deeds.slice(0, EXAMPLES).flatMap(({ change, on, id, what }) => {
      const row =
        on === 'dataset'
          ? sql.get<{ name: string; path: null }>('SELECT name, NULL AS path FROM dataset WHERE id = ?', id)
          : sql.get<{ name: string; path: string }>(
              'SELECT d.name, c.path FROM "column" c JOIN dataset d ON d.id = c.dataset_id WHERE c.id = ?',
              id,
            );
      return row
        ? [{ change, dataset: row.name, column: row.path === null ? null : dotted(row.path), what }]
        : [];
    }),
  };
}

function together(a: RuleOutcome, b: RuleOutcome): RuleOutcome {
  return {
    matches: a.matches + b.matches,
    added: a.added + b.added,
    withdrawn: a.withdrawn + b.withdrawn,
    examples: [...a.examples, ...b.examples].slice(0, EXAMPLES),
  };
}

function counted({ added, withdrawn }: RuleOutcome): string {
  if (added + withdrawn === 0) return 'nothing to state';
  return `${added} stated, ${withdrawn} withdrawn`;
}

function because(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}
