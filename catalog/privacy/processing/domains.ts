import type { Database } from 'better-sqlite3';
import { entriesOf } from '../../stewardship/registers/read.ts';

/** A domain and all that are beneath it, keys in lower case. */
export function domainsWithin(db: Database, revision: number, key: string): ReadonlySet<string> {
  const below = Map.groupBy(entriesOf(db, 'domain', revision), (entry) =>
    String(entry['parent'] ?? '').toLowerCase(),
  );
  const found = new Set([key.toLowerCase()]);
  for (const one of found) for (const entry of below.get(one) ?? []) found.add(entry.key.toLowerCase());
  return found;
}
