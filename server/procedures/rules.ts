import { listRules, resetRules, saveRule, takeBackRules } from '../../catalog/imports/import-rules.ts';
import { tryRule } from '../../catalog/imports/try-rules.ts';
import { actorOf, os } from './context.ts';
import { takingBack } from './taking-back.ts';

export const rules = os.rules.router({
  list: os.rules.list.handler(({ context }) => listRules(context.catalog)),
  save: os.rules.save.handler(async ({ context, input }) =>
    saveRule(context.catalog, await actorOf(context), input),
  ),
  reset: os.rules.reset.handler(async ({ context, input }) =>
    resetRules(context.catalog, await actorOf(context), input.id),
  ),
  takeBack: os.rules.takeBack.handler(({ context, input, errors }) =>
    takingBack(errors, async () => takeBackRules(context.catalog, await actorOf(context), input.revision)),
  ),
  try: os.rules.try.handler(({ context, input }) => {
    const trial = tryRule(context.catalog, input);
    return { ...trial, examples: [...trial.examples] };
  }),
});
