/** The data behind the desk: laws, calendars, letters; shown, checked, changed. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, dateSchema, mutationResultSchema } from './common.ts';
import {
  editInput,
  letterKindSchema,
  letterLanguageSchema,
  letterSchema,
  referenceSchema,
} from './desk-shapes.ts';

const base = oc.errors(commonErrors);
const holidaySchema = z.object({ date: dateSchema, name: z.string() });

/** What is wrong in a text, and where. `line` is null where it is wrong as a whole. */
export const problemSchema = z.object({ line: z.number().nullable(), message: z.string() });
export type Problem = z.infer<typeof problemSchema>;

export const deskLawContract = {
  templates: base.output(
    z.array(
      z.object({
        language: letterLanguageSchema,
        kind: letterKindSchema,
        text: z.string(),
        /** As shipped. */
        bundled: z.string(),
        own: z.boolean(),
      }),
    ),
  ),
  /** Fields and lists that a template can name. */
  letterFields: base.output(
    z.object({
      fields: z.array(z.object({ name: z.string(), meaning: z.string() })),
      lists: z.array(z.object({ name: z.string(), members: z.array(z.string()) })),
    }),
  ),
  /** Reads a template without keeping it; with a case, completes it as a letter would be. */
  checkTemplate: base
    .input(
      z.object({
        key: z.string().max(64),
        text: z.string().max(1_000_000),
        reference: referenceSchema.nullable().default(null),
      }),
    )
    .output(z.object({ problems: z.array(problemSchema), letter: letterSchema.nullable() })),
  /** Key: `en/acknowledgement`. */
  editTemplate: base.input(editInput).output(mutationResultSchema),

  /** Laws in force, as JSON to edit. */
  laws: base.output(
    z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        json: z.string(),
        /** As shipped; null: a law of one's own. */
        bundled: z.string().nullable(),
        own: z.boolean(),
      }),
    ),
  ),
  editLaw: base.input(editInput).output(mutationResultSchema),
  /** Reads a law without keeping it: every place that is wrong, none when it can be kept. */
  checkLaw: base
    .input(z.object({ key: z.string().max(64), text: z.string().max(1_000_000) }))
    .output(z.object({ problems: z.array(problemSchema) })),
  calendars: base.output(
    z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        own: z.boolean(),
        /** First and last year whose holidays are known. */
        from: z.number(),
        to: z.number(),
      }),
    ),
  ),
  calendar: base.input(z.object({ key: z.string().max(16) })).output(
    z.object({
      key: z.string(),
      name: z.string(),
      own: z.boolean(),
      days: z.array(holidaySchema),
      /** What was changed; null: as shipped. */
      edit: z
        .object({ name: z.string().nullable(), added: z.array(holidaySchema), removed: z.array(dateSchema) })
        .nullable(),
    }),
  ),
  editCalendar: base.input(editInput).output(mutationResultSchema),
  checkVectors: base.input(z.object({ text: z.string().max(10_000_000) })).output(
    z.array(
      z.object({
        vector: z.number(),
        law: z.string(),
        region: z.string(),
        why: z.string(),
        equal: z.boolean(),
        computed: z.record(z.string(), z.unknown()).nullable(),
        expect: z.record(z.string(), z.unknown()),
        differences: z.array(z.object({ field: z.string(), expected: z.unknown(), computed: z.unknown() })),
        error: z.string().nullable(),
        warnings: z.array(z.string()),
      }),
    ),
  ),
};
