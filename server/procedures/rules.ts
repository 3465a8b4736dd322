import { listRules, resetRules, saveRule } from '../../catalog/imports/import-rules.ts';
import { tryRule } from '../../catalog/imports/try-rules.ts';
import { actorOf, os } from './context.ts';

export const rules = os.rules.router({
  list: os.rules.list.handler(({ context }) => listRules(context.catalog)),
  save: os.rules.save.handler(async ({ context, input }) =>
    saveRule(context.catalog, await actorOf(context), input),
  ),
  reset: os.rules.reset.handler(async ({ context, input }) =>
    resetRules(context.catalog, await actorOf(context), input.id),
  ),
  try: os.rules.try.handler(({ context, input }) => {
    const trial = tryRule(context.catalog, input);
    return { ...trial, examples: [...trial.examples] };
  }),
});
