/** The desk: cases of data subjects, their clocks, work, letters, and their encrypted personal data. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, dateSchema, idSchema, mutationResultSchema, pageInput } from './common.ts';
import {
  CHANNELS,
  EXTENSION_REASONS,
  LARGEST_BASE64,
  OUTCOMES,
  REDACTION_REASONS,
  RIGHT_OUTCOMES,
  caseCardSchema,
  caseRecordSchema,
  caseStateSchema,
  caseViewSchema,
  deskStateSchema,
  dueItemSchema,
  fileSchema,
  letterInput,
  letterLanguageSchema,
  letterSchema,
  onSchema,
  personSchema,
  referenceSchema,
  underSchema,
  workKindSchema,
} from './desk-shapes.ts';
import { deskLawContract } from './desk-law.ts';
import { attachmentPreviewSchema, findingsSchema } from './desk-look.ts';
import { dsarInput, identifierKinds, rightSchema } from './privacy.ts';

const base = oc.errors(commonErrors);
const acting = z.object({ reference: referenceSchema, on: onSchema });

export const deskContract = {
  state: base.output(deskStateSchema),
  /** Sets the desk up, or wraps its key anew while it is open. Without a passphrase: the system's keychain. */
  protect: base.input(z.object({ passphrase: z.string().max(1024).nullable() })).output(deskStateSchema),
  open: base.input(z.object({ passphrase: z.string().max(1024).nullable() })).output(deskStateSchema),
  close: base.output(deskStateSchema),

  cases: base
    .input(
      pageInput.extend({
        states: z.array(caseStateSchema).nullable().default(null),
        /** Part of a reference. */
        text: z.string().max(128).default(''),
        jurisdiction: z.string().max(64).nullable().default(null),
        right: rightSchema.nullable().default(null),
        /** Empty: nobody. */
        assignee: z.string().max(200).nullable().default(null),
        /** Only cases whose answer is out and was due before this day. */
        dueBefore: dateSchema.nullable().default(null),
        order: z.enum(['newest', 'due']).default('newest'),
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(caseCardSchema) })),
  /** Everybody who works on a case. */
  assignees: base.output(z.array(z.string())),
  case: base.input(z.object({ reference: referenceSchema })).output(caseViewSchema),
  openCase: base
    .input(
      underSchema.extend({
        reference: referenceSchema.optional(),
        receivedOn: dateSchema,
        rights: z.array(rightSchema).min(1),
        subject: z.string(),
        identifierKinds: z.array(z.enum(identifierKinds)).default([]),
        alsoUnder: z.array(underSchema).max(5).default([]),
        language: letterLanguageSchema.default('en'),
        channel: z.enum(CHANNELS).nullable().default(null),
        /** Kept encrypted; the desk must be open for it. */
        person: personSchema.nullable().default(null),
      }),
    )
    .output(caseViewSchema),
  move: base
    .input(
      acting.extend({
        to: caseStateSchema,
        ground: z.string().max(200).optional(),
        duplicateOf: referenceSchema.optional(),
      }),
    )
    .output(caseViewSchema),
  extend: base
    .input(acting.extend({ reasons: z.array(z.enum(EXTENSION_REASONS)).min(1) }))
    .output(caseViewSchema),
  fee: base.input(acting.extend({ paid: z.boolean() })).output(caseViewSchema),
  decide: base
    .input(
      acting.extend({
        right: rightSchema,
        outcome: z.enum(RIGHT_OUTCOMES),
        ground: z.string().max(200).optional(),
      }),
    )
    .output(caseViewSchema),
  /** Null: nobody works on it. */
  assign: base.input(acting.extend({ assignee: z.string().max(200).nullable() })).output(caseViewSchema),
  approve: base.input(acting).output(caseViewSchema),
  undo: base.input(z.object({ reference: referenceSchema })).output(caseViewSchema),
  outcome: base
    .input(
      acting.extend({
        work: workKindSchema,
        task: z.string().max(16).optional(),
        stores: z.array(idSchema).max(10_000).optional(),
        outcome: z.enum(OUTCOMES).nullable(),
        found: z.number().int().nonnegative().optional(),
        reason: z.string().max(2000).optional(),
        method: z.string().max(40).optional(),
        backups: z.string().max(2000).optional(),
        check: z.string().max(2000).optional(),
        until: dateSchema.optional(),
        by: z.string().max(200).optional(),
      }),
    )
    .output(caseViewSchema),
  /** The statements of a search task, and the values apart while the desk is open. */
  taskFiles: base
    .input(z.object({ reference: referenceSchema, task: z.string().max(16) }))
    .output(z.array(fileSchema)),

  person: base.input(z.object({ reference: referenceSchema })).output(personSchema.nullable()),
  notePerson: base
    .input(z.object({ reference: referenceSchema, person: personSchema }))
    .output(mutationResultSchema),
  note: base
    .input(z.object({ reference: referenceSchema, text: z.string().min(1).max(100_000) }))
    .output(mutationResultSchema),
  records: base.input(z.object({ reference: referenceSchema })).output(z.array(caseRecordSchema)),
  record: base.input(z.object({ reference: referenceSchema, id: idSchema })).output(fileSchema),
  /** The content itself crosses, so that no plain copy of it lies in a folder of uploads. */
  attach: base
    .input(
      z.object({
        reference: referenceSchema,
        name: z.string().min(1).max(500),
        base64: z.base64().max(LARGEST_BASE64),
        task: z.string().max(16).nullable().default(null),
      }),
    )
    .output(caseRecordSchema),
  redact: base
    .input(
      z.object({
        reference: referenceSchema,
        record: idSchema,
        redactions: z
          .array(
            z.object({
              row: z.number().int().positive().optional(),
              column: z.string().max(500).optional(),
              pointer: z.string().max(2000).optional(),
              reason: z.enum(REDACTION_REASONS),
              why: z.string().max(2000).default(''),
            }),
          )
          .min(1)
          .max(10_000),
        /** A copy redacted elsewhere, for PDF. */
        copy: z.base64().max(LARGEST_BASE64).optional(),
      }),
    )
    .output(caseRecordSchema),

  /** An attachment to look at and to choose places in. */
  preview: base
    .input(
      z.object({
        reference: referenceSchema,
        record: idSchema,
        offset: z.number().int().nonnegative().default(0),
        limit: z.number().int().min(1).max(500).default(50),
      }),
    )
    .output(attachmentPreviewSchema),
  /** What the catalog adds to the case, as it stands now. */
  findings: base.input(z.object({ reference: referenceSchema })).output(findingsSchema),
  /** What the response basis of the case is made of; with the values of identifiers while the desk is open. */
  reportOrder: base.input(z.object({ reference: referenceSchema })).output(dsarInput),

  retention: base
    .input(z.object({ reference: referenceSchema, months: z.number().int().min(0).max(120) }))
    .output(caseViewSchema),
  /** What erasing would take away, of every case with personal data. */
  erasable: base.output(
    z.array(
      z.object({
        reference: z.string(),
        state: caseStateSchema,
        doneOn: dateSchema.nullable(),
        retentionMonths: z.number().nullable(),
        eraseFrom: dateSchema.nullable(),
        isDue: z.boolean(),
        records: z.number(),
        bytes: z.number(),
      }),
    ),
  ),
  erase: base
    .input(z.object({ reference: referenceSchema, early: z.boolean().default(false) }))
    .output(mutationResultSchema),

  ...deskLawContract,
  letter: base.input(letterInput).output(letterSchema),
  finishLetter: base.input(letterInput).output(letterSchema.extend({ record: idSchema, sha256: z.string() })),
  due: base.output(
    z.object({
      items: z.array(dueItemSchema),
      paused: z.array(
        z.object({
          reference: z.string(),
          law: z.string(),
          since: dateSchema,
          daysUsed: z.number(),
          words: z.string(),
        }),
      ),
    }),
  ),
  /** Reminders as an iCalendar file. */
  calendarFile: base.output(fileSchema),
};
