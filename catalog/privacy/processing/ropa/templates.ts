/** Authorities' templates for records of processing, `resources/privacy/processing/ropa-*.json`: which fields, in which order. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RequestError } from '../../../request-error.ts';

export const TEMPLATE_IDS = ['ico', 'dpc', 'cnil'] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];
export const RECORD_ROLES = ['controller', 'processor'] as const;
export type RecordRole = (typeof RECORD_ROLES)[number];

const fieldSchema = z.object({
  id: z.string(),
  group: z.string(),
  label: z.string(),
  /** In the language of the authority. */
  local: z.string().optional(),
  /** A key of `ANSWERERS` in `answers.ts`. */
  field: z.string(),
  /** Null for what the template asks beyond Art. 30. */
  provision: z.string().nullable(),
  /** A key of `CONDITIONS` in `conditions.ts`: what must hold for the field to apply. */
  when: z.string().nullable(),
});
export type TemplateField = z.infer<typeof fieldSchema>;

const templateSchema = z.object({
  id: z.enum(TEMPLATE_IDS),
  name: z.string(),
  authority: z.string(),
  place: z.string(),
  language: z.string(),
  version: z.string(),
  note: z.string(),
  controller: z.array(fieldSchema).min(1),
  processor: z.array(fieldSchema).min(1),
});
export type Template = z.infer<typeof templateSchema>;

/** @throws RequestError for a template that there is not; a zod error that names the member at fault */
export function loadTemplate(resourcesDir: string, id: string): Template {
  if (!TEMPLATE_IDS.some((one) => one === id))
    throw new RequestError(`"${id.slice(0, 40)}" is not a template; use one of ${TEMPLATE_IDS.join(', ')}.`);
  const path = join(resourcesDir, 'privacy', 'processing', `ropa-${id}.json`);
  return templateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
