/** What waits for a steward's decision, grouped so that one decision covers many. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  datasetRefSchema,
  idSchema,
  mutationResultSchema,
  ownerValueSchema,
  pageInput,
  revisionSchema,
  sensitivitySchema,
} from './common.ts';

/** In the order in which they are best decided. */
export const INBOX_KINDS = [
  'conflict',
  'join',
  'rename',
  'category',
  'owner',
  'propagation',
  'stale',
  'review',
] as const;
export const inboxKindSchema = z.enum(INBOX_KINDS);
export type InboxKind = z.infer<typeof inboxKindSchema>;

export const inboxGroupSchema = z.object({
  kind: inboxKindSchema,
  /** The same as long as something in the group is open. */
  key: z.string(),
  title: z.string(),
  /** `212 columns in 40 datasets` */
  size: z.string(),
  /** What confirming and refusing do, in words. */
  explains: z.string(),
  /** Word for yes and no; null where there is no such answer. */
  confirm: z.string().nullable(),
  refuse: z.string().nullable(),
  count: z.number(),
  datasets: z.number(),
  /** Confidence of the least and the most certain, 0 to 1; null where nothing is guessed. */
  confidence: z.object({ least: z.number(), most: z.number() }).nullable(),
  /** Of suggested categories. */
  category: z
    .object({
      /** Key of the taxonomy. */
      key: z.string(),
      /** Special category, Art. 9 or 10 GDPR. */
      special: z.boolean(),
      sensitivity: sensitivitySchema,
      strength: z.enum(['strong', 'likely']),
      /** Names of columns, the commonest first, at most 200. */
      names: z.array(z.object({ name: z.string(), columns: z.number() })),
      namesTotal: z.number(),
    })
    .nullable(),
  /** Of owners: who is suggested. Where nobody is, confirming needs one. */
  owner: ownerValueSchema.nullable(),
});
export type InboxGroup = z.infer<typeof inboxGroupSchema>;

export const inboxItemSchema = z.object({
  key: z.string(),
  title: z.string(),
  dataset: datasetRefSchema.nullable(),
  column: z.object({ id: idSchema, path: z.array(z.string()) }).nullable(),
  /** Sentences, the weightiest first. */
  reasons: z.array(z.string()),
  confidence: z.number().nullable(),
  /** Of a conflict: what sources said before, what they say now, and the person's word. */
  sides: z.array(
    z.object({
      who: z.string(),
      value: z.string(),
      since: revisionSchema.nullable(),
      evidence: z.string().nullable(),
    }),
  ),
});
export type InboxItem = z.infer<typeof inboxItemSchema>;

const chosen = z
  .array(
    z.object({
      key: z.string().max(1024),
      /** Of categories: columns of these names are left open. */
      exceptNames: z.array(z.string().max(65_536)).max(10_000).optional(),
      /** Keys of items: only these. */
      items: z.array(z.string().max(1024)).max(100_000).optional(),
      /** Keys of items that are left open. */
      exceptItems: z.array(z.string().max(1024)).max(100_000).optional(),
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
      /** Datasets that a person has reviewed as they are now, of those that some source describes. */
      progress: z.object({ reviewed: z.number(), datasets: z.number() }),
    }),
  ),
  /** What is in a group, the most certain first; of one name if asked. */
  items: base
    .input(pageInput.extend({ key: z.string().max(1024), name: z.string().max(65_536).optional() }))
    .output(z.object({ total: z.number(), items: z.array(inboxItemSchema) })),
  /**
   * Confirms or refuses whole groups or parts of them, one change for each kind of question. What is refused is not
   * asked again. `owner`: who owns them, where it is not who is suggested.
   */
  decide: base
    .input(
      z.object({
        chosen,
        decision: z.enum(['confirm', 'refuse']),
        owner: ownerValueSchema.optional(),
        reason: z.string().max(2000).optional(),
      }),
    )
    .output(mutationResultSchema),
};
