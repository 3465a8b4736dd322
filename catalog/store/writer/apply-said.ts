/**
 * Tags, owners and descriptions: what sources say about a thing. They make up the sources' layer; what people say lies in
 * rows of origin `steward`, which no import touches.
 */
import type { DescriptionFact, Evidence, OwnerFact, TagFact, Target } from '../../model/facts.ts';
import type { Value } from './row-buffer.ts';
import { parentOf, targetRow, type TargetRow } from './said-target.ts';
import type { WriterSession } from './session.ts';

function touch(session: WriterSession, target: Target): void {
  if (target.on === 'dataset' || target.on === 'column') {
    session.identities.touchedDatasets.add(session.identities.dataset(target.dataset).id);
  }
}

export function applyTag(session: WriterSession, fact: TagFact): void {
  const target = targetRow(session, fact.target, fact.evidence);
  const changed = standingSaid(
    session,
    fact.evidence,
    'tag',
    target,
    [fact.kind, fact.key, fact.value],
    fact.rule,
  );
  if (changed) touch(session, fact.target);
}

export function applyOwner(session: WriterSession, fact: OwnerFact): void {
  const target = targetRow(session, fact.target, fact.evidence);
  const changed = standingSaid(
    session,
    fact.evidence,
    'owner',
    target,
    [fact.name, fact.email ?? null, fact.role],
    fact.rule,
  );
  if (changed) touch(session, fact.target);
}

export function applyDescription(session: WriterSession, fact: DescriptionFact): void {
  const target = targetRow(session, fact.target, fact.evidence);
  const changed = standingSaid(session, fact.evidence, 'description', target, [fact.text]);
  if (changed) touch(session, fact.target);
}

type SaidTable = 'tag' | 'owner' | 'description';

/** Rows of each table. */
const SAID: Readonly<Record<SaidTable, SaidShape>> = {
  tag: saidShape('tag', ['kind', 'key', 'value'], true),
  owner: saidShape('owner', ['name', 'email', 'role'], true),
  description: saidShape('description', ['text'], false),
};

interface SaidShape {
  readonly columns: readonly string[];
  /** Its rows have a status. */
  readonly status: boolean;
  readonly find: string;
}

/** The unary plus keeps the planner on the index by target; others have few values. */
function saidShape(table: SaidTable, fields: readonly string[], status: boolean): SaidShape {
  return {
    columns: [
      ...['id', 'target_type', 'target_id', 'origin', 'since_revision', ...fields],
      ...(status ? ['status'] : []),
    ],
    status,
    find: `SELECT id, until_revision AS until FROM ${table} WHERE target_type = ? AND target_id = ? AND origin = ?
      AND ${fields.map((name) => `+${name} IS ?`).join(' AND ')}`,
  };
}

/**
 * Tags, owners and descriptions share their table with what people say, so their natural key includes
 * the origin and is no unique index. A tag or owner that a person rejected stays rejected.
 */
function standingSaid(
  session: WriterSession,
  evidence: Evidence,
  table: SaidTable,
  target: TargetRow,
  values: readonly (string | null)[],
  /** The import rule that made it of the source's words. */
  rule?: string,
): boolean {
  const { sql, revision, importer } = session;
  const key = saidKey(session, table, values);
  const found = storedSaid(session, table, target, values, key);
  const id = found?.id ?? sql.nextId(table);
  session.fresh.note(table, key, id, parentOf(target));
  if (!found) {
    const { columns, status } = SAID[table];
    const row: Value[] = [id, target.type, target.id, importer, revision, ...values];
    if (status) row.push('imported');
    sql.rows(table, columns).add(...row);
  }
  const current = found !== undefined && found.until === null;
  const outcome = session.book.assert(table, id, evidence, current, rule ?? null);
  if (found && outcome.appeared) sql.run(`UPDATE ${table} SET until_revision = NULL WHERE id = ?`, id);
  if (outcome.appeared) session.changes.added(table, id);
  return outcome.appeared;
}

/** Descriptions are long; of these it is remembered only that the target has one. */
function saidKey({ importer }: WriterSession, table: SaidTable, values: readonly (string | null)[]): string {
  return table === 'description' ? '' : [importer, ...values].join('\u0000');
}

function storedSaid(
  session: WriterSession,
  table: SaidTable,
  target: TargetRow,
  values: readonly (string | null)[],
  key: string,
): { readonly id: number; readonly until: number | null } | undefined {
  const { type, id } = target;
  const noted = session.fresh.find(table, key, parentOf(target));
  if (noted === null) return undefined;
  const { find } = SAID[table];
  if (noted === undefined) return session.sql.getWritten(find, type, id, session.importer, ...values);
  if (table !== 'description') return { id: noted, until: null };
  return session.sql.get(find, type, id, session.importer, ...values);
}
