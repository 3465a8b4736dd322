import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  idSchema,
  importerKindSchema,
  importKindSchema,
  instantSchema,
  pageInput,
  revisionSchema,
} from './common.ts';
import { rulesFollowedSchema } from './steward-rules.ts';

export const changeKindSchema = z.enum([
  'conflict',
  'retired',
  'renamed',
  'changed',
  'added',
  'join',
  'personal-data',
]);
export type ChangeKind = z.infer<typeof changeKindSchema>;

/** A part of an import that is left out: every condition that is given holds. At least one is needed. */
export const importPartSchema = z
  .object({
    changes: z.array(changeKindSchema).max(10),
    types: z.array(z.string().max(64)).max(40),
    namespace: z.string().max(8192),
    /** Name of a dataset, or with `*` at its end the beginning of names. */
    dataset: z.string().max(8192),
    /** Key of the scope that says so. */
    scope: z.string().max(8192),
  })
  .partial()
  .refine((part) => Object.values(part).some((one) => one !== undefined && one.length > 0), {
    message: 'Say at least one condition',
  });
export type ImportPart = z.infer<typeof importPartSchema>;

/**
 * What to import. The renderer never names a path: the host turns a drop or a dialog into opaque
 * tokens (loopback: an upload; Electron: a path held by the main process).
 */
export const importInput = z.object({
  tokens: z.array(z.string().min(1)).min(1),
  kind: importKindSchema.default('auto'),
  /** Connection namespace for sources that do not name theirs (dbt): `postgres://db.example:5432`. */
  namespace: z.string().max(1024).optional(),
  /** Derive column lineage from SQL where the source holds it (dbt). */
  columnLineage: z.boolean().default(true),
  /** Parts that are not imported, beside those of the rules. */
  leaveOut: z.array(importPartSchema).max(200).default([]),
  /** The preview that was looked at: refused when the catalog or the files changed since. */
  previewId: z.string().max(64).optional(),
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
  /** Changes that were left out, by choice or by a rule. */
  leftOut: z.number(),
  /** Of a preview: under it the whole difference can be asked for, for an hour. */
  previewId: z.string().nullable(),
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
  /** What stewards' rules did after it; null where none did. */
  rules: rulesFollowedSchema.nullable(),
  elapsedMs: z.number(),
});
export type ImportOutcome = z.infer<typeof importOutcomeSchema>;

export const importEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    phase: z.enum(['analysing', 'reading', 'resolving', 'comparing', 'deriving', 'indexing', 'committing']),
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
  /** Revision in which it was undone; null while it counts. */
  undoneIn: revisionSchema.nullable(),
  /** False for imports of earlier versions, which did not record what undo needs. */
  undoable: z.boolean(),
  leftOut: z.number(),
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

const differenceFilter = z.object({
  previewId: z.string().max(64),
  changes: z.array(changeKindSchema).default([]),
  types: z.array(z.string().max(64)).default([]),
  dataset: z.object({ namespace: z.string(), dataset: z.string() }).optional(),
  text: z.string().max(500).default(''),
});

export const differenceRowSchema = z.object({
  id: z.number(),
  change: changeKindSchema,
  type: z.string(),
  namespace: z.string(),
  /** '' where it belongs to no dataset. */
  dataset: z.string(),
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  note: z.string().nullable(),
  scope: z.string().nullable(),
  leftOut: z.boolean(),
  /** It follows from other rows, or only notes something: it cannot be left out by itself. */
  derived: z.boolean(),
});
export type DifferenceRow = z.infer<typeof differenceRowSchema>;

export const leaveOutRuleSchema = z.object({
  id: idSchema,
  label: z.string(),
  part: importPartSchema,
  at: instantSchema,
  actor: z.string(),
});

const undoneSchema = z.object({
  importId: idSchema,
  label: z.string(),
  changes: z.record(z.string(), changeCountSchema),
  /** Null for a preview. */
  revision: revisionSchema.nullable(),
  /** Pictures and events of later imports that said nothing new while this one stood; to be imported again. */
  unused: z.number(),
  /** What stewards' rules did after it; null where none did. */
  rules: rulesFollowedSchema.nullable(),
  previewId: z.string().nullable(),
});

export const undoEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    phase: z.enum(['undoing', 'comparing']),
    /** Records taken back, counted again or made up anew so far. */
    records: z.number(),
  }),
  z.object({ type: z.literal('done'), outcome: undoneSchema }),
]);
export type UndoEvent = z.infer<typeof undoEventSchema>;

export const importFolderSchema = z.object({
  id: z.string(),
  folder: z.string(),
  name: z.string(),
  kind: importKindSchema,
  namespace: z.string().nullable(),
  /** `preview`: what was written there waits to be accepted. `apply`: it is imported at once. */
  mode: z.enum(['preview', 'apply']),
  files: z.number(),
  problem: z.string().nullable(),
  last: z.object({ at: instantSchema, importId: idSchema.nullable() }).nullable(),
  waiting: z
    .object({
      at: instantSchema,
      previewId: z.string().nullable(),
      changes: z.record(z.string(), changeCountSchema),
      rejected: z.number(),
      warnings: z.number(),
      /** The catalog changed since: it is previewed anew before long, and could not be accepted as it is. */
      outdated: z.boolean(),
    })
    .nullable(),
});
export type ImportFolder = z.infer<typeof importFolderSchema>;

const newFolder = z.object({
  /** A folder that the host let the person choose. */
  token: z.string().min(1).optional(),
  /** Absolute path; only where the host has no dialog for it. */
  folder: z.string().min(1).max(4096).optional(),
  kind: importKindSchema.default('auto'),
  namespace: z.string().max(1024).nullable().default(null),
  mode: z.enum(['preview', 'apply']).default('preview'),
});

const undoInput = z.object({ id: idSchema, redo: z.boolean().default(false) });

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
      /** What was left out: the first rows, and by which parts. */
      leftOutParts: z.array(importPartSchema),
      leftOutItems: z.array(
        z.object({
          change: z.string(),
          type: z.string(),
          namespace: z.string(),
          dataset: z.string(),
          name: z.string(),
        }),
      ),
    }),
  ),
  /** Every issue of an import as CSV, safe to open in a spreadsheet. */
  issuesCsv: base.input(z.object({ id: idSchema })).output(z.object({ name: z.string(), text: z.string() })),
  /** Rows of a preview's difference, by dataset, type and name. */
  difference: base
    .input(pageInput.extend(differenceFilter.shape))
    .output(z.object({ total: z.number(), items: z.array(differenceRowSchema) })),
  /** How many rows there are of each kind and type; and the datasets with most of those that the filter lets through. */
  differenceCounts: base.input(differenceFilter).output(
    z.object({
      all: z.array(
        z.object({ change: changeKindSchema, type: z.string(), count: z.number(), leftOut: z.number() }),
      ),
      datasets: z.array(z.object({ namespace: z.string(), dataset: z.string(), count: z.number() })),
      datasetsTotal: z.number(),
      /** Rows that the filter lets through and that can be left out. */
      leavable: z.number(),
    }),
  ),
  /** What undoing (or redoing) an import would do, rolled back. Cancel by ending the iteration. */
  previewUndo: base.input(undoInput).output(eventIterator(undoEventSchema)),
  /** Takes a whole import back, also an older one; with `redo` counts it again. */
  undo: base.input(undoInput).output(eventIterator(undoEventSchema)),
  /** What is left out of every import. */
  rules: base.output(z.array(leaveOutRuleSchema)),
  addRule: base.input(z.object({ part: importPartSchema })).output(leaveOutRuleSchema),
  /** Folders that are imported when something is written there; `available` is false where nothing stays running. */
  folders: base.output(z.object({ available: z.boolean(), items: z.array(importFolderSchema) })),
  addFolder: base.input(newFolder).output(z.object({ added: z.boolean() })),
  removeFolder: base.input(z.object({ id: z.string() })).output(z.object({ removed: z.boolean() })),
  /** Imports what waits in a folder, as it was previewed. */
  acceptFolder: base
    .input(z.object({ id: z.string(), leaveOut: z.array(importPartSchema).max(200).default([]) }))
    .output(z.object({ importId: idSchema.nullable() })),
  /** Lets what waits go, until something else is written there. */
  discardFolder: base.input(z.object({ id: z.string() })).output(z.object({ discarded: z.boolean() })),
  removeRule: base.input(z.object({ id: idSchema })).output(z.object({ removed: z.boolean() })),
};
