/** What an audit report is made of, beside the catalog at its revision. Stored with the report. */
import { z } from 'zod';
import { recipeBaseSchema } from '../report-kind.ts';
import { momentPinsSchema } from './moment-pins.ts';
import { endsSchema } from './period.ts';

/** What verifying found when the report was made, with the heads noted outside the file at that time. */
export const custodySchema = z.object({
  verdict: z.string(),
  entries: z.number(),
  findings: z.array(z.object({ seq: z.number(), kind: z.string(), reason: z.string() })),
  checkpoints: z.number(),
  newestSize: z.number().nullable(),
  newestAt: z.string().nullable(),
  keyId: z.string().nullable(),
  trusted: z.boolean(),
  compared: z.array(z.object({ source: z.string(), size: z.number(), outcome: z.string() })),
  notes: z.array(z.string()),
});
export type Custody = z.infer<typeof custodySchema>;

export const auditRecipeSchema = recipeBaseSchema.extend({
  title: z.string(),
  /** Civil dates, UTC, both included; null: open. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Keys of the mappings that the report prints. */
  frameworks: z.array(z.string()).default([]),
  /** Null in records from before these were kept. */
  ends: endsSchema.nullable().default(null),
  atStart: momentPinsSchema.nullable().default(null),
  atEnd: momentPinsSchema.nullable().default(null),
  custody: custodySchema.nullable().default(null),
});
export type AuditRecipe = z.infer<typeof auditRecipeSchema>;
