/** Mail drafts to owners about their datasets, from a template that people write. Nothing is sent. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, datasetRefSchema, pageInput } from './common.ts';
import { questionFileSchema } from './questions.ts';

export const draftTemplateSchema = z.object({
  /** Both may hold fields in double braces: `{{owner.name}}`. */
  subject: z.string().max(2000),
  body: z.string().max(100_000),
});
export type DraftTemplate = z.infer<typeof draftTemplateSchema>;

export const draftRecipientSchema = z.object({
  key: z.string(),
  name: z.string(),
  /** Null: the person who sends the draft fills it in. */
  email: z.string().nullable(),
  roles: z.array(z.string()),
  /** Teams without an address whose mail they get as members. */
  teams: z.array(z.string()),
  datasets: z.number(),
  /** Of these, with something open. */
  open: z.number(),
  /** The first of the datasets. */
  items: z.array(datasetRefSchema.extend({ open: z.array(z.string()) })),
});
export type DraftRecipient = z.infer<typeof draftRecipientSchema>;

const choice = {
  /** Keys; everybody unless given. */
  recipients: z.array(z.string().max(1024)).max(100_000).optional(),
  /** Leave out those who have nothing open. */
  onlyOpen: z.boolean().default(true),
};

const base = oc.errors(commonErrors);

export const draftsContract = {
  /** The template to begin with, and every field with what it stands for. */
  template: base.output(
    z.object({
      template: draftTemplateSchema,
      fields: z.array(z.object({ name: z.string(), meaning: z.string() })),
    }),
  ),
  /** Everybody who owns something, those with the most open datasets first. */
  recipients: base
    .input(pageInput.extend({ onlyOpen: choice.onlyOpen }))
    .output(
      z.object({ total: z.number(), withoutAddress: z.number(), items: z.array(draftRecipientSchema) }),
    ),
  /** The draft to one of them. */
  preview: base.input(z.object({ template: draftTemplateSchema, recipient: z.string().max(1024) })).output(
    z.object({
      to: z.string(),
      subject: z.string(),
      body: z.string(),
      /** Placeholders that stand for nothing. */
      unknown: z.array(z.string()),
    }),
  ),
  /** One archive, or a file for each. */
  write: base
    .input(
      z.object({ ...choice, template: draftTemplateSchema, as: z.enum(['zip', 'files']).default('zip') }),
    )
    .output(
      z.object({
        drafts: z.number(),
        withoutAddress: z.number(),
        unknown: z.array(z.string()),
        files: z.array(questionFileSchema),
      }),
    ),
};
