import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, dateSchema, datasetRefSchema, idSchema, pageInput, revisionSchema } from './common.ts';

export const RIGHTS = [
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
  'objection',
  'automated-decisions',
  'opt-out',
  'limit',
] as const;
export const rightSchema = z.enum(RIGHTS);
export type Right = z.infer<typeof rightSchema>;

export const jurisdictionSchema = z.object({
  key: z.string(),
  name: z.string(),
  law: z.string(),
  rights: z.array(rightSchema),
  /** What the law itself calls each right, and where it stands. */
  provisions: z.array(z.object({ right: rightSchema, name: z.string(), article: z.string() })),
  responseRule: z.string(),
  places: z.array(z.object({ code: z.string(), name: z.string() })),
});
export type Jurisdiction = z.infer<typeof jurisdictionSchema>;

export const deadlineSchema = z.object({
  due: dateSchema.nullable(),
  start: dateSchema,
  extendedDue: dateSchema.nullable(),
  extensionNoticeBy: dateSchema.nullable(),
  safeDate: dateSchema.nullable(),
  internalTarget: dateSchema.nullable(),
  rule: z.string(),
  steps: z.array(z.string()),
  holidaysUsed: z.array(z.object({ date: dateSchema, name: z.string() })),
});
export type Deadline = z.infer<typeof deadlineSchema>;

export const identifierKinds = [
  'email',
  'phone',
  'name',
  'customer_id',
  'account_number',
  'government_id',
  'device_id',
  'ip_address',
  'other',
] as const;
/** `value` goes into the separate parameter file only: it is never stored and never in a report. */
export const identifierSchema = z.object({
  kind: z.enum(identifierKinds),
  value: z.string().max(1024).default(''),
});

export const dsarInput = z.object({
  /** Case reference without personal data: `DSR-2026-0007`. */
  reference: z.string().min(1).max(128),
  receivedOn: dateSchema,
  jurisdiction: z.string(),
  place: z.string(),
  rights: z.array(rightSchema).min(1),
  /** fideslang data subject key: `customer`, `employee` … */
  subject: z.string(),
  identifiers: z.array(identifierSchema).max(50).default([]),
  extended: z.boolean().default(false),
  identityConfirmedOn: dateSchema.nullable().default(null),
  language: z.enum(['en']).default('en'),
});
export type DsarInput = z.input<typeof dsarInput>;

/** What the catalog finds in scope, shown before the report is made. */
export const dsarScopeSchema = z.object({
  revision: revisionSchema,
  systems: z.array(
    z.object({
      /** Namespace: one system, one search task. */
      system: z.string(),
      owner: z.string().nullable(),
      datasets: z.array(
        datasetRefSchema.extend({ columns: z.number(), categories: z.array(z.string()), reason: z.string() }),
      ),
    }),
  ),
  categories: z.array(
    z.object({ key: z.string(), name: z.string(), columns: z.number(), special: z.boolean() }),
  ),
  sources: z.number(),
  recipients: z.number(),
  models: z.number(),
  gaps: z.array(z.object({ code: z.string(), text: z.string(), count: z.number() })),
  deadline: deadlineSchema,
});
export type DsarScope = z.infer<typeof dsarScopeSchema>;

export const caseSchema = z.object({
  id: idSchema,
  reference: z.string(),
  receivedOn: dateSchema,
  jurisdiction: z.string(),
  place: z.string(),
  rights: z.array(rightSchema),
  subject: z.string(),
  due: dateSchema.nullable(),
  state: z.string(),
  reports: z.number(),
});

const base = oc.errors(commonErrors);

export const privacyContract = {
  jurisdictions: base.output(z.array(jurisdictionSchema)),
  deadline: base
    .input(
      dsarInput.pick({
        receivedOn: true,
        jurisdiction: true,
        place: true,
        extended: true,
        identityConfirmedOn: true,
      }),
    )
    .output(deadlineSchema),
  scope: base.input(dsarInput).output(dsarScopeSchema),
  cases: base.input(pageInput).output(z.object({ total: z.number(), items: z.array(caseSchema) })),
};
