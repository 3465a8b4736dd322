/** Days of ledger entries, looked up where they are shown. */
import type { Catalog } from '../catalog.ts';

/** `at` answers the day of a revision, `2026-01-31`; null for one that there is not. */
export function daysOfRevisions(catalog: Catalog): { readonly at: (revision: number) => string | null } {
  return catalog.cached('inbox-days', () => {
    const select = catalog.store.reader
      .prepare<[number], string>('SELECT substr(at, 1, 10) FROM ledger_entry WHERE seq = ?')
      .pluck();
    return { at: (revision: number) => select.get(revision) ?? null };
  });
}
