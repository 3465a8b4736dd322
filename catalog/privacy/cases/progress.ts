/** How much of the work of a case has an outcome. */
import type { Database } from 'better-sqlite3';
import { NO_PROGRESS, type Counted, type Progress } from './guards.ts';

export function progressOf(db: Database, caseId: number): Progress {
  const rows = db
    .prepare<[number], { work: keyof Progress; name: string; outcome: string | null }>(
      'SELECT work, name, outcome FROM case_store WHERE case_id = ? ORDER BY work, position, id',
    )
    .all(caseId);
  const byWork = Map.groupBy(rows, (row) => row.work);
  const counted = (work: keyof Progress): Counted => {
    const all = byWork.get(work) ?? [];
    const open = all.filter((row) => row.outcome === null).map((row) => row.name);
    return { total: all.length, done: all.length - open.length, open };
  };
  return rows.length === 0
    ? NO_PROGRESS
    : { search: counted('search'), erase: counted('erase'), notify: counted('notify') };
}
