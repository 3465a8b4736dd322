/** Where a change meets people's work: what sources say against it, and what would leave it hanging. */
import { RECORD_TYPES } from '../../store/record-types.ts';
import type { Sql } from '../../store/writer/sql.ts';
import type { NewRow } from './difference.ts';

export function conflictsOf(sql: Sql, row: NewRow): NewRow[] {
  const { recordType, recordId } = row;
  if (recordType === null || recordId === null) return [];
  const note =
    row.change === 'retired' ? hanging(sql, recordType, recordId) : against(sql, recordType, recordId);
  return note === null
    ? []
    : [{ ...row, change: 'conflict', note, recordType: null, recordId: null, pair: null }];
}

/** What people say of a target now: its type and its id. */
const SAID_BY_PEOPLE = ['tag', 'owner', 'description']
  .map(
    (table) =>
      `SELECT 1 FROM ${table} WHERE target_type = ?1 AND target_id = ?2 AND origin = 'steward' AND until_revision IS NULL`,
  )
  .join(' UNION ALL ');

/** A dataset or column that is retired while people's statements stand on it. */
function hanging(sql: Sql, type: number, id: number): string | null {
  const target =
    type === RECORD_TYPES.column
      ? { on: 'column', id }
      : type === RECORD_TYPES.source
        ? {
            on: 'dataset',
            id: sql.get<{ d: number }>(
              `SELECT s.dataset_id AS d FROM dataset_source s JOIN dataset d ON d.id = s.dataset_id WHERE s.id = ? AND d.until_revision IS NOT NULL`,
              id,
            )?.d,
          }
        : null;
  if (target?.id === undefined || target === null) return null;
  const { n } = sql.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM (${SAID_BY_PEOPLE})`,
    target.on,
    target.id,
  )!;
  if (n === 0) return null;
  return n === 1
    ? 'People said one thing about it. It is kept and comes back with it.'
    : `People said ${n} things about it. They are kept and come back with it.`;
}

/** A source says what a person refused, or other than a person says. */
function against(sql: Sql, type: number, id: number): string | null {
  if (type === RECORD_TYPES.tag) {
    const refused = sql.get(
      `SELECT 1 FROM tag x JOIN tag s ON s.target_type = x.target_type AND s.target_id = x.target_id AND s.kind = x.kind AND s.key = x.key AND s.value = x.value
       WHERE x.id = ? AND s.origin = 'steward' AND s.status = 'rejected' AND s.until_revision IS NULL`,
      id,
    );
    if (refused) return 'A person rejected this tag. It stays rejected.';
    const other = sql.get<{ value: string }>(
      `SELECT s.value FROM tag x JOIN tag s ON s.target_type = x.target_type AND s.target_id = x.target_id AND s.kind = 'sensitivity' AND s.value <> x.value
       WHERE x.id = ? AND x.kind = 'sensitivity' AND s.origin = 'steward' AND s.status = 'confirmed' AND s.until_revision IS NULL`,
      id,
    );
    return other ? `A person says ${other.value}, which stays in force.` : null;
  }
  if (type === RECORD_TYPES.owner) {
    const refused = sql.get(
      `SELECT 1 FROM owner x JOIN owner s ON s.target_type = x.target_type AND s.target_id = x.target_id AND s.name = x.name AND s.role = x.role
       WHERE x.id = ? AND s.origin = 'steward' AND s.status = 'rejected' AND s.until_revision IS NULL`,
      id,
    );
    if (refused) return 'A person rejected this owner. It stays rejected.';
    const other = sql.get<{ name: string }>(
      `SELECT s.name FROM owner x JOIN owner s ON s.target_type = x.target_type AND s.target_id = x.target_id AND s.name <> x.name
       WHERE x.id = ? AND s.origin = 'steward' AND s.status = 'confirmed' AND s.until_revision IS NULL`,
      id,
    );
    return other ? `A person names ${other.name} as an owner. Both are shown.` : null;
  }
  if (type === RECORD_TYPES.description) {
    const other = sql.get(
      `SELECT 1 FROM description x JOIN description s ON s.target_type = x.target_type AND s.target_id = x.target_id AND s.text <> x.text
       WHERE x.id = ? AND s.origin = 'steward' AND s.until_revision IS NULL`,
      id,
    );
    return other ? 'A person wrote a description, which is shown first.' : null;
  }
  if (type === RECORD_TYPES.alias) {
    const decided = sql.get(
      `SELECT 1 FROM alias WHERE id = ? AND decided_in IS NOT NULL AND status = 'rejected'`,
      id,
    );
    return decided ? 'A person rejected this name. It stays rejected.' : null;
  }
  return null;
}
