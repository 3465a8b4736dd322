/** Documentation of models and datasets: the AI Act record, the model card, the datasheet. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  datasetRefSchema,
  idSchema,
  mutationResultSchema,
  pageInput,
  revisionSchema,
} from './common.ts';

export const DOCUMENT_FORMS = ['ai-act', 'model-card', 'datasheet'] as const;
export const documentFormSchema = z.enum(DOCUMENT_FORMS);
export type DocumentForm = z.infer<typeof documentFormSchema>;

export const QUESTION_STATES = ['stated', 'catalog', 'not-applicable', 'partly', 'open'] as const;
const stateSchema = z.enum(QUESTION_STATES);
export type QuestionState = z.infer<typeof stateSchema>;

export const DATA_SPLITS = ['training', 'validation', 'testing', 'other'] as const;

const completenessSchema = z.object({
  total: z.number(),
  /** Stated, answered by the catalog or not applicable; whole, rounded down. */
  percent: z.number(),
  counts: z.record(stateSchema, z.number()),
});
export type Completeness = z.infer<typeof completenessSchema>;

const givenSchema = z.object({
  state: z.enum(['stated', 'not-applicable']),
  text: z.string(),
  actor: z.string(),
  at: z.string(),
  revision: revisionSchema,
});

const questionSchema = z.object({
  key: z.string(),
  ask: z.string(),
  provision: z.string().nullable(),
  /** What the catalog says answers it; otherwise that is material for a person's answer. */
  byCatalog: z.boolean(),
  state: stateSchema,
  given: givenSchema.nullable(),
  lines: z.array(z.string()),
  gaps: z.array(z.string()),
});
export type DocumentQuestion = z.infer<typeof questionSchema>;

export const documentSchema = z.object({
  form: documentFormSchema,
  title: z.string(),
  source: z.string(),
  note: z.string(),
  dataset: datasetRefSchema,
  completeness: completenessSchema,
  inputs: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      namespace: z.string(),
      split: z.enum(DATA_SPLITS).nullable(),
      basis: z.enum(['stated', 'label', 'name']).nullable(),
    }),
  ),
  sections: z.array(
    z.object({ heading: z.string(), provision: z.string().nullable(), questions: z.array(questionSchema) }),
  ),
});
export type CatalogDocument = z.infer<typeof documentSchema>;

const base = oc.errors(commonErrors);

export const documentsContract = {
  get: base.input(z.object({ datasetId: idSchema, form: documentFormSchema })).output(documentSchema),
  /** A question of a form, or `split:<id of an input>`. A state of null takes the answer back. */
  answer: base
    .input(
      z.object({
        datasetId: idSchema,
        question: z.string().min(1).max(80),
        state: z.enum(['stated', 'not-applicable']).nullable(),
        text: z.string().max(20_000).default(''),
        reason: z.string().max(2000).optional(),
      }),
    )
    .output(mutationResultSchema),
  history: base
    .input(z.object({ datasetId: idSchema, question: z.string().max(80) }))
    .output(z.array(givenSchema.extend({ until: revisionSchema.nullable() }))),
  /** Models, with how far their AI Act record is answered. */
  models: base.input(pageInput.extend({ limit: z.number().int().min(1).max(50).default(25) })).output(
    z.object({
      total: z.number(),
      items: z.array(z.object({ dataset: datasetRefSchema, completeness: completenessSchema })),
    }),
  ),
};
