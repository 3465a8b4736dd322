/** What an audit report is made of, beside the catalog at its revision. Stored with the report. */
import { z } from 'zod';
import { organisationSchema } from '../privacy/dsar/request.ts';
import { pinsSchema } from './pins.ts';

export const auditRecipeSchema = z.object({
  title: z.string(),
  /** Civil dates, UTC, both included; null: open. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  organisation: organisationSchema,
  toolVersion: z.string(),
  /**
   * Newest ledger entry when the report was made: disclosures come after the revision, since they change
   * nothing. Null in records from before it was kept.
   */
  ledgerSeq: z.number().nullable().default(null),
  pins: pinsSchema,
});
export type AuditRecipe = z.infer<typeof auditRecipeSchema>;
