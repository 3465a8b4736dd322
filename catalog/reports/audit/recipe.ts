/** What an audit report is made of, beside the catalog at its revision. Stored with the report. */
import { z } from 'zod';
import { recipeBaseSchema } from '../report-kind.ts';

export const auditRecipeSchema = recipeBaseSchema.extend({
  title: z.string(),
  /** Civil dates, UTC, both included; null: open. */
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type AuditRecipe = z.infer<typeof auditRecipeSchema>;
