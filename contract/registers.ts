/** Registers: people and teams, the glossary, domains, purposes. What statements refer to by key. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, instantSchema, mutationResultSchema, pageInput, revisionSchema } from './common.ts';

export const registerNameSchema = z.enum(['term', 'domain', 'purpose', 'party']);
export type RegisterName = z.infer<typeof registerNameSchema>;

const text = z.string().nullable();
const named = z.object({ key: z.string(), name: z.string() });
export const termSchema = named.extend({ definition: text, parent: text, synonyms: z.array(z.string()) });
export const domainSchema = named.extend({ description: text, parent: text });
export const purposeSchema = named.extend({ description: text, legalBasis: text, retention: text });
export const partySchema = named.extend({
  kind: z.enum(['person', 'team']),
  email: text,
  role: text,
  note: text,
});
export type Party = z.infer<typeof partySchema>;

const field = z.string().max(100_000).nullable().optional();
/** A field that is absent stays as it is; null or empty clears it. Without a key, it follows from the name. */
export const entryInputSchema = z.strictObject({
  key: z.string().max(320).optional(),
  name: z.string().max(512).optional(),
  definition: field,
  description: field,
  parent: field,
  synonyms: z.array(z.string().max(512)).max(1000).optional(),
  legalBasis: field,
  retention: field,
  kind: z.enum(['person', 'team']).optional(),
  email: field,
  role: field,
  note: field,
});
export type EntryInput = z.infer<typeof entryInputSchema>;

const reason = z.string().max(2000).optional();
const dryRun = z.boolean().default(false);
const register = registerNameSchema;

const fileProblemSchema = z.object({
  /** 0: the file as a whole. */
  line: z.number().int(),
  message: z.string(),
});
const fileInput = z.object({ text: z.string().max(50_000_000), dryRun, reason });
const told = { problems: z.array(fileProblemSchema), notes: z.array(fileProblemSchema) };

const base = oc.errors(commonErrors);

export const registerEventSchema = z.object({
  revision: revisionSchema,
  at: instantSchema,
  actor: z.string(),
  label: z.string(),
  /** Why, where the person said so. */
  reason: text,
  change: z.enum(['added', 'changed', 'removed']),
  /** By field as in entries; `member` and `team` of people. */
  fields: z.array(z.object({ field: z.string(), before: text, after: text })),
});
export type RegisterEvent = z.infer<typeof registerEventSchema>;

const members = z.object({
  add: z.array(z.string()).default([]),
  remove: z.array(z.string()).default([]),
  reason,
});

export const registersContract = {
  /** Each in order of its keys; now, or as of a revision. */
  all: base.input(z.object({ revision: revisionSchema.optional() }).default({})).output(
    z.object({
      terms: z.array(termSchema),
      domains: z.array(domainSchema),
      purposes: z.array(purposeSchema),
      parties: z.array(partySchema),
      memberships: z.array(z.object({ team: z.string(), member: z.string() })),
    }),
  ),
  /** Entries that are used, counted as the search counts; of people and teams, the datasets that they own. */
  usage: base
    .input(z.object({ register }))
    .output(z.array(z.object({ key: z.string(), datasets: z.number(), columns: z.number() }))),
  /** What happened to an entry, newest first. */
  history: base
    .input(pageInput.extend({ register, key: z.string().max(320) }))
    .output(z.object({ total: z.number(), items: z.array(registerEventSchema) })),
  /** Adds entries and changes those that are known; all of them or none. */
  put: base
    .input(z.object({ register, entries: z.array(entryInputSchema).min(1).max(100_000), dryRun, reason }))
    .output(
      mutationResultSchema.extend({
        added: z.array(z.string()),
        changedKeys: z.array(z.string()),
        unchanged: z.number(),
      }),
    ),
  /** CONFLICT for what statements, rules or other entries refer to. */
  remove: base
    .input(z.object({ register, keys: z.array(z.string()).min(1).max(10_000), dryRun, reason }))
    .output(mutationResultSchema),
  /** Changes the people of a team, or the teams of a person. */
  members: base
    .input(z.union([members.extend({ team: z.string() }), members.extend({ member: z.string() })]))
    .output(mutationResultSchema),
  /** CSV; texts that a spreadsheet would calculate begin with an apostrophe. */
  exportCsv: base
    .input(z.object({ register, revision: revisionSchema.optional() }))
    .output(z.object({ text: z.string(), entries: z.number() })),
  /** What cannot be used is told by line, and the rest is kept. */
  importCsv: base.input(fileInput.extend({ register })).output(
    mutationResultSchema.extend({
      lines: z.number(),
      added: z.array(z.string()),
      changedKeys: z.array(z.string()),
      unchanged: z.number(),
      ...told,
    }),
  ),
  /** CSV with the columns name, email, team, role. */
  importPeople: base.input(fileInput).output(
    mutationResultSchema.extend({
      lines: z.number(),
      people: z.object({ added: z.number(), changed: z.number(), unchanged: z.number() }),
      teams: z.object({ added: z.number(), unchanged: z.number() }),
      memberships: z.object({ added: z.number(), unchanged: z.number() }),
      ...told,
    }),
  ),
};
