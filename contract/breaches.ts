/** Personal data breaches: what is noted of them, their clock, their blast radius, what Art. 33 and 34 GDPR ask. */
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

export const BREACH_KINDS = ['confidentiality', 'integrity', 'availability'] as const;
export const BREACH_STATES = ['open', 'assessed', 'notified', 'not-notified', 'closed'] as const;
export const BREACH_STARTS = ['system', 'dataset', 'job', 'run', 'credential'] as const;
/** How compromised data are in a dataset, the strongest first; docs/breach.md says what each means. */
export const BREACH_ARRIVALS = ['held', 'raw', 'derived', 'influence', 'unknown', 'not-carried'] as const;
const arrivalSchema = z.enum(BREACH_ARRIVALS);
export type BreachArrival = z.infer<typeof arrivalSchema>;

/** An instant with its offset: `2026-03-05T17:30:00+01:00`. */
const zonedSchema = z.string().max(40);
const referenceSchema = z.string().min(1).max(80);
const textSchema = z.string().max(20_000);

const startPartSchema = z.discriminatedUnion('on', [
  z.object({
    on: z.literal('namespace'),
    namespace: z.string().min(1).max(2048),
    prefix: z.string().max(2048).default(''),
  }),
  z.object({ on: z.literal('dataset'), id: idSchema }),
  z.object({ on: z.literal('job'), id: idSchema }),
  z.object({ on: z.literal('run'), id: idSchema }),
]);
export type BreachStartPart = z.input<typeof startPartSchema>;

const startSchema = z.object({
  kind: z.enum(BREACH_STARTS),
  name: z.string().max(300).default(''),
  parts: z.array(startPartSchema).min(1).max(500),
});
export type BreachStart = z.input<typeof startSchema>;

/** Fields by name; what each may hold is checked by the engine, which says what is wrong in words. */
const fieldsShape = {
  title: z.string().max(300).nullable(),
  awareAt: zonedSchema,
  zone: z.string().max(80),
  kinds: z.array(z.enum(BREACH_KINDS)),
  start: startSchema,
  exposedFrom: zonedSchema.nullable(),
  exposedUntil: zonedSchema.nullable(),
  asOf: z.enum(['breach', 'latest']),
  jurisdiction: z.string().max(80),
  place: z.string().max(20),
  role: z.enum(['controller', 'processor']),
  notes: textSchema.nullable(),
  nature: textSchema.nullable(),
  subjectsApprox: z.number().int().nonnegative().nullable(),
  recordsApprox: z.number().int().nonnegative().nullable(),
  contact: textSchema.nullable(),
  consequences: textSchema.nullable(),
  measures: textSchema.nullable(),
  effects: textSchema.nullable(),
  risk: z.enum(['unlikely', 'risk', 'high']).nullable(),
  riskReasons: textSchema.nullable(),
  delayReasons: textSchema.nullable(),
  notNotifiedBecause: textSchema.nullable(),
  protection: textSchema.nullable(),
  laterMeasures: textSchema.nullable(),
  disproportionate: textSchema.nullable(),
};
const fieldsSchema = z.object(fieldsShape).partial();
export type BreachFields = z.input<typeof fieldsSchema>;
export type BreachField = keyof typeof fieldsShape;

const noticeSchema = z.object({
  to: z.enum(['authority', 'subjects', 'controller']),
  at: zonedSchema,
  phase: z.enum(['initial', 'further', 'complete']),
  text: z.string().max(10_000).default(''),
  theirReference: z.string().max(200).default(''),
});
export type BreachNotice = z.input<typeof noticeSchema>;

const saidSchema = z.object({ actor: z.string(), at: z.string(), revision: revisionSchema });

const clockSchema = z.object({
  law: z.string(),
  due: z.string().nullable(),
  dueWords: z.string().nullable(),
  awareWords: z.string(),
  secondWorkingDay: z.string().nullable(),
  notifiedAt: z.string().nullable(),
  notifiedAfterHours: z.number().nullable(),
  late: z.boolean(),
  receiver: z.enum(['authority', 'controller']),
  steps: z.array(z.string()),
  /** The note says where another one may be competent. */
  authority: z.object({ name: z.string(), url: z.string(), note: z.string().optional() }).nullable(),
});
export type BreachClock = z.infer<typeof clockSchema>;

const askedSchema = z.object({
  key: z.string(),
  provision: z.string(),
  asks: z.string(),
  field: z.string().nullable(),
  part: z.enum(['notification', 'documentation', 'subjects']),
  missing: z.boolean(),
  answers: z.array(
    z.object({ basis: z.enum(['catalog', 'stated', 'settings']).nullable(), text: z.string() }),
  ),
});
export type BreachAsked = z.infer<typeof askedSchema>;

const summarySchema = z.object({
  counts: z.record(arrivalSchema, z.number()),
  affected: z.number(),
  withPersonal: z.number(),
  considered: z.number(),
  unowned: z.number(),
  categories: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      plainName: z.string(),
      art9: z.boolean(),
      art10: z.boolean(),
      carried: z.number(),
      weaker: z.number(),
    }),
  ),
  subjects: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      datasets: z.number(),
      largest: z.object({ dataset: z.string(), rows: z.number(), counted: z.boolean() }).nullable(),
    }),
  ),
  receivers: z.array(
    z.object({
      name: z.string(),
      role: z.enum(['recipient', 'processor']),
      datasets: z.array(z.string()),
      /** What labels of datasets and processing activities say, in words. */
      evidence: z.array(z.string()),
    }),
  ),
  transfers: z.array(
    z.object({
      country: z.string(),
      recipient: z.string(),
      /** In words; empty where none is stated. */
      instrument: z.string(),
      document: z.string(),
      thirdCountry: z.boolean(),
      activity: z.string(),
      activityName: z.string(),
      datasets: z.array(z.string()),
    }),
  ),
  /** That hold affected datasets. */
  activities: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      role: z.string(),
      status: z.string(),
      /** On whose behalf the data are processed: notified under Art. 33(2). */
      controllers: z.array(z.string()),
      jointControllers: z.array(z.string()),
      /** About whom the activity states its data to be. */
      subjects: z.array(z.string()),
      datasets: z.array(z.string()),
    }),
  ),
  rows: z.object({ sum: z.number(), known: z.number(), of: z.number() }),
  gaps: z.array(z.object({ key: z.string(), text: z.string(), count: z.number() })),
});

const radiusSchema = z.object({
  revision: revisionSchema,
  /** Why that revision. */
  words: z.string(),
  /** The catalog knew nothing yet at the time. */
  later: z.boolean(),
  parts: z.array(z.string()),
  empty: z.array(z.string()),
  summary: summarySchema,
  /** Affected today and not then, and the other way round; null where the radius is of today. */
  since: z.object({ added: z.array(z.string()), gone: z.array(z.string()) }).nullable(),
  /** For the picture: compromised datasets, and up to 300 of the affected ones. */
  picture: z.object({ held: z.array(idSchema), shown: z.array(idSchema), of: z.number() }),
});

export const breachSchema = z.object({
  reference: z.string(),
  state: z.enum(BREACH_STATES),
  fields: fieldsSchema,
  said: z.record(z.string(), saidSchema),
  notices: z.array(noticeSchema.required().extend({ number: z.number(), said: saidSchema })),
  moves: z.array(z.object({ to: z.enum(BREACH_STATES), refusal: z.string().nullable() })),
  clock: clockSchema,
  asked: z.array(askedSchema),
  radius: radiusSchema,
  disclaimer: z.string(),
});
export type Breach = z.infer<typeof breachSchema>;

const cardSchema = z.object({
  reference: z.string(),
  title: z.string().nullable(),
  state: z.enum(BREACH_STATES),
  kinds: z.array(z.enum(BREACH_KINDS)),
  start: z.object({ kind: z.enum(BREACH_STARTS), name: z.string() }),
  clock: clockSchema,
});
export type BreachCard = z.infer<typeof cardSchema>;

const affectedSchema = z.object({
  dataset: datasetRefSchema,
  arrival: arrivalSchema,
  mayBe: z.enum(['raw', 'derived', 'influence']).nullable(),
  words: z.string(),
  hops: z.number(),
  reasons: z.array(z.string()),
  columns: z.array(z.object({ path: z.string(), categories: z.array(z.string()), arrival: arrivalSchema })),
  categories: z.array(z.string()),
  subjects: z.array(z.string()),
  rows: z.number().nullable(),
  rowsCounted: z.boolean(),
  owners: z.array(z.object({ name: z.string(), email: z.string().nullable() })),
  path: z.array(z.string()),
});
export type BreachAffected = z.infer<typeof affectedSchema>;

const base = oc.errors(commonErrors);
const one = z.object({ reference: referenceSchema });

export const breachesContract = {
  list: base.input(pageInput).output(z.object({ total: z.number(), items: z.array(cardSchema) })),
  get: base.input(one).output(breachSchema),
  /** Answers the new breach. Without a reference: the next number of the year. */
  open: base
    .input(
      fieldsSchema.extend({
        reference: referenceSchema.optional(),
        awareAt: zonedSchema,
        zone: z.string().max(80),
        kinds: z.array(z.enum(BREACH_KINDS)).min(1),
        start: startSchema,
        jurisdiction: z.string().max(80),
        place: z.string().max(20),
      }),
    )
    .output(breachSchema),
  /** A field that is null is taken away. */
  set: base
    .input(one.extend({ fields: fieldsSchema, reason: z.string().max(2000).optional() }))
    .output(mutationResultSchema),
  move: base.input(one.extend({ to: z.enum(BREACH_STATES) })).output(mutationResultSchema),
  /** Without `number`: a new one. Without `notice`: takes it away. */
  notice: base
    .input(one.extend({ number: z.number().int().positive().optional(), notice: noticeSchema.nullable() }))
    .output(mutationResultSchema),
  /** Datasets of the radius, compromised ones first; of one kind of arrival where it is given. */
  affected: base
    .input(pageInput.extend({ reference: referenceSchema, arrival: arrivalSchema.optional() }))
    .output(z.object({ total: z.number(), items: z.array(affectedSchema) })),
  /** All that was ever noted, newest first; `value` is JSON, `until` null where it stands. */
  history: base.input(one.extend(pageInput.shape)).output(
    z.object({
      total: z.number(),
      items: z.array(
        saidSchema.extend({
          field: z.string(),
          name: z.string(),
          value: z.string(),
          reason: z.string().nullable(),
          until: revisionSchema.nullable(),
        }),
      ),
    }),
  ),
};
