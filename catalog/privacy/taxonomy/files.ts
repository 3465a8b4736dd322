/** The shapes of the two taxonomy files: fideslang as published, and this product's overlay. */
import { z } from 'zod';
import { LEVELS } from '../../model/sensitivity.ts';

const key = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/);

const published = z.object({
  key,
  name: z.string(),
  description: z.string(),
  parent: key.nullable(),
  version_deprecated: z.string().nullable(),
  replaced_by: key.nullable(),
});

/** `resources/privacy/taxonomy.json`: fideslang, wording unchanged. */
export const taxonomyFile = z.object({
  source: z.string(),
  release: z.string(),
  licence: z.string(),
  attribution: z.string(),
  data_categories: z.array(published),
  data_uses: z.array(published),
  data_subjects: z.array(published),
});
export type TaxonomyFile = z.infer<typeof taxonomyFile>;
export type PublishedTerm = z.infer<typeof published>;

/** Where data of a kind usually comes from: Art. 15(1)(g) GDPR asks for it, Art. 20 turns on it. */
export const ORIGINS = ['subject', 'observed', 'third-party', 'public', 'derived', 'inferred'] as const;
export type Origin = (typeof ORIGINS)[number];

const overlayEntry = z.strictObject({
  key,
  gdprArt9: z.boolean().optional(),
  gdprArt10: z.boolean().optional(),
  cpraSpi: z.boolean().optional(),
  defaultSensitivity: z.enum(LEVELS).optional(),
  originDefault: z.enum(ORIGINS).optional(),
  plainName: z.strictObject({ en: z.string(), de: z.string() }).optional(),
});
export type OverlayEntry = z.infer<typeof overlayEntry>;

/** `resources/privacy/taxonomy-overlay.json`: flags, wording and categories that fideslang lacks. */
export const overlayFile = z.object({
  version: z.string(),
  sources: z.object({ gdprArt9: z.string(), gdprArt10: z.string(), cpraSpi: z.string() }),
  extensions: z.array(z.object({ key, name: z.string(), description: z.string(), parent: key })),
  categories: z.array(overlayEntry),
});
export type OverlayFile = z.infer<typeof overlayFile>;
