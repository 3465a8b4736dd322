/** One job with everything that its page shows. */
import type { Catalog } from '../catalog.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import { firstHeard, lastHeard } from '../store/writer/runs.ts';
import {
  OWNER_COLUMNS,
  TAG_COLUMNS,
  ownersInForce,
  tagsInForce,
  type OwnerRow,
  type TagRow,
} from './in-force.ts';
import type { Card } from './cards.ts';
import { INCOMPLETE } from './job-state.ts';

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

/** The job under which the one asked for is shown, and all that are shown under it. */
export interface JobGroup {
  readonly id: number;
  /** JSON array of ids, for SQL's `json_each`; the job itself first. */
  readonly members: string;
}

/** Null where there is no such job. */
export function groupOfJob(catalog: Catalog, id: number): JobGroup | null {
  const rows = catalog.store.reader
    .prepare<[number], { id: number }>(
      `SELECT m.id FROM job j JOIN job h ON h.id = COALESCE(j.canonical_id, j.id)
       JOIN job m ON m.id = h.id OR m.canonical_id = h.id WHERE j.id = ? ORDER BY m.canonical_id IS NOT NULL, m.id`,
    )
    .all(id);
  return rows[0] ? { id: rows[0].id, members: JSON.stringify(rows.map((row) => row.id)) } : null;
}

const CHILDREN_SHOWN = 100;
const EVIDENCE_SHOWN = 20;
export const JOB_REF = 'j.id, j.namespace, j.name, j.kind';

export function jobDetail(catalog: Catalog, asked: number) {
  const db = catalog.store.reader;
  const group = groupOfJob(catalog, asked);
  if (!group) return null;
  const { id, members } = group;
  const job = db
    .prepare<[string, number], JobRecord>(
      `SELECT ${JOB_REF}, j.source_id AS sourceId, j.parent_id AS parentId,
              j.referenced_only AS referencedOnly, j.since_revision AS since,
              CASE WHEN EXISTS (SELECT 1 FROM job m WHERE m.id IN (SELECT value FROM json_each(?)) AND m.until_revision IS NULL)
                THEN NULL ELSE j.until_revision END AS until
       FROM job j WHERE j.id = ?`,
    )
    .get(members, id)!;
  return {
    job,
    ...saidOf(catalog, 'job', members),
    ...codeAmong(propertiesOf(catalog, 'job', members)),
    ...relativesOf(catalog, members),
    inputs: datasetsOfJob(catalog, members, 'input'),
    outputs: datasetsOfJob(catalog, members, 'output'),
    explicitFlows: givesFlows(catalog, members),
    runs: runCounts(catalog, members),
    evidence: db
      .prepare<[number, string], { importer: string; file: string; sha256: string; at: string }>(
        `SELECT DISTINCT c.importer, f.path AS file, f.sha256, s.last_at AS at FROM statement s
         JOIN scope c ON c.id = s.scope_id JOIN source_file f ON f.id = s.last_file_id
         WHERE s.record_type = ? AND s.record_id IN (SELECT value FROM json_each(?)) AND s.until_revision IS NULL ORDER BY s.id LIMIT ${EVIDENCE_SHOWN}`,
      )
      .all(RECORD_TYPES.job, members),
  };
}

/** Jobs around a job, each under the job that stands for it. */
function relativesOf(catalog: Catalog, members: string) {
  const db = catalog.store.reader;
  const among = 'IN (SELECT value FROM json_each(@members))';
  const refs = (from: string, limit = '') =>
    db
      .prepare<[object], JobRef>(
        `SELECT DISTINCT ${JOB_REF} FROM ${from} JOIN job j ON j.id = COALESCE(s.canonical_id, s.id)
         WHERE j.id NOT ${among} ORDER BY j.name, j.namespace ${limit}`,
      )
      .all({ members });
  const along = (kind: 'control' | 'data', mine: 'from_id' | 'to_id', other: 'from_id' | 'to_id') =>
    refs(
      `job_edge e JOIN job s ON s.id = e.${other} AND e.${mine} ${among} AND e.kind = '${kind}' AND e.until_revision IS NULL`,
    );
  const child = `(SELECT * FROM job WHERE parent_id ${among} AND NOT (referenced_only = 1 AND until_revision IS NOT NULL)) s`;
  return {
    parent: refs(`job c JOIN job s ON s.id = c.parent_id AND c.id ${among}`, 'LIMIT 1')[0] ?? null,
    children: refs(child, `LIMIT ${CHILDREN_SHOWN}`),
    childrenTotal: db
      .prepare<[object], { n: number }>(
        `SELECT COUNT(DISTINCT COALESCE(s.canonical_id, s.id)) AS n FROM ${child} WHERE COALESCE(s.canonical_id, s.id) NOT ${among}`,
      )
      .get({ members })!.n,
    before: along('control', 'to_id', 'from_id'),
    after: along('control', 'from_id', 'to_id'),
    dataFrom: along('data', 'to_id', 'from_id'),
    dataTo: along('data', 'from_id', 'to_id'),
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

const AMONG = '(SELECT value FROM json_each(@job))';

/** What a job reads or writes: the union over its runs, and what is declared of it. */
function datasetsOfJob(catalog: Catalog, members: string, direction: 'input' | 'output'): JobDatasetRow[] {
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
                      WHERE e.job_id IN ${AMONG} AND e.until_revision IS NULL AND m.canonical_id = d.canonical_id) AS flows
       FROM (
         SELECT dataset_id, 1 AS declared, 0 AS runs, NULL AS first, NULL AS last
           FROM job_${direction} WHERE job_id IN ${AMONG} AND until_revision IS NULL
         UNION ALL
         SELECT i.dataset_id, 0, COUNT(*), MIN(${firstHeard('r')}),
                MAX(${lastHeard('r')})
           FROM run r JOIN run_${direction} i ON i.run_id = r.id
           WHERE r.job_id IN ${AMONG} AND r.until_revision IS NULL AND i.until_revision IS NULL GROUP BY i.dataset_id
       ) x JOIN dataset d ON d.id = x.dataset_id GROUP BY d.canonical_id`,
    )
    .all({ job: members });
  const explicit = givesFlows(catalog, members);
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
function givesFlows(catalog: Catalog, members: string): boolean {
  return (
    catalog.store.reader
      .prepare<[object], object>(
        `SELECT 1 FROM job WHERE id IN ${AMONG} AND explicit_flows = 1
         UNION ALL SELECT 1 FROM run WHERE job_id IN ${AMONG} AND explicit_flows = 1 AND until_revision IS NULL LIMIT 1`,
      )
      .get({ job: members }) !== undefined
  );
}

function runCounts(catalog: Catalog, members: string) {
  const db = catalog.store.reader;
  const states = db
    .prepare<[object], { state: string; count: number }>(
      `SELECT state, COUNT(*) AS count FROM run WHERE job_id IN ${AMONG} AND referenced_only = 0 AND until_revision IS NULL
       GROUP BY state ORDER BY state`,
    )
    .all({ job: members });
  const incomplete = db
    .prepare<[object], { n: number }>(
      `SELECT COUNT(*) AS n FROM run r WHERE r.job_id IN ${AMONG} AND r.until_revision IS NULL AND EXISTS (${INCOMPLETE})`,
    )
    .get({ job: members })!.n;
  return { total: states.reduce((sum, { count }) => sum + count, 0), states, incomplete };
}

export interface PropertyRow {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
}

/** `ids`: JSON array; of several that say the same in the same words, one line. */
export function propertiesOf(catalog: Catalog, type: 'job' | 'run', ids: string): PropertyRow[] {
  return catalog.store.reader
    .prepare<[string, string], { key: string; value: string; origin: string }>(
      `SELECT key, value, origin FROM property WHERE target_type = ? AND target_id IN (SELECT value FROM json_each(?))
         AND until_revision IS NULL GROUP BY key, origin, value ORDER BY key, origin, MIN(id)`,
    )
    .all(type, ids)
    .map((row) => ({ ...row, value: JSON.parse(row.value) as unknown }));
}

/** Description, owners and labels that sources give a job or a run. `ids`: JSON array. */
export function saidOf(catalog: Catalog, type: 'job' | 'run', ids: string) {
  const db = catalog.store.reader;
  const among =
    'target_type = ? AND target_id IN (SELECT value FROM json_each(?)) AND until_revision IS NULL';
  const description = db
    .prepare<[string, string], { text: string; origin: string }>(
      `SELECT text, origin FROM description WHERE ${among} ORDER BY id`,
    )
    .get(type, ids);
  const owners = db
    .prepare<[string, string], OwnerRow>(`SELECT ${OWNER_COLUMNS} FROM owner WHERE ${among}`)
    .all(type, ids);
  const tags = db
    .prepare<[string, string], TagRow>(`SELECT ${TAG_COLUMNS} FROM tag WHERE ${among}`)
    .all(type, ids);
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
