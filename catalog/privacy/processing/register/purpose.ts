/** Purposes as records of processing read them. */
import type { Database } from 'better-sqlite3';
import { entriesOf } from '../../../stewardship/registers/read.ts';

export interface PurposeEntry {
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly legalBasis: string | null;
  readonly retention: string | null;
}

/** By key, as of a revision. */
export function purposesAt(db: Database, revision: number): Map<string, PurposeEntry> {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return new Map(
    entriesOf(db, 'purpose', revision).map((entry) => [
      entry.key,
      {
        key: entry.key,
        name: entry.name,
        description: text(entry['description']),
        legalBasis: text(entry['legalBasis']),
        retention: text(entry['retention']),
      },
    ]),
  );
}
