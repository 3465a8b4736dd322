/** Time and difference: moments worth stopping at, and two states of the catalog side by side. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  datasetRefSchema,
  idSchema,
  instantSchema,
  jobRefSchema,
  pageInput,
  revisionSchema,
} from './common.ts';

const timeSchema = z.iso.datetime({ offset: true });

/** What is compared. `runs`: with everything upstream of them. */
export const compareOfSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('revisions'), a: revisionSchema, b: revisionSchema }),
  z.object({ kind: z.literal('times'), a: timeSchema, b: timeSchema }),
  z.object({ kind: z.literal('runs'), a: idSchema, b: idSchema }),
]);
export type CompareOf = z.infer<typeof compareOfSchema>;

const changeSchema = z.enum(['added', 'removed', 'changed', 'unchanged']);
export type Change = z.infer<typeof changeSchema>;

const datasetSubject = datasetRefSchema.extend({ on: z.literal('dataset') });
const jobSubject = jobRefSchema.extend({ on: z.literal('job') });
const subjectSchema = z.discriminatedUnion('on', [
  datasetSubject,
  jobSubject,
  z.object({ on: z.literal('reads'), job: jobSubject, dataset: datasetSubject }),
  z.object({ on: z.literal('writes'), job: jobSubject, dataset: datasetSubject }),
  z.object({ on: z.literal('edge'), from: datasetSubject, to: datasetSubject }),
]);
export type CompareSubject = z.infer<typeof subjectSchema>;

const valueSchema = z.union([z.string(), z.number(), z.array(z.string())]).nullable();
export type CompareValue = z.infer<typeof valueSchema>;

const ofRunSchema = z.object({ id: idSchema, runId: z.string(), at: instantSchema.nullable() }).nullable();

/** What of a part of the catalog is compared. */
const aspectSchema = z.enum([
  'state',
  'path',
  'version',
  'produced',
  'written',
  'location',
  'code',
  'source',
  'engine',
  'actor',
  'environment',
  'schema',
  'rows',
  'bytes',
  'files',
  'quality',
  'tests',
  'jobs',
  'basis',
  'columns',
  'tags',
  'owners',
  'description',
  'facets',
]);
export type CompareAspect = z.infer<typeof aspectSchema>;

export const differenceSchema = z.object({
  key: z.string(),
  change: changeSchema,
  subject: subjectSchema,
  /** The difference in words: `refresh_latest reads users/snapshots`. */
  title: z.string(),
  /** 0 to 100. */
  suspicion: z.number(),
  reasons: z.array(z.object({ rule: z.string(), text: z.string() })),
  depth: z.number(),
  aspects: z.array(
    z.object({
      aspect: aspectSchema,
      /** The aspect as people call it. */
      label: z.string(),
      before: valueSchema,
      after: valueSchema,
      added: z.array(z.string()),
      removed: z.array(z.string()),
    }),
  ),
  /** What is alike, for looking at a difference as a whole. */
  alike: z.array(z.object({ aspect: aspectSchema, label: z.string(), value: valueSchema })),
  /** The runs whose doing it is, where runs are compared. */
  before: ofRunSchema,
  after: ofRunSchema,
});
export type Difference = z.infer<typeof differenceSchema>;

const runSideSchema = z.object({
  id: idSchema,
  runId: z.string(),
  state: z.string(),
  job: jobRefSchema,
  at: instantSchema.nullable(),
});
export type RunSide = z.infer<typeof runSideSchema>;

/** One of the two. */
const sideSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('revision'),
    revision: revisionSchema,
    at: instantSchema.nullable(),
    label: z.string().nullable(),
    actor: z.string().nullable(),
  }),
  z.object({ kind: z.literal('time'), time: instantSchema }),
  runSideSchema.extend({ kind: z.literal('run') }),
]);
export type CompareSide = z.infer<typeof sideSchema>;

export const comparisonSchema = z.object({
  a: sideSchema,
  b: sideSchema,
  totals: z.object({ added: z.number(), removed: z.number(), changed: z.number(), unchanged: z.number() }),
  notes: z.array(z.string()),
  /** Differences, and what is alike where that was asked for: the length of the list that is paged. */
  total: z.number(),
  items: z.array(differenceSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

const pointSchema = z.object({ x: z.number(), y: z.number() });

export const drawingSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      on: z.enum(['dataset', 'job']),
      title: z.string(),
      subtitle: z.string(),
      change: changeSchema,
      /** Key of the difference that it stands for. */
      item: z.string().nullable(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
    }),
  ),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      change: changeSchema,
      item: z.string().nullable(),
      points: z.array(pointSchema),
    }),
  ),
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  drawn: z.number(),
  total: z.number(),
});
export type CompareDrawing = z.infer<typeof drawingSchema>;

export const timelineSchema = z.object({
  /** Revisions that changed lineage, oldest first: the newest of `revisionsTotal`. */
  revisions: z.array(
    z.object({
      revision: revisionSchema,
      at: instantSchema,
      actor: z.string(),
      label: z.string(),
      added: z.number(),
      removed: z.number(),
    }),
  ),
  revisionsTotal: z.number(),
  /** When runs happened, oldest first. */
  runs: z.array(z.object({ time: instantSchema, runs: z.number() })),
  runsTotal: z.number(),
  newest: revisionSchema,
});
export type Timeline = z.infer<typeof timelineSchema>;

export const runHistorySchema = z.object({
  previous: runSideSchema.nullable(),
  next: runSideSchema.nullable(),
  previousGood: runSideSchema.nullable(),
  /** Against the run before that ended well: the first of `findingsTotal`. */
  findings: z.array(differenceSchema),
  findingsTotal: z.number(),
  startedBy: z.string().nullable(),
  code: z.array(z.object({ key: z.string(), value: z.string() })),
  engine: z.string().nullable(),
  rowsRead: z.number().nullable(),
  rowsWritten: z.number().nullable(),
  dropped: z.array(z.object({ rows: z.number(), reason: z.string().nullable() })),
});
export type RunHistory = z.infer<typeof runHistorySchema>;

export const trendPointSchema = z.object({
  id: idSchema,
  state: z.string(),
  at: instantSchema,
  rowsWritten: z.number().nullable(),
  durationMs: z.number().nullable(),
  /** The rows stand out against those of the runs before. */
  unusual: z.boolean(),
});
export type TrendPoint = z.infer<typeof trendPointSchema>;

const base = oc.errors(commonErrors);

export const compareContract = {
  get: base
    .input(pageInput.extend({ of: compareOfSchema, unchanged: z.boolean().default(false) }))
    .output(comparisonSchema),
  /** One entry of the list by its key, what is alike among them; NOT_FOUND where nothing has that key. */
  entry: base.input(z.object({ of: compareOfSchema, key: z.string().max(4096) })).output(differenceSchema),
  picture: base.input(z.object({ of: compareOfSchema })).output(drawingSchema),
  /** The comparison as a file. */
  export: base
    .input(z.object({ of: compareOfSchema, format: z.enum(['csv', 'json']) }))
    .output(z.object({ name: z.string(), text: z.string() })),
  timeline: base.output(timelineSchema),
  runHistory: base.input(z.object({ id: idSchema })).output(runHistorySchema),
  /** The latest runs of a job, oldest first. */
  trend: base.input(z.object({ jobId: idSchema })).output(z.array(trendPointSchema)),
};
