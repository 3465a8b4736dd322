import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, dateSchema, idSchema, instantSchema, pageInput, revisionSchema } from './common.ts';
import { dsarInput } from './privacy.ts';

const auditOrder = z.object({
  kind: z.literal('audit'),
  title: z.string().max(256).default('Catalog audit report'),
  from: dateSchema.nullable().default(null),
  to: dateSchema.nullable().default(null),
  /** Keys of the control mappings that the report prints: `soc2`. */
  frameworks: z.array(z.string().max(40)).max(50).default([]),
});

/** A moment of a comparison: the end of a day (UTC), the newest (null), or the period of a recorded audit report. */
export const auditSideSchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('day'), day: dateSchema.nullable() }),
  z.object({ at: z.literal('report'), report: idSchema }),
]);
export type AuditSide = z.infer<typeof auditSideSchema>;

const comparisonOrder = z.object({
  kind: z.literal('audit-comparison'),
  title: z.string().max(256).default('Comparison of two audits'),
  earlier: auditSideSchema,
  later: auditSideSchema,
  frameworks: z.array(z.string().max(40)).max(50).default([]),
});

/** What is asked of each kind of report. A kind is added here, in the engine's `kinds.ts` and nowhere else. */
export const reportOrderSchema = z.discriminatedUnion('kind', [
  auditOrder,
  comparisonOrder,
  dsarInput.extend({ kind: z.literal('dsar') }),
]);
export type ReportOrder = z.input<typeof reportOrderSchema>;

export const reportFileSchema = z.object({
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number(),
  sha256: z.string(),
});
export const reportSchema = z.object({
  id: idSchema,
  /** A kind of `reportOrderSchema`, or one of a newer version. */
  kind: z.string(),
  title: z.string(),
  reference: z.string().nullable(),
  at: instantSchema,
  actor: z.string(),
  /** The catalog state that the report shows; the same revision and input give the same bytes. */
  revision: revisionSchema,
  ledgerSeq: z.number(),
  files: z.array(reportFileSchema),
});
export type Report = z.infer<typeof reportSchema>;

const reportEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), step: z.string(), done: z.number(), total: z.number() }),
  z.object({ type: z.literal('done'), report: reportSchema }),
]);
export type ReportEvent = z.infer<typeof reportEventSchema>;

const base = oc.errors(commonErrors);

export const reportsContract = {
  /** Makes the report from the newest revision and enters its disclosure in the ledger. A DSAR report records its case. */
  make: base.input(reportOrderSchema).output(eventIterator(reportEventSchema)),
  list: base.input(pageInput).output(z.object({ total: z.number(), items: z.array(reportSchema) })),
  /** Makes the file again from the recorded input and checks it against the recorded SHA-256. */
  file: base
    .input(z.object({ id: idSchema, name: z.string() }))
    .output(z.object({ name: z.string(), mediaType: z.string(), base64: z.string() })),
};
