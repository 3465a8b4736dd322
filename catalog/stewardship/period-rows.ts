/**
 * The tables whose rows each stand for a period: what people and their rules state. One table of them, so that
 * making, ending and taking back work alike for all.
 */
import { ACTIVITY_COLUMNS, ASSESSMENT_COLUMNS } from '../privacy/processing/register/fields.ts';
import type { Change } from './change.ts';

interface PeriodTable {
  /** All that makes two rows the same, beside their id and period. */
  readonly columns: readonly string[];
  /** What there can be only one current row of. */
  readonly identity?: readonly string[];
}

export const PERIOD_TABLES = {
  tag: {
    columns: ['target_type', 'target_id', 'kind', 'key', 'value', 'origin', 'status', 'actor', 'reason'],
  },
  owner: {
    columns: ['target_type', 'target_id', 'name', 'email', 'role', 'origin', 'status', 'actor', 'reason'],
  },
  description: { columns: ['target_type', 'target_id', 'text', 'origin', 'actor', 'reason'] },
  join_decision: { columns: ['space', 'a_id', 'b_id', 'decision', 'actor', 'reason'] },
  namespace_mapping: { columns: ['space', 'match', 'pattern', 'target', 'label', 'actor', 'reason'] },
  partition_choice: { columns: ['set_id', 'choice', 'actor', 'reason'] },
  party: {
    columns: ['key', 'kind', 'name', 'email', 'role', 'note', 'actor', 'reason'],
    identity: ['key'],
  },
  party_member: { columns: ['team', 'member', 'actor', 'reason'], identity: ['team', 'member'] },
  glossary_term: {
    columns: ['key', 'name', 'definition', 'parent', 'synonyms', 'actor', 'reason'],
    identity: ['key'],
  },
  domain: { columns: ['key', 'name', 'description', 'parent', 'actor', 'reason'], identity: ['key'] },
  purpose: {
    columns: ['key', 'name', 'description', 'legal_basis', 'retention', 'actor', 'reason'],
    identity: ['key'],
  },
  processing_activity: { columns: ACTIVITY_COLUMNS, identity: ['key'] },
  impact_assessment: { columns: ASSESSMENT_COLUMNS, identity: ['key'] },
  steward_rule: {
    columns: ['rule', 'name', 'kind', 'selection', 'effect', 'enabled', 'actor', 'reason'],
    identity: ['rule'],
  },
  comment: {
    columns: ['number', 'target_type', 'target_id', 'text', 'actor', 'at', 'answer_to', 'resolved_by'],
    identity: ['number'],
  },
  inbox_answer: {
    columns: ['kind', 'target_type', 'target_id', 'about', 'actor', 'reason'],
    identity: ['kind', 'target_type', 'target_id', 'about'],
  },
  privacy_edit: { columns: ['kind', 'key', 'value', 'actor', 'reason'], identity: ['kind', 'key'] },
  breach_fact: { columns: ['breach', 'field', 'value', 'actor', 'reason'], identity: ['breach', 'field'] },
  document_answer: {
    columns: ['dataset_id', 'question', 'state', 'text', 'actor', 'reason'],
    identity: ['dataset_id', 'question'],
  },
  propagation_rule: { columns: ['kind', 'key', 'value', 'carries', 'actor', 'reason'] },
  propagation_block: {
    columns: ['from_type', 'from_id', 'to_type', 'to_id', 'kind', 'key', 'value', 'actor', 'reason'],
  },
} as const satisfies Readonly<Record<string, PeriodTable>>;

export type PeriodTableName = keyof typeof PERIOD_TABLES;

/** What there can be only one current row of in a table; undefined where rows may repeat. */
export function identityOf(table: PeriodTableName): readonly string[] | undefined {
  const { identity }: PeriodTable = PERIOD_TABLES[table];
  return identity;
}

/** Begins a row; columns that are left out are null. Answers its id. */
export function openRow(
  change: Change,
  table: PeriodTableName,
  values: Readonly<Record<string, string | number | null>>,
): number {
  const { columns } = PERIOD_TABLES[table];
  const id = change.sql.nextId(table);
  change.sql.run(
    `INSERT INTO ${table} (id, ${columns.join(', ')}, since_revision) VALUES (?, ${columns.map(() => '?').join(', ')}, ?)`,
    id,
    ...columns.map((column) => values[column] ?? null),
    change.revision,
  );
  return id;
}

/** Ends a row; one that began in this very change never was. */
export function closeRow(change: Change, table: PeriodTableName, id: number): void {
  const { sql, revision } = change;
  if (sql.run(`DELETE FROM ${table} WHERE id = ? AND since_revision = ?`, id, revision) === 0)
    sql.run(`UPDATE ${table} SET until_revision = ? WHERE id = ?`, revision, id);
}
