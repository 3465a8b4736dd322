/** Audits of the catalog itself: what a report would say, comparing two moments, control mappings. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, dateSchema, idSchema, instantSchema, pageInput, revisionSchema } from './common.ts';
import { editInput } from './desk-shapes.ts';
import { auditSideSchema, reportSchema } from './reports.ts';
import { mutationResultSchema } from './common.ts';

const countedSchema = z.object({ key: z.string(), count: z.number() });

/** What a section found: `count` of `of`, and the same in words. */
const foundSchema = z.object({ count: z.number(), of: z.number().nullable(), words: z.string() });

export const AUDIT_SECTIONS = [
  'inventory',
  'ownership',
  'classification',
  'description',
  'review',
  'purpose',
  'legal-basis',
  'retention',
  'freshness',
  'lineage',
  'imports',
  'changes',
  'approvals',
  'disclosures',
  'cases',
  'exceptions',
  'policy',
  'ledger',
] as const;
const sectionSchema = z.enum(AUDIT_SECTIONS);

/** One end of a period, or one side of a comparison. */
const momentSchema = z.object({
  revision: revisionSchema,
  at: instantSchema,
  /** Newest ledger entry then, and its hash. */
  headSeq: z.number(),
  head: z.string().nullable(),
});
export type AuditMoment = z.infer<typeof momentSchema>;

const shareSchema = z.object({ covered: z.number(), of: z.number() });
const coverageSchema = z.object({
  key: z.string(),
  what: z.string(),
  earlier: shareSchema.nullable(),
  later: shareSchema.nullable(),
});
export type AuditCoverage = z.infer<typeof coverageSchema>;

const itemSchema = z.object({ text: z.string(), datasetId: idSchema.nullable() });
/** The first items; `total` says of how many. */
const itemsSchema = z.object({ total: z.number(), items: z.array(itemSchema) });
export type AuditItems = z.infer<typeof itemsSchema>;

const entrySchema = z.object({
  seq: z.number(),
  at: instantSchema,
  actor: z.string(),
  action: z.string(),
  label: z.string(),
});
export type AuditEntry = z.infer<typeof entrySchema>;

const activitySchema = z.object({
  entries: z.number(),
  byActor: z.array(countedSchema),
  byAction: z.array(countedSchema),
  decisions: z.object({
    total: z.number(),
    byKind: z.array(countedSchema),
    /** The latest ones. */
    latest: z.array(entrySchema.extend({ kind: z.string() })),
  }),
  disclosures: z.object({
    total: z.number(),
    byAction: z.array(countedSchema),
    latest: z.array(entrySchema),
  }),
  imports: z.object({
    total: z.number(),
    files: z.number(),
    refused: z.number(),
    latest: z.array(
      z.object({
        revision: revisionSchema,
        at: instantSchema,
        actor: z.string(),
        label: z.string(),
        accepted: z.number(),
        rejected: z.number(),
        files: z.number(),
      }),
    ),
  }),
});
export type AuditActivity = z.infer<typeof activitySchema>;

export const CONTROL_SUPPORT = ['supports', 'partly', 'not-covered'] as const;
const controlSchema = z.object({
  id: z.string(),
  title: z.string(),
  support: z.enum(CONTROL_SUPPORT),
  note: z.string(),
  evidence: z.array(
    z.object({ section: sectionSchema, name: z.string(), shows: z.string(), found: foundSchema }),
  ),
});
const mappedSchema = z.object({
  key: z.string(),
  name: z.string(),
  edition: z.string(),
  own: z.boolean(),
  controls: z.array(controlSchema),
});
export type AuditFramework = z.infer<typeof mappedSchema>;

export const auditPreviewSchema = z.object({
  period: z.string(),
  start: momentSchema.nullable(),
  end: momentSchema,
  populations: z.array(
    z.object({ what: z.string(), earlier: z.number(), later: z.number(), how: z.string() }),
  ),
  coverage: z.array(coverageSchema),
  exceptions: z.array(
    z.object({
      code: z.string(),
      text: z.string(),
      earlier: z.number(),
      count: z.number(),
      of: z.number().nullable(),
      ...itemsSchema.shape,
    }),
  ),
  activity: activitySchema,
  policy: foundSchema,
  cases: foundSchema,
  frameworks: z.array(mappedSchema),
  ledger: z.object({
    verdict: z.enum(['intact', 'tampered', 'undecided']),
    words: z.string(),
    findings: z.array(z.string()),
  }),
});
export type AuditPreview = z.infer<typeof auditPreviewSchema>;

const comparedSideSchema = momentSchema.extend({ name: z.string(), report: idSchema.nullable() });

export const auditComparisonSchema = z.object({
  earlier: comparedSideSchema,
  later: comparedSideSchema,
  populations: z.array(z.object({ what: z.string(), earlier: z.number(), later: z.number() })),
  coverage: z.array(coverageSchema),
  exceptions: z.array(
    z.object({
      code: z.string(),
      text: z.string(),
      earlier: z.number(),
      later: z.number(),
      /** Null where single ones are not known at one of the two moments. */
      appeared: itemsSchema.nullable(),
      gone: itemsSchema.nullable(),
    }),
  ),
  actors: z.array(z.object({ actor: z.string(), earlier: z.number(), later: z.number() })),
  between: activitySchema,
  frameworks: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      edition: z.string(),
      total: z.number(),
      changed: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          evidence: z.array(z.object({ name: z.string(), earlier: z.string(), later: z.string() })),
        }),
      ),
    }),
  ),
});
export type AuditComparison = z.infer<typeof auditComparisonSchema>;

export const auditRequest = z.object({
  from: dateSchema.nullable().default(null),
  to: dateSchema.nullable().default(null),
  frameworks: z.array(z.string().max(40)).max(50).default([]),
});

const base = oc.errors(commonErrors);

export const auditContract = {
  /** What the report of a period would say. Nothing is recorded. */
  preview: base.input(auditRequest).output(auditPreviewSchema),
  /** Two moments beside each other. Nothing is recorded. */
  compare: base
    .input(
      z.object({
        earlier: auditSideSchema,
        later: auditSideSchema,
        frameworks: z.array(z.string().max(40)).max(50).default([]),
      }),
    )
    .output(auditComparisonSchema),
  /** Recorded audit reports and comparisons, newest first. */
  reports: base.input(pageInput).output(
    z.object({
      total: z.number(),
      items: z.array(reportSchema.extend({ from: dateSchema.nullable(), to: dateSchema.nullable() })),
    }),
  ),
  /** Control mappings in force, each as JSON to edit. */
  frameworks: base.output(
    z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        edition: z.string(),
        own: z.boolean(),
        controls: z.number(),
        covered: z.number(),
        json: z.string(),
      }),
    ),
  ),
  /** Puts a mapping in place of the bundled one, or adds one. */
  editFramework: base.input(editInput).output(mutationResultSchema),
};
