/**
 * What of the catalog a person sees: datasets of some domains, up to a sensitivity. What is hidden stays in the shape
 * of the graph, without its name.
 */
import { z } from 'zod';
import { LEVELS } from '../model/sensitivity.ts';

export const sightSchema = z.object({
  /** Names of domains; null: all, and datasets of none. */
  domains: z.array(z.string().min(1).max(512)).max(200).nullable(),
  /** The most sensitive level that is seen; null: all. Datasets without a level are seen. */
  upTo: z.enum(LEVELS).nullable(),
});
export type Sight = z.infer<typeof sightSchema>;
