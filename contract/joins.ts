/** Joining: what is one, what may be, and the namespaces that names live in. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, idSchema, mutationResultSchema, pageInput } from './common.ts';

export const spaceSchema = z.enum(['dataset', 'job']);

const sideSchema = z.object({
  id: idSchema,
  namespace: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  sources: z.array(z.string()),
  columns: z.number(),
});

const pairSchema = z.object({ a: idSchema, b: idSchema });

export const suggestedJoinSchema = z.object({
  /** The same as long as it is suggested. */
  key: z.string(),
  kind: z.enum(['dataset', 'job', 'partition']),
  basis: z.string(),
  /** 0 to 1. */
  score: z.number(),
  reasons: z.array(z.string()),
  a: sideSchema,
  /** Null for a pattern of partitions, which `a` then shows. */
  b: sideSchema.nullable(),
});
export type SuggestedJoin = z.infer<typeof suggestedJoinSchema>;

const comparedSideSchema = z.object({
  id: idSchema,
  namespace: z.string(),
  name: z.string(),
  kind: z.string(),
  upstream: z.number(),
  downstream: z.number(),
  sensitivity: z.string().nullable(),
  owners: z.array(z.string()),
  labels: z.array(z.string()),
  evidence: z.array(z.object({ importer: z.string(), file: z.string(), at: z.string() })),
});

export const joinComparisonSchema = z.object({
  a: comparedSideSchema,
  b: comparedSideSchema,
  /** Types on either side; null: no such column there; '': its type is not known. */
  columns: z.array(z.object({ name: z.string(), a: z.string().nullable(), b: z.string().nullable() })),
  columnsTotal: z.number(),
  common: z.number(),
});
export type JoinComparison = z.infer<typeof joinComparisonSchema>;

export const joinedGroupRowSchema = z.object({
  id: idSchema,
  space: spaceSchema,
  namespace: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  names: z.number(),
  partitions: z.number(),
  decided: z.boolean(),
});
export type JoinedGroupRow = z.infer<typeof joinedGroupRowSchema>;

const memberSchema = z.object({
  id: idSchema,
  namespace: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
  sources: z.array(z.string()),
  columns: z.number(),
  reasons: z.array(z.string()),
  decided: z.boolean(),
});

export const joinedGroupSchema = z.object({
  id: idSchema,
  members: z.array(memberSchema),
  membersTotal: z.number(),
  partitions: z.array(
    z.object({
      setId: idSchema,
      pattern: z.string(),
      count: z.number(),
      first: z.string(),
      last: z.string(),
      collapsed: z.boolean(),
    }),
  ),
  /** Identities that a person keeps apart from this group. */
  apart: z.array(z.object({ id: idSchema, namespace: z.string(), name: z.string() })),
});
export type JoinedGroup = z.infer<typeof joinedGroupSchema>;

export const namespaceRowSchema = z.object({
  space: spaceSchema,
  namespace: z.string(),
  count: z.number(),
  sources: z.array(z.string()),
  /** What it likely is, in words. */
  platform: z.string(),
  host: z.string().nullable(),
  port: z.string().nullable(),
  account: z.string().nullable(),
  region: z.string().nullable(),
  label: z.string().nullable(),
  target: z.string().nullable(),
  likely: z.array(z.object({ namespace: z.string(), shared: z.number() })),
});
export type NamespaceRow = z.infer<typeof namespaceRowSchema>;

const matchSchema = z.enum(['exact', 'prefix', 'suffix']);

export const namespaceMappingSchema = z.object({
  id: idSchema,
  space: spaceSchema,
  match: matchSchema,
  pattern: z.string(),
  target: z.string().nullable(),
  label: z.string().nullable(),
  actor: z.string(),
  reason: z.string().nullable(),
  fits: z.number(),
});
export type NamespaceMapping = z.infer<typeof namespaceMappingSchema>;

const namespaceWordSchema = z.object({
  space: spaceSchema.default('dataset'),
  match: matchSchema.default('exact'),
  pattern: z.string().min(1).max(4096),
  /** What the matching part is replaced by; null takes the mapping back. */
  target: z.string().max(4096).nullable().optional(),
  /** Name to show; null takes it back. */
  label: z.string().max(256).nullable().optional(),
});
const words = z.array(namespaceWordSchema).min(1).max(1000);

export const namespaceEffectSchema = z.object({
  joins: z.array(z.object({ a: z.string(), b: z.string(), common: z.number(), columns: z.number() })),
  joinsTotal: z.number(),
  parts: z.array(z.string()),
  partsTotal: z.number(),
  conflicts: z.array(z.object({ name: z.string(), why: z.string() })),
  conflictsTotal: z.number(),
  jobs: z.number(),
});
export type NamespaceEffect = z.infer<typeof namespaceEffectSchema>;

const reason = z.string().max(2000).optional();
const base = oc.errors(commonErrors);

export const joinsContract = {
  /** Suggestions that nobody has decided on, strongest first. `byBasis` counts all of them. */
  suggestions: base
    .input(
      pageInput.extend({
        basis: z.string().max(64).nullable().default(null),
        text: z.string().max(512).default(''),
      }),
    )
    .output(
      z.object({
        total: z.number(),
        items: z.array(suggestedJoinSchema),
        byBasis: z.array(z.object({ basis: z.string(), count: z.number() })),
      }),
    ),
  compare: base.input(pairSchema).output(joinComparisonSchema),
  /** Accepts or rejects suggestions by their keys, or all of one basis, as one change. */
  decide: base
    .input(
      z.object({
        keys: z.array(z.string().max(64)).max(10_000).default([]),
        basis: z.string().max(64).optional(),
        decision: z.enum(['accept', 'reject']),
        reason,
      }),
    )
    .output(mutationResultSchema),
  groups: base
    .input(pageInput.extend({ text: z.string().max(512).default('') }))
    .output(z.object({ total: z.number(), items: z.array(joinedGroupRowSchema) })),
  group: base
    .input(z.object({ space: spaceSchema.default('dataset'), id: idSchema }))
    .output(joinedGroupSchema),
  merge: base
    .input(
      z.object({ space: spaceSchema.default('dataset'), ids: z.array(idSchema).min(2).max(1000), reason }),
    )
    .output(mutationResultSchema),
  /** Takes one identity out of its group; what imports say later does not bring it back. */
  split: base
    .input(z.object({ space: spaceSchema.default('dataset'), id: idSchema, reason }))
    .output(mutationResultSchema),
  choosePartitions: base
    .input(
      z.object({
        setIds: z.array(idSchema).min(1).max(10_000),
        choice: z.enum(['collapse', 'apart']),
        reason,
      }),
    )
    .output(mutationResultSchema),
  partitionSetting: base.output(z.object({ collapse: z.boolean() })),
  setPartitionSetting: base.input(z.object({ collapse: z.boolean() })).output(mutationResultSchema),
  namespaces: base.output(
    z.object({ items: z.array(namespaceRowSchema), mappings: z.array(namespaceMappingSchema) }),
  ),
  mapNamespaces: base.input(z.object({ words, reason })).output(mutationResultSchema),
  /** What {@link mapNamespaces} would do; nothing is written. */
  rehearseNamespaces: base.input(z.object({ words })).output(namespaceEffectSchema),
};
