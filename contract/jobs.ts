import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  atSchema,
  commonErrors,
  datasetRefSchema,
  idSchema,
  instantSchema,
  jobRefSchema,
  originSchema,
  pageInput,
  revisionSchema,
} from './common.ts';
import { nearSchema, queryProblemSchema } from './search.ts';

const propertySchema = z.object({ key: z.string(), value: z.unknown(), origin: z.string() });

/** What a source says about a job or a run in labels of its own. */
const labelSchema = z.object({ key: z.string(), value: z.string(), origin: originSchema });

export const jobListInput = pageInput.extend({
  /** Only jobs that were known then; what is told of them is as of now. */
  at: atSchema,
  /** A query; docs/search.md has the language. */
  text: z.string().max(512).default(''),
  state: z.enum(['any', 'failed', 'running', 'incomplete', 'never-ran', 'retired']).default('any'),
});

export const jobRowSchema = jobRefSchema.extend({
  parent: z.string().nullable(),
  runs: z.number(),
  lastState: z.string().nullable(),
  lastAt: instantSchema.nullable(),
  inputs: z.number(),
  outputs: z.number(),
  retired: z.boolean(),
});
export type JobRow = z.infer<typeof jobRowSchema>;

/** A dataset that a job reads or writes. */
export const jobDatasetSchema = z.object({
  dataset: datasetRefSchema,
  /** A source declares it, without a run. */
  declared: z.boolean(),
  /** Runs that did it. */
  runs: z.number(),
  firstSeen: instantSchema.nullable(),
  lastSeen: instantSchema.nullable(),
  /** The job says which dataset feeds which, and names no flow from this input or into this output. */
  withoutFlow: z.boolean(),
});
export type JobDataset = z.infer<typeof jobDatasetSchema>;

export const jobDetailSchema = jobRefSchema.extend({
  sourceId: z.string().nullable(),
  retired: z.boolean(),
  /** Others name it, but no source describes it. */
  referencedOnly: z.boolean(),
  sinceRevision: revisionSchema,
  description: z.object({ text: z.string(), origin: z.string() }).nullable(),
  owners: z.array(z.object({ name: z.string(), role: z.string(), origin: originSchema })),
  labels: z.array(labelSchema),
  parent: jobRefSchema.nullable(),
  /** Jobs within this one: the first of `childrenTotal`. */
  children: z.array(jobRefSchema),
  childrenTotal: z.number(),
  inputs: z.array(jobDatasetSchema),
  outputs: z.array(jobDatasetSchema),
  /** Flows are given one by one; otherwise every input feeds every output. */
  explicitFlows: z.boolean(),
  /** Order, not data: what runs before and after. */
  before: z.array(jobRefSchema),
  after: z.array(jobRefSchema),
  /** Data that goes from job to job without a dataset between. */
  dataFrom: z.array(jobRefSchema),
  dataTo: z.array(jobRefSchema),
  sql: z.string().nullable(),
  code: z.object({ language: z.string().nullable(), text: z.string() }).nullable(),
  codeLocation: z.string().nullable(),
  /** Runs by state, and those whose lineage is known to be incomplete. */
  runs: z.object({
    total: z.number(),
    states: z.array(z.object({ state: z.string(), count: z.number() })),
    incomplete: z.number(),
  }),
  /** What else sources say, as they say it. */
  properties: z.array(propertySchema),
  evidence: z.array(z.object({ importer: z.string(), file: z.string(), sha256: z.string(), at: z.string() })),
});
export type JobDetail = z.infer<typeof jobDetailSchema>;

export const jobRunSchema = z.object({
  id: idSchema,
  runId: z.string(),
  state: z.string(),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** The latest event of the run. */
  lastAt: instantSchema.nullable(),
  nominalStart: instantSchema.nullable(),
  inputs: z.number(),
  outputs: z.number(),
  rowsWritten: z.number().nullable(),
  incomplete: z.boolean(),
  referencedOnly: z.boolean(),
});
export type JobRun = z.infer<typeof jobRunSchema>;

const runRefSchema = z.object({ id: idSchema, runId: z.string(), job: jobRefSchema, state: z.string() });
export type RunRef = z.infer<typeof runRefSchema>;

const runDatasetSchema = z.object({
  dataset: datasetRefSchema,
  version: z.string().nullable(),
  rowCount: z.number().nullable(),
  byteCount: z.number().nullable(),
  fileCount: z.number().nullable(),
  /** Facets of this reading or writing alone: `subset`, `icebergScanReport` … */
  facets: z.array(z.object({ key: z.string(), value: z.unknown() })),
  file: z.string(),
  at: z.string(),
});
export type RunDataset = z.infer<typeof runDatasetSchema>;

export const runDetailSchema = runRefSchema.extend({
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  firstAt: instantSchema.nullable(),
  lastAt: instantSchema.nullable(),
  nominalStart: instantSchema.nullable(),
  nominalEnd: instantSchema.nullable(),
  referencedOnly: z.boolean(),
  sinceRevision: revisionSchema,
  parent: runRefSchema.nullable(),
  /** The run at the top of the nesting; null where it is not known. */
  root: z.object({ runId: z.string(), namespace: z.string(), name: z.string() }).nullable(),
  /** Runs within this one: the first of `childrenTotal`. */
  children: z.array(runRefSchema),
  childrenTotal: z.number(),
  inputs: z.array(runDatasetSchema),
  outputs: z.array(runDatasetSchema),
  /** Flows that the run gives one by one; null where every input feeds every output. */
  flows: z.array(z.object({ from: datasetRefSchema, to: datasetRefSchema })).nullable(),
  error: z
    .object({ message: z.string(), language: z.string().nullable(), stackTrace: z.string().nullable() })
    .nullable(),
  /** The producer says that it could not extract all lineage of this run. */
  extraction: z
    .object({
      totalTasks: z.number().nullable(),
      failedTasks: z.number().nullable(),
      errors: z.array(z.object({ message: z.string(), task: z.string().nullable() })),
    })
    .nullable(),
  labels: z.array(labelSchema),
  properties: z.array(propertySchema),
  evidence: z.object({ file: z.string(), sha256: z.string(), at: z.string() }),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

const base = oc.errors(commonErrors);

export const jobsContract = {
  list: base.input(jobListInput).output(
    z.object({
      total: z.number(),
      items: z.array(jobRowSchema),
      problems: z.array(queryProblemSchema),
      near: z.array(nearSchema),
    }),
  ),
  get: base.input(z.object({ id: idSchema })).output(jobDetailSchema),
  runs: base
    .input(pageInput.extend({ id: idSchema }))
    .output(z.object({ total: z.number(), items: z.array(jobRunSchema) })),
  run: base.input(z.object({ id: idSchema })).output(runDetailSchema),
};
