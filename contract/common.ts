/** Shapes that several procedures share. Everything on the wire is plain JSON. */
import { z } from 'zod';

export const SENSITIVITY_LEVELS = ['public', 'internal', 'confidential', 'restricted'] as const;
export const sensitivitySchema = z.enum(SENSITIVITY_LEVELS);
export type Sensitivity = z.infer<typeof sensitivitySchema>;

export const datasetKindSchema = z.enum([
  'table',
  'view',
  'ephemeral',
  'file',
  'topic',
  'model',
  'feature',
  'dashboard',
  'report',
  'api',
  'metric',
  'semantic model',
  'saved query',
  'function',
]);
export type DatasetKind = z.infer<typeof datasetKindSchema>;

const SOURCE_KINDS = ['openlineage', 'dbt', 'glue'] as const;
export const importerKindSchema = z.enum(SOURCE_KINDS);
/** What an import is told of its source: nothing, or its kind. */
export const importKindSchema = z.enum(['auto', ...SOURCE_KINDS]);
export type ImportKind = z.infer<typeof importKindSchema>;

/** Row id within one catalog file. Ids are never reused. */
export const idSchema = z.number().int().positive();

/** Ledger sequence number of a change to the catalog; 0 is the empty catalog. */
export const revisionSchema = z.number().int().nonnegative();

/** RFC 3339 instant, UTC. */
export const instantSchema = z.string();

/**
 * A moment at which lineage is looked at: after a revision, or at a time as far as data had flowed by then.
 * Absent or null: now.
 */
export const atSchema = z
  .union([z.object({ revision: revisionSchema }), z.object({ time: z.iso.datetime({ offset: true }) })])
  .nullish();
export type At = NonNullable<z.infer<typeof atSchema>>;

/** Civil date, `YYYY-MM-DD`. */
export const dateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** One page of a longer list; `total` is always exact. */
export const pageInput = z.object({
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(500).default(50),
});

/** The canonical dataset: one node, whatever number of names its sources give it. */
export const datasetRefSchema = z.object({
  id: idSchema,
  namespace: z.string(),
  name: z.string(),
  kind: datasetKindSchema,
});
export type DatasetRef = z.infer<typeof datasetRefSchema>;

export const jobRefSchema = z.object({
  id: idSchema,
  namespace: z.string(),
  name: z.string(),
  kind: z.string().nullable(),
});
export type JobRef = z.infer<typeof jobRefSchema>;

/**
 * Who stated something: a person in this catalog, a rule that a person switched on, what follows from others'
 * statements along the lineage, or a source that was imported.
 */
export const originSchema = z.enum(['steward', 'rule', 'propagated', ...SOURCE_KINDS]);

/** What can be stated of datasets and columns; docs/stewardship.md has the values of each. */
export const tagKindSchema = z.enum([
  'sensitivity',
  'category',
  'label',
  'criticality',
  'certification',
  'domain',
  'term',
  'purpose',
  'legal-basis',
  'retention',
  'subject',
  'origin',
  'property',
  'review',
]);
export const tagValueSchema = z.object({
  kind: tagKindSchema,
  /** Of labels and properties; the digest of what was reviewed for a review; otherwise empty. */
  key: z.string().max(512).default(''),
  value: z.string().min(1).max(2048),
});
export type TagValue = z.infer<typeof tagValueSchema>;

export const tagSchema = tagValueSchema.extend({
  id: idSchema,
  origin: originSchema,
  /**
   * `confirmed` by a person, `imported` from a source, `derived` along lineage, `rejected` by a person though
   * a source or lineage says it.
   */
  status: z.enum(['confirmed', 'imported', 'derived', 'rejected']),
  sinceRevision: revisionSchema,
  actor: z.string().nullable(),
  /** Number of the rule that states it. */
  rule: z.number().int().nullish(),
});
export type Tag = z.infer<typeof tagSchema>;

export const OWNER_ROLES = [
  'business owner',
  'technical owner',
  'steward',
  'data protection officer',
] as const;
export const ownerValueSchema = z.object({
  name: z.string().min(1).max(512),
  email: z.string().max(320).nullable().default(null),
  role: z.string().max(128).default('business owner'),
});
export type OwnerValue = z.infer<typeof ownerValueSchema>;
export const ownerSchema = ownerValueSchema.extend({
  id: idSchema,
  origin: originSchema,
  status: z.enum(['confirmed', 'imported', 'rejected']),
  sinceRevision: revisionSchema,
  rule: z.number().int().nullish(),
});
export type Owner = z.infer<typeof ownerSchema>;

/** A mark on a dataset or column. */
export const certificationSchema = z.enum(['certified', 'deprecated']);
export type Certification = z.infer<typeof certificationSchema>;

/** What a steward's statement is about. */
export const targetSchema = z.discriminatedUnion('on', [
  z.object({ on: z.literal('dataset'), id: idSchema }),
  z.object({ on: z.literal('column'), id: idSchema }),
]);
export type Target = z.infer<typeof targetSchema>;

/** Result of every change a person makes. `revision` is null when nothing had to change. */
export const mutationResultSchema = z.object({
  revision: revisionSchema.nullable(),
  changed: z.number().int().nonnegative(),
  /** Readable label of what was done: "Tagged 12 columns user.contact.email". */
  label: z.string(),
});
export type MutationResult = z.infer<typeof mutationResultSchema>;

/** What a catalog may ask a reason for. */
export const REASON_POLICIES = ['lower-sensitivity', 'remove-certification'] as const;
export const reasonPolicySchema = z.enum(REASON_POLICIES);
export type ReasonPolicy = z.infer<typeof reasonPolicySchema>;

/** What of a request cannot be used: a field, and where in its text. */
export const refusedPlaceSchema = z.object({
  field: z.string(),
  span: z.object({ from: z.number(), to: z.number() }).optional(),
});

/** Errors that callers can act on; anything else is an internal error with a reference. */
export const commonErrors = {
  NOT_FOUND: { message: 'Not found' },
  INVALID: {
    message: 'The input cannot be used',
    data: z.object({ reason: z.string(), place: refusedPlaceSchema.optional() }).optional(),
  },
  CONFLICT: { message: 'The catalog changed meanwhile', data: z.object({ reason: z.string() }).optional() },
  /** The policy of this catalog asks for a reason; the same request with one will do. */
  REASON_NEEDED: {
    message: 'A reason is needed',
    data: z.object({ policy: reasonPolicySchema, count: z.number().int() }),
  },
} as const;
