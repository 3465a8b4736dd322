/** Shapes of processing activities on the wire. */
import { z } from 'zod';
import { datasetRefSchema } from './common.ts';

/** A text, several, or rows by part; null where nothing is said. */
export const processingValueSchema = z.union([
  z.string().max(100_000),
  z.null(),
  z.array(z.string().max(4000)).max(10_000),
  z.array(z.record(z.string().max(64), z.string().max(4000))).max(10_000),
]);
export type ProcessingValue = z.infer<typeof processingValueSchema>;
export type ProcessingRow = Readonly<Record<string, string>>;

const option = z.object({ value: z.string(), label: z.string() });
/** Null: any text. */
const options = z.array(option).nullable();

export const processingFieldSchema = z.object({
  name: z.string(),
  holds: z.enum(['text', 'names', 'rows']),
  options,
  parts: z.array(z.object({ name: z.string(), required: z.boolean(), options })),
});
export type ProcessingField = z.infer<typeof processingFieldSchema>;

export const findingSchema = z.object({
  rule: z.string(),
  tone: z.enum(['missing', 'differs', 'note']),
  provision: z.string(),
  message: z.string(),
  evidence: z.array(z.string()),
  fix: z.object({ field: z.string(), add: z.string() }).nullable(),
});
export type ProcessingFinding = z.infer<typeof findingSchema>;

const counts = z.object({ missing: z.number(), differs: z.number(), note: z.number() });

export const activityRowSchema = z.object({
  key: z.string(),
  name: z.string(),
  role: z.enum(['controller', 'joint-controller', 'processor']),
  status: z.enum(['planned', 'active', 'ended']),
  department: z.string().nullable(),
  purposes: z.array(z.string()),
  datasets: z.number(),
  personal: z.number(),
  findings: counts,
  /** What the screening for an impact assessment says. */
  screening: z.enum(['required', 'likely', 'open', 'not-required']),
  assessment: z.enum(['draft', 'approved']).nullable(),
});
export type ActivityRow = z.infer<typeof activityRowSchema>;

const system = z.object({
  namespace: z.string(),
  datasets: z.number(),
  own: z.boolean(),
  stated: z.array(z.string()),
  nearest: datasetRefSchema,
  /** Names along the data. */
  path: z.array(z.string()),
});

const linkResult = z.object({ row: z.string(), words: z.string(), datasets: z.number() });

export const linkedSchema = z.object({
  total: z.number(),
  personal: z.number(),
  items: z.array(
    datasetRefSchema.extend({
      why: z.array(z.string()),
      personal: z.boolean(),
      categories: z.array(z.string()),
      subjects: z.array(z.string()),
    }),
  ),
  links: z.array(linkResult),
});
export type LinkedDatasets = z.infer<typeof linkedSchema>;

const derivedSchema = z.object({
  datasets: z.number(),
  personal: z.number(),
  links: z.array(linkResult),
  categories: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      columns: z.number(),
      datasets: z.number(),
      special: z.boolean(),
    }),
  ),
  subjects: z.array(z.object({ key: z.string(), name: z.string(), datasets: z.number() })),
  systems: z.array(z.object({ namespace: z.string(), datasets: z.number() })),
  sources: z.array(system),
  recipients: z.array(system),
  models: z.array(datasetRefSchema.extend({ path: z.array(z.string()) })),
  purposes: z.array(z.object({ key: z.string(), name: z.string(), datasets: z.number() })),
  legalBases: z.array(z.object({ words: z.string(), datasets: z.number() })),
  retentions: z.array(z.object({ period: z.string(), datasets: z.number() })),
});
export type DerivedView = z.infer<typeof derivedSchema>;

const screeningSchema = z.object({
  conclusion: z.enum(['required', 'likely', 'open', 'not-required']),
  words: z.string(),
  met: z.number(),
  pointedOut: z.number(),
  open: z.number(),
  criteria: z.array(
    z.object({
      id: z.string(),
      group: z.enum(['case', 'criterion']),
      title: z.string(),
      question: z.string(),
      provision: z.string(),
      answer: z.enum(['yes', 'no']).nullable(),
      reason: z.string(),
      evidence: z.array(z.string()),
    }),
  ),
});

const statedSchema = z.record(z.string(), processingValueSchema);

export const activityViewSchema = z.object({
  key: z.string(),
  name: z.string(),
  role: z.enum(['controller', 'joint-controller', 'processor']),
  /** By field. */
  stated: statedSchema,
  derived: derivedSchema,
  findings: z.array(findingSchema),
  screening: screeningSchema,
  assessment: z
    .object({ name: z.string(), status: z.enum(['draft', 'approved']), stated: statedSchema })
    .nullable(),
});
export type ActivityView = z.infer<typeof activityViewSchema>;

export const coverageRowSchema = z.object({
  key: z.string(),
  name: z.string(),
  stated: z.number(),
  derived: z.number(),
  notApplicable: z.number(),
  open: z.number(),
  percent: z.number(),
  requiredPercent: z.number(),
  /** Labels of fields that nobody answered, in the template's order. */
  unanswered: z.array(z.string()),
});
export type CoverageRow = z.infer<typeof coverageRowSchema>;

export const answeredSchema = z.object({
  id: z.string(),
  group: z.string(),
  label: z.string(),
  local: z.string().nullable(),
  /** As `notApplicable` names it. */
  field: z.string(),
  provision: z.string().nullable(),
  state: z.enum(['stated', 'derived', 'not-applicable', 'open']),
  text: z.string(),
  hint: z.string().nullable(),
});
export type AnsweredField = z.infer<typeof answeredSchema>;
