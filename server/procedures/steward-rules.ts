import type { RuleProblem } from '../../catalog/stewardship/rules/apply.ts';
import {
  applyNoted,
  rulesFailed,
  ruleStates,
  type RulesFollowed,
} from '../../catalog/stewardship/rules/follow.ts';
import { removeRule, saveRule, type RuleResult } from '../../catalog/stewardship/rules/save.ts';
import { rulesOf } from '../../catalog/stewardship/rules/read.ts';
import { actorOf, os } from './context.ts';

export const stewardRules = os.stewardRules.router({
  list: os.stewardRules.list.handler(({ context, input }) =>
    rulesOf(context.catalog.store.reader, input.revision).map((rule) => ({
      ...rule,
      effect: {
        on: rule.effect.on,
        statements: [...rule.effect.statements],
        owners: [...rule.effect.owners],
      },
    })),
  ),
  states: os.stewardRules.states.handler(async ({ context }) => {
    const failed = rulesFailed(context.catalog);
    return {
      rules: await ruleStates(context.catalog),
      failed: failed && { at: failed.at, problems: [...failed.problems] },
    };
  }),
  save: os.stewardRules.save.handler(async ({ context, input }) => {
    const { dryRun, reason, ...draft } = input;
    return onWire(await saveRule(context.catalog, await actorOf(context), draft, { dryRun, reason }));
  }),
  remove: os.stewardRules.remove.handler(async ({ context, input }) =>
    onWire(await removeRule(context.catalog, await actorOf(context), input.rule, input)),
  ),
  apply: os.stewardRules.apply.handler(async ({ context, input }) =>
    onWire(await applyNoted(context.catalog, await actorOf(context), input)),
  ),
});

function onWire(result: RuleResult & { readonly problems?: readonly RuleProblem[] }) {
  const { outcome, problems = [] } = result;
  return { ...result, outcome: { ...outcome, examples: [...outcome.examples] }, problems: [...problems] };
}

/** What rules did after an import, as the contract has it. */
export function followedOnWire(rules: RulesFollowed | null | undefined) {
  return rules ? { ...rules, problems: [...rules.problems] } : null;
}
