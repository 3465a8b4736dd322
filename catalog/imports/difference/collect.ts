/** Reads a difference out of the transaction that would make it: what the revision opens, closes and says otherwise. */
import { RECORD_TYPES } from '../../store/record-types.ts';
import type { Sql } from '../../store/writer/sql.ts';
import { conflictsOf } from './conflicts.ts';
import { describeRecord, saidText } from './describe-record.ts';
import type { Difference, NewRow } from './difference.ts';
import type { PersonalNames } from './personal-names.ts';

interface Touched {
  readonly type: number;
  readonly id: number;
  readonly scope: string;
}

/** Rows of everything that is stated. Step by step, so that others may run in between. */
export function* collectStated(
  sql: Sql,
  revision: number,
  into: Difference,
  personal: PersonalNames,
): Iterable<void> {
  const touched = sql.all<Touched>(
    `SELECT s.record_type AS type, s.record_id AS id, MIN(o.key) AS scope FROM statement s JOIN scope o ON o.id = s.scope_id
     WHERE s.since_revision = ?1 OR s.until_revision = ?1 GROUP BY s.record_type, s.record_id`,
    revision,
  );
  for (const [index, one] of touched.entries()) {
    const row = rowOf(sql, revision, one);
    if (row) {
      into.add(row);
      for (const conflict of conflictsOf(sql, row)) into.add(conflict);
      const found = row.change === 'added' ? personal(sql, row) : null;
      if (found) into.add(found);
    }
    if (index % 500 === 499) yield;
  }
  into.pairUp();
  yield;
}

function rowOf(sql: Sql, revision: number, { type, id, scope }: Touched): NewRow | null {
  const statements = sql.all<{ value: string | null; since: number; until: number | null }>(
    `SELECT value, since_revision AS since, until_revision AS until FROM statement
     WHERE record_type = ?1 AND record_id = ?2 AND (until_revision IS NULL OR until_revision = ?3) ORDER BY last_file_id, id`,
    type,
    id,
    revision,
  );
  const before = statements.filter((one) => one.since < revision);
  const after = statements.filter((one) => one.until === null);
  if (before.length === 0 && after.length === 0) return null;
  const was = before.at(-1)?.value ?? null;
  const is = after.at(-1)?.value ?? null;
  if (before.length > 0 && after.length > 0 && was === is) return null;
  const described = describeRecord(sql, type, id);
  if (!described) return null;
  const { text, pair, ...names } = described;
  const change = before.length === 0 ? 'added' : after.length === 0 ? 'retired' : 'changed';
  const said = (value: string | null) => saidText(sql, type, id, value) ?? text;
  const row: NewRow = {
    ...names,
    change: type === RECORD_TYPES.alias && change === 'added' ? 'join' : change,
    before: before.length === 0 ? null : said(was),
    after: after.length === 0 ? null : said(is),
    note: type === RECORD_TYPES.alias ? (JOIN_NOTES[text ?? ''] ?? null) : null,
    scope,
    recordType: type,
    recordId: id,
    pair,
  };
  // What a source says of order alone, or in other words of the same, is no change to show.
  return change === 'changed' && row.before === row.after ? null : row;
}

const JOIN_NOTES: Readonly<Record<string, string>> = {
  joined: 'The two names are joined into one dataset.',
  suggested: 'A suggestion: a person decides.',
};

/** Rows of what follows from it: edges, names found alike, runs. They cannot be left out one by one. */
export function* collectDerived(sql: Sql, revision: number, into: Difference): Iterable<void> {
  const derived = { note: null, scope: null, recordType: null, recordId: null, pair: null };
  for (const edge of sql.all<{
    namespace: string;
    dataset: string;
    name: string;
    until: number | null;
    basis: string;
  }>(
    `SELECT t.namespace, t.name AS dataset, f.name || ' → ' || t.name AS name, e.until_revision AS until, e.basis
     FROM edge e JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id
     WHERE (e.since_revision = ?1 AND e.until_revision IS NULL) OR (e.until_revision = ?1 AND e.since_revision < ?1)`,
    revision,
  )) {
    const stands = edge.until === null;
    into.add({
      ...derived,
      change: stands ? 'added' : 'retired',
      type: 'edge',
      namespace: edge.namespace,
      dataset: edge.dataset,
      name: edge.name,
      before: stands ? null : edge.basis,
      after: stands ? edge.basis : null,
    });
  }
  yield;
  for (const alias of sql.all<{ namespace: string; dataset: string; name: string; status: string }>(
    `SELECT d.namespace, d.name AS dataset, a.namespace || ' ' || a.name AS name, a.status FROM alias a JOIN dataset d ON d.id = a.dataset_id
     WHERE a.since_revision = ? AND a.origin = 'headwater' AND a.until_revision IS NULL`,
    revision,
  )) {
    into.add({
      ...derived,
      change: 'join',
      type: 'alias',
      namespace: alias.namespace,
      dataset: alias.dataset,
      name: alias.name,
      before: null,
      after: alias.status,
      note: JOIN_NOTES[alias.status] ?? null,
    });
  }
  for (const run of sql.all<{ namespace: string; name: string; n: number }>(
    `SELECT j.namespace, j.name, COUNT(*) AS n FROM run r JOIN job j ON j.id = r.job_id
     WHERE r.since_revision = ? AND r.referenced_only = 0 GROUP BY j.id`,
    revision,
  )) {
    into.add({
      ...derived,
      change: 'added',
      type: 'run',
      namespace: run.namespace,
      dataset: '',
      name: run.name,
      before: null,
      after: run.n === 1 ? '1 run' : `${run.n} runs`,
    });
  }
  yield;
}
