/** Rules that state things of whatever their selection finds, now and after each import. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  commonErrors,
  idSchema,
  instantSchema,
  mutationResultSchema,
  ownerValueSchema,
  revisionSchema,
  tagValueSchema,
} from './common.ts';

export const ruleKindSchema = z.enum(['owner', 'domain', 'tag', 'classify']);

export const ruleEffectSchema = z.object({
  on: z.enum(['dataset', 'column']).default('dataset'),
  statements: z.array(tagValueSchema).max(100).default([]),
  owners: z.array(ownerValueSchema).max(100).default([]),
});

export const stewardRuleSchema = z.object({
  rule: z.number().int().positive(),
  name: z.string(),
  kind: ruleKindSchema,
  /** Query of the search language, with fields only. */
  selection: z.string(),
  effect: ruleEffectSchema,
  enabled: z.boolean(),
  actor: z.string(),
  sinceRevision: revisionSchema,
});
export type StewardRule = z.infer<typeof stewardRuleSchema>;

export const ruleOutcomeSchema = z.object({
  /** Datasets or columns that the selection finds. */
  matches: z.number(),
  added: z.number(),
  withdrawn: z.number(),
  /** The first of what was or would be stated and withdrawn. */
  examples: z.array(
    z.object({
      change: z.enum(['add', 'withdraw']),
      datasetId: idSchema,
      dataset: z.string(),
      column: z.string().nullable(),
      what: z.string(),
    }),
  ),
});
/** A rule that could not be applied; without a number: none could be. */
export const ruleProblemSchema = z.object({
  rule: z.number().int().nullable(),
  name: z.string().nullable(),
  message: z.string(),
});
export type RuleProblem = z.infer<typeof ruleProblemSchema>;

/** What rules did after an import. */
export const rulesFollowedSchema = z.object({
  revision: revisionSchema.nullable(),
  added: z.number(),
  withdrawn: z.number(),
  problems: z.array(ruleProblemSchema),
});
export type RulesFollowed = z.infer<typeof rulesFollowedSchema>;

export const ruleStatesSchema = z.object({
  rules: z.array(
    z.object({
      rule: z.number().int(),
      /** Datasets or columns that the selection finds, also while it is off; null where it cannot be used. */
      matches: z.number().nullable(),
      /** Statements and owners that are in the catalog by it. */
      stated: z.number(),
      problem: z.string().nullable(),
    }),
  ),
  /** The last time that rules were applied, not all could be; null when all could. */
  failed: z.object({ at: instantSchema, problems: z.array(ruleProblemSchema) }).nullable(),
});
export type RuleStates = z.infer<typeof ruleStatesSchema>;

export const ruleResultSchema = mutationResultSchema.extend({
  /** Null for a dry run of a new rule, and where all are applied. */
  rule: z.number().int().nullable(),
  outcome: ruleOutcomeSchema,
  /** Where all are applied: those that could not be. */
  problems: z.array(ruleProblemSchema),
});
export type RuleResult = z.infer<typeof ruleResultSchema>;

const reason = z.string().max(2000).optional();
const dryRun = z.boolean().default(false);
const base = oc.errors(commonErrors);

export const stewardRulesContract = {
  list: base
    .input(z.object({ revision: revisionSchema.optional() }).default({}))
    .output(z.array(stewardRuleSchema)),
  /** What each rule finds and states now; slower than the list. */
  states: base.output(ruleStatesSchema),
  /** One that is switched on states at once what it finds; one that is off withdraws it. */
  save: base
    .input(
      z.object({
        rule: z.number().int().positive().optional(),
        name: z.string().min(1).max(256),
        kind: ruleKindSchema,
        selection: z.string().min(1).max(2000),
        effect: ruleEffectSchema,
        enabled: z.boolean().default(true),
        dryRun,
        reason,
      }),
    )
    .output(ruleResultSchema),
  remove: base
    .input(z.object({ rule: z.number().int().positive(), dryRun, reason }))
    .output(ruleResultSchema),
  /** Applies every rule that is on. */
  apply: base.input(z.object({ dryRun, reason })).output(ruleResultSchema),
};
