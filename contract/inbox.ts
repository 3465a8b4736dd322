/** What waits for a steward's decision, grouped so that one decision covers many. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  datasetRefSchema,
  idSchema,
  mutationResultSchema,
  pageInput,
  sensitivitySchema,
} from './common.ts';
import { suggestedJoinSchema } from './joins.ts';

const strengthSchema = z.enum(['strong', 'likely']);

const categoryGroupSchema = z.object({
  kind: z.literal('category'),
  /** The same as long as something in the group is open. */
  key: z.string(),
  /** Key of the taxonomy. */
  category: z.string(),
  /** Its name in the taxonomy. */
  name: z.string(),
  /** Special category, Art. 9 or 10 GDPR. */
  special: z.boolean(),
  sensitivity: sensitivitySchema,
  strength: strengthSchema,
  count: z.number(),
  datasets: z.number(),
  /** Confidence of the least and the most certain, 0 to 1. */
  confidence: z.object({ least: z.number(), most: z.number() }),
  /** Names of columns, the commonest first, at most 200. */
  names: z.array(z.object({ name: z.string(), columns: z.number() })),
  namesTotal: z.number(),
});

const joinGroupSchema = z.object({
  kind: z.literal('join'),
  key: z.string(),
  basis: z.string(),
  count: z.number(),
  confidence: z.object({ least: z.number(), most: z.number() }),
});

export const inboxGroupSchema = z.discriminatedUnion('kind', [categoryGroupSchema, joinGroupSchema]);
export type InboxGroup = z.infer<typeof inboxGroupSchema>;

const categoryItemSchema = z.object({
  kind: z.literal('category'),
  key: z.string(),
  columnId: idSchema,
  dataset: datasetRefSchema,
  path: z.array(z.string()),
  confidence: z.number(),
  rule: z.string(),
  form: z.string(),
  /** Sentences, the weightiest first. */
  evidence: z.array(z.string()),
});
export const inboxItemSchema = z.discriminatedUnion('kind', [
  categoryItemSchema,
  z.object({ kind: z.literal('join'), key: z.string(), join: suggestedJoinSchema }),
]);
export type InboxItem = z.infer<typeof inboxItemSchema>;

const chosen = z
  .array(
    z.object({
      key: z.string().max(1024),
      /** Of categories: columns of these names are left open. */
      exceptNames: z.array(z.string().max(65_536)).max(10_000).optional(),
      items: z.array(z.string().max(1024)).max(100_000).optional(),
    }),
  )
  .min(1)
  .max(1000);

const base = oc.errors(commonErrors);

export const inboxContract = {
  /** Every group. While columns are still being classified, `working` says how far that is; ask again. */
  groups: base.output(
    z.object({
      groups: z.array(inboxGroupSchema),
      /** Suggestions in all groups. */
      open: z.number(),
      working: z.object({ done: z.number(), total: z.number() }).nullable(),
    }),
  ),
  /** What is in a group, the most certain first; of one name if asked. */
  items: base
    .input(pageInput.extend({ key: z.string().max(1024), name: z.string().max(65_536).optional() }))
    .output(z.object({ total: z.number(), items: z.array(inboxItemSchema) })),
  /**
   * Confirms or refuses whole groups or parts of them as one change. A confirmed column gets the category, and the
   * sensitivity where it has none or a lower one. What is refused is not suggested again.
   */
  decide: base
    .input(
      z.object({ chosen, decision: z.enum(['confirm', 'refuse']), reason: z.string().max(2000).optional() }),
    )
    .output(mutationResultSchema),
};
