/** What people say to one another about a dataset or column. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  idSchema,
  instantSchema,
  mutationResultSchema,
  revisionSchema,
  targetSchema,
} from './common.ts';

const number = z.number().int().positive();

export const commentSchema = z.object({
  number,
  on: z.enum(['dataset', 'column']),
  id: idSchema,
  column: z.string().nullable(),
  /** Markdown. */
  text: z.string(),
  actor: z.string(),
  at: instantSchema,
  answerTo: number.nullable(),
  /** Who settled it; null while it is open. */
  resolvedBy: z.string().nullable(),
});

export type Comment = z.infer<typeof commentSchema>;

const base = oc.errors(commonErrors);

export const commentsContract = {
  /** Of a column, or of a dataset with its columns; oldest first. */
  list: base
    .input(z.object({ target: targetSchema, revision: revisionSchema.optional() }))
    .output(z.array(commentSchema)),
  add: base
    .input(z.object({ target: targetSchema, text: z.string().max(20_000), answerTo: number.optional() }))
    .output(mutationResultSchema.extend({ number: number.nullable() })),
  resolve: base.input(z.object({ number, resolved: z.boolean() })).output(mutationResultSchema),
  /** One's own only; a null text takes it away. */
  edit: base
    .input(z.object({ number, text: z.string().max(20_000).nullable() }))
    .output(mutationResultSchema),
};
