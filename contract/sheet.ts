/** Datasets or columns as a spreadsheet: what people state of them, cell by cell; as a file and back. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  idSchema,
  mutationResultSchema,
  reasonPolicySchema,
  revisionSchema,
  targetSchema,
} from './common.ts';
import { searchInput } from './datasets.ts';
import { queryProblemSchema } from './search.ts';

const LONGEST_HEADER = 600;
const LONGEST_CELL = 200_000;

export const sheetFieldSchema = z.object({
  /** As in the first line of a file; names the field. */
  header: z.string(),
  label: z.string(),
  holds: z.enum(['statement', 'property', 'owner', 'description', 'review']),
  /** Several values, divided by semicolons. */
  many: z.boolean(),
  /** The only values. */
  among: z.array(z.string()).nullable(),
  /** The values are keys of this. */
  keyOf: z.enum(['category', 'subject', 'domain', 'term', 'purpose', 'label', 'party']).nullable(),
});
export type SheetField = z.infer<typeof sheetFieldSchema>;

const scope = z.enum(['datasets', 'columns']);
export const cellFilterSchema = z.object({
  header: z.string().max(LONGEST_HEADER),
  is: z.enum(['empty', 'filled', 'has']),
  text: z.string().max(512).optional(),
});
export type CellFilter = z.infer<typeof cellFilterSchema>;

/** A search, narrowed and put in order by cells. */
export const sheetSearchInput = searchInput.omit({ offset: true, limit: true }).extend({
  filters: z.array(cellFilterSchema).max(50).default([]),
  by: z.object({ header: z.string().max(LONGEST_HEADER), descending: z.boolean() }).optional(),
});
export type SheetSearch = z.input<typeof sheetSearchInput>;

const headers = z.array(z.string().max(LONGEST_HEADER)).max(500);

export const sheetRowSchema = z.object({
  id: idSchema,
  datasetId: idSchema,
  namespace: z.string(),
  name: z.string(),
  column: z.string().nullable(),
  /** By header. */
  cells: z.record(z.string(), z.string()),
});
export type SheetRow = z.infer<typeof sheetRowSchema>;

const place = {
  row: z.object({
    /** Of the file; 0 without one. */
    line: z.number(),
    target: targetSchema,
    namespace: z.string(),
    name: z.string(),
    column: z.string().nullable(),
  }),
  header: z.string(),
};
const counted = <Item extends z.ZodType>(item: Item) => z.object({ total: z.number(), items: z.array(item) });

const outcomeSchema = mutationResultSchema.extend({
  /** Of a rehearsal: the policy will ask for a reason. */
  reasonNeeded: z.object({ message: z.string(), policy: reasonPolicySchema, count: z.number() }).nullable(),
  datasets: z.number(),
  columns: z.number(),
  changes: counted(z.object({ ...place, before: z.string(), after: z.string() })),
  /** Changed by somebody else since; not overwritten unless told to. */
  conflicts: counted(z.object({ ...place, base: z.string(), now: z.string(), wished: z.string() })),
  problems: counted(
    z.object({
      line: z.number(),
      header: z.string().nullable(),
      target: targetSchema.nullable(),
      message: z.string(),
    }),
  ),
});
export type SheetOutcome = z.infer<typeof outcomeSchema>;

const fileOutcomeSchema = outcomeSchema.extend({
  rows: z.number(),
  headers: z.array(z.string()),
  notes: counted(z.object({ line: z.number(), message: z.string() })),
});
export type SheetFileOutcome = z.infer<typeof fileOutcomeSchema>;

const options = {
  dryRun: z.boolean().default(false),
  /** Overwrite what somebody else changed since. */
  force: z.boolean().default(false),
  reason: z.string().max(2000).optional(),
};

const base = oc.errors(commonErrors);

export const sheetContract = {
  /** The columns that a sheet can have. */
  fields: base.input(z.object({ scope })).output(z.array(sheetFieldSchema)),
  /** A part of the list, with the cells of these columns. */
  rows: base
    .input(
      sheetSearchInput.extend({
        headers,
        offset: z.number().int().nonnegative().default(0),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        total: z.number(),
        atLeast: z.boolean(),
        problems: z.array(queryProblemSchema),
        revision: revisionSchema,
        items: z.array(sheetRowSchema),
      }),
    ),
  /**
   * Writes cells as one change. A cell that cannot be used, or that somebody changed since it read `base`, is told and stays;
   * the others are written.
   */
  edit: base
    .input(
      z.object({
        cells: z
          .array(
            z.object({
              target: targetSchema,
              header: z.string().max(LONGEST_HEADER),
              text: z.string().max(LONGEST_CELL),
              base: z.string(),
            }),
          )
          .min(1)
          .max(100_000),
        ...options,
      }),
    )
    .output(outcomeSchema),
  exportFile: base
    .input(
      sheetSearchInput.extend({
        format: z.enum(['csv', 'xlsx']),
        /** All unless given. */
        headers: headers.optional(),
      }),
    )
    .output(z.object({ name: z.string(), mediaType: z.string(), base64: z.string(), rows: z.number() })),
  /** A file that this face holds under a token. */
  importFile: base
    .input(
      z.object({
        token: z.string().min(1),
        ...options,
        /** How many changes, conflicts and problems are told one by one, of each. */
        shown: z.number().int().min(0).max(100_000).default(2_000),
      }),
    )
    .output(fileOutcomeSchema),
};
