/** The published form of the data of a record of processing. */
import { z } from 'zod';
import { count, datasetName, reportData, texts } from '../../../reports/data-schema.ts';
import { conclusion, derivedSchema, findingSchema } from '../data-schema.ts';
import { ACTIVITY_ROLES, ACTIVITY_STATES } from '../vocabulary.ts';
import { RECORD_ROLES, TEMPLATE_IDS } from './templates.ts';

const text = z.string();
const percent = z.int().min(0).max(100);

const activity = z.looseObject({
  key: text,
  name: text,
  role: z.enum(keysOf(ACTIVITY_ROLES)),
  status: z.enum(keysOf(ACTIVITY_STATES)),
  coverage: z.looseObject({
    stated: count,
    derived: count,
    notApplicable: count,
    open: count,
    percent,
    requiredPercent: percent,
  }),
  answers: z.array(
    z.looseObject({
      id: text,
      group: text,
      label: text,
      provision: text.nullable(),
      state: z.enum(['stated', 'derived', 'not-applicable', 'open']),
      text,
      hint: text.nullable(),
    }),
  ),
  derived: derivedSchema,
  findings: z.array(findingSchema),
  screening: z.looseObject({ conclusion, words: text }),
});

export const ropaDataSchema = reportData('headwater-record-of-processing', 1, 'Record of processing', {
  attribution: text,
  template: z.looseObject({ id: z.enum(TEMPLATE_IDS), name: text, authority: text, version: text }),
  role: z.enum(RECORD_ROLES),
  percent,
  requiredPercent: percent,
  activities: z.array(activity),
  leftOut: z.looseObject({ ended: texts, notAsked: texts }),
  personalDatasets: count,
  uncovered: z.array(datasetName),
});

function keysOf<Key extends string>(words: Readonly<Record<Key, string>>): Key[] {
  return Object.keys(words) as Key[];
}
