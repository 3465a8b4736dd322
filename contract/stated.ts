import { z } from 'zod';
import { tagKindSchema } from './common.ts';

/** The path of the column that it is of; null: it is of the dataset itself. */
const column = z.string().nullable();
/** What rules say of a tag or an owner: the number of a rule of people, or the name of a rule of imports. */
const byRule = { rule: z.string().nullable(), importRule: z.string().nullable() };

/** What sources and people state of a dataset or of one of its columns, told apart by `is`; screens put it in words. */
export const statedSchema = z.discriminatedUnion('is', [
  /** A source knows the dataset, as `id` in its own terms. */
  z.object({ is: z.literal('source'), source: z.string(), id: z.string() }),
  z.object({ is: z.literal('alias'), namespace: z.string(), name: z.string() }),
  z.object({ is: z.literal('column'), column: z.string() }),
  z.object({
    is: z.literal('tag'),
    column,
    kind: tagKindSchema,
    key: z.string(),
    value: z.string(),
    /** A person says that it is not so. */
    refused: z.boolean(),
    ...byRule,
  }),
  z.object({
    is: z.literal('owner'),
    column,
    name: z.string(),
    role: z.string(),
    refused: z.boolean(),
    ...byRule,
  }),
  z.object({ is: z.literal('description'), column }),
  z.object({ is: z.literal('property'), key: z.string() }),
  z.object({ is: z.literal('comment'), column, number: z.number(), settled: z.boolean() }),
  z.object({ is: z.literal('test'), column, name: z.string() }),
  /** Values flow to the other dataset, or from it. */
  z.object({ is: z.literal('edge'), to: z.boolean(), dataset: z.string() }),
  z.object({ is: z.literal('column edge'), column: z.string(), from: z.string(), dataset: z.string() }),
  /** A job reads or writes the dataset; in one of its runs, where that is told. */
  z.object({ is: z.literal('read'), job: z.string(), run: z.string().nullable() }),
  z.object({ is: z.literal('written'), job: z.string(), run: z.string().nullable() }),
]);
export type Stated = z.infer<typeof statedSchema>;
