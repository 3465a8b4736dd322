/** What a change cannot have touched: large things that were computed before it are kept. */
import type { Database } from 'better-sqlite3';
import { changingSql } from '../ledger/entry.ts';

/** Changes after which datasets, columns, their names and what is joined are what they were before. */
const NAMES_STAY = `NOT (${changingSql('action')}) OR action LIKE 'propagation.%' OR action LIKE 'case.%'
  OR action IN ('tag.edit', 'owner.edit', 'description.edit', 'review.edit', 'comment.edit', 'register.edit', 'people.import',
    'rule.edit', 'rule.apply', 'inbox.decide', 'sheet.edit')`;

/** Whether all names are what they were after the ledger entry `seq`. */
export function namesStaySince(db: Database, seq: number): boolean {
  return !db.prepare(`SELECT 1 FROM ledger_entry WHERE seq > ? AND NOT (${NAMES_STAY}) LIMIT 1`).get(seq);
}
