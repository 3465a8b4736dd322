import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, instantSchema, pageInput } from './common.ts';

export const ledgerEntrySchema = z.object({
  seq: z.number(),
  at: instantSchema,
  actor: z.string(),
  action: z.string(),
  objectType: z.string(),
  objectId: z.string(),
  label: z.string(),
  /** Hex SHA-256. */
  commitment: z.string(),
  prevHash: z.string(),
  entryHash: z.string(),
  /** False for disclosures (reports, exports), which leave the catalog as it is. */
  changesCatalog: z.boolean(),
  erased: z.boolean(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

export const verificationSchema = z.object({
  /** `intact`, `tampered` (with the first bad entry), or `undecided` (nothing to compare with). */
  verdict: z.enum(['intact', 'tampered', 'undecided']),
  entries: z.number(),
  payloadsChecked: z.number(),
  payloadsErased: z.number(),
  head: z.string().nullable(),
  firstBad: z.object({ seq: z.number(), reason: z.string() }).nullable(),
  notes: z.array(z.string()),
  elapsedMs: z.number(),
});
export type Verification = z.infer<typeof verificationSchema>;

const base = oc.errors(commonErrors);

export const ledgerContract = {
  list: base
    .input(
      pageInput.extend({
        action: z.string().optional(),
        actor: z.string().optional(),
        text: z.string().optional(),
      }),
    )
    .output(
      z.object({
        total: z.number(),
        items: z.array(ledgerEntrySchema),
        actions: z.array(z.string()),
        actors: z.array(z.string()),
      }),
    ),
  get: base
    .input(z.object({ seq: z.number().int().positive() }))
    .output(ledgerEntrySchema.extend({ payload: z.unknown(), salt: z.string().nullable() })),
  verify: base.output(
    eventIterator(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('progress'), done: z.number(), total: z.number() }),
        z.object({ type: z.literal('done'), result: verificationSchema }),
      ]),
    ),
  ),
};
