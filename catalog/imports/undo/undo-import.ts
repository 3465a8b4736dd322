/** Undo and redo of an import: one transaction, one ledger entry; a rehearsal does the same and rolls back. */
import type { Database } from 'better-sqlite3';
import { appendEntry, nextRevision } from '../../ledger/append.ts';
import type { Catalog } from '../../catalog.ts';
import type { ChangeCount } from '../../store/writer/changes.ts';
import { index } from '../../store/writer/finish.ts';
import { WriterSession } from '../../store/writer/session.ts';
import { Sql } from '../../store/writer/sql.ts';
import { inBreaths } from '../../breathe.ts';
import { applyUndo } from './apply-undo.ts';
import { followRules, type RulesFollowed } from '../../stewardship/rules/follow.ts';

/** The import cannot be taken back, or counted again, for a reason in plain words. */
export class UndoRefused extends Error {}

export interface UndoProgress {
  readonly phase: 'undoing' | 'comparing';
  readonly records: number;
}

export interface UndoRequest {
  readonly importId: number;
  /** Counts an import again that was taken back. */
  readonly redo: boolean;
  readonly dryRun: boolean;
  readonly actor: string;
  readonly signal: AbortSignal;
  /** `records`: how many were changed so far. */
  readonly onProgress?: (progress: UndoProgress) => void;
  /** Called inside the transaction, before it ends. */
  readonly look?: (db: Database, revision: number) => Promise<void>;
}

export interface UndoOutcome {
  readonly importId: number;
  readonly label: string;
  readonly changes: Readonly<Record<string, ChangeCount>>;
  /** Null for a rehearsal. */
  readonly revision: number | null;
  /** What later imports said in vain while this one stood: older pictures. */
  readonly unused: number;
  /** What stewards' rules did after it; absent for a rehearsal. */
  readonly rules?: RulesFollowed | null;
}

/** @throws UndoRefused */
export async function undoImport(catalog: Catalog, request: UndoRequest): Promise<UndoOutcome> {
  const work = (db: Database) => run(db, request);
  const outcome = await (request.dryRun ? catalog.store.rehearse(work) : catalog.store.write(work));
  if (outcome.revision !== null) {
    catalog.announce(['datasets', 'lineage', 'tags', 'owners', 'imports', 'ledger']);
    return { ...outcome, rules: await followRules(catalog, request.actor, { reason: 'after an import' }) };
  }
  return outcome;
}

interface BatchRow {
  readonly revision: number;
  readonly label: string;
  readonly undoneIn: number | null;
  readonly undoable: number | null;
}

async function run(db: Database, request: UndoRequest): Promise<UndoOutcome> {
  const { importId, redo } = request;
  const sql = new Sql(db);
  const batch = sql.get<BatchRow>(
    'SELECT revision, label, undone_in AS undoneIn, undoable FROM import_batch WHERE id = ?',
    importId,
  );
  if (!batch) throw new UndoRefused('There is no such import.');
  refuse(batch, redo);
  const revision = nextRevision(db);
  const session = new WriterSession(sql, revision, importId, []);
  sql.run('UPDATE import_batch SET undone_in = ? WHERE id = ?', redo ? null : revision, importId);
  await inBreaths(applyUndo(session, { importId, revision: batch.revision, redo }), request.signal, () =>
    request.onProgress?.({ phase: 'undoing', records: session.changes.total }),
  );
  index(session);
  const changes = session.changes.counts();
  if (request.look) request.onProgress?.({ phase: 'comparing', records: session.changes.total });
  await request.look?.(db, revision);
  const label = `${redo ? 'Redid' : 'Undid'}: ${batch.label}`;
  if (!request.dryRun) {
    appendEntry(db, {
      actor: request.actor,
      action: redo ? 'import.redo' : 'import.undo',
      objectType: 'import',
      objectId: String(importId),
      payload: {
        label,
        import: importId,
        import_revision: batch.revision,
        changes: Object.fromEntries(Object.entries(changes).map(([type, count]) => [type, { ...count }])),
      },
    });
  }
  return {
    importId,
    label,
    changes,
    revision: request.dryRun ? null : revision,
    unused: redo ? 0 : unusedParts(sql, importId),
  };
}

/** @throws UndoRefused where it cannot be undone, or counted again */
function refuse({ undoable, undoneIn }: BatchRow, redo: boolean): void {
  if (undoable !== 1)
    throw new UndoRefused(
      'This import was made by an earlier version, which did not record what undo needs. It cannot be undone.',
    );
  if (!redo && undoneIn !== null) throw new UndoRefused('This import was already undone.');
  if (redo && undoneIn === null) throw new UndoRefused('This import was not undone.');
}

/** Pictures of later imports that were not used because this one held newer ones. */
function unusedParts(sql: Sql, importId: number): number {
  return sql.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM import_scope x JOIN import_scope own ON own.scope_id = x.scope_id AND own.import_id = ?1 AND own.used = 1
     JOIN import_batch b ON b.id = x.import_id AND b.undone_in IS NULL WHERE x.import_id > ?1 AND x.used = 0`,
    importId,
  )!.n;
}
