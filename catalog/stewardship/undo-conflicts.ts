/** What taking back a change must not leave behind: two where there can be one, or a key that leads nowhere. */
import { groupOf, type Change, type Target } from './change.ts';
import { identityOf, PERIOD_TABLES, type PeriodTableName } from './period-rows.ts';
import { REGISTER_NAMES, REGISTERS, type RegisterName } from './registers/spec.ts';
import { dependentsOn, sayDependents } from './registers/used.ts';
import { PERSON } from '../model/origins.ts';
import { KIND_RULES, isKind, slotOf } from './statement-kinds.ts';

export class UndoConflict extends Error {}

/** @throws UndoConflict */
export function checkTakenBack(change: Change, undone: number): void {
  for (const table of Object.keys(PERIOD_TABLES) as PeriodTableName[]) checkIdentity(change, table);
  checkStatements(change);
  checkKeys(change, undone);
}

export const LATER = 'A later change was made to the same statements; undo that one first.';

/** Rows that were opened again stand where something later stands. */
function checkIdentity(change: Change, table: PeriodTableName): void {
  const identity = identityOf(table);
  if (!identity) return;
  const same = identity.map((column) => `x.${column} = y.${column}`).join(' AND ');
  const twice = change.sql.get(
    `SELECT 1 FROM ${table} x JOIN ${table} y ON ${same} AND y.id <> x.id AND y.until_revision IS NULL
     WHERE x.since_revision = ? AND x.until_revision IS NULL LIMIT 1`,
    change.revision,
  );
  if (twice) throw new UndoConflict(LATER);
}

interface Row {
  readonly id: number;
  readonly target_type: Target['on'];
  readonly target_id: number;
  readonly kind: string;
  readonly key: string;
  readonly value: string;
}

function checkStatements(change: Change): void {
  const { sql, revision } = change;
  const opened = sql.all<Row>(
    `SELECT id, target_type, target_id, kind, key, value FROM tag
     WHERE since_revision = ? AND until_revision IS NULL AND origin = '${PERSON}' AND status = 'confirmed'`,
    revision,
  );
  const ofRules = sql.all<{ kind: string; value: string }>(
    `SELECT s.value ->> 'kind' AS kind, s.value ->> 'value' AS value FROM steward_rule r, json_each(r.effect, '$.statements') s
     WHERE r.since_revision = ? AND r.until_revision IS NULL`,
    revision,
  );
  checkRegistered(change, [...opened, ...ofRules]);
  for (const row of opened) {
    const slot = slotOf(row);
    if (slot === null) continue;
    const rivals = groupOf(sql, { on: row.target_type, id: row.target_id }).flatMap((id) =>
      sql.all<Row>(
        `SELECT id, kind, key FROM tag WHERE target_type = ? AND target_id = ? AND kind = ? AND origin = '${PERSON}'
         AND status = 'confirmed' AND until_revision IS NULL AND since_revision < ? AND id <> ?`,
        row.target_type,
        id,
        row.kind,
        revision,
        row.id,
      ),
    );
    if (rivals.some((rival) => slotOf(rival) === slot)) throw new UndoConflict(LATER);
  }
}

/** What is stated again must refer to entries that are there. */
function checkRegistered(
  { sql }: Change,
  rows: readonly { readonly kind: string; readonly value: string }[],
): void {
  const seen = new Set<string>();
  for (const { kind, value } of rows) {
    const keyOf = isKind(kind) ? KIND_RULES[kind].keyOf : undefined;
    if (!keyOf || keyOf === 'category' || keyOf === 'subject' || seen.has(`${keyOf}\n${value}`)) continue;
    seen.add(`${keyOf}\n${value}`);
    const { table } = REGISTERS[keyOf];
    if (!sql.get(`SELECT 1 FROM ${table} WHERE key = ? AND until_revision IS NULL`, value))
      throw new UndoConflict(`The ${keyOf} "${value}" was removed later; undo that first.`);
  }
}

/** Entries that the undo took away, and entries that it brought back beneath others. */
function checkKeys(change: Change, undone: number): void {
  const { sql, revision } = change;
  for (const register of REGISTER_NAMES) {
    const { table, noun, fields, belongsTo } = REGISTERS[register];
    const gone = sql.all<{ key: string }>(
      `SELECT DISTINCT key FROM ${table} WHERE until_revision = ?1 AND since_revision <> ?1
       AND key NOT IN (SELECT key FROM ${table} WHERE until_revision IS NULL)`,
      revision,
    );
    for (const { key } of gone) {
      const used = dependentsOn(sql, register, key);
      if (used.length > 0)
        throw new UndoConflict(
          `The ${noun} "${key}", which change ${undone} added, is used by ${sayDependents(used)}; undo those first.`,
        );
    }
    if (belongsTo) checkOwner(change, table, belongsTo);
    if (!fields.some(({ holds }) => holds === 'parent')) continue;
    const orphan = sql.get<{ parent: string }>(
      `SELECT parent FROM ${table} WHERE since_revision = ? AND until_revision IS NULL AND parent IS NOT NULL
       AND parent NOT IN (SELECT key FROM ${table} WHERE until_revision IS NULL)`,
      revision,
    );
    if (orphan) throw new UndoConflict(`The ${noun} "${orphan.parent}" was removed later; undo that first.`);
  }
}

/** What is opened again belongs to an entry of another register. */
function checkOwner({ sql, revision }: Change, table: PeriodTableName, belongsTo: RegisterName): void {
  const { table: owners, noun } = REGISTERS[belongsTo];
  const lost = sql.get<{ key: string }>(
    `SELECT key FROM ${table} WHERE since_revision = ? AND until_revision IS NULL
     AND key NOT IN (SELECT key FROM ${owners} WHERE until_revision IS NULL)`,
    revision,
  );
  if (lost) throw new UndoConflict(`The ${noun} "${lost.key}" was removed later; undo that first.`);
}
