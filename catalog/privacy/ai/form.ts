/** The questions that documentation of models and datasets answers, as data in `resources/privacy/documents`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { EVIDENCE_KEYS } from './evidence-keys.ts';

export const FORM_IDS = ['ai-act', 'model-card', 'datasheet'] as const;
export type FormId = (typeof FORM_IDS)[number];

const questionSchema = z.strictObject({
  /** Names a person's answer. The same question in several forms has one answer. */
  key: z.string().regex(/^[a-z][a-z-]*$/),
  ask: z.string(),
  /** What the catalog can say to it. */
  catalog: z.array(z.enum(EVIDENCE_KEYS)),
  /** `catalog`: what it says answers the question; `person`: it is only material for a person's answer. */
  needs: z.enum(['catalog', 'person']),
  /** Where it differs from that of the section. */
  provision: z.string().optional(),
});
export type Question = z.infer<typeof questionSchema>;

const formSchema = z.strictObject({
  id: z.enum(FORM_IDS),
  version: z.string(),
  title: z.string(),
  /** What it is made for; it can be made for anything. */
  about: z.enum(['model', 'dataset']),
  source: z.string(),
  note: z.string(),
  sections: z.array(
    z.strictObject({
      heading: z.string(),
      provision: z.string().optional(),
      questions: z.array(questionSchema).nonempty(),
    }),
  ),
});
export type Form = z.infer<typeof formSchema>;

const loaded = new Map<string, Form>();

/** Read once a process. @throws when the file is missing or malformed */
export function loadForm(resourcesDir: string, id: FormId): Form {
  const path = join(resourcesDir, 'privacy', 'documents', `${id}.json`);
  let form = loaded.get(path);
  if (!form) {
    form = formSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    loaded.set(path, form);
  }
  return form;
}

export function questionsOf(form: Form): Question[] {
  return form.sections.flatMap((section) => section.questions);
}
