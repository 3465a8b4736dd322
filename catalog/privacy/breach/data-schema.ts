/** The published form of the data of a breach report. */
import { z } from 'zod';
import {
  count,
  datasetName,
  day,
  freeText,
  naming,
  person,
  reportData,
  system,
  texts,
} from '../../reports/data-schema.ts';
import { ARRIVALS } from './blast.ts';
import { BREACH_STATES, FIELDS, noticeSchema } from './fields.ts';

const text = z.string();
/** RFC 3339 with an offset. */
const moment = text;
const arrival = z.enum(ARRIVALS);

const part = z.discriminatedUnion('on', [
  z.looseObject({ on: z.literal('namespace'), namespace: system, prefix: text }),
  z.looseObject({ on: z.enum(['dataset', 'job', 'run']), id: count }),
]);

/** The fields as they are noted; those that nobody filled in are absent. */
const values = z
  .looseObject({
    ...FIELDS,
    start: z.looseObject({ kind: FIELDS.start.shape.kind, name: system, parts: z.array(part) }),
    ...{ awareAt: moment, exposedFrom: moment, exposedUntil: moment, zone: text },
    contact: person,
    notes: freeText,
  })
  .partial();

const evidence = z.discriminatedUnion('basis', [
  z.looseObject({ basis: z.literal('label'), datasets: texts }),
  z.looseObject({
    basis: z.literal('activity'),
    activity: text,
    activityName: text,
    role: text,
    country: text,
    contract: text,
    categories: text,
    datasets: texts,
    inSystem: texts,
  }),
]);

const radius = z.looseObject({
  revision: count,
  why: text,
  considered: count,
  counts: z.looseObject({
    held: count,
    raw: count,
    derived: count,
    influence: count,
    unknown: count,
    'not-carried': count,
  }),
  categories: z.array(
    z.looseObject({
      key: text,
      name: text,
      plainName: text,
      art9: z.boolean(),
      art10: z.boolean(),
      carried: count,
      weaker: count,
    }),
  ),
  subjects: z.array(
    z.looseObject({
      key: text,
      name: text,
      datasets: count,
      largest: z.looseObject({ dataset: text, rows: count, counted: z.boolean() }).nullable(),
    }),
  ),
  receivers: z.array(
    z.looseObject({
      name: text,
      role: z.enum(['recipient', 'processor']),
      datasets: texts,
      evidence: z.array(evidence),
    }),
  ),
  transfers: z.array(
    z.looseObject({
      country: text,
      recipient: text,
      instrument: text,
      document: text,
      thirdCountry: z.boolean(),
      activity: text,
      activityName: text,
      datasets: texts,
    }),
  ),
  activities: z.array(
    z.looseObject({
      key: text,
      name: text,
      role: text,
      status: text,
      controllers: texts,
      jointControllers: texts,
      subjects: texts,
      datasets: texts,
    }),
  ),
  rows: z.looseObject({ sum: count, known: count, of: count }),
  gaps: z.array(z.looseObject({ key: text, text, count })),
  datasets: z.array(
    datasetName.extend({
      arrival,
      mayBe: z.enum(['raw', 'derived', 'influence']).nullable(),
      hops: count,
      reasons: texts,
      categories: texts,
      subjects: texts,
      columns: z.array(z.looseObject({ path: text, categories: texts, arrival })),
      rows: z
        .looseObject({ rows: z.number().min(0), basis: z.enum(['counted', 'written']), at: text })
        .nullable(),
      owners: z.array(z.looseObject({ name: person, email: person.nullable(), role: text })),
      path: z.array(datasetName),
    }),
  ),
});

export const breachDataSchema = reportData('headwater-breach', 1, 'Personal data breach', {
  notice: text,
  breach: z.looseObject({
    reference: text,
    state: z.enum(BREACH_STATES),
    values,
    notices: z.array(
      z.looseObject({
        number: count,
        to: noticeSchema.shape.to,
        at: moment,
        phase: noticeSchema.shape.phase,
        text: freeText,
        theirReference: text,
      }),
    ),
    from: texts,
    leadNowhere: naming('system', texts.clone()),
  }),
  clock: z.looseObject({
    law: text,
    due: moment.nullable(),
    secondWorkingDay: day.nullable(),
    notifiedAt: moment.nullable(),
    notifiedAfterHours: z.number().nullable(),
    late: z.boolean(),
    steps: texts,
    authority: z.looseObject({ name: text, url: text, note: text.nullable() }).nullable(),
  }),
  asked: z.array(
    z.looseObject({
      key: text,
      provision: text,
      asks: text,
      missing: z.boolean(),
      answers: z.array(z.looseObject({ basis: z.enum(['catalog', 'stated', 'settings']).nullable(), text })),
    }),
  ),
  radius,
  /** Names affected today and not then, and the other way round; null where the radius is of today. */
  since: z.looseObject({ added: texts, gone: texts }).nullable(),
});
