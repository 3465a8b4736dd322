/** What records of processing and impact assessments publish of an activity alike. */
import { z } from 'zod';
import { count, datasetName, system, texts } from '../../reports/data-schema.ts';
import { heldCategoryData } from '../dsar/data-schema.ts';

const text = z.string();

export const findingSchema = z.looseObject({
  rule: text,
  tone: z.enum(['missing', 'differs', 'note']),
  provision: text,
  message: text,
  evidence: texts,
  fix: z.looseObject({ field: text, add: text }).nullable(),
});

/** Datasets of one namespace before or after those of the activity. */
const around = z.looseObject({
  namespace: system,
  datasets: count,
  own: z.boolean(),
  stated: texts,
  path: z.array(datasetName),
});

export const derivedSchema = z.looseObject({
  links: z.array(z.looseObject({ row: text, words: text, datasets: count })),
  datasets: z.array(
    datasetName.extend({ why: texts, personal: z.boolean(), categories: texts, subjects: texts }),
  ),
  categories: z.array(heldCategoryData),
  subjects: z.array(z.looseObject({ key: text, datasets: count })),
  systems: z.array(z.looseObject({ namespace: system, datasets: count })),
  sources: z.array(around),
  recipients: z.array(around),
  models: z.array(datasetName.extend({ path: z.array(datasetName) })),
  purposes: z.array(z.looseObject({ key: text, name: text, datasets: count })),
  legalBases: z.array(z.looseObject({ words: text, datasets: count })),
  /** Periods are ISO 8601. */
  retentions: z.array(z.looseObject({ period: text, datasets: count })),
});

export const conclusion = z.enum(['required', 'likely', 'open', 'not-required']);
