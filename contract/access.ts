/** People who log in, what each may do and see. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors, idSchema, instantSchema, sensitivitySchema } from './common.ts';

const base = oc.errors(commonErrors);
const password = z.string().min(1).max(1024);

export const ACCOUNT_ROLES = ['admin', 'steward', 'compliance', 'auditor'] as const;
export const accountRoleSchema = z.enum(ACCOUNT_ROLES);
export type AccountRole = z.infer<typeof accountRoleSchema>;

/** What of the catalog a person sees; what is hidden stays in the shape of the graph, without its name. */
export const sightSchema = z.object({
  /** Null: all domains, and datasets of none. */
  domains: z.array(z.string().min(1).max(512)).max(200).nullable(),
  /** The most sensitive level that is seen; null: all. */
  upTo: sensitivitySchema.nullable(),
});
export type Sight = z.infer<typeof sightSchema>;

export const accountSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: accountRoleSchema,
  /** Hex fingerprint of the key that signs the person's changes. */
  keyId: z.string(),
  sight: sightSchema.nullable(),
  addedAt: instantSchema,
  /** Since when the person may not log in. */
  closedAt: instantSchema.nullable(),
});
export type Account = z.infer<typeof accountSchema>;

export const accessRulesSchema = z.object({
  idleMinutes: z.number().int().min(1).max(1440),
  /** Who put an answer up for approval cannot approve it. */
  fourEyes: z.boolean(),
});
export type AccessRules = z.infer<typeof accessRulesSchema>;

export const allowanceSchema = z.object({
  need: z.string(),
  /** What it lets one do. */
  what: z.string(),
  allowed: z.boolean(),
  /** Who may. */
  roles: z.array(accountRoleSchema),
});

export const accessContract = {
  /** The token goes with each later call, in the header `x-headwater-person`. */
  logIn: base
    .input(z.object({ name: z.string().min(1).max(128), password }))
    .output(z.object({ token: z.string(), person: accountSchema })),
  logOut: base.output(z.object({})),
  /** What the person who asks may do and see. */
  mine: base.output(
    z.object({
      person: accountSchema.nullable(),
      allowances: z.array(allowanceSchema),
      hidden: z.object({ datasets: z.number(), of: z.number() }),
    }),
  ),
  changePassword: base.input(z.object({ old: password, new: password })).output(z.object({})),
  people: base.output(z.array(accountSchema)),
  /** The first one switches logging in on, and is an admin. */
  add: base
    .input(
      z.object({
        name: z.string().min(1).max(128),
        role: accountRoleSchema,
        password,
        sight: sightSchema.nullable().default(null),
      }),
    )
    .output(z.object({ person: accountSchema, token: z.string().nullable() })),
  change: base
    .input(
      z.object({
        id: idSchema,
        role: accountRoleSchema.optional(),
        sight: sightSchema.nullable().optional(),
        open: z.boolean().optional(),
      }),
    )
    .output(accountSchema),
  resetPassword: base.input(z.object({ id: idSchema, password })).output(accountSchema),
  rules: base.output(accessRulesSchema),
  setRules: base.input(accessRulesSchema.partial()).output(accessRulesSchema),
  /** Nobody logs in any more. */
  switchOff: base.output(z.object({})),
};
