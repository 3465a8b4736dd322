/** The published forms of the data of documents on models and datasets. */
import { z } from 'zod';
import { count, datasetName, instant, person, reportData, texts } from '../../reports/data-schema.ts';
import { ANSWER_STATES, SPLITS } from './answers.ts';
import { QUESTION_STATES } from './content.ts';
import { figuresSchema } from './figures.ts';
import type { FormId } from './form.ts';

const text = z.string();
const maybe = text.nullable();

const question = z.looseObject({
  key: text,
  ask: text,
  provision: maybe,
  state: z.enum(QUESTION_STATES),
  given: z
    .looseObject({
      question: text,
      state: z.enum(ANSWER_STATES),
      text,
      actor: person,
      at: instant,
      revision: count,
    })
    .nullable(),
  /** What the catalog says, and what it would have to know as well. */
  catalog: texts,
  gaps: texts,
});

const TITLES: Readonly<Record<FormId, string>> = {
  'ai-act': 'AI Act record',
  'model-card': 'Model card',
  datasheet: 'Datasheet',
};

export function documentDataSchema(form: FormId) {
  return reportData(`headwater-${form}`, 1, TITLES[form], {
    form: z.looseObject({ id: z.literal(form), version: text, title: text, source: text }),
    about: datasetName,
    completeness: z.looseObject({
      total: count,
      percent: z.int().min(0).max(100),
      counts: z.looseObject({
        stated: count,
        catalog: count,
        'not-applicable': count,
        partly: count,
        open: count,
      }),
    }),
    inputs: z.array(
      datasetName.extend({
        split: z.enum(SPLITS).nullable(),
        basis: z.enum(['stated', 'label', 'name']).nullable(),
      }),
    ),
    origins: z.array(datasetName),
    sections: z.array(
      z.looseObject({ heading: text, provision: maybe, questions: z.array(question).nonempty() }),
    ),
    operations: z.array(z.looseObject({ job: text, kind: maybe, from: text, to: text, hops: count })),
    transformations: z.array(z.looseObject({ kind: text, columnEdges: count })),
    sql: z.array(z.looseObject({ job: text, text })),
    figures: z.looseObject(figuresSchema.shape),
  });
}
