/** Sample values in a file that a person points at: what its columns are. No value of it is answered or kept. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  datasetRefSchema,
  idSchema,
  mutationResultSchema,
  sensitivitySchema,
} from './common.ts';

const suggestionSchema = z.object({
  /** Key of the taxonomy. */
  category: z.string(),
  name: z.string(),
  /** Special category, Art. 9 or 10 GDPR. */
  special: z.boolean(),
  sensitivity: sensitivitySchema,
  confidence: z.number(),
  strength: z.enum(['strong', 'likely']),
  rule: z.string(),
  /** Sentences, the weightiest first. */
  evidence: z.array(z.string()),
  /** In the catalog; null where the file has no column of it. */
  standing: z.enum(['new', 'in force', 'refused']).nullable(),
});

export const sampledColumnSchema = z.object({
  /** As the file calls it. */
  name: z.string(),
  columnId: idSchema.nullable(),
  /** Values that are not empty, empty ones, and different ones. */
  values: z.number(),
  empty: z.number(),
  distinct: z.number(),
  /** The commonest: letters as a or A, digits as 9. */
  shapes: z.array(z.object({ shape: z.string(), count: z.number() })),
  /** Best first. */
  suggestions: z.array(suggestionSchema),
});
export type SampledColumn = z.infer<typeof sampledColumnSchema>;

export const sampledFileSchema = z.object({
  file: z.string(),
  dataset: datasetRefSchema.nullable(),
  columns: z.array(sampledColumnSchema),
  rows: z.number(),
  /** The file has more rows or columns than are read. */
  more: z.boolean(),
  /** The first of `problemsTotal`. */
  problems: z.array(z.string()),
  problemsTotal: z.number(),
});
export type SampledFile = z.infer<typeof sampledFileSchema>;

const decided = z
  .array(
    z.object({
      columnId: idSchema,
      category: z.string().max(256),
      sensitivity: sensitivitySchema,
      evidence: z.array(z.string().max(1000)).max(50),
    }),
  )
  .max(10_000)
  .default([]);

const base = oc.errors(commonErrors);

export const samplesContract = {
  /** Looks at the first rows; what was handed over for it is deleted at once. */
  classify: base
    .input(
      z.object({
        /** Of a file that the host holds: CSV, one JSON object a line, or a JSON array. */
        token: z.string().min(1),
        /** What it is a sample of. */
        datasetId: idSchema.optional(),
        /** ISO 3166-1 code: phone numbers of that country are known without a prefix. */
        region: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .optional(),
      }),
    )
    .output(sampledFileSchema),
  /** Confirms and refuses suggestions from a sample as one change. */
  decide: base
    .input(
      z.object({
        file: z.string().max(512),
        confirm: decided,
        refuse: decided,
        reason: z.string().max(2000).optional(),
      }),
    )
    .output(mutationResultSchema),
};
