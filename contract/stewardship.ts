import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  idSchema,
  mutationResultSchema,
  ownerValueSchema,
  revisionSchema,
  sensitivitySchema,
  tagValueSchema,
  targetSchema,
} from './common.ts';

const targets = z.array(targetSchema).min(1).max(100_000);
const reason = z.string().max(2000).optional();

const base = oc.errors(commonErrors);

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
