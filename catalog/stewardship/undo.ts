/**
 * Undo and redo, across restarts, as new ledger entries.
 *
 * What people state lies in rows with a period, so a change can be taken back by its revision alone:
 * rows that it opened are closed, rows that it closed are opened again (as new rows). Redo is the undo
 * of the undo.
 */
import type { Database } from 'better-sqlite3';
import type { Catalog } from '../catalog.ts';
import { fromSource } from '../model/origins.ts';
import { makeChange, type Change, type MutationResult } from './change.ts';
import { openRow, PERIOD_TABLES, type PeriodTableName } from './period-rows.ts';
import { aroundMappings, rejoin } from './rejoin.ts';
import { checkTakenBack, LATER, UndoConflict } from './undo-conflicts.ts';

export { UndoConflict };

/** Actions of the ledger that undo takes back. */
export const UNDOABLE: readonly string[] = [
  'tag.edit',
  'owner.edit',
  'description.edit',
  'alias.decide',
  'join.decide',
  'join.merge',
  'join.split',
  'partition.decide',
  'namespace.map',
  'propagation.apply',
  'propagation.decide',
  'propagation.policy',
  'propagation.block',
  'register.edit',
  'people.import',
  'rule.edit',
  'rule.apply',
  'comment.edit',
  'review.edit',
  'inbox.decide',
  'sheet.edit',
  'privacy.edit',
  'breach.edit',
  'document.edit',
];
/** How far back undo reaches. */
const DEPTH = 200;

export interface UndoState {
  readonly undo: { readonly revision: number; readonly label: string } | null;
  readonly redo: { readonly revision: number; readonly label: string } | null;
}

interface Step {
  readonly revision: number;
  readonly label: string;
}

/** What undo and redo would do now, from the recent part of the ledger. */
export function undoState(db: Database): UndoState {
  const { undoStack, redoStack } = stacks(db);
  return { undo: undoStack.at(-1) ?? null, redo: redoStack.at(-1) ?? null };
}

function stacks(db: Database): { undoStack: Step[]; redoStack: Step[] } {
  const rows = db
    .prepare<
      string[],
      { seq: number; action: string; label: string | null; undone: number | null; redo: number | null }
    >(
      `SELECT e.seq, e.action, json_extract(p.payload, '$.label') AS label, u.undone, u.redo
       FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq LEFT JOIN undo u ON u.revision = e.seq
       WHERE e.action IN (${[...UNDOABLE, 'history.undo', 'history.redo'].map(() => '?').join(', ')})
       ORDER BY e.seq DESC LIMIT ${DEPTH}`,
    )
    .all(...UNDOABLE, 'history.undo', 'history.redo')
    .reverse();
  const undoStack: Step[] = [];
  const redoStack: Step[] = [];
  const subject = new Map<number, string>();
  for (const row of rows) {
    if (row.undone === null) {
      const label = row.label ?? row.action;
      subject.set(row.seq, label);
      undoStack.push({ revision: row.seq, label });
      redoStack.length = 0;
      continue;
    }
    const label = subject.get(row.undone) ?? row.label ?? row.action;
    subject.set(row.seq, label);
    const [from, to] = row.redo ? [redoStack, undoStack] : [undoStack, redoStack];
    const at = from.findIndex((step) => step.revision === row.undone);
    if (at >= 0) from.splice(at, 1);
    to.push({ revision: row.seq, label });
  }
  return { undoStack, redoStack };
}

/** Takes back a change: the newest one, or a given one if nothing later was built on it. */
export async function undo(catalog: Catalog, actor: string, revision?: number): Promise<MutationResult> {
  const { undoStack } = stacks(catalog.store.reader);
  const step = revision === undefined ? undoStack.at(-1) : undoStack.find((one) => one.revision === revision);
  if (!step) return { revision: null, changed: 0, label: 'Nothing to undo' };
  return takeBack(catalog, actor, step, false);
}

/** Does again what undo took back last. */
export async function redo(catalog: Catalog, actor: string): Promise<MutationResult> {
  const step = stacks(catalog.store.reader).redoStack.at(-1);
  if (!step) return { revision: null, changed: 0, label: 'Nothing to redo' };
  return takeBack(catalog, actor, step, true);
}

async function takeBack(
  catalog: Catalog,
  actor: string,
  step: Step,
  isRedo: boolean,
): Promise<MutationResult> {
  return makeChange(
    catalog,
    {
      actor,
      action: isRedo ? 'history.redo' : 'history.undo',
      objectType: 'revision',
      areas: ['tags', 'owners', 'datasets', 'lineage', 'registers', 'comments', 'cases'],
      label: () => `${isRedo ? 'Redid' : 'Undid'}: ${step.label}`,
      payload: () => ({ undone: step.revision }),
    },
    (change) => {
      const changed =
        reverseSaid(change, step.revision) +
        reverseKept(change, step.revision) +
        reverseJoining(change, step.revision);
      checkTakenBack(change, step.revision);
      change.sql.run(
        'INSERT INTO undo (revision, undone, redo) VALUES (?, ?, ?)',
        change.revision,
        step.revision,
        isRedo ? 1 : 0,
      );
      return changed;
    },
  );
}

const SAID = ['tag', 'owner', 'description'] as const;
const JOINING = ['join_decision', 'partition_choice', 'namespace_mapping'] as const;
/** All other tables of periods, so that a new one is taken back as well. */
const KEPT = (Object.keys(PERIOD_TABLES) as PeriodTableName[]).filter(
  (table) => ![...SAID, ...JOINING].some((other) => other === table),
);

function reverseKept(change: Change, revision: number): number {
  return KEPT.reduce((changed, table) => changed + reverseRows(change, table, revision), 0);
}

function reverseSaid(change: Change, revision: number): number {
  let changed = 0;
  for (const table of SAID) {
    touchDatasets(change, table, revision);
    changed += reverseRows(change, table, revision);
  }
  return changed;
}

/** Rows that the change opened are closed, rows that it closed are opened again. */
function reverseRows(change: Change, table: PeriodTableName, revision: number): number {
  const { sql } = change;
  const ours = (SAID as readonly string[]).includes(table) ? `AND NOT ${fromSource()}` : '';
  let changed = 0;
  const opened = sql
    .all<{ id: number; until: number | null }>(
      `SELECT id, until_revision AS until FROM ${table} WHERE since_revision = ? ${ours}`,
      revision,
    )
    .map((row) => (row.until === null ? row.id : restoredCopy(change, table, row.id)));
  for (const id of opened)
    changed += sql.run(`UPDATE ${table} SET until_revision = ? WHERE id = ?`, change.revision, id);
  const closed = sql.all<Record<string, string | number | null>>(
    `SELECT ${PERIOD_TABLES[table].columns.join(', ')} FROM ${table} WHERE until_revision = ? ${ours}`,
    revision,
  );
  for (const row of closed) openRow(change, table, row);
  return changed + closed.length;
}

/**
 * The row that stands for a closed one now: what an undo opened again in its place.
 * @throws UndoConflict when the statement was changed for good by something later
 */
function restoredCopy(change: Change, table: PeriodTableName, id: number): number {
  const same = PERIOD_TABLES[table].columns.map((name) => `copy.${name} IS old.${name}`).join(' AND ');
  const copy = change.sql.get<{ id: number }>(
    `SELECT copy.id FROM ${table} old JOIN ${table} copy ON ${same}
     WHERE old.id = ? AND copy.until_revision IS NULL AND copy.since_revision IN (SELECT revision FROM undo)`,
    id,
  );
  if (!copy) throw new UndoConflict(LATER);
  return copy.id;
}

function touchDatasets(change: Change, table: string, revision: number): void {
  const rows = change.sql.all<{ id: number }>(
    `SELECT CASE x.target_type WHEN 'dataset' THEN x.target_id ELSE (SELECT dataset_id FROM "column" WHERE id = x.target_id) END AS id
     FROM ${table} x WHERE (x.since_revision = ?1 OR x.until_revision = ?1) AND x.target_type IN ('dataset', 'column')`,
    revision,
  );
  for (const row of rows) change.touchedDatasets.add(row.id);
}

/** People's words on names, and the groups that follow from them. */
function reverseJoining(change: Change, revision: number): number {
  const { sql } = change;
  const at = (table: string, columns: string) =>
    sql.all<Record<string, number | string>>(
      `SELECT ${columns} FROM ${table} WHERE since_revision = ?1 OR until_revision = ?1`,
      revision,
    );
  const decisions = at('join_decision', 'space, a_id AS a, b_id AS b');
  const sets = at('partition_choice', 'set_id AS id').map(({ id }) => Number(id));
  let changed = 0;
  const mappings = aroundMappings(change, () => {
    for (const table of JOINING) changed += reverseRows(change, table, revision);
  });
  if (changed === 0) return 0;
  const decided = decisions
    .filter(({ space }) => space === 'dataset')
    .flatMap(({ a, b }) => [Number(a), Number(b)]);
  const jobs = mappings.jobs || decisions.some(({ space }) => space === 'job');
  rejoin(change, { ...mappings, decided, partitions: sets, jobs });
  return changed;
}
