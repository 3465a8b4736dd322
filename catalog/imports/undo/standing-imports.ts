/** Which imports count: those that were not taken back, with what is known of the time before that was kept. */
import { ALSO_SAID } from '../../store/also-said.ts';
import type { Sql } from '../../store/writer/sql.ts';

export interface StandingImports {
  /** Revision of an import, whether it counts or not. */
  revisionOf(importId: number): number | undefined;
  stands(importId: number): boolean;
  /**
   * The newest import from before pictures were recorded with imports; all of those count, and their
   * statements as of this one's revision are taken as one picture. 0: there is none.
   */
  readonly unrecorded: number;
}

/** `except` and `with`: as if this import had been taken back, or were counted again. */
export function standingImports(
  sql: Sql,
  change: { readonly except?: number; readonly with?: number },
): StandingImports {
  const rows = sql.all<{ id: number; revision: number; undone: number | null; undoable: number | null }>(
    'SELECT id, revision, undone_in AS undone, undoable FROM import_batch ORDER BY id',
  );
  const revisions = new Map(rows.map((row) => [row.id, row.revision]));
  const standing = new Set(rows.filter((row) => row.undone === null).map((row) => row.id));
  if (change.except !== undefined) standing.delete(change.except);
  if (change.with !== undefined) standing.add(change.with);
  const unrecorded = rows.findLast((row) => row.undoable === null)?.id ?? 0;
  return {
    revisionOf: (id) => revisions.get(id),
    // 0: what is told of runs from before their events were kept.
    stands: (id) => id === 0 || standing.has(id),
    unrecorded,
  };
}

/** Revisions in which the import was applied: its own, and those of each redo; and of each undo. */
export function revisionsOf(
  sql: Sql,
  importId: number,
  revision: number,
): { readonly applied: readonly number[]; readonly undone: readonly number[] } {
  const rows = sql.all<{ seq: number; action: string }>(
    `SELECT seq, action FROM ledger_entry WHERE object_type = 'import' AND object_id = ? AND action IN ('import.undo', 'import.redo')`,
    String(importId),
  );
  const of = (action: string) => rows.filter((row) => row.action === action).map((row) => row.seq);
  return { applied: [revision, ...of('import.redo')], undone: of('import.undo') };
}

/**
 * SQL condition on a statement `s`: an import that counts said it. It is named with it, or drew the whole scope
 * while it stood. To be asked once `import_batch` says which imports count.
 */
export const BY_STANDING = `(EXISTS (SELECT 1 FROM source_file f CROSS JOIN import_batch b ON b.id = f.import_id
    WHERE f.id IN (s.file_id, s.last_file_id) AND b.undone_in IS NULL)
  OR EXISTS (SELECT 1 FROM also_said r CROSS JOIN import_batch b ON b.id = r.import_id
    WHERE r.record_type = ${ALSO_SAID.statement} AND r.record_id = s.id AND b.undone_in IS NULL)
  OR EXISTS (SELECT 1 FROM import_scope p CROSS JOIN import_batch b ON b.id = p.import_id
    WHERE p.scope_id = s.scope_id AND p.used = 1 AND p.mode = 'replace' AND b.undone_in IS NULL
      AND b.revision >= s.since_revision AND (s.until_revision IS NULL OR b.revision < s.until_revision)))`;
