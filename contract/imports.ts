import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  idSchema,
  importerKindSchema,
  instantSchema,
  pageInput,
  revisionSchema,
} from './common.ts';

/**
 * What to import. The renderer never names a path: the host turns a drop or a dialog into opaque
 * tokens (loopback: an upload; Electron: a path held by the main process).
 */
export const importInput = z.object({
  tokens: z.array(z.string().min(1)).min(1),
  kind: z.enum(['auto', 'openlineage', 'dbt', 'glue']).default('auto'),
  /** Connection namespace for sources that do not name theirs (dbt): `postgres://db.example:5432`. */
  namespace: z.string().max(1024).optional(),
  /** Derive column lineage from SQL where the source holds it (dbt). */
  columnLineage: z.boolean().default(true),
});
export type ImportInput = z.input<typeof importInput>;

export const changeCountSchema = z.object({ added: z.number(), changed: z.number(), retired: z.number() });

export const importIssueSchema = z.object({
  severity: z.enum(['rejected', 'warning']),
  code: z.string(),
  /** Path of the file within what was chosen; null when no single file is to blame. */
  file: z.string().nullable(),
  at: z.string().nullable(),
  message: z.string(),
});
export type ImportIssue = z.infer<typeof importIssueSchema>;

export const importedFileSchema = z.object({
  path: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  importer: importerKindSchema.nullable(),
  /** `manifest`, `events`, `TableList` … null when nothing recognised it. */
  role: z.string().nullable(),
});

export const importOutcomeSchema = z.object({
  dryRun: z.boolean(),
  /** True when the source said nothing that the catalog did not hold already. */
  unchanged: z.boolean(),
  /** Events, nodes, tables, jobs … that were used. */
  accepted: z.number(),
  rejected: z.number(),
  warnings: z.number(),
  files: z.array(importedFileSchema),
  /** The first 500; `issuesTotal` counts all. The full list is kept with the import. */
  issues: z.array(importIssueSchema),
  issuesTotal: z.number(),
  /** Per record type: dataset, column, job, run, io, edge, column_edge, tag, owner, test, alias … */
  changes: z.record(z.string(), changeCountSchema),
  /** Up to 200 lines a person can read: what is added, changed, retired; null `more` counts the rest. */
  examples: z.array(
    z.object({ type: z.string(), change: z.enum(['added', 'changed', 'retired']), name: z.string() }),
  ),
  importId: idSchema.nullable(),
  revision: revisionSchema.nullable(),
  ledgerEntry: z.object({ seq: z.number(), hash: z.string() }).nullable(),
  /** A good dataset to look at first: the best connected of what was imported. */
  landing: idSchema.nullable(),
  /** Projects whose files do not name their database server (dbt), and where they were placed. */
  projects: z.array(
    z.object({
      name: z.string(),
      adapter: z.string().nullable(),
      namespace: z.string(),
      /** `project`: nobody knows yet; the tables stand under the project's own name. */
      basis: z.enum(['given', 'remembered', 'adapter', 'catalog', 'project']),
      /** Namespaces of the catalog that it may be, likeliest first. */
      guesses: z.array(z.string()),
      /** Number of nodes that the project disables. */
      disabled: z.number(),
    }),
  ),
  /** What went and what came that is likely one dataset under another name: the first 200 of `renamesTotal`. */
  renames: z.array(
    z.object({
      from: z.object({ namespace: z.string(), name: z.string() }),
      to: z.object({ namespace: z.string(), name: z.string() }),
      /** 0 to 1. */
      score: z.number(),
      reasons: z.array(z.string()),
    }),
  ),
  renamesTotal: z.number(),
  elapsedMs: z.number(),
});
export type ImportOutcome = z.infer<typeof importOutcomeSchema>;

export const importEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    phase: z.enum(['analysing', 'reading', 'resolving', 'deriving', 'indexing', 'committing']),
    bytesDone: z.number(),
    bytesTotal: z.number(),
    records: z.number(),
    file: z.string().nullable(),
    /** Steps done, of how many, in phases that count them; `analysing` counts models with SQL. */
    steps: z.object({ done: z.number(), total: z.number() }).optional(),
  }),
  z.object({ type: z.literal('done'), outcome: importOutcomeSchema }),
]);
export type ImportEvent = z.infer<typeof importEventSchema>;

export const importSummarySchema = z.object({
  id: idSchema,
  revision: revisionSchema,
  at: instantSchema,
  actor: z.string(),
  label: z.string(),
  importers: z.array(z.string()),
  files: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  warnings: z.number(),
  changes: z.record(z.string(), changeCountSchema),
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

const base = oc.errors(commonErrors);

export const importsContract = {
  /** Everything `run` does, rolled back. Cancel by ending the iteration. */
  preview: base.input(importInput).output(eventIterator(importEventSchema)),
  run: base.input(importInput).output(eventIterator(importEventSchema)),
  /** Imports the bundled workspace of a fictional company. */
  sample: base.output(eventIterator(importEventSchema)),
  list: base.input(pageInput).output(z.object({ total: z.number(), items: z.array(importSummarySchema) })),
  get: base.input(pageInput.extend({ id: idSchema })).output(
    importSummarySchema.extend({
      sources: z.array(importedFileSchema),
      issues: z.array(importIssueSchema),
      issuesTotal: z.number(),
    }),
  ),
};
