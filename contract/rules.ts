import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, mutationResultSchema, revisionSchema, sensitivitySchema } from './common.ts';

/** What the words of a source's own tags and settings become; see docs/importers.md. */
export const importRuleSchema = z.object({
  /** Stable; shipped rules begin with `dbt:`. */
  id: z.string().min(1).max(300),
  enabled: z.boolean(),
  place: z.enum(['meta', 'tag', 'classifier', 'setting']),
  /** Key path, tag, classifier or path of a setting; `*` stands for any characters in keys and tags. */
  match: z.string().trim().min(1).max(256),
  test: z.discriminatedUnion('is', [
    z.object({ is: z.literal('yes') }),
    z.object({ is: z.literal('any') }),
    z.object({ is: z.literal('text'), text: z.string().min(1).max(256) }),
  ]),
  effect: z.discriminatedUnion('does', [
    z.object({
      does: z.literal('classify'),
      sensitivity: sensitivitySchema.exactOptional(),
      category: z.string().min(1).max(256).exactOptional(),
    }),
    z.object({ does: z.literal('level') }),
    z.object({ does: z.literal('negate') }),
    z.object({ does: z.literal('label'), key: z.string().min(1).max(256) }),
    z.object({ does: z.literal('owner'), role: z.string().min(1).max(128) }),
  ]),
});
export type ImportRule = z.infer<typeof importRuleSchema>;

export const ruleStateSchema = z.object({
  rule: importRuleSchema,
  /** `shipped`: as it came; `changed`: shipped, then changed or switched off; `own`: added by people. */
  state: z.enum(['shipped', 'changed', 'own']),
});
export type RuleState = z.infer<typeof ruleStateSchema>;

const base = oc.errors(commonErrors);

/** Import rules: changes count from the next import on. */
export const rulesContract = {
  list: base.output(z.array(ruleStateSchema)),
  save: base.input(importRuleSchema).output(mutationResultSchema),
  /** A shipped rule as it came, an own one removed; without an id, all of them. */
  reset: base.input(z.object({ id: z.string().nullable() })).output(mutationResultSchema),
  /** All rules as they were before this revision, which was the last to change them. */
  takeBack: base.input(z.object({ revision: revisionSchema })).output(mutationResultSchema),
  /** What a rule would change about the tags that the catalog holds. Nothing is written. */
  try: base.input(importRuleSchema).output(
    z.object({
      looked: z.number(),
      added: z.number(),
      removed: z.number(),
      /** The first 100. */
      examples: z.array(
        z.object({ change: z.enum(['added', 'removed']), target: z.string(), tag: z.string() }),
      ),
    }),
  ),
};
