import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  datasetRefSchema,
  idSchema,
  instantSchema,
  jobRefSchema,
  pageInput,
  sensitivitySchema,
} from './common.ts';

const positionSchema = z.object({ x: z.number(), y: z.number() });

export const lineageViewInput = z.object({
  roots: z.array(idSchema).min(1).max(50),
  /** Hops from the roots shown at first, per direction. */
  up: z.number().int().min(0).max(50).default(1),
  down: z.number().int().min(0).max(50).default(1),
  /** Further steps that the user opened: one hop from that node, or everything beyond it. */
  expanded: z
    .array(
      z.object({
        id: idSchema,
        direction: z.enum(['upstream', 'downstream']),
        all: z.boolean().default(false),
      }),
    )
    .default([]),
  /** Steps that the user closed again: what only they lead to is not shown. */
  collapsed: z.array(z.object({ id: idSchema, direction: z.enum(['upstream', 'downstream']) })).default([]),
  hidden: z.array(idSchema).default([]),
  /** Datasets whose columns are drawn as rows. */
  openColumns: z.array(idSchema).default([]),
  /** Draw columns of every node shown. */
  allColumns: z.boolean().default(false),
  /** Draw ephemeral models; otherwise edges run through them. */
  ephemeral: z.boolean().default(false),
  /** Light the whole path of one column; only its columns are then open. */
  columnTrace: z
    .object({ columnId: idSchema, indirect: z.boolean().default(true) })
    .nullable()
    .default(null),
  /** At most this many nodes are placed; the answer says how many there would be. */
  cap: z.number().int().min(1).max(5000).default(300),
  /** Positions of the last picture, so that it does not jump; `anchor` stays where it was. */
  previous: z.record(z.string(), positionSchema).default({}),
  anchor: idSchema.nullable().default(null),
});
export type LineageViewInput = z.input<typeof lineageViewInput>;

export const lineageNodeSchema = datasetRefSchema.extend({
  /** Last part of the name, for the title line. */
  title: z.string(),
  subtitle: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  depth: z.number(),
  side: z.enum(['root', 'upstream', 'downstream']),
  /** Direct neighbours not in the picture. */
  hiddenUpstream: z.number(),
  hiddenDownstream: z.number(),
  /** Expanded here by the user, so that it can be closed. */
  expandedUpstream: z.boolean(),
  expandedDownstream: z.boolean(),
  sensitivity: sensitivitySchema.nullable(),
  categories: z.array(z.string()),
  owners: z.number(),
  failedTests: z.number(),
  sources: z.array(z.string()),
  /** Lineage stops here although it should not: a dangling reference. */
  gap: z.boolean(),
  retired: z.boolean(),
  columnCount: z.number(),
  columns: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      dataType: z.string().nullable(),
      sensitivity: sensitivitySchema.nullable(),
      category: z.string().nullable(),
      lit: z.enum(['none', 'direct', 'indirect', 'self']),
    }),
  ),
  /** Columns of this node that are not drawn ("… 14 more"). */
  columnsHidden: z.number(),
});
export type LineageNode = z.infer<typeof lineageNodeSchema>;

export const lineageEdgeSchema = z.object({
  id: z.string(),
  from: idSchema,
  to: idSchema,
  points: z.array(positionSchema),
  jobs: z.array(jobRefSchema),
  jobsTotal: z.number(),
  basis: z.enum(['declared', 'observed', 'both']),
  confidence: z.number().nullable(),
  lit: z.boolean(),
  /** Part of a cycle: drawn backwards. */
  backwards: z.boolean(),
});
export type LineageEdge = z.infer<typeof lineageEdgeSchema>;

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
      lit: z.boolean(),
    }),
  ),
  totals: z.object({
    shown: z.number(),
    /** Nodes that the present expansion would show without the cap. */
    wanted: z.number(),
    /** All nodes up- and downstream of the roots, at any depth. */
    upstream: z.number(),
    downstream: z.number(),
  }),
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
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
    .input(z.object({ from: idSchema, to: idSchema, ephemeral: z.boolean().default(false) }))
    .output(edgeDetailSchema),
  /** The table twin of the picture: everything up- or downstream, nearest first. */
  table: base
    .input(
      pageInput.extend({
        id: idSchema,
        direction: z.enum(['upstream', 'downstream']),
        depth: z.number().int().min(1).max(200).default(200),
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(lineageRowSchema) })),
  paths: base
    .input(z.object({ from: idSchema, to: idSchema, max: z.number().int().min(1).max(1000).default(100) }))
    .output(
      z.object({
        shortest: z.array(datasetRefSchema),
        paths: z.array(z.array(datasetRefSchema)),
        complete: z.boolean(),
      }),
    ),
  /** The picture as a file, drawn from the model; or the records behind it. */
  export: base.input(lineageExportInput).output(lineageFileSchema),
};
