/**
 * Processing activities and their impact assessments: what people state, what the catalog derives beside it, where the two
 * differ, and how much of an authority's template is answered.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, datasetRefSchema, mutationResultSchema, pageInput, revisionSchema } from './common.ts';
import { registerEventSchema } from './registers.ts';
import {
  activityRowSchema,
  activityViewSchema,
  answeredSchema,
  coverageRowSchema,
  linkedSchema,
  processingFieldSchema,
  processingValueSchema,
} from './processing-shapes.ts';

export const processingRegisterSchema = z.enum(['activity', 'assessment']);
export type ProcessingRegister = z.infer<typeof processingRegisterSchema>;
export const templateIdSchema = z.enum(['ico', 'dpc', 'cnil']);
export type TemplateId = z.infer<typeof templateIdSchema>;
export const recordRoleSchema = z.enum(['controller', 'processor']);
export type RecordRole = z.infer<typeof recordRoleSchema>;

export const ropaOrder = z.object({
  kind: z.literal('ropa'),
  template: templateIdSchema,
  role: recordRoleSchema.default('controller'),
  /** Keys; empty: every activity of the role that has not ended. */
  activities: z.array(z.string().max(320)).max(10_000).default([]),
});
export const dpiaOrder = z.object({ kind: z.literal('dpia'), activity: z.string().max(320) });

const register = processingRegisterSchema;
const key = z.string().max(320);
const change = { dryRun: z.boolean().default(false), reason: z.string().max(2000).optional() };
const problem = z.object({ line: z.number().int(), message: z.string() });
const option = z.object({ value: z.string(), label: z.string() });
const base = oc.errors(commonErrors);

export const processingContract = {
  /** Fields of both registers with what may stand in them, and words for keys. */
  vocabulary: base.output(
    z.object({
      activity: z.array(processingFieldSchema),
      assessment: z.array(processingFieldSchema),
      categories: z.array(option),
      subjects: z.array(option),
      templates: z.array(
        z.object({ id: templateIdSchema, name: z.string(), authority: z.string(), note: z.string() }),
      ),
    }),
  ),
  /** Every activity in order of its key, and how many datasets with personal data are in none. */
  list: base.output(
    z.object({ items: z.array(activityRowSchema), uncovered: z.number(), personalDatasets: z.number() }),
  ),
  show: base.input(z.object({ key })).output(activityViewSchema),
  /** Adds an activity or assessment or changes one: a field that is absent stays as it is, null or empty clears it. */
  put: base
    .input(
      z.object({
        register,
        entry: z.object({
          key: key.optional(),
          name: z.string().max(512).optional(),
          fields: z.record(z.string().max(64), processingValueSchema).default({}),
        }),
        /** Refuse to change one that is there. */
        add: z.boolean().default(false),
        ...change,
      }),
    )
    .output(mutationResultSchema.extend({ key: z.string() })),
  /** Adds a name or row to a list of an activity: what settles a finding. */
  append: base
    .input(z.object({ key, field: z.string().max(64), add: z.string().max(4000), reason: change.reason }))
    .output(mutationResultSchema),
  remove: base
    .input(z.object({ register, keys: z.array(key).min(1).max(10_000), ...change }))
    .output(mutationResultSchema),
  history: base
    .input(pageInput.extend({ register, key }))
    .output(z.object({ total: z.number(), items: z.array(registerEventSchema) })),
  /** What links would find, and by which of them each dataset is in. */
  match: base
    .input(
      z.object({
        links: z.array(z.record(z.string(), z.string().max(4000))).max(1000),
        limit: z.number().int().min(1).max(500).default(50),
      }),
    )
    .output(linkedSchema),
  /** Datasets of an activity. */
  datasets: base.input(pageInput.extend({ key })).output(linkedSchema.omit({ links: true })),
  /** Datasets with personal data that no activity is linked with. */
  uncovered: base.input(pageInput).output(
    z.object({
      total: z.number(),
      items: z.array(
        datasetRefSchema.extend({ categories: z.array(z.string()), subjects: z.array(z.string()) }),
      ),
    }),
  ),
  /** How much of a template the records of a role answer. */
  /** Of the activities named, as an order for the report names them. */
  coverage: base.input(ropaOrder.omit({ kind: true })).output(
    z.object({
      percent: z.number(),
      requiredPercent: z.number(),
      fields: z.number(),
      items: z.array(coverageRowSchema),
      /** Activities of the role that have ended. */
      ended: z.number(),
    }),
  ),
  answers: base
    .input(z.object({ template: templateIdSchema, key }))
    .output(coverageRowSchema.extend({ answers: z.array(answeredSchema) })),
  exportFile: base
    .input(z.object({ register, format: z.enum(['csv', 'xlsx']), revision: revisionSchema.optional() }))
    .output(z.object({ name: z.string(), mediaType: z.string(), base64: z.string(), entries: z.number() })),
  /** A CSV or XLSX file that this face holds under a token. What cannot be used is told by line, and the rest is kept. */
  importFile: base.input(z.object({ register, token: z.string().min(1), ...change })).output(
    mutationResultSchema.extend({
      lines: z.number(),
      added: z.array(z.string()),
      changedKeys: z.array(z.string()),
      unchanged: z.number(),
      problems: z.array(problem),
      notes: z.array(problem),
    }),
  ),
};
