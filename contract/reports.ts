import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, dateSchema, idSchema, instantSchema, pageInput, revisionSchema } from './common.ts';
import { dsarInput } from './privacy.ts';
import { dpiaOrder, ropaOrder } from './processing.ts';

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
  dpiaOrder,
  comparisonOrder,
  dsarInput.extend({ kind: z.literal('dsar') }),
  ropaOrder,
  z.object({ kind: z.literal('breach'), reference: z.string().min(1).max(80) }),
  z.object({ kind: z.literal('ai-act'), datasetId: idSchema }),
  z.object({ kind: z.literal('model-card'), datasetId: idSchema }),
  z.object({ kind: z.literal('datasheet'), datasetId: idSchema }),
]);

/** `outside`: names of people, systems and files are withheld from the copy, and notes. */
export const audienceSchema = z.enum(['internal', 'outside']);
export type Audience = z.infer<typeof audienceSchema>;

const forAudience = z.object({ audience: audienceSchema.default('internal') });
const audienceOrder = z.intersection(reportOrderSchema, forAudience);
export type ReportOrder = z.input<typeof audienceOrder>;

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
  audience: audienceSchema,
  files: z.array(reportFileSchema),
});
export type Report = z.infer<typeof reportSchema>;

const reportEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), step: z.string(), done: z.number(), total: z.number() }),
  z.object({ type: z.literal('done'), report: reportSchema }),
]);
export type ReportEvent = z.infer<typeof reportEventSchema>;

/** A report as it is read in the app. */
const reportPageSchema = z.object({
  title: z.string(),
  revision: revisionSchema,
  /** Newest ledger entry that the report knows; of a recorded one, the entry that records it. */
  ledgerSeq: z.number(),
  /** Self-contained, without scripts. */
  html: z.string(),
  files: z.array(z.string()),
});

const fileCheckSchema = z.object({
  name: z.string(),
  /** `same`: the bytes made now are the recorded ones; `gone`: the file cannot be made any more. */
  state: z.enum(['same', 'different', 'gone']),
  /** What differs, or why it cannot be made; empty for `same`. */
  message: z.string(),
});

const fileContent = z.object({ name: z.string(), mediaType: z.string(), base64: z.string() });

const reportFilter = z.object({
  /** A part of the title or reference, in any case. */
  text: z.string().max(256).optional(),
  kind: z.string().max(64).optional(),
  audience: audienceSchema.optional(),
  /** Days on which it was made, UTC, both included. */
  from: dateSchema.optional(),
  to: dateSchema.optional(),
});

const base = oc.errors(commonErrors);

export const reportsContract = {
  /** Makes the report from the newest revision and enters its disclosure in the ledger. A DSAR report records its case. */
  make: base.input(audienceOrder).output(eventIterator(reportEventSchema)),
  /** The report as `make` would make it now, as a page and the names of its files. Nothing is recorded. */
  preview: base.input(audienceOrder).output(reportPageSchema),
  /** A recorded report as a page, made again and compared with the recorded SHA-256. */
  page: base.input(z.object({ id: idSchema })).output(reportPageSchema),
  /** Newest first. `kinds`: every kind on record. */
  list: base
    .input(pageInput.extend(reportFilter.shape))
    .output(z.object({ total: z.number(), items: z.array(reportSchema), kinds: z.array(z.string()) })),
  one: base.input(z.object({ id: idSchema })).output(reportSchema),
  /** Makes and records the same report of the same revision for the other audience. */
  copy: base.input(z.object({ id: idSchema, audience: audienceSchema })).output(reportSchema),
  /** Makes every file again and compares it with the record; one that differs is told, not thrown. */
  check: base.input(z.object({ id: idSchema })).output(z.array(fileCheckSchema)),
  /** All files of a report in one archive, each compared with its recorded SHA-256. */
  archive: base.input(z.object({ id: idSchema })).output(fileContent),
  /** Makes the file again from the recorded input and checks it against the recorded SHA-256. */
  file: base.input(z.object({ id: idSchema, name: z.string() })).output(fileContent),
};
