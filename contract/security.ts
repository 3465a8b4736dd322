/** The catalog file: locked or open, encrypted or not; and who is asking. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { accountSchema } from './access.ts';
import { commonErrors } from './common.ts';

const base = oc.errors(commonErrors);
const passphrase = z.string().min(1).max(1024);

export const securityStateSchema = z.object({
  file: z.object({
    name: z.string(),
    path: z.string(),
    state: z.enum(['open', 'locked', 'rewriting']),
    encrypted: z.boolean(),
    /** Whether this machine opens the file by itself. */
    keychain: z.enum(['kept', 'possible', 'none']),
    /** Copies that lie beside the file: the daily one, and those from before upgrades. */
    safeCopies: z.number().int(),
  }),
  /** People log in. */
  users: z.boolean(),
  /** Who asks; null where nobody is logged in, or nobody needs to. */
  person: accountSchema.nullable(),
  idleMinutes: z.number().int(),
});
export type SecurityState = z.infer<typeof securityStateSchema>;

export const fileChangeSchema = z.discriminatedUnion('change', [
  z.object({ change: z.literal('encrypt'), next: passphrase }),
  z.object({ change: z.literal('decrypt'), passphrase }),
  /** A new key from the same passphrase. */
  z.object({ change: z.literal('rotate'), passphrase }),
  z.object({ change: z.literal('passphrase'), passphrase, next: passphrase }),
]);

export type FileChange = z.infer<typeof fileChangeSchema>;

export const rewriteEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    phase: z.enum(['copying', 'indexing', 'checking']),
    done: z.number(),
    total: z.number(),
  }),
  z.object({ type: z.literal('done'), state: securityStateSchema }),
]);
export type RewriteEvent = z.infer<typeof rewriteEventSchema>;

export const securityContract = {
  /** Answered also while the file is locked and before logging in. */
  state: base.output(securityStateSchema),
  unlock: base.input(z.object({ passphrase, keep: z.boolean().default(false) })).output(securityStateSchema),
  lock: base.output(securityStateSchema),
  /** All or nothing; ending the answer cancels. */
  rewrite: base.input(fileChangeSchema).output(eventIterator(rewriteEventSchema)),
  /** Deletes the copies that lie beside the file. */
  removeCopies: base.output(z.object({ removed: z.number().int() })),
  /** Whether the system's keychain keeps the key. */
  keep: base.input(z.object({ keep: z.boolean() })).output(securityStateSchema),
};
