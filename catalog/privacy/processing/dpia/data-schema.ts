/** The published form of the data of the inputs for an impact assessment. */
import { z } from 'zod';
import { datasetName, day, person, reportData, texts } from '../../../reports/data-schema.ts';
import { conclusion, derivedSchema, findingSchema } from '../data-schema.ts';

const text = z.string();
const maybe = text.nullable();
/** Empty where nothing is said. */
const level = z.enum(['low', 'medium', 'high', '']);
const answer = z.enum(['yes', 'no']);

const assessment = z.looseObject({
  name: text,
  status: z.enum(['draft', 'approved']),
  description: maybe,
  necessity: maybe,
  proportionality: maybe,
  measures: maybe,
  dpoAdvice: maybe,
  subjectViews: maybe,
  priorConsultation: answer.nullable(),
  consultationNote: maybe,
  outcome: maybe,
  approvedBy: person.nullable(),
  approvedOn: day.nullable(),
  reviewDue: day.nullable(),
  risks: z.array(
    z.looseObject({
      risk: text,
      source: text,
      likelihood: level,
      severity: level,
      measures: text,
      residual: level,
      owner: person,
      due: text,
    }),
  ),
});

export const dpiaDataSchema = reportData('headwater-impact-assessment', 1, 'Impact assessment', {
  attribution: text,
  activity: z.looseObject({ key: text, name: text, role: text, status: text }),
  screening: z.looseObject({
    conclusion,
    words: text,
    criteria: z.array(
      z.looseObject({
        id: text,
        title: text,
        provision: text,
        answer: answer.nullable(),
        reason: text,
        evidence: texts,
      }),
    ),
  }),
  assessment: assessment.nullable(),
  derived: derivedSchema,
  flows: z.array(
    z.looseObject({ from: datasetName, to: datasetName, crosses: z.enum(['in', 'out']).nullable() }),
  ),
  unused: z.array(datasetName.extend({ column: text, categories: texts })),
  findings: z.array(findingSchema),
});
