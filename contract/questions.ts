import { oc } from '@orpc/contract';
import { z } from 'zod';
import { lineageVerificationSchema } from './lineage.ts';
import {
  atSchema,
  commonErrors,
  datasetRefSchema,
  idSchema,
  instantSchema,
  jobRefSchema,
  mutationResultSchema,
  pageInput,
} from './common.ts';

/** Code by where it lies; whatever is given must hold. Commits may be shortened to seven letters. */
const codeQuerySchema = z.object({
  repo: z.string().max(1024).default(''),
  /** A file, or a folder above it. */
  path: z.string().max(1024).default(''),
  /** Commits, tags or branches; a range as the list of its commits. */
  commits: z.array(z.string().min(1).max(256)).max(10_000).default([]),
  /** Instants between which runs began. */
  from: z.iso.datetime({ offset: true }).nullable().default(null),
  to: z.iso.datetime({ offset: true }).nullable().default(null),
});

export const subjectSchema = z.discriminatedUnion('on', [
  z.object({ on: z.literal('dataset'), id: idSchema }),
  z.object({ on: z.literal('column'), id: idSchema }),
  z.object({ on: z.literal('job'), id: idSchema }),
  z.object({ on: z.literal('run'), id: idSchema }),
  z.object({ on: z.literal('code'), code: codeQuerySchema }),
]);
export type QuestionSubject = z.infer<typeof subjectSchema>;

/** How much of a column's value arrives; `unknown`: columns are not traced on the way. */
export const arrivalSchema = z.enum(['raw', 'derived', 'influence', 'unknown']);
export type Arrival = z.infer<typeof arrivalSchema>;

const namedDatasetSchema = datasetRefSchema.extend({
  critical: z.boolean(),
  owners: z.array(z.string()),
});

const runRefSchema = z.object({ id: idSchema, runId: z.string(), at: instantSchema.nullable() });

export const impactRowSchema = namedDatasetSchema.extend({
  distance: z.number(),
  /** Null where ways are not counted. */
  paths: z.number().nullable(),
  /** False: at least so many. */
  pathsExact: z.boolean(),
  arrival: arrivalSchema.nullable(),
  /** The first of `columnsTotal`, strongest first. */
  columns: z.array(z.object({ id: idSchema, name: z.string(), arrival: arrivalSchema })),
  columnsTotal: z.number(),
  /** The first of `runsTotal`, newest first. */
  runs: z.array(runRefSchema),
  runsTotal: z.number(),
  /** A shortest way, the start first, this dataset last. */
  way: z.array(datasetRefSchema),
});
export type ImpactRow = z.infer<typeof impactRowSchema>;

export const impactSchema = z.object({
  title: z.string(),
  /** What the answer rests on, in sentences. */
  rules: z.array(z.string()),
  /** The first of `startsTotal`. */
  starts: z.array(datasetRefSchema),
  startsTotal: z.number(),
  /** Of everything affected, before the filter. */
  summary: z.object({
    affected: z.number(),
    critical: z.number(),
    columns: z.number(),
    jobs: z.number(),
    owners: z.number(),
    unowned: z.number(),
    byKind: z.array(z.object({ kind: z.string(), count: z.number() })),
    byArrival: z.array(z.object({ arrival: arrivalSchema, count: z.number() })),
    farthest: z.number(),
  }),
  /** Of the page: `total` counts what the filter leaves. */
  total: z.number(),
  items: z.array(impactRowSchema),
  /** For code: the jobs that it is; the first of `matchedTotal`. */
  matched: z.array(
    z.object({
      job: jobRefSchema,
      repo: z.string().nullable(),
      path: z.string().nullable(),
      versions: z.array(z.string()),
      runs: z.number(),
      runsTotal: z.number(),
    }),
  ),
  matchedTotal: z.number(),
  /** For runs: where later runs replaced what was written; the first of `overwritesTotal`. */
  overwrites: z.array(
    z.object({ dataset: datasetRefSchema, run: runRefSchema, job: jobRefSchema.nullable() }),
  ),
  overwritesTotal: z.number(),
});
export type ImpactAnswer = z.infer<typeof impactSchema>;

export const notifySchema = z.object({
  /** Empty for what nobody owns. */
  key: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  roles: z.array(z.string()),
  critical: z.number(),
  total: z.number(),
  /** The first of `total`, the most important first. */
  items: z.array(datasetRefSchema.extend({ critical: z.boolean(), distance: z.number() })),
});
export type Notify = z.infer<typeof notifySchema>;

export const figureSchema = z.object({
  nodes: z.array(
    datasetRefSchema.extend({
      title: z.string(),
      subtitle: z.string(),
      start: z.boolean(),
      critical: z.boolean(),
      gap: z.string().nullable(),
      x: z.number(),
      y: z.number(),
    }),
  ),
  edges: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      points: z.array(z.object({ x: z.number(), y: z.number() })),
      course: z.enum(['forward', 'feedback', 'loop']),
      basis: z.enum(['declared', 'observed', 'both']),
      jobs: z.array(z.string()),
    }),
  ),
  /** Of every node, in layout units. */
  size: z.object({ width: z.number(), height: z.number() }),
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  /** Datasets of the answer; more than `nodes` where the drawing is cut. */
  total: z.number(),
});
export type QuestionFigure = z.infer<typeof figureSchema>;

const gapSchema = z.object({
  code: z.enum(['only-mentioned', 'source-unknown', 'retired', 'incomplete', 'columns-untraced']),
  reason: z.string(),
});
export type OriginGap = z.infer<typeof gapSchema>;

const wayStepSchema = z.object({ dataset: datasetRefSchema, column: z.string().nullable() });

export const originEndSchema = z.object({
  dataset: datasetRefSchema,
  column: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Null: a real source. */
  gap: gapSchema.nullable(),
  distance: z.number(),
  paths: z.number(),
  pathsExact: z.boolean(),
  /** Along the data: from here to the asked one. */
  way: z.array(wayStepSchema),
});
export type OriginEnd = z.infer<typeof originEndSchema>;

export const originAnswerSchema = z.object({
  title: z.string(),
  /** What of an answer about the past is known of today only, in sentences; empty for now. */
  rules: z.array(z.string()),
  dataset: namedDatasetSchema,
  column: z.object({ id: idSchema, name: z.string() }).nullable(),
  upstream: z.number(),
  sources: z.number(),
  gaps: z.array(z.object({ code: gapSchema.shape.code, count: z.number() })),
  /** Ways that begin at a real source, of all; exact false where a cycle lies on one. */
  ways: z.object({ traced: z.number(), all: z.number(), exact: z.boolean() }),
  /** Top-level columns of the dataset that come wholly or partly from real sources. */
  columnsTraced: z.object({ columns: z.number(), whole: z.number(), partly: z.number() }).nullable(),
  /** Datasets upstream whose columns are not all traced: the first of `untracedTotal`. */
  untraced: z.array(z.object({ dataset: datasetRefSchema, gap: gapSchema })),
  untracedTotal: z.number(),
  total: z.number(),
  items: z.array(originEndSchema),
  figure: figureSchema,
});
export type OriginAnswer = z.infer<typeof originAnswerSchema>;

export const pathEndSchema = z.object({ on: z.enum(['dataset', 'column']), id: idSchema });
export const pathsInput = z.object({
  from: pathEndSchema,
  to: pathEndSchema,
  at: atSchema,
  max: z.number().int().min(1).max(1000).default(100),
});
export const pathsSchema = z.object({
  title: z.string(),
  /** What of an answer about the past is known of today only, in sentences; empty for now. */
  rules: z.array(z.string()),
  nodes: z.array(wayStepSchema),
  /** Steps that the listed paths take; `from`, `to` are positions in `nodes`. */
  steps: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      jobs: z.array(jobRefSchema),
      jobsTotal: z.number(),
      basis: z.enum(['declared', 'observed', 'both']),
      /** `runs` null: not counted between columns. */
      verification: lineageVerificationSchema.extend({ runs: z.number().nullable() }),
      carries: z.array(z.string()),
    }),
  ),
  /** The shortest first, each as positions in `nodes`. */
  paths: z.array(z.array(z.number())),
  total: z.number(),
  totalExact: z.boolean(),
  /** The data flow from the second to the first. */
  reversed: z.boolean(),
  figure: figureSchema,
});
export type PathsAnswer = z.infer<typeof pathsSchema>;

export const rankedSchema = namedDatasetSchema.extend({
  /** Models, dashboards, reports and interfaces downstream of it. */
  endpoints: z.number(),
  upstream: z.number(),
  downstream: z.number(),
});
export type RankedDataset = z.infer<typeof rankedSchema>;

const mapSchema = z.object({
  /** What of an answer about the past is known of today only, in sentences; empty for now. */
  rules: z.array(z.string()),
  dataset: namedDatasetSchema,
  upstream: z.number(),
  downstream: z.number(),
  sources: z.number(),
  ends: z.number(),
  gaps: z.number(),
  figure: figureSchema,
});

/** A file that the engine wrote. */
export const questionFileSchema = z.object({ name: z.string(), mediaType: z.string(), base64: z.string() });
export type QuestionFile = z.infer<typeof questionFileSchema>;

const momentInput = z.object({ at: atSchema });
const impactOf = momentInput.extend({ subject: subjectSchema });
const base = oc.errors(commonErrors);

export const questionsContract = {
  impact: base
    .input(
      pageInput.extend(impactOf.shape).extend({
        /** Only these; everything where empty. */
        kinds: z.array(z.string().max(64)).max(32).default([]),
        arrivals: z.array(arrivalSchema).default([]),
        criticalOnly: z.boolean().default(false),
      }),
    )
    .output(impactSchema),
  /** Who must be told. */
  owners: base
    .input(pageInput.extend(impactOf.shape))
    .output(z.object({ total: z.number(), items: z.array(notifySchema) })),
  /** Jobs that read what is affected. */
  jobs: base
    .input(pageInput.extend(impactOf.shape))
    .output(z.object({ total: z.number(), items: z.array(jobRefSchema.extend({ reads: z.number() })) })),
  impactFile: base
    .input(
      impactOf.extend({
        format: z.enum(['csv', 'xlsx', 'pdf', 'drafts', 'draft']),
        /** For `draft`: the key of the owner. */
        owner: z.string().max(1024).default(''),
      }),
    )
    .output(questionFileSchema),
  origin: base.input(pageInput.extend({ of: pathEndSchema, at: atSchema })).output(originAnswerSchema),
  originFile: base.input(momentInput.extend({ of: pathEndSchema })).output(questionFileSchema),
  /** The columns of which a question can be asked. */
  columns: base
    .input(z.object({ id: idSchema, at: atSchema }))
    .output(
      z.object({ dataset: datasetRefSchema, items: z.array(z.object({ id: idSchema, name: z.string() })) }),
    ),
  paths: base.input(pathsInput).output(pathsSchema),
  pathsFile: base.input(pathsInput).output(questionFileSchema),
  critical: base.input(momentInput.default({})).output(z.array(rankedSchema)),
  suggestions: base
    .input(pageInput.extend({ at: atSchema }))
    .output(z.object({ total: z.number(), items: z.array(rankedSchema) })),
  setCritical: base
    .input(
      z.object({
        ids: z.array(idSchema).min(1).max(10_000),
        critical: z.boolean(),
        reason: z.string().max(2000).optional(),
      }),
    )
    .output(mutationResultSchema),
  /** Everything that one thing comes from and ends up in, drawn. */
  map: base.input(momentInput.extend({ id: idSchema })).output(mapSchema),
  poster: base
    .input(momentInput.extend({ id: idSchema, paper: z.enum(['A3', 'A4']).default('A3') }))
    .output(questionFileSchema.extend({ datasets: z.number(), boxes: z.number() })),
  /** What a question starts from, by name: for headings and links. */
  named: base.input(momentInput.extend({ subject: subjectSchema })).output(
    z.object({
      title: z.string(),
      detail: z.string(),
      dataset: datasetRefSchema.nullable(),
      column: z.string().nullable(),
    }),
  ),
};
