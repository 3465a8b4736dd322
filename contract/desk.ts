/** The desk: cases of data subjects, their clocks, work, letters, and their encrypted personal data. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, dateSchema, idSchema, mutationResultSchema, pageInput } from './common.ts';
import {
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
  editInput,
  fileSchema,
  letterInput,
  letterKindSchema,
  letterLanguageSchema,
  letterSchema,
  onSchema,
  personSchema,
  referenceSchema,
  underSchema,
  workKindSchema,
} from './desk-shapes.ts';
import { identifierKinds, rightSchema } from './privacy.ts';

const base = oc.errors(commonErrors);
const acting = z.object({ reference: referenceSchema, on: onSchema });

export const deskContract = {
  state: base.output(deskStateSchema),
  /** Sets the desk up, or wraps its key anew while it is open. Without a passphrase: the system's keychain. */
  protect: base.input(z.object({ passphrase: z.string().max(1024).nullable() })).output(deskStateSchema),
  open: base.input(z.object({ passphrase: z.string().max(1024).nullable() })).output(deskStateSchema),
  close: base.output(deskStateSchema),

  cases: base.input(pageInput).output(z.object({ total: z.number(), items: z.array(caseCardSchema) })),
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

  letter: base.input(letterInput).output(letterSchema),
  finishLetter: base.input(letterInput).output(letterSchema.extend({ record: idSchema, sha256: z.string() })),
  templates: base.output(
    z.array(
      z.object({
        language: letterLanguageSchema,
        kind: letterKindSchema,
        text: z.string(),
        own: z.boolean(),
      }),
    ),
  ),
  /** Key: `en/acknowledgement`. */
  editTemplate: base.input(editInput).output(mutationResultSchema),

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

  /** Laws and calendars in force, as JSON to edit. */
  laws: base.output(
    z.array(z.object({ key: z.string(), name: z.string(), json: z.string(), own: z.boolean() })),
  ),
  editLaw: base.input(editInput).output(mutationResultSchema),
  calendar: base.input(z.object({ key: z.string().max(16) })).output(
    z.object({
      key: z.string(),
      name: z.string(),
      own: z.boolean(),
      days: z.array(z.object({ date: dateSchema, name: z.string() })),
    }),
  ),
  editCalendar: base.input(editInput).output(mutationResultSchema),
  checkVectors: base.input(z.object({ text: z.string().max(10_000_000) })).output(
    z.array(
      z.object({
        vector: z.number(),
        law: z.string(),
        region: z.string(),
        why: z.string(),
        equal: z.boolean(),
        computed: z.record(z.string(), z.unknown()).nullable(),
        expect: z.record(z.string(), z.unknown()),
        differences: z.array(z.object({ field: z.string(), expected: z.unknown(), computed: z.unknown() })),
        error: z.string().nullable(),
        warnings: z.array(z.string()),
      }),
    ),
  ),
};
