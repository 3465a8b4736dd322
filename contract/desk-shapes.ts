/** What cases of data subjects look like: their clocks, work, letters and records. */
import { z } from 'zod';
import { dateSchema, idSchema, revisionSchema } from './common.ts';
import { deadlineSchema, identifierKinds, rightSchema } from './privacy.ts';

export const CASE_STATES = [
  'received',
  'triage',
  'identity_requested',
  'identity_ok',
  'identity_failed',
  'clarification_requested',
  'clarified',
  'scoping',
  'collecting',
  'reviewing',
  'approval',
  'sent',
  'closed',
  'refused',
  'withdrawn',
  'transferred',
  'duplicate_of',
] as const;
export const caseStateSchema = z.enum(CASE_STATES);
export type CaseState = z.infer<typeof caseStateSchema>;

export const LETTER_LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export const letterLanguageSchema = z.enum(LETTER_LANGUAGES);
export const LETTER_KINDS = [
  'acknowledgement',
  'identity-request',
  'extension',
  'response',
  'refusal',
  'case-file',
  'erasure-certificate',
  'recipient-notice',
] as const;
export const letterKindSchema = z.enum(LETTER_KINDS);
export const WORK_KINDS = ['search', 'erase', 'notify'] as const;
export const workKindSchema = z.enum(WORK_KINDS);
export const OUTCOMES = [
  'found',
  'none',
  'not-searched',
  'erased',
  'nothing',
  'kept',
  'told',
  'not-told',
] as const;
export const RIGHT_OUTCOMES = ['granted', 'partly', 'refused', 'withdrawn'] as const;
export const REFUSAL_GROUNDS = [
  'identity-not-verified',
  'not-identifiable',
  'manifestly-unfounded',
  'excessive',
  'exemption',
  'rights-of-others',
  'not-held',
  'right-not-available',
] as const;
export const EXTENSION_REASONS = ['complexity', 'number-of-requests'] as const;
export const REDACTION_REASONS = [
  'third party',
  'privilege',
  'trade secret',
  'security',
  'exemption',
] as const;

export const CHANNELS = ['letter', 'e-mail', 'web-form', 'phone', 'in-person', 'authority', 'other'] as const;

/** 40 MB of content. */
export const LARGEST_BASE64 = 56_000_000;
/** Case reference without personal data. */
export const referenceSchema = z.string().min(1).max(128);
export const onSchema = dateSchema.optional();
export const underSchema = z.object({ jurisdiction: z.string(), place: z.string() });
export type UnderLawView = z.infer<typeof underSchema>;

export const deskStateSchema = z.object({
  /** `none`: no key was set up, so the catalog takes no personal data. */
  key: z.enum(['none', 'passphrase', 'keychain']),
  open: z.boolean(),
  /** This host can keep the key in the keychain of the system. */
  keychain: z.boolean(),
});
export type DeskState = z.infer<typeof deskStateSchema>;

export const progressSchema = z.object({ total: z.number(), done: z.number() });
export const caseCardSchema = z.object({
  reference: z.string(),
  receivedOn: dateSchema,
  jurisdiction: z.string(),
  place: z.string(),
  rights: z.array(rightSchema),
  subject: z.string(),
  state: caseStateSchema,
  due: dateSchema.nullable(),
  /** Null while the clock stands, and once nothing is due. */
  daysLeft: z.number().nullable(),
  paused: z.boolean(),
  search: progressSchema,
  erase: progressSchema,
  notify: progressSchema,
  /** Who works on it. */
  assignee: z.string().nullable(),
  /** What it waits for, or what stands in the way of its next step. */
  blocked: z.string().nullable(),
  /** Where the case can go, and why it cannot yet. */
  ways: z.array(z.object({ to: caseStateSchema, refusal: z.string().nullable() })),
});
export type CaseCard = z.infer<typeof caseCardSchema>;

export const caseWorkSchema = z.object({
  id: idSchema,
  work: workKindSchema,
  task: z.string(),
  datasetId: idSchema,
  system: z.string(),
  name: z.string(),
  owners: z.array(z.string()),
  outcome: z.enum(OUTCOMES).nullable(),
  found: z.number().nullable(),
  reason: z.string().nullable(),
  method: z.string().nullable(),
  backups: z.string().nullable(),
  check: z.string().nullable(),
  until: dateSchema.nullable(),
  doneOn: dateSchema.nullable(),
  doneBy: z.string().nullable(),
  /** SQL that finds the person, without values; null where the store takes none. */
  statements: z.object({ count: z.string(), rows: z.string(), parameters: z.array(z.string()) }).nullable(),
  dialect: z.string().nullable(),
  /** What a person must know or do: the way in, instructions. */
  notes: z.array(z.string()),
  /** Of a recipient: the way there along the data. */
  path: z.array(z.string()),
});
export type CaseWork = z.infer<typeof caseWorkSchema>;

export const caseViewSchema = caseCardSchema.extend({
  alsoUnder: z.array(underSchema),
  language: letterLanguageSchema,
  identifierKinds: z.array(z.enum(identifierKinds)),
  identity: z.enum(['not-asked', 'asked', 'confirmed', 'failed']),
  decisions: z.array(
    z.object({
      right: rightSchema,
      name: z.string(),
      article: z.string().nullable(),
      outcome: z.enum(RIGHT_OUTCOMES).nullable(),
      ground: z.string().nullable(),
      on: dateSchema.nullable(),
    }),
  ),
  clocks: z.array(
    z.object({
      law: z.string(),
      place: z.string(),
      paused: z.boolean(),
      pausedDays: z.number(),
      acknowledgeBy: dateSchema.nullable(),
      optOutBy: dateSchema.nullable(),
      deadline: deadlineSchema,
    }),
  ),
  channel: z.enum(CHANNELS).nullable(),
  /** Whether the period can be extended today, and why not. */
  extension: z.object({ refusal: z.string().nullable() }),
  feeAwaited: z.boolean(),
  approvals: z.array(z.object({ actor: z.string(), on: dateSchema })),
  events: z.array(
    z.object({
      kind: z.string(),
      to: z.string().nullable(),
      about: z.string().nullable(),
      on: dateSchema,
      actor: z.string(),
      revision: revisionSchema,
      undone: z.boolean(),
      outcome: z.string().nullable(),
    }),
  ),
  work: z.array(caseWorkSchema),
  retentionMonths: z.number().nullable(),
  scopedAt: revisionSchema.nullable(),
  erased: z.boolean(),
});
export type CaseView = z.infer<typeof caseViewSchema>;

export const personSchema = z.object({
  name: z.string().max(500).default(''),
  contact: z.string().max(2000).default(''),
  identifiers: z
    .array(z.object({ kind: z.enum(identifierKinds), value: z.string().min(1).max(1024) }))
    .max(50)
    .default([]),
  agent: z
    .object({ name: z.string().max(500), authority: z.string().max(2000) })
    .nullable()
    .default(null),
});
export type Person = z.infer<typeof personSchema>;

export const caseRecordSchema = z.object({
  id: idSchema,
  kind: z.enum(['person', 'note', 'attachment', 'redacted', 'letter']),
  task: z.string().nullable(),
  ofId: idSchema.nullable(),
  bytes: z.number(),
  erased: z.boolean(),
  /** Null while the desk is closed. */
  name: z.string().nullable(),
  mediaType: z.string().nullable(),
  sha256: z.string().nullable(),
  redactions: z.number().nullable(),
  /** What was taken out of a copy, and why; empty while the desk is closed. */
  withheld: z.array(z.object({ place: z.string(), reason: z.string(), by: z.string(), why: z.string() })),
});
export type CaseRecord = z.infer<typeof caseRecordSchema>;

export const fileSchema = z.object({ name: z.string(), mediaType: z.string(), base64: z.string() });

export const dueItemSchema = z.object({
  reference: z.string(),
  kind: z.enum([
    'acknowledge',
    'safe-date',
    'target',
    'cautious',
    'extension-notice',
    'opt-out',
    'answer',
    'erase-case',
  ]),
  date: dateSchema,
  daysLeft: z.number(),
  law: z.string(),
  words: z.string(),
});
export type DueItem = z.infer<typeof dueItemSchema>;

export const letterInput = z.object({
  reference: referenceSchema,
  kind: letterKindSchema,
  language: letterLanguageSchema.optional(),
  date: onSchema,
  /** `manual.…`, and any single field in place of what is known. */
  given: z.record(z.string().max(80), z.string().max(20_000)).default({}),
});
export const letterSchema = z.object({
  title: z.string(),
  text: z.string(),
  missing: z.array(z.string()),
  warnings: z.array(z.string()),
  files: z.array(fileSchema),
});

export const editInput = z.object({
  key: z.string().min(1).max(64),
  /** Null: back to the bundled one. */
  text: z.string().max(1_000_000).nullable(),
  reason: z.string().max(2000).nullable().default(null),
});
