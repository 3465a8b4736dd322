/**
 * Building blocks for schemas of report data. Objects are open: a later version may say more, and readers pass over
 * what they do not know. `naming` marks what copies for readers outside withhold.
 */
import { z } from 'zod';
import type { WithheldKind } from './render/document.ts';
import { WITHHELD_KINDS } from './render/document.ts';

/** Whatever the value is, its texts name one of these or are one: `x-names` in the published schema. */
export function naming<Schema extends z.ZodType>(kind: WithheldKind, schema: Schema): Schema {
  return schema.meta({ 'x-names': kind });
}

/** As `$schema` in the data and `$id` in the published schema. */
export function schemaId(format: string, version: number): string {
  return `urn:headwater:report:${format}:${version}`;
}

export const count = z.int().min(0);
/** RFC 3339, UTC. */
export const instant = z.iso.datetime();
export const day = z.iso.date();
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
/** Written by people or sources without any form. */
export const freeText = naming('note', z.string());
export const person = naming('person', z.string());
export const system = naming('system', z.string());
export const path = naming('path', z.string());
export const texts = z.array(z.string());

export const organisationData = z.looseObject({
  name: z.string(),
  contact: person,
  dpo: person,
  country: z.string(),
});
export const datasetName = z.looseObject({ namespace: system, name: z.string(), kind: z.string() });

/** A report's data: which schema it follows, what made it, and of which revision it is. */
export function reportData<Shape extends z.core.$ZodLooseShape>(
  format: string,
  version: number,
  title: string,
  shape: Shape,
) {
  return z
    .looseObject({
      $schema: z.literal(schemaId(format, version)),
      format: z.literal(format),
      version: z.literal(version),
      tool: z.looseObject({ name: z.literal('Headwater'), version: z.string() }),
      catalog: z.looseObject({ revision: count, at: instant }),
      organisation: organisationData,
      /** In copies for readers outside only. */
      audience: z.literal('outside').optional(),
      withheld: z
        .array(z.looseObject({ kind: z.enum(WITHHELD_KINDS), distinct: count, places: count }))
        .optional(),
      filesLeftOut: count.optional(),
      ...shape,
    })
    .meta({ title });
}
