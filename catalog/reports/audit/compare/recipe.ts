/** What a comparison of two audits is made of. Stored with the report. */
import { z } from 'zod';
import { recipeBaseSchema } from '../../report-kind.ts';
import { momentPinsSchema } from '../moment-pins.ts';

/** A moment, and the period that was audited where it is that of a report. */
export const sideSchema = z.object({
  /** `End of 2026-03-31`, `Audit report 4` */
  name: z.string(),
  report: z.number().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  revision: z.number(),
  /** Newest ledger entry then. */
  seq: z.number(),
  pins: momentPinsSchema.nullable(),
});
export type Side = z.infer<typeof sideSchema>;

export const comparisonRecipeSchema = recipeBaseSchema.extend({
  title: z.string(),
  earlier: sideSchema,
  later: sideSchema,
  frameworks: z.array(z.string()),
});
export type ComparisonRecipe = z.infer<typeof comparisonRecipeSchema>;
