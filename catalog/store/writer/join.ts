/**
 * Joining: several identities of one physical dataset become one node.
 *
 * Every identity keeps its row; `canonical_id` names the one under which all are shown. What joins: names that
 * sources call the same, names that are the same by the rules of their platform (catalog/joining), partitions of
 * one path, and people's decisions, which go before everything. The outcome depends on what is known, never on
 * the order in which it came.
 */
import type { Changes } from './changes.ts';
import { idsAmong, parts, askMany } from './joining/ask-many.ts';
import { currentMappings, KnownDatasets } from './joining/identities.ts';
import { joinJobs } from './joining/jobs.ts';
import { linkDatasets } from './joining/links.ts';
import { notePartitions, settlePartitions } from './joining/partitions.ts';
import { regroup } from './joining/regroup.ts';
import { settleStatuses } from './joining/statuses.ts';
import type { Sql } from './sql.ts';

/** Grows when keys or rules change: the whole catalog is then looked at again. */
const RULES = 2;
const RULES_SETTING = 'joiningRules';

/** What to look at; everything where left out. */
export interface JoinScope {
  /** Datasets that are new, or whose columns, names or standing changed. */
  readonly datasets?: Iterable<number>;
  /** Alias rows that were stated or withdrawn. */
  readonly aliases?: Iterable<number>;
  /** Datasets whose namespace is mapped differently now. */
  readonly renamed?: Iterable<number>;
  /** Sets of partitions on which a person decided. */
  readonly partitions?: Iterable<number>;
  /** Datasets on which a person decided. */
  readonly decided?: Iterable<number>;
}

/** Brings groups up to date; answers the datasets whose group changed. */
export function joinIdentities(sql: Sql, changes: Changes, revision: number, scope?: JoinScope): Set<number> {
  const known = new KnownDatasets(sql, currentMappings(sql, 'dataset'));
  const whole = scope === undefined || !rulesAreCurrent(sql);
  for (const id of scope?.renamed ?? []) known.forget(id);
  if (!rulesAreCurrent(sql)) forgetRules(sql);
  const stated = endsOf(sql, scope?.aliases ?? []);
  const ids = new Set(
    whole ? allDatasets(sql) : [...(scope.datasets ?? []), ...(scope.renamed ?? []), ...stated],
  );
  for (const id of known.each(ids)) known.key(id);
  const sets = notePartitions(sql, known, ids);
  const everySet = whole ? sql.all<{ id: number }>('SELECT id FROM partition_set').map(({ id }) => id) : [];
  const { touched: around, made } = settlePartitions(sql, revision, known, [
    ...everySet,
    ...sets,
    ...(scope?.partitions ?? []),
  ]);
  for (const id of made) ids.add(id);
  const linked = linkDatasets(sql, changes, revision, known, ids);
  const ends = new Set([...linked.datasets, ...stated, ...named(sql, ids), ...(scope?.decided ?? [])]);
  if (whole) for (const id of withAliases(sql)) ends.add(id);
  const restated = settleStatuses(sql, known, ends);
  const dirty = new Set([...around, ...ends, ...restated, ...grouped(sql, ids)]);
  const moved = regroup(sql, changes, dirty, (id) => known.isMoved(id));
  sql.flush();
  return moved;
}

/** Jobs likewise; answers whether any is shown elsewhere now. */
export { joinJobs };

function rulesAreCurrent(sql: Sql): boolean {
  return (
    sql.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', RULES_SETTING)?.value ===
    String(RULES)
  );
}

function forgetRules(sql: Sql): void {
  sql.run('DELETE FROM identity_key');
  // Decisions from before they had rows of their own.
  const decided = sql.all<{ a: number; b: number; status: string; since: number }>(
    `SELECT a.dataset_id AS a, d.id AS b, a.status, a.decided_in AS since FROM alias a
     JOIN dataset d ON d.namespace = a.namespace AND d.name = a.name WHERE a.decided_in IS NOT NULL AND d.id <> a.dataset_id`,
  );
  for (const { a, b, status, since } of decided) {
    sql.run(
      `INSERT INTO join_decision (id, space, a_id, b_id, decision, actor, since_revision)
       SELECT ?1, 'dataset', ?2, ?3, ?4, COALESCE((SELECT actor FROM ledger_entry WHERE seq = ?5), ''), ?5
       WHERE NOT EXISTS (SELECT 1 FROM join_decision WHERE space = 'dataset' AND a_id = ?2 AND b_id = ?3 AND until_revision IS NULL)`,
      sql.nextId('join_decision'),
      Math.min(a, b),
      Math.max(a, b),
      status === 'joined' ? 'same' : 'apart',
      since,
    );
  }
  sql.run(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    RULES_SETTING,
    String(RULES),
  );
}

function allDatasets(sql: Sql): number[] {
  return sql.all<{ id: number }>('SELECT id FROM dataset ORDER BY id').map(({ id }) => id);
}

function withAliases(sql: Sql): number[] {
  return sql
    .all<{ id: number }>(
      "SELECT dataset_id AS id FROM alias UNION SELECT a_id FROM join_decision WHERE space = 'dataset'",
    )
    .map(({ id }) => id);
}

function endsOf(sql: Sql, aliasIds: Iterable<number>): number[] {
  const ends: number[] = [];
  for (const part of parts(aliasIds)) {
    const rows = askMany<{ id: number; named: number | null }>(
      sql,
      `SELECT a.dataset_id AS id, d.id AS named FROM json_each(?1) j CROSS JOIN alias a ON a.id = j.value
       LEFT JOIN dataset d ON d.namespace = a.namespace AND d.name = a.name`,
      part,
    );
    for (const { id, named } of rows) {
      ends.push(id);
      if (named) ends.push(named);
    }
  }
  return ends;
}

/** Those that a source named before they were there. */
function named(sql: Sql, ids: Iterable<number>): number[] {
  return idsAmong(
    sql,
    `SELECT d.id FROM json_each(?1) j CROSS JOIN dataset d ON d.id = j.value
     WHERE EXISTS (SELECT 1 FROM alias a WHERE a.namespace = d.namespace AND a.name = d.name)`,
    ids,
  );
}

/** Those that are shown together with others: which one stands for all may have changed. */
function grouped(sql: Sql, ids: Iterable<number>): number[] {
  return idsAmong(
    sql,
    `SELECT d.id FROM json_each(?1) j CROSS JOIN dataset d ON d.id = j.value
     WHERE EXISTS (SELECT 1 FROM dataset m WHERE m.canonical_id = d.canonical_id AND m.id <> d.id)`,
    ids,
  );
}
