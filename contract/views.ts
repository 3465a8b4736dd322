import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, idSchema, instantSchema } from './common.ts';

/** What can be kept under a name. */
export const viewKindSchema = z.enum(['lineage', 'search', 'grid']);

const nameSchema = z.string().trim().min(1).max(200);
/** JSON; its shape belongs to the screen that saves it. */
const stateSchema = z.record(z.string(), z.unknown());

export const savedViewSchema = z.object({
  id: idSchema,
  kind: viewKindSchema,
  name: nameSchema,
  state: stateSchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** Who saved it last. */
  actor: z.string(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

const base = oc.errors(commonErrors);

/** Views and searches that people keep under a name, in the catalog file. */
export const viewsContract = {
  /** By name. */
  list: base.input(z.object({ kind: viewKindSchema })).output(z.array(savedViewSchema)),
  get: base.input(z.object({ id: idSchema })).output(savedViewSchema),
  /**
   * CONFLICT when another view of the kind has the name. `id`: the number that a deleted one had, so that links lead to it
   * again; where it is taken meanwhile, it gets a new one.
   */
  save: base
    .input(z.object({ kind: viewKindSchema, name: nameSchema, state: stateSchema, id: idSchema.optional() }))
    .output(savedViewSchema),
  /** A new name, a new state, or both. */
  change: base
    .input(z.object({ id: idSchema, name: nameSchema.optional(), state: stateSchema.optional() }))
    .output(savedViewSchema),
  remove: base.input(z.object({ id: idSchema })).output(z.object({ removed: z.boolean() })),
};
