import { applyRules, removeRule, saveRule, type RuleResult } from '../../catalog/stewardship/rules/apply.ts';
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
  save: os.stewardRules.save.handler(async ({ context, input }) => {
    const { dryRun, reason, ...draft } = input;
    return onWire(await saveRule(context.catalog, await actorOf(context), draft, { dryRun, reason }));
  }),
  remove: os.stewardRules.remove.handler(async ({ context, input }) =>
    onWire(await removeRule(context.catalog, await actorOf(context), input.rule, input)),
  ),
  apply: os.stewardRules.apply.handler(async ({ context, input }) =>
    onWire(await applyRules(context.catalog, await actorOf(context), input)),
  ),
});

function onWire(result: RuleResult) {
  return { ...result, outcome: { ...result.outcome, examples: [...result.outcome.examples] } };
}
