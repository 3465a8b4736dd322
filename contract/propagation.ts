/** Tags along lineage: what is carried on and why, what a person has to look at, and people's words on it. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  atSchema,
  commonErrors,
  datasetRefSchema,
  idSchema,
  mutationResultSchema,
  pageInput,
  revisionSchema,
  targetSchema,
} from './common.ts';

export const propagatedTagSchema = z.object({
  kind: z.enum(['sensitivity', 'category', 'label']),
  /** Of a label; otherwise empty. */
  key: z.string().max(512).default(''),
  value: z.string().min(1).max(2048),
});
export type PropagatedTag = z.infer<typeof propagatedTagSchema>;

/** Some tags; null stands for all. A category stands for what lies beneath it, too. */
export const tagSelectionSchema = z.object({
  kind: z.enum(['sensitivity', 'category', 'label']).nullable().default(null),
  key: z.string().max(512).nullable().default(null),
  value: z.string().min(1).max(2048).nullable().default(null),
});
export type TagSelection = z.infer<typeof tagSelectionSchema>;

/** `column` null: the dataset as a whole. */
const placeSchema = z.object({
  dataset: datasetRefSchema,
  column: z.object({ id: idSchema, path: z.array(z.string()) }).nullable(),
});
export type PropagationPlace = z.infer<typeof placeSchema>;

const hopSchema = z.object({
  from: placeSchema,
  to: placeSchema,
  passes: z.enum(['value', 'lowered', 'unknown columns']),
  /** What masks or aggregates, as the source states it. */
  why: z.array(z.string()),
  job: z.string().nullable(),
  /** declared, observed */
  basis: z.array(z.string()),
});
export type PropagationHop = z.infer<typeof hopSchema>;

export const derivedTagSchema = z.object({
  tag: propagatedTagSchema,
  place: placeSchema,
  /** `review`: masked or aggregated on every way, or by lineage that does not name columns. */
  strength: z.enum(['carried', 'review']),
  /** Stored by an earlier propagation. */
  stored: z.boolean(),
  cause: placeSchema.nullable(),
  hops: z.number().nullable(),
  why: z.array(z.string()),
});

export const explanationSchema = z.object({
  tag: propagatedTagSchema,
  strength: z.enum(['carried', 'review']),
  cause: placeSchema,
  hops: z.array(hopSchema),
});

/**
 * - `less-sensitive`: a level is carried into a dataset that is said to have a lower one.
 * - `person-says-otherwise`, `source-says-otherwise`: another level, or another value of the same key, is stated there.
 * - `refused`: a person refused the tag there; it goes no further.
 */
export const findingKindSchema = z.enum([
  'less-sensitive',
  'person-says-otherwise',
  'source-says-otherwise',
  'refused',
]);
export const propagationFindingSchema = z.object({
  kind: findingKindSchema,
  tag: propagatedTagSchema,
  place: placeSchema,
  cause: placeSchema,
  said: z.string(),
  /** More columns of the dataset of which the same is true. */
  more: z.number(),
  hops: z.array(hopSchema),
});

const blockWordSchema = tagSelectionSchema.extend({
  from: targetSchema.nullable().default(null),
  to: targetSchema.nullable().default(null),
});
const oneEnd = { message: 'name where it is held up: from, to, or both', path: ['from'] };
const blockSchema = blockWordSchema.refine(({ from, to }) => from !== null || to !== null, oneEnd);

const ruleSchema = z.object({
  kind: z.enum(['sensitivity', 'category', 'label']),
  key: tagSelectionSchema.shape.key,
  value: tagSelectionSchema.shape.value,
});
const spoken = {
  id: idSchema,
  actor: z.string(),
  reason: z.string().nullable(),
  sinceRevision: revisionSchema,
};

const tagWordSchema = z.object({ target: targetSchema, tag: propagatedTagSchema });
const strengthSchema = z.enum(['none', 'review', 'carried']);

const reason = z.string().max(2000).optional();
const base = oc.errors(commonErrors);
const atInput = z.object({ at: atSchema });

export const propagationContract = {
  /** How much there is of everything; `tags` lists every tag in force on a column, carried or not. */
  overview: base.input(atInput).output(
    z.object({
      revision: revisionSchema,
      carried: z.number(),
      stored: z.number(),
      added: z.number(),
      retracted: z.number(),
      renewed: z.number(),
      reviews: z.object({ columns: z.number(), datasets: z.number() }),
      findings: z.record(findingKindSchema, z.number()),
      tags: z.array(
        z.object({
          tag: propagatedTagSchema,
          carries: z.boolean(),
          causes: z.number(),
          carried: z.number(),
          reviews: z.number(),
        }),
      ),
    }),
  ),
  tags: base
    .input(
      pageInput.extend({
        at: atSchema,
        show: z.enum(['carried', 'new', 'retracted', 'review']).default('new'),
        tag: propagatedTagSchema.optional(),
        datasetId: idSchema.optional(),
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(derivedTagSchema) })),
  /** The shortest way of each tag that arrives at a column, or may have come to a dataset. */
  explain: base
    .input(atInput.extend({ target: targetSchema, tag: propagatedTagSchema.optional() }))
    .output(z.array(explanationSchema)),
  findings: base
    .input(pageInput.extend({ at: atSchema, kind: findingKindSchema.optional() }))
    .output(z.object({ total: z.number(), items: z.array(propagationFindingSchema) })),
  /** What would follow from other words; only the difference, and nothing is written. */
  whatIf: base
    .input(
      pageInput.extend({
        add: z.array(tagWordSchema).max(10_000).default([]),
        remove: z.array(tagWordSchema).max(10_000).default([]),
        block: z.array(blockSchema).max(1000).default([]),
        unblock: z.array(idSchema).max(1000).default([]),
        rules: z
          .array(ruleSchema.extend({ carries: z.boolean() }))
          .max(1000)
          .default([]),
      }),
    )
    .output(
      z.object({
        total: z.number(),
        items: z.array(
          z.object({
            tag: propagatedTagSchema,
            place: placeSchema,
            before: strengthSchema,
            after: strengthSchema,
            cause: placeSchema,
            hops: z.number(),
          }),
        ),
      }),
    ),
  /** Stores what is carried on and takes back what has no cause any more, as one change. */
  apply: base
    .input(z.object({ only: z.array(tagSelectionSchema).max(1000).default([]), reason }))
    .output(mutationResultSchema),
  /** Accepts derived tags as a person's own, or refuses them for good. */
  decide: base
    .input(
      z.object({
        items: z.array(tagWordSchema).min(1).max(100_000),
        decision: z.enum(['accept', 'refuse']),
        reason,
      }),
    )
    .output(mutationResultSchema),
  policy: base.input(atInput).output(
    z.object({
      shipped: z.array(ruleSchema.extend({ carries: z.boolean() })),
      rules: z.array(ruleSchema.extend({ carries: z.boolean(), ...spoken })),
      blocks: z.array(
        blockWordSchema.extend({
          ...spoken,
          fromPlace: placeSchema.nullable(),
          toPlace: placeSchema.nullable(),
          /** Links between columns that it closes now. */
          closes: z.number(),
        }),
      ),
    }),
  ),
  /** `carries` null takes a rule back. */
  setPolicy: base
    .input(
      z.object({
        rules: z
          .array(ruleSchema.extend({ carries: z.boolean().nullable() }))
          .min(1)
          .max(1000),
        reason,
      }),
    )
    .output(mutationResultSchema),
  block: base.input(z.object({ block: blockSchema, reason })).output(mutationResultSchema),
  unblock: base
    .input(z.object({ ids: z.array(idSchema).min(1).max(1000), reason }))
    .output(mutationResultSchema),
};
