import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  atSchema,
  certificationSchema,
  commonErrors,
  datasetKindSchema,
  datasetRefSchema,
  idSchema,
  instantSchema,
  jobRefSchema,
  pageInput,
  sensitivitySchema,
} from './common.ts';

const positionSchema = z.object({ x: z.number(), y: z.number() });

/**
 * A node of the picture. Datasets have their own ids; jobs and closed groups have negative ones, the same in
 * every picture.
 */
const nodeIdSchema = z.number().int();
const directionSchema = z.enum(['upstream', 'downstream']);
const pairSchema = z.object({ from: idSchema, to: idSchema });
const valuesSchema = z.array(z.string().max(2048)).max(500).default([]);

/** What has to be true of a dataset; of several values in one field, one has to fit. */
export const lineageFilterSchema = z.object({
  /** Namespaces. */
  systems: valuesSchema,
  kinds: valuesSchema,
  /** Levels, or `none`. */
  sensitivities: valuesSchema,
  categories: valuesSchema,
  tags: valuesSchema,
  /** Names, or the empty text for "nobody". */
  owners: valuesSchema,
  /** `observed`, `declared`, `inferred`. */
  verification: valuesSchema,
  /** No run has read or written it for so many days. */
  staleDays: z.number().int().min(0).max(36_500).nullable().default(null),
  /** A test of it fails, or the last run of a job that writes it failed. */
  failing: z.boolean().default(false),
});
export type LineageFilter = z.infer<typeof lineageFilterSchema>;

export const lineageViewInput = z.object({
  roots: z.array(idSchema).min(1).max(50),
  /** Hops from the roots shown at first, per direction. */
  up: z.number().int().min(0).max(50).default(1),
  down: z.number().int().min(0).max(50).default(1),
  /** Further steps that the user opened: one hop from that node, or everything beyond it. */
  expanded: z
    .array(z.object({ id: idSchema, direction: directionSchema, all: z.boolean().default(false) }))
    .default([]),
  /** Steps that the user closed again: what only they lead to is not shown. */
  collapsed: z.array(z.object({ id: idSchema, direction: directionSchema })).default([]),
  /** Left out by hand; edges are bridged over them. */
  hidden: z.array(idSchema).default([]),
  /** Everything on paths between two datasets is shown. */
  along: z.array(pairSchema).max(50).default([]),
  /** Only these datasets and the paths between them, and what is opened from there. */
  only: z.array(idSchema).max(5000).nullable().default(null),
  /** Datasets whose columns are drawn as rows. */
  openColumns: z.array(idSchema).default([]),
  /** Draw columns of every node shown. */
  allColumns: z.boolean().default(false),
  /** Draw ephemeral models; otherwise edges run through them. */
  ephemeral: z.boolean().default(false),
  /** Draw jobs between the datasets. */
  jobs: z.boolean().default(false),
  /** One of the `groupings` of an earlier answer. */
  groupBy: z.string().max(300).nullable().default(null),
  /** Groups drawn as one node: all or none, except those named. */
  closedGroups: z
    .object({ all: z.boolean(), except: z.array(z.string().max(4096)).max(5000) })
    .default({ all: false, except: [] }),
  filter: lineageFilterSchema.nullable().default(null),
  /** Leave out what the filter does not let pass, instead of dimming it. */
  hideOthers: z.boolean().default(false),
  /** Light the whole path of one column; only its columns are then open. */
  columnTrace: z
    .object({ columnId: idSchema, indirect: z.boolean().default(true) })
    .nullable()
    .default(null),
  /** At most this many datasets are placed; the answer says how many there would be. */
  cap: z.number().int().min(1).max(5000).default(300),
  /** Positions of the last picture by node id, so that it does not jump; `anchor` stays where it was. */
  previous: z.record(z.string(), positionSchema).default({}),
  anchor: nodeIdSchema.nullable().default(null),
  /** Nodes that were put in their place by hand, by id. */
  pins: z.record(z.string(), positionSchema).default({}),
  at: atSchema,
});
export type LineageViewInput = z.input<typeof lineageViewInput>;

export const verificationLevelSchema = z.enum(['observed', 'declared', 'inferred']);
export type VerificationLevel = z.infer<typeof verificationLevelSchema>;

/** How well a dataset or an edge is verified, from the evidence that there is. */
export const lineageVerificationSchema = z.object({
  level: verificationLevelSchema,
  /** Runs that showed it. */
  runs: z.number(),
  lastSeen: instantSchema.nullable(),
  /** 0 to 1 of what is inferred. */
  confidence: z.number().nullable(),
  /** `checked`: what was read is a version that a known run wrote; `named`: a version is told. */
  content: z.enum(['checked', 'named']).nullable(),
});
export type LineageVerification = z.infer<typeof lineageVerificationSchema>;

const nodeBase = z.object({
  id: nodeIdSchema,
  /** Last part of the name, for the title line. */
  title: z.string(),
  subtitle: z.string(),
  /** As the sources write it; a group has its label there, and no namespace. */
  namespace: z.string(),
  name: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  depth: z.number(),
  side: z.enum(['root', 'upstream', 'downstream']),
  /** Direct neighbours that opening it would bring. */
  hiddenUpstream: z.number(),
  hiddenDownstream: z.number(),
  /** Expanded here by the user, so that it can be closed. */
  expandedUpstream: z.boolean(),
  expandedDownstream: z.boolean(),
  sensitivity: sensitivitySchema.nullable(),
  /** The filter does not let it pass. */
  dimmed: z.boolean(),
  /** Key of the open group that it stands in. */
  group: z.string().nullable(),
});

export const lineageColumnSchema = z.object({
  id: idSchema,
  name: z.string(),
  dataType: z.string().nullable(),
  sensitivity: sensitivitySchema.nullable(),
  category: z.string().nullable(),
  lit: z.enum(['none', 'direct', 'indirect', 'self']),
});

export const lineageDatasetSchema = nodeBase.extend({
  what: z.literal('dataset'),
  verification: lineageVerificationSchema,
  certification: certificationSchema.nullable(),
  kind: datasetKindSchema,
  categories: z.array(z.string()),
  owners: z.array(z.string()),
  failedTests: z.number(),
  /** The last run of a job that writes it failed. */
  failedRun: z.boolean(),
  /** The producer of a run that writes it says that its lineage is incomplete. */
  incomplete: z.boolean(),
  sources: z.array(z.string()),
  /** Lineage stops here although it should not: a dangling reference. */
  gap: z.boolean(),
  retired: z.boolean(),
  /** Of a past moment: it is not in the catalog now, or no source describes it any more. */
  gone: z.boolean(),
  columnCount: z.number(),
  columns: z.array(lineageColumnSchema),
  /** Columns of this node that are not drawn ("… 14 more"). */
  columnsHidden: z.number(),
});
export type LineageDataset = z.infer<typeof lineageDatasetSchema>;

export const lineageJobSchema = nodeBase.extend({
  what: z.literal('job'),
  jobId: idSchema,
  kind: z.string().nullable(),
  runs: z.number(),
  /** Of the latest run: START, RUNNING, COMPLETE, ABORT, FAIL, OTHER. */
  lastState: z.string().nullable(),
  lastAt: instantSchema.nullable(),
  incomplete: z.boolean(),
});
export type LineageJob = z.infer<typeof lineageJobSchema>;

/** A group drawn as one node. */
export const lineageGroupSchema = nodeBase.extend({
  what: z.literal('group'),
  key: z.string(),
  datasets: z.number(),
  jobs: z.number(),
  members: z.array(nodeIdSchema),
  /** Edges that run within it and are not drawn. */
  inner: z.number(),
  /** Datasets in it with failed tests or runs. */
  failing: z.number(),
});
export type LineageGroup = z.infer<typeof lineageGroupSchema>;

export const lineageNodeSchema = z.discriminatedUnion('what', [
  lineageDatasetSchema,
  lineageJobSchema,
  lineageGroupSchema,
]);
export type LineageNode = z.infer<typeof lineageNodeSchema>;

/** The frame of an open group; `id` is that of the node that it becomes when it is closed. */
export const lineageFrameSchema = z.object({
  key: z.string(),
  id: nodeIdSchema,
  label: z.string(),
  detail: z.string(),
  members: z.number(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
export type LineageFrame = z.infer<typeof lineageFrameSchema>;

export const lineageEdgeSchema = z.object({
  id: z.string(),
  from: nodeIdSchema,
  to: nodeIdSchema,
  points: z.array(positionSchema),
  jobs: z.array(jobRefSchema),
  jobsTotal: z.number(),
  basis: z.enum(['declared', 'observed', 'both']),
  confidence: z.number().nullable(),
  verification: lineageVerificationSchema,
  lit: z.boolean(),
  /** Part of a cycle: drawn backwards. */
  backwards: z.boolean(),
  /** Hidden datasets that it is led over; null where they are too many to tell. */
  bridged: z.number().nullable(),
  /** The flows between datasets that it stands for: the first 50, and how many. */
  flows: z.array(pairSchema),
  flowsTotal: z.number(),
  /** Of a past moment: nothing states it now. */
  gone: z.boolean(),
});
export type LineageEdge = z.infer<typeof lineageEdgeSchema>;

const facetSchema = z.array(z.object({ value: z.string(), count: z.number() }));

export const lineageViewSchema = z.object({
  nodes: z.array(lineageNodeSchema),
  edges: z.array(lineageEdgeSchema),
  columnEdges: z.array(
    z.object({
      fromNode: idSchema,
      fromColumn: idSchema,
      toNode: idSchema,
      toColumn: idSchema,
      direct: z.boolean(),
      masked: z.boolean(),
      aggregated: z.boolean(),
      subtypes: z.array(z.string()),
      verification: verificationLevelSchema,
      confidence: z.number().nullable(),
      lit: z.boolean(),
    }),
  ),
  frames: z.array(lineageFrameSchema),
  /** Ways to group what is shown. */
  groupings: z.array(z.object({ by: z.string(), label: z.string(), groups: z.number() })),
  /** What there is to filter by, commonest first, with counts over what is shown and what is left out. */
  facets: z.object({
    systems: facetSchema,
    kinds: facetSchema,
    sensitivities: facetSchema,
    categories: facetSchema,
    tags: facetSchema,
    owners: facetSchema,
    verification: facetSchema,
    failing: z.number(),
    observed: z.number(),
  }),
  totals: z.object({
    /** Datasets. */
    shown: z.number(),
    /** Datasets that the present choices would show without the cap. */
    wanted: z.number(),
    /** All datasets up- and downstream of the roots, at any depth. */
    upstream: z.number(),
    downstream: z.number(),
    /** Left out by hand, and by the filter. */
    hidden: z.number(),
    filtered: z.number(),
    /** Datasets that the filter lets pass, of `asked`; null without a filter. */
    matched: z.number().nullable(),
    asked: z.number(),
    /** Jobs drawn, of those behind the edges; 0 where jobs are not drawn. */
    jobs: z.number(),
    jobsWanted: z.number(),
  }),
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  /** What of a picture of the past is known of today only, in sentences; empty for now. */
  rules: z.array(z.string()),
});
export type LineageView = z.infer<typeof lineageViewSchema>;

export const edgeDetailSchema = z.object({
  from: datasetRefSchema,
  to: datasetRefSchema,
  /** Ephemeral models on the way, which the picture does not draw. */
  through: z.array(datasetRefSchema),
  jobs: z.array(
    z.object({
      job: jobRefSchema,
      basis: z.enum(['declared', 'observed']),
      runs: z.number(),
      firstSeen: instantSchema.nullable(),
      lastSeen: instantSchema.nullable(),
      /** The latest run that wrote the target; null where the edge is declared. */
      lastRun: z.object({ id: idSchema, state: z.string() }).nullable(),
      confidence: z.number().nullable(),
      /** The producer says of a run of the job that it could not extract all lineage. */
      incomplete: z.boolean(),
      sql: z.string().nullable(),
      codeLocation: z.string().nullable(),
      evidence: z.array(z.string()),
    }),
  ),
  /** A source states the flow itself, without a job (a view, an exposure). */
  withoutJob: z.boolean(),
  /** Evidence for the flow without a job, in words; jobs carry their own. */
  evidence: z.array(z.string()),
  columns: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      direct: z.boolean(),
      masked: z.boolean(),
      subtypes: z.array(z.string()),
      description: z.string().nullable(),
      confidence: z.number().nullable(),
    }),
  ),
  columnsTotal: z.number(),
  verification: lineageVerificationSchema,
});
export type EdgeDetail = z.infer<typeof edgeDetailSchema>;

export const lineageRowSchema = datasetRefSchema.extend({
  depth: z.number(),
  /** The neighbour through which the shortest path comes. */
  via: datasetRefSchema.nullable(),
  jobs: z.array(z.string()),
  sensitivity: sensitivitySchema.nullable(),
  owners: z.array(z.string()),
});
export type LineageRow = z.infer<typeof lineageRowSchema>;

export const LINEAGE_FORMATS = [
  'svg',
  'png',
  'pdf',
  'dot',
  'mermaid',
  'csv',
  'csv-columns',
  'openlineage',
] as const;

export const lineageExportInput = lineageViewInput.extend({
  format: z.enum(LINEAGE_FORMATS),
  theme: z.enum(['light', 'dark']).default('light'),
  /** Of a PDF; `fit` is as large as the picture. */
  paper: z.enum(['fit', 'A4', 'A3', 'A2', 'A1', 'A0', 'Letter', 'Tabloid']).default('fit'),
});

export type LineageExportInput = z.input<typeof lineageExportInput>;

export const lineageFileSchema = z.object({
  name: z.string(),
  mediaType: z.string(),
  base64: z.string(),
  /** What the file covers and what it leaves out, in sentences. */
  covers: z.array(z.string()),
  remarks: z.array(z.string()),
  /** Something that was asked for is not in it. */
  incomplete: z.boolean(),
});

const base = oc.errors(commonErrors);

export const lineageContract = {
  view: base.input(lineageViewInput).output(lineageViewSchema),
  edge: base
    .input(z.object({ from: idSchema, to: idSchema, ephemeral: z.boolean().default(false), at: atSchema }))
    .output(edgeDetailSchema),
  /** Where in a job's SQL the code stands that makes one dataset from another. UTF-16 positions. */
  sqlMarks: base.input(z.object({ from: idSchema, to: idSchema, job: idSchema, at: atSchema })).output(
    z.object({
      marks: z.array(
        z.object({ start: z.number(), end: z.number(), kind: z.enum(['source', 'target', 'column']) }),
      ),
    }),
  ),
  /** The table twin of the picture: everything up- or downstream, nearest first. */
  table: base
    .input(
      pageInput.extend({
        id: idSchema,
        direction: z.enum(['upstream', 'downstream']),
        depth: z.number().int().min(1).max(200).default(200),
        at: atSchema,
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(lineageRowSchema) })),
  paths: base
    .input(
      z.object({
        from: idSchema,
        to: idSchema,
        max: z.number().int().min(1).max(1000).default(100),
        at: atSchema,
      }),
    )
    .output(
      z.object({
        shortest: z.array(datasetRefSchema),
        paths: z.array(z.array(datasetRefSchema)),
        complete: z.boolean(),
      }),
    ),
  /** The names of datasets, for a view that leaves this catalog; unknown ids are left out. */
  names: base.input(z.object({ ids: z.array(idSchema).max(20_000) })).output(
    z.object({
      datasets: z.array(
        z.object({ id: idSchema, dataset: z.object({ namespace: z.string(), name: z.string() }) }),
      ),
    }),
  ),
  /** The datasets of names, in their order; null where this catalog has none of that name. */
  find: base
    .input(
      z.object({
        names: z.array(z.object({ namespace: z.string().max(4096), name: z.string().max(8192) })).max(20_000),
      }),
    )
    .output(z.object({ ids: z.array(idSchema.nullable()) })),
  /** The picture as a file, drawn from the model; or the records behind it. */
  export: base.input(lineageExportInput).output(lineageFileSchema),
};
