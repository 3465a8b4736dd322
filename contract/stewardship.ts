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
  tagKindSchema,
  tagValueSchema,
  targetSchema,
} from './common.ts';

const targets = z.array(targetSchema).min(1).max(100_000);
const reason = z.string().max(2000).optional();

const base = oc.errors(commonErrors);

const holdingSchema = z.object({
  value: z.string(),
  /** Stated here, inherited from the column's dataset, or from a purpose that is served. */
  from: z.enum(['own', 'dataset', 'purpose']),
  purpose: z.string().nullable(),
});
export const effectiveSchema = z.object({
  domain: holdingSchema.nullable(),
  criticality: holdingSchema.nullable(),
  certification: holdingSchema.nullable(),
  terms: z.array(holdingSchema),
  subjects: z.array(holdingSchema),
  purposes: z.array(holdingSchema),
  /** More than one where purposes differ. */
  legalBases: z.array(holdingSchema),
  /** More than one where purposes differ; the longest first. */
  retentions: z.array(holdingSchema),
  /** As it is now. `changed`: reviewed once, and something is different since. */
  review: z.object({
    state: z.enum(['reviewed', 'changed', 'open']),
    by: z.string().nullable(),
    since: revisionSchema.nullable(),
  }),
});

export const orphanSchema = datasetRefSchema.extend({
  /** Nobody is named, or who is named is not in the register. */
  why: z.enum(['none', 'unknown']),
  owners: z.array(z.object({ name: z.string(), role: z.string(), email: z.string().nullable() })),
});
export type Orphan = z.infer<typeof orphanSchema>;

export type Effective = z.infer<typeof effectiveSchema>;
export type Holding = z.infer<typeof holdingSchema>;

export const stewardshipContract = {
  /**
   * Adds and removes tags on many targets as one change. Setting a sensitivity replaces the one
   * before. Removing an imported tag rejects it: the source's statement stays on record.
   */
  tag: base
    .input(
      z.object({
        targets,
        add: z.array(tagValueSchema).default([]),
        remove: z.array(tagValueSchema).default([]),
        reason,
      }),
    )
    .output(mutationResultSchema),
  own: base
    .input(
      z.object({
        targets,
        add: z.array(ownerValueSchema).default([]),
        remove: z.array(ownerValueSchema).default([]),
        reason,
      }),
    )
    .output(mutationResultSchema),
  /** An empty text withdraws the steward's description; the sources' ones then show again. */
  describe: base
    .input(z.object({ target: targetSchema, text: z.string().max(100_000), reason }))
    .output(mutationResultSchema),
  /** Joins a suggested alias into one dataset, or rejects it for good. */
  decideAlias: base
    .input(z.object({ aliasId: idSchema, decision: z.enum(['join', 'reject']), reason }))
    .output(mutationResultSchema),
  /** Marks as reviewed as things are now, or takes the marks away. A change by a source or rule asks again. */
  review: base
    .input(z.object({ targets, reviewed: z.boolean().default(true), reason }))
    .output(mutationResultSchema),
  /** What holds for a dataset or column, with what it inherits; and whether its review holds. */
  effective: base
    .input(z.object({ target: targetSchema, revision: revisionSchema.optional() }))
    .output(effectiveSchema),
  /** Every kind of statement with its values. */
  kinds: base.output(
    z.array(
      z.object({
        kind: tagKindSchema,
        values: z.enum(['one', 'by-key', 'many']),
        only: z.enum(['dataset', 'column']).nullable(),
        among: z.array(z.string()).nullable(),
        /** The values are keys of this. */
        keyOf: z.string().nullable(),
        expected: z.string().nullable(),
      }),
    ),
  ),
  /** Datasets without an owner, or whose owners the register of people does not know. */
  orphans: base
    .input(
      pageInput.extend({
        /** Words of name, namespace or owner; all of them must be there. */
        text: z.string().max(512).default(''),
        why: z.enum(['none', 'unknown']).optional(),
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(orphanSchema) })),
  /** What undo and redo would do now. */
  undoState: base.output(
    z.object({
      undo: z.object({ revision: revisionSchema, label: z.string() }).nullable(),
      redo: z.object({ revision: revisionSchema, label: z.string() }).nullable(),
    }),
  ),
  /** Takes back a change by a person, as a new ledger entry. CONFLICT when later changes built on it. */
  undo: base.input(z.object({ revision: revisionSchema.optional() })).output(mutationResultSchema),
  redo: base.output(mutationResultSchema),
  taxonomy: base.output(
    z.object({
      categories: z.array(
        z.object({
          key: z.string(),
          name: z.string(),
          description: z.string(),
          parent: z.string().nullable(),
          plainName: z.string(),
          special: z.boolean(),
          defaultSensitivity: sensitivitySchema.nullable(),
        }),
      ),
      subjects: z.array(z.object({ key: z.string(), name: z.string(), description: z.string() })),
      attribution: z.string(),
    }),
  ),
  /** Labels and owners in use, for completion. */
  vocabulary: base.output(
    z.object({
      labels: z.array(z.object({ key: z.string(), value: z.string(), count: z.number() })),
      owners: z.array(ownerValueSchema.extend({ count: z.number() })),
    }),
  ),
};
