/** What holds for everybody who logs in. */
import { z } from 'zod';
import { appendEntry } from '../ledger/append.ts';
import type { Catalog } from '../catalog.ts';
import { usersAreOn } from './accounts.ts';

const rulesSchema = z.object({
  /** Minutes without a call after which a person has to log in again. */
  idleMinutes: z.number().int().min(1).max(1440).default(15),
  /** Who put an answer up for approval cannot approve it. */
  fourEyes: z.boolean().default(false),
});
export type AccessRules = z.infer<typeof rulesSchema>;

const KEY = 'access';

export function accessRules(catalog: Catalog): AccessRules {
  const row = catalog.store.reader
    .prepare<[string], { value: string }>('SELECT value FROM setting WHERE key = ?')
    .get(KEY);
  return rulesSchema.parse(row ? JSON.parse(row.value) : {});
}

export async function setAccessRules(
  catalog: Catalog,
  actor: string,
  change: { readonly [Key in keyof AccessRules]?: AccessRules[Key] | undefined },
): Promise<AccessRules> {
  const before = accessRules(catalog);
  const rules = rulesSchema.parse({
    ...before,
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  });
  await catalog.store.write((db) => {
    db.prepare(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(KEY, JSON.stringify(rules));
    appendEntry(db, {
      actor,
      action: 'account.rules',
      objectType: 'catalog',
      objectId: '',
      payload: {
        label: `Idle after ${rules.idleMinutes} minutes; maker and approver ${rules.fourEyes ? 'must differ' : 'may be one'}`,
        ...rules,
      },
    });
  });
  catalog.announce(['settings', 'ledger']);
  return rules;
}

/** Without people who log in, names are what somebody typed, and prove nothing about who is who. */
export function makersMayNotApprove(catalog: Catalog): boolean {
  return usersAreOn(catalog) && accessRules(catalog).fourEyes;
}
