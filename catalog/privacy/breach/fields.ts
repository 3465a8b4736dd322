/**
 * What is noted of a personal data breach, field by field. Each field is a row with a period, so that history, undo and
 * reports as of a revision follow. No field is for personal data of the people affected.
 */
import { z } from 'zod';
import { instantMillis } from '../deadline/instant.ts';

/** GDPR Art. 4(12): destruction or loss (availability), alteration (integrity), disclosure or access (confidentiality). */
export const BREACH_KINDS = ['confidentiality', 'integrity', 'availability'] as const;

export const BREACH_STATES = ['open', 'assessed', 'notified', 'not-notified', 'closed'] as const;
export type BreachState = (typeof BREACH_STATES)[number];

/** What was compromised, as people call it. */
export const START_KINDS = ['system', 'dataset', 'job', 'run', 'credential'] as const;

/** Of a likely risk to people's rights and freedoms: Art. 33(1) and 34(1). */
export const RISKS = ['unlikely', 'risk', 'high'] as const;

export const instantSchema = z
  .string()
  .max(40)
  .refine(
    (text) => instantMillis(text) !== null,
    'not an instant with its offset; expected 2026-03-05T17:30:00+01:00',
  );

/** One part of what was compromised. */
export const startPartSchema = z.discriminatedUnion('on', [
  z.strictObject({
    on: z.literal('namespace'),
    namespace: z.string().min(1).max(2048),
    /** Names that begin so only: a database or schema. */
    prefix: z.string().max(2048).default(''),
  }),
  z.strictObject({ on: z.literal('dataset'), id: z.number().int().positive() }),
  z.strictObject({ on: z.literal('job'), id: z.number().int().positive() }),
  z.strictObject({ on: z.literal('run'), id: z.number().int().positive() }),
]);
export type StartPart = z.infer<typeof startPartSchema>;

const startSchema = z.strictObject({
  kind: z.enum(START_KINDS),
  /** Name of the system or credential, for people. */
  name: z.string().max(300),
  parts: z.array(startPartSchema).min(1).max(500),
});
export type BreachStart = z.infer<typeof startSchema>;

/** To whom something was said of the breach, and when. Art. 33(4): information may be provided in phases. */
export const noticeSchema = z.strictObject({
  to: z.enum(['authority', 'subjects', 'controller']),
  at: instantSchema,
  /** `initial` of several, `further`, or `complete`. */
  phase: z.enum(['initial', 'further', 'complete']),
  /** What it said or how it was made; without personal data. */
  text: z.string().max(10_000),
  /** The receiver's own reference. */
  theirReference: z.string().max(200).default(''),
});
export type BreachNotice = z.infer<typeof noticeSchema>;

const text = z.string().min(1).max(20_000);
const number = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** Every field with what it may hold. A notice is a field `notice:<n>`. */
export const FIELDS = {
  state: z.enum(BREACH_STATES),
  title: z.string().max(300),
  awareAt: instantSchema,
  /** IANA zone in which the awareness is meant; the due time is shown in it. */
  zone: z.string().max(80).refine(isZone, 'not a time zone; expected Europe/Dublin'),
  kinds: z.array(z.enum(BREACH_KINDS)).min(1),
  start: startSchema,
  exposedFrom: instantSchema,
  exposedUntil: instantSchema,
  /** `breach`: lineage as the catalog had it when the exposure ended; `latest`: as it is. */
  asOf: z.enum(['breach', 'latest']),
  jurisdiction: z.string().max(80),
  place: z.string().max(20),
  /** Of the one who keeps this record: Art. 33(1) or 33(2). */
  role: z.enum(['controller', 'processor']),
  notes: text,
  nature: text,
  subjectsApprox: number,
  recordsApprox: number,
  contact: text,
  consequences: text,
  measures: text,
  effects: text,
  risk: z.enum(RISKS),
  riskReasons: text,
  delayReasons: text,
  notNotifiedBecause: text,
  protection: text,
  laterMeasures: text,
  disproportionate: text,
} as const;
export type FieldName = keyof typeof FIELDS;

export type FieldValues = { readonly [Name in FieldName]?: z.infer<(typeof FIELDS)[Name]> };

/** How forms and reports call a field. */
export const FIELD_NAMES: Readonly<Record<FieldName, string>> = {
  state: 'State',
  title: 'Title',
  awareAt: 'Aware since',
  zone: 'Time zone',
  kinds: 'Kind of breach',
  start: 'What was compromised',
  exposedFrom: 'Exposed from',
  exposedUntil: 'Exposed until',
  asOf: 'Lineage as of',
  jurisdiction: 'Law',
  place: 'Place',
  role: 'Our role',
  notes: 'Notes',
  nature: 'Nature of the breach',
  subjectsApprox: 'Approximate number of people',
  recordsApprox: 'Approximate number of personal data records',
  contact: 'Contact point',
  consequences: 'Likely consequences',
  measures: 'Measures taken or proposed',
  effects: 'Effects seen',
  risk: 'Risk to people',
  riskReasons: 'Reasons for that judgement',
  delayReasons: 'Reasons for the delay',
  notNotifiedBecause: 'Why the authority is not notified',
  protection: 'Protection that makes the data unintelligible',
  laterMeasures: 'Later measures that remove the high risk',
  disproportionate: 'Why telling each person would be a disproportionate effort',
};

export function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

function isZone(zone: string): boolean {
  try {
    return zone !== '' && new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}

export const NOTICE = /^notice:(\d{1,6})$/;

/** `BR-2026-0001`: letters, digits and a few signs, so that it can stand in addresses and file names. */
export const REFERENCE = /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,79}$/u;
