/** One job with everything that its page shows. */
import type { Catalog } from '../open.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import {
  OWNER_COLUMNS,
  TAG_COLUMNS,
  ownersInForce,
  tagsInForce,
  type OwnerRow,
  type TagRow,
} from './in-force.ts';
import type { Card } from './cards.ts';
import { INCOMPLETE } from './job-list.ts';

export interface JobRef {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
}

interface JobRecord extends JobRef {
  readonly sourceId: string | null;
  readonly parentId: number | null;
  readonly referencedOnly: number;
  readonly since: number;
  readonly until: number | null;
}

const CHILDREN_SHOWN = 100;
const EVIDENCE_SHOWN = 20;
export const JOB_REF = 'j.id, j.namespace, j.name, j.kind';

export function jobDetail(catalog: Catalog, id: number) {
  const db = catalog.store.reader;
  const job = db
    .prepare<[number], JobRecord>(
      `SELECT ${JOB_REF}, j.source_id AS sourceId, j.parent_id AS parentId,
              j.referenced_only AS referencedOnly, j.since_revision AS since, j.until_revision AS until
       FROM job j WHERE j.id = ?`,
    )
    .get(id);
  if (!job) return null;
  const refs = (sql: string, ...values: number[]) => db.prepare<number[], JobRef>(sql).all(...values);
  const along = (kind: 'control' | 'data', mine: 'from_id' | 'to_id', other: 'from_id' | 'to_id') =>
    refs(
      `SELECT ${JOB_REF} FROM job_edge e JOIN job j ON j.id = e.${other}
       WHERE e.${mine} = ? AND e.kind = '${kind}' AND e.until_revision IS NULL ORDER BY j.name, j.namespace`,
      id,
    );
  return {
    job,
    ...saidOf(catalog, 'job', id),
    ...codeAmong(propertiesOf(catalog, 'job', id)),
    parent:
      job.parentId === null
        ? null
        : (refs(`SELECT ${JOB_REF} FROM job j WHERE j.id = ?`, job.parentId)[0] ?? null),
    children: refs(
      `SELECT ${JOB_REF} FROM job j WHERE j.parent_id = ? ORDER BY j.name, j.namespace LIMIT ${CHILDREN_SHOWN}`,
      id,
    ),
    childrenTotal: db
      .prepare<[number], { n: number }>('SELECT COUNT(*) AS n FROM job WHERE parent_id = ?')
      .get(id)!.n,
    before: along('control', 'to_id', 'from_id'),
    after: along('control', 'from_id', 'to_id'),
    dataFrom: along('data', 'to_id', 'from_id'),
    dataTo: along('data', 'from_id', 'to_id'),
    inputs: datasetsOfJob(catalog, id, 'input'),
    outputs: datasetsOfJob(catalog, id, 'output'),
    explicitFlows: givesFlows(catalog, id),
    runs: runCounts(catalog, id),
    evidence: db
      .prepare<[number, number], { importer: string; file: string; sha256: string; at: string }>(
        `SELECT DISTINCT c.importer, f.path AS file, f.sha256, s.last_at AS at FROM statement s
         JOIN scope c ON c.id = s.scope_id JOIN source_file f ON f.id = s.last_file_id
         WHERE s.record_type = ? AND s.record_id = ? AND s.until_revision IS NULL ORDER BY s.id LIMIT ${EVIDENCE_SHOWN}`,
      )
      .all(RECORD_TYPES.job, id),
  };
}

export interface JobDatasetRow {
  readonly card: Card;
  readonly declared: boolean;
  readonly runs: number;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly withoutFlow: boolean;
}

/** What a job reads or writes: the union over its runs, and what is declared of it. */
function datasetsOfJob(catalog: Catalog, jobId: number, direction: 'input' | 'output'): JobDatasetRow[] {
  const end = direction === 'input' ? 'from_id' : 'to_id';
  const rows = catalog.store.reader
    .prepare<
      [object],
      {
        id: number;
        declared: number;
        runs: number;
        firstSeen: string | null;
        lastSeen: string | null;
        flows: number;
      }
    >(
      `SELECT d.canonical_id AS id, MAX(x.declared) AS declared, SUM(x.runs) AS runs, MIN(x.first) AS firstSeen,
              MAX(x.last) AS lastSeen,
              EXISTS (SELECT 1 FROM edge e JOIN dataset m ON m.id = e.${end}
                      WHERE e.job_id = @job AND e.until_revision IS NULL AND m.canonical_id = d.canonical_id) AS flows
       FROM (
         SELECT dataset_id, 1 AS declared, 0 AS runs, NULL AS first, NULL AS last
           FROM job_${direction} WHERE job_id = @job AND until_revision IS NULL
         UNION ALL
         SELECT i.dataset_id, 0, COUNT(*), MIN(COALESCE(r.first_at, r.started_at, r.ended_at)),
                MAX(COALESCE(r.state_at, r.ended_at, r.started_at))
           FROM run r JOIN run_${direction} i ON i.run_id = r.id WHERE r.job_id = @job GROUP BY i.dataset_id
       ) x JOIN dataset d ON d.id = x.dataset_id GROUP BY d.canonical_id`,
    )
    .all({ job: jobId });
  const explicit = givesFlows(catalog, jobId);
  const cards = catalog.cards();
  return rows
    .flatMap(({ id, flows, ...row }) => {
      const card = cards.get(id);
      if (!card) return [];
      return [{ ...row, card, declared: row.declared === 1, withoutFlow: explicit && flows === 0 }];
    })
    .sort((a, b) => (a.card.name < b.card.name ? -1 : 1));
}

/** Whether the job, declared or in a run, says which dataset feeds which. */
function givesFlows(catalog: Catalog, jobId: number): boolean {
  return (
    catalog.store.reader
      .prepare<[object], object>(
        `SELECT 1 FROM job WHERE id = @job AND explicit_flows = 1
         UNION ALL SELECT 1 FROM run WHERE job_id = @job AND explicit_flows = 1 LIMIT 1`,
      )
      .get({ job: jobId }) !== undefined
  );
}

function runCounts(catalog: Catalog, jobId: number) {
  const db = catalog.store.reader;
  const states = db
    .prepare<[number], { state: string; count: number }>(
      'SELECT state, COUNT(*) AS count FROM run WHERE job_id = ? AND referenced_only = 0 GROUP BY state ORDER BY state',
    )
    .all(jobId);
  const incomplete = db
    .prepare<[number], { n: number }>(
      `SELECT COUNT(*) AS n FROM run r WHERE r.job_id = ? AND EXISTS (${INCOMPLETE})`,
    )
    .get(jobId)!.n;
  return { total: states.reduce((sum, { count }) => sum + count, 0), states, incomplete };
}

export interface PropertyRow {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
}

export function propertiesOf(catalog: Catalog, type: 'job' | 'run', id: number): PropertyRow[] {
  return catalog.store.reader
    .prepare<[string, number], { key: string; value: string; origin: string }>(
      `SELECT key, value, origin FROM property WHERE target_type = ? AND target_id = ? AND until_revision IS NULL
       ORDER BY key, origin`,
    )
    .all(type, id)
    .map((row) => ({ ...row, value: JSON.parse(row.value) as unknown }));
}

/** Description, owners and labels that sources give a job or a run. */
export function saidOf(catalog: Catalog, type: 'job' | 'run', id: number) {
  const db = catalog.store.reader;
  const description = db
    .prepare<[string, number], { text: string; origin: string }>(
      `SELECT text, origin FROM description WHERE target_type = ? AND target_id = ? AND until_revision IS NULL ORDER BY id`,
    )
    .get(type, id);
  const owners = db
    .prepare<[string, number], OwnerRow>(
      `SELECT ${OWNER_COLUMNS} FROM owner WHERE target_type = ? AND target_id = ? AND until_revision IS NULL`,
    )
    .all(type, id);
  const tags = db
    .prepare<[string, number], TagRow>(
      `SELECT ${TAG_COLUMNS} FROM tag WHERE target_type = ? AND target_id = ? AND until_revision IS NULL`,
    )
    .all(type, id);
  return {
    description: description ?? null,
    owners: ownersInForce(owners).map(({ name, role, origin }) => ({ name, role, origin })),
    labels: tagsInForce(tags).map(({ key, value, origin }) => ({ key, value, origin })),
  };
}

/** SQL, source code and its place, told from the other properties. */
function codeAmong(properties: readonly PropertyRow[]) {
  const value = (key: string): unknown => properties.find((one) => one.key === key)?.value;
  const source = memberOf(value('sourceCode'), ['sourceCode', 'text']);
  return {
    sql: memberOf(value('sql'), ['query', 'text']),
    code:
      source === null ? null : { language: memberOf(value('sourceCode'), ['language'], false), text: source },
    codeLocation: memberOf(value('sourceCodeLocation'), ['url', 'path']) ?? memberOf(value('path'), []),
    properties: properties.filter(({ key }) => key !== 'sql' && (key !== 'sourceCode' || source === null)),
  };
}

/** A text, or an object (a facet) with one under a known key. */
export function memberOf(value: unknown, keys: readonly string[], whole = true): string | null {
  if (typeof value === 'string') return whole ? value : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const key of keys) {
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'string' && inner !== '') return inner;
  }
  return null;
}
