import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, idSchema, instantSchema, jobRefSchema } from './common.ts';

/** Something in a query that could not be understood, at its place; the rest was searched. */
export const queryProblemSchema = z.object({ from: z.number(), to: z.number(), message: z.string() });
export type QueryProblem = z.infer<typeof queryProblemSchema>;

export const filterNameSchema = z.enum([
  'kinds',
  'namespaces',
  'sources',
  'sensitivities',
  'categories',
  'labels',
  'owners',
  'state',
]);

/** A `field:value` that stands by itself in a query; `from` and `to` are its place, with the minus sign before it. */
export const queryTermSchema = z.object({
  from: z.number(),
  to: z.number(),
  /** The text between the two: whoever changes the text sees whether the place is still right. */
  written: z.string(),
  field: z.string(),
  negated: z.boolean(),
  values: z.array(
    z.object({
      text: z.string(),
      from: z.number(),
      to: z.number(),
      /** The filter beside the list that says the same. */
      filter: z.object({ name: filterNameSchema, value: z.string() }).nullable(),
    }),
  ),
});
export type QueryTerm = z.infer<typeof queryTermSchema>;

/** A word that was hardly found, and what was searched for in its place. */
export const nearSchema = z.object({ word: z.string(), instead: z.array(z.string()) });

export const suggestionSchema = z.object({
  /** What takes the place between `from` and `to`. */
  text: z.string(),
  label: z.string(),
  detail: z.string().nullable(),
  /** How many have it. */
  count: z.number().nullable(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

const scopeSchema = z.enum(['datasets', 'columns', 'jobs']);

const pageOf = <Item extends z.ZodType>(item: Item) => z.object({ total: z.number(), items: z.array(item) });

const base = oc.errors(commonErrors);

export const searchContract = {
  /** How a query is written. */
  language: base.output(
    z.object({
      fields: z.array(
        z.object({ name: z.string(), also: z.array(z.string()), meaning: z.string(), example: z.string() }),
      ),
      conditions: z.array(z.object({ name: z.string(), meaning: z.string() })),
    }),
  ),
  /** Fields and values that may follow at the cursor. */
  suggest: base
    .input(
      z.object({
        text: z.string().max(512),
        cursor: z.number().int().nonnegative(),
        scope: scopeSchema.default('datasets'),
      }),
    )
    .output(z.object({ from: z.number(), to: z.number(), items: z.array(suggestionSchema) })),
  /** What a text finds besides datasets and columns: the first of each. */
  elsewhere: base
    .input(z.object({ text: z.string().max(512), limit: z.number().int().min(1).max(50).default(5) }))
    .output(
      z.object({
        jobs: pageOf(jobRefSchema),
        /** By the beginning of their id. */
        runs: pageOf(z.object({ id: idSchema, runId: z.string(), job: z.string(), state: z.string() })),
        /** Imported files by the beginning of their SHA-256, or by their name. */
        files: pageOf(
          z.object({ importId: idSchema, path: z.string(), sha256: z.string(), at: instantSchema }),
        ),
        /** Tags and owners that are called so. */
        values: pageOf(z.object({ name: filterNameSchema, value: z.string(), datasets: z.number() })),
        /** Ledger entries and reports with this digest. */
        digests: z.array(
          z.object({ on: z.enum(['ledger', 'report', 'version']), id: z.number(), label: z.string() }),
        ),
      }),
    ),
};
