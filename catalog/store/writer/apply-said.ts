/**
 * Facts that say something about a thing: tags, owners, descriptions, properties, tests, figures.
 * They make up the sources' layer; what people say lies in rows of origin `steward`, which no import
 * touches.
 */
import { hash } from 'node:crypto';
import type {
  DescriptionFact,
  Evidence,
  MetricFact,
  OwnerFact,
  PropertyFact,
  TagFact,
  Target,
  TestFact,
  TestResultFact,
} from '../../model/facts.ts';
import { standing } from './apply-graph.ts';
import { noteLifecycle } from './lifecycles.ts';
import { ABSENT, endAbsence } from './absence.ts';
import type { Parent } from './fresh-rows.ts';
import type { Value } from './row-buffer.ts';
import type { WriterSession } from './session.ts';
import { isOlder, keepValue } from './told.ts';

interface TargetRow {
  readonly type: Target['on'];
  readonly id: number;
}

const TARGET_TABLES: Readonly<Record<Target['on'], string>> = {
  dataset: 'dataset',
  column: '"column"',
  job: 'job',
  run: 'run',
};

/** The row that something is said about, created if need be; its dataset is searched anew. */
function targetRow(session: WriterSession, target: Target, evidence: Evidence): TargetRow {
  const { identities } = session;
  switch (target.on) {
    case 'dataset':
      return { type: 'dataset', id: identities.dataset(target.dataset).id };
    case 'column':
      return { type: 'column', id: identities.column(identities.dataset(target.dataset).id, target.path).id };
    case 'job':
      return { type: 'job', id: session.job(target.job).id };
    case 'run':
      return { type: 'run', id: session.run(target.run, evidence).id };
  }
}

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

const parentOf = ({ type, id }: TargetRow): Parent => [TARGET_TABLES[type], id];

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

function findProperty(
  { fresh, sql, importer, statedAts }: WriterSession,
  target: TargetRow,
  key: string,
  noteKey: string,
):
  | {
      readonly id: number;
      readonly until: number | null;
      readonly statedAt: string | null;
      readonly value?: string;
    }
  | undefined {
  const noted = fresh.find('property', noteKey, parentOf(target));
  if (noted === null) return undefined;
  if (noted !== undefined && sql.isFresh('property', noted)) {
    const statedAt = statedAts.of(noted);
    if (statedAt !== undefined) return { id: noted, until: null, statedAt };
  }
  const select =
    'SELECT id, until_revision AS until, stated_at AS statedAt, value FROM property WHERE target_type = ? AND target_id = ? AND key = ? AND origin = ?';
  const values = [target.type, target.id, key, importer] as const;
  return noted === undefined ? sql.getWritten(select, ...values) : sql.get(select, ...values);
}

/** Digests of short values that were met lately: many properties have the same. */
const digests = new Map<string, string>();
const SHORT = 64;
const DIGESTS = 5_000;

function digestOf(value: string): string {
  if (value.length > SHORT) return hash('sha256', value, 'base64url');
  let digest = digests.get(value);
  if (digest === undefined) {
    if (digests.size >= DIGESTS) digests.clear();
    digests.set(value, (digest = hash('sha256', value, 'base64url')));
  }
  return digest;
}

export function applyProperty(session: WriterSession, fact: PropertyFact): void {
  const target = targetRow(session, fact.target, fact.evidence);
  if (fact.target.on === 'dataset' && fact.key === 'lifecycleStateChange') noteLifecycle(session, target.id);
  const { sql, revision, importer } = session;
  const value = JSON.stringify(fact.value);
  const noteKey = `${importer} ${fact.key}`;
  const found = findProperty(session, target, fact.key, noteKey);
  const statedAt = fact.statedAt ?? null;
  const digest = digestOf(value);
  if (found && !sql.isFresh('property', found.id) && (statedAt !== null || found.statedAt !== null)) {
    session.told.property(found.id, found, { statedAt, digest }, fact.evidence);
    if (isOlder(statedAt, found.statedAt)) keepValue(sql, found.id, digest, value);
  }
  // What an import had said that was taken back since does not count.
  if (found?.until === null && isOlder(statedAt, found.statedAt)) return;
  const id = found?.id ?? sql.nextId('property');
  session.fresh.note('property', noteKey, id, parentOf(target));
  if (!found) {
    session.newProperties.add(id, target.type, target.id, fact.key, value, importer, statedAt, revision);
  } else if (found.statedAt !== statedAt) {
    sql.run('UPDATE property SET stated_at = ? WHERE id = ?', statedAt, id);
  }
  session.statedAts.note(id, statedAt);
  const outcome = session.book.assert(
    'property',
    id,
    fact.evidence,
    found !== undefined && found.until === null,
    digest,
  );
  if (found && (outcome.appeared || outcome.changed || outcome.reverted)) {
    // Of what this import made itself, the value before is nobody's to keep.
    if (found.value !== undefined && found.value !== value && !sql.isFresh('property', id))
      keepValue(sql, id, hash('sha256', found.value, 'base64url'), found.value);
    sql.run('UPDATE property SET value = ?, until_revision = NULL WHERE id = ?', value, id);
  }
  if (outcome.appeared) session.changes.added('property', id);
  else if (outcome.changed) session.changes.changed('property', id);
  else if (outcome.reverted) session.changes.reverted('property', id);
}

/** Codes of `also_said.record_type` for records that have no statements. */
export const ALSO_SAID = { testResult: 101, metric: 102 } as const;

/** Notes that this import says again what another one said first. */
function alsoSaid(session: WriterSession, type: number, id: number, value: string | null): void {
  session.sql.run(
    `INSERT INTO also_said (record_type, record_id, import_id, value) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT DO UPDATE SET value = ?4`,
    type,
    id,
    session.importId,
    value,
  );
}

/** Keeps what an import said whose place the row is about to lose. */
function saidBefore(
  { sql }: WriterSession,
  type: number,
  id: number,
  importId: number,
  value: string | null,
): void {
  sql.run(
    'INSERT OR IGNORE INTO also_said (record_type, record_id, import_id, value) VALUES (?, ?, ?, ?)',
    type,
    id,
    importId,
    value,
  );
}

/** Tests have no parent that stays the same. Where the first of all is new, all are. */
const ALL_TESTS = ['test', 1] as const;

export function applyTest(session: WriterSession, fact: TestFact): void {
  const { identities } = session;
  const dataset = identities.dataset(fact.dataset);
  const column = fact.path && fact.path.length > 0 ? identities.column(dataset.id, fact.path).id : null;
  standing(session, fact, {
    type: 'test',
    counted: 'test',
    table: 'test',
    key: { importer: session.importer, test_id: fact.testId },
    parent: ALL_TESTS,
    values: {
      name: fact.name,
      dataset_id: dataset.id,
      column_id: column,
      kind: fact.kind ?? null,
      severity: fact.severity ?? null,
    },
  });
}

export function applyTestResult(session: WriterSession, fact: TestResultFact): void {
  const { sql } = session;
  const test = sql.get<{
    id: number;
    status: string | null;
    statusAt: string | null;
    severity: string | null;
  }>(
    'SELECT id, status, status_at AS statusAt, severity FROM test WHERE importer = ? AND test_id = ?',
    session.importer,
    fact.testId,
  );
  if (!test) return;
  const at = fact.at ?? '';
  const { failures = null, message = null } = fact;
  const known = sql.get<{ id: number; until: number | null; since: number; importId: number | null }>(
    `SELECT r.id, r.until_revision AS until, r.since_revision AS since, f.import_id AS importId
     FROM test_result r LEFT JOIN source_file f ON f.id = r.file_id WHERE r.test_id = ? AND r.at = ? AND r.status = ?`,
    test.id,
    at,
    fact.status,
  );
  const fileId = session.book.fileId(fact.evidence);
  if (known && known.until === null) {
    if (known.since !== session.revision) alsoSaid(session, ALSO_SAID.testResult, known.id, null);
    return;
  }
  if (known) {
    if (known.importId !== null) saidBefore(session, ALSO_SAID.testResult, known.id, known.importId, null);
    alsoSaid(session, ALSO_SAID.testResult, known.id, null);
    sql.run(
      'UPDATE test_result SET failures = ?, message = ?, file_id = ?, until_revision = NULL WHERE id = ?',
      failures,
      message,
      fileId,
      known.id,
    );
    endAbsence(sql, ABSENT.testResult, known.id, session.revision);
  } else {
    sql.run(
      'INSERT INTO test_result (id, test_id, at, status, failures, message, file_id, since_revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      sql.nextId('test_result'),
      test.id,
      at,
      fact.status,
      failures,
      message,
      fileId,
      session.revision,
    );
  }
  session.changes.addedOne('test_result');
  if (test.statusAt !== null && isOutdone(fact, at, test)) return;
  sql.run(
    'UPDATE test SET status = ?, status_at = ?, failures = ?, message = ?, severity = ? WHERE id = ?',
    fact.status,
    at,
    fact.failures ?? null,
    fact.message ?? null,
    fact.severity === undefined ? test.severity : fact.severity,
    test.id,
  );
}

const GRAVITY = ['skip', 'pass', 'warn', 'fail', 'error'];

/** A later result is known, or a graver one of the same instant. */
function isOutdone(
  { status, severity }: TestResultFact,
  at: string,
  known: {
    readonly status: string | null;
    readonly statusAt: string | null;
    readonly severity: string | null;
  },
): boolean {
  const knownAt = known.statusAt ?? '';
  if (at !== knownAt || at === '') return at < knownAt;
  const graver = GRAVITY.indexOf(status) - GRAVITY.indexOf(known.status ?? '');
  return graver < 0 || (graver === 0 && (severity ?? '') < (known.severity ?? ''));
}

interface StoredMetric {
  readonly id: number;
  readonly value: number;
  readonly until: number | null;
  readonly since: number;
  readonly importId: number;
}

function storedMetric(
  { sql }: WriterSession,
  key: readonly [datasetId: number, columnId: number, name: string, at: string],
): StoredMetric | undefined {
  return sql.get<StoredMetric>(
    `SELECT m.id, m.value, m.until_revision AS until, m.since_revision AS since, f.import_id AS importId
     FROM metric m LEFT JOIN source_file f ON f.id = m.file_id WHERE dataset_id = ? AND column_id = ? AND name = ? AND at = ?`,
    ...key,
  );
}

export function applyMetric(session: WriterSession, fact: MetricFact): void {
  if (!Number.isFinite(fact.value)) return;
  const { identities, sql } = session;
  const dataset = identities.dataset(fact.dataset);
  const columnId = fact.path && fact.path.length > 0 ? identities.column(dataset.id, fact.path).id : 0;
  const at = fact.at ?? '';
  const key = [dataset.id, columnId, fact.name, at] as const;
  const noteKey = `${columnId}\u0000${fact.name}\u0000${at}`;
  const parent: Parent = ['dataset', dataset.id];
  const noted = session.fresh.find('metric', noteKey, parent);
  const known = noted === null ? undefined : storedMetric(session, key);
  const fileId = session.book.fileId(fact.evidence);
  if (!known) {
    const id = sql.nextId('metric');
    session.fresh.note('metric', noteKey, id, parent);
    session.newMetrics.add(id, dataset.id, columnId, fact.name, at, fact.value, fileId, session.revision);
    session.changes.addedOne('metric');
    return;
  }
  if (known.importId !== session.importId) {
    // What the import before said is kept, so that undo and redo can show it again.
    if (known.until !== null || known.value !== fact.value)
      saidBefore(session, ALSO_SAID.metric, known.id, known.importId, JSON.stringify(known.value));
    alsoSaid(session, ALSO_SAID.metric, known.id, JSON.stringify(fact.value));
  }
  if (known.until === null && known.value === fact.value) return;
  sql.run(
    'UPDATE metric SET value = ?, file_id = ?, since_revision = CASE WHEN until_revision IS NULL THEN since_revision ELSE ? END, until_revision = NULL WHERE id = ?',
    fact.value,
    fileId,
    session.revision,
    known.id,
  );
  session.changes.addedOne('metric');
}
