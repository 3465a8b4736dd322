/** Rules that are on, applied again: after imports, and when somebody asks for it. */
import type { Catalog } from '../../catalog.ts';
import type { MutationResult } from '../change.ts';
import { Refused } from '../refused.ts';
import { checkedSelection, levelOf } from './effect.ts';
import { counted, NOTHING, outcomeOf, together, type RuleOutcome } from './outcome.ts';
import { withTargets } from './overtaken.ts';
import { rulesOf, type StewardRule } from './read.ts';
import { AREAS, because, type RuleOptions, type RuleResult } from './save.ts';
import { select } from './select.ts';
import { writeStatements } from './write-statements.ts';

/** A rule that could not be applied: what it stated before stands. Without a number: none could be. */
export interface RuleProblem {
  readonly rule: number | null;
  readonly name: string | null;
  readonly message: string;
}

export interface AppliedRules extends RuleResult {
  readonly problems: readonly RuleProblem[];
}

/**
 * Applies every rule that is on, in their levels: what a rule may ask for is settled before it is asked. Each level
 * is a change of its own; without anything to do, none is made. A rule that cannot be applied keeps none of the
 * others from it.
 * @throws Refused where the catalog kept changing
 */
export async function applyRules(
  catalog: Catalog,
  actor: string,
  options: RuleOptions = {},
): Promise<AppliedRules> {
  let result: MutationResult = {
    revision: null,
    changed: 0,
    label: 'Rules state what they should already',
  };
  let outcome = NOTHING;
  const problems: RuleProblem[] = [];
  for (const level of [1, 2, 3] as const) {
    const rules = rulesOf(catalog.store.reader).filter((one) => one.enabled && levelOf(one.effect) === level);
    if (rules.length === 0) continue;
    const done = await applyLevel(catalog, actor, rules, options);
    outcome = together(outcome, done.outcome);
    problems.push(...done.problems);
    if (done.result.changed > 0) result = { ...done.result, changed: result.changed + done.result.changed };
  }
  return { ...result, rule: null, outcome, problems };
}

/**
 * What a rule's selection finds now.
 * @throws Refused for a selection that cannot be used any more
 */
export function matchesOf(catalog: Catalog, { effect, selection }: StewardRule): Promise<number[]> {
  return select(catalog, effect.on, checkedSelection(selection, levelOf(effect)));
}

interface Found {
  readonly rule: StewardRule;
  readonly targets: readonly number[];
}

async function applyLevel(
  catalog: Catalog,
  actor: string,
  rules: readonly StewardRule[],
  options: RuleOptions,
): Promise<{
  readonly result: MutationResult;
  readonly outcome: RuleOutcome;
  readonly problems: readonly RuleProblem[];
}> {
  let outcome = NOTHING;
  let problems: RuleProblem[] = [];
  let applied: readonly number[] = [];
  const result = await withTargets(
    catalog,
    async () => {
      const found: Found[] = [];
      problems = [];
      for (const rule of rules) {
        try {
          found.push({ rule, targets: await matchesOf(catalog, rule) });
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          problems.push({ rule: rule.rule, name: rule.name, message: error.message });
        }
      }
      return found;
    },
    {
      actor,
      action: 'rule.apply',
      objectType: 'rule',
      areas: AREAS,
      dryRun: options.dryRun,
      label: () => `Applied rules ${applied.join(', ')}: ${counted(outcome)}`,
      payload: () => ({
        rules: applied,
        added: outcome.added,
        withdrawn: outcome.withdrawn,
        ...because(options.reason),
      }),
    },
    (change, found) => {
      applied = found.map(({ rule }) => rule.rule);
      const deeds = found.flatMap(({ rule, targets }) => writeStatements(change, rule, targets));
      outcome = outcomeOf(
        change.sql,
        found.reduce((sum, { targets }) => sum + targets.length, 0),
        deeds,
      );
      return deeds.length;
    },
  );
  return { result, outcome, problems };
}
