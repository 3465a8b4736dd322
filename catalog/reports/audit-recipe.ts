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
  pins: pinsSchema,
});
export type AuditRecipe = z.infer<typeof auditRecipeSchema>;
