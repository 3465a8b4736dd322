/** "Why do we believe this?": every source's statement about a dataset, its columns and its edges. */
import type { Catalog } from '../open.ts';
import { RECORD_TYPES } from '../store/record-types.ts';

/** One arm of the union per record type: which records concern the dataset, and how to say it. */
const ARMS: readonly {
  readonly type: keyof typeof RECORD_TYPES;
  readonly name: string;
  readonly sql: string;
}[] = [
  {
    type: 'source',
    name: 'dataset',
    sql: `SELECT x.id, 'described as ' || x.source_id AS said FROM dataset_source x WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'alias',
    name: 'alias',
    sql: `SELECT x.id, 'also named ' || x.namespace || ' ' || x.name AS said FROM alias x WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'column',
    name: 'column',
    sql: `SELECT x.id, 'column ' || replace(x.path, char(31), '.') AS said FROM "column" x WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'jobInput',
    name: 'edge',
    sql: `SELECT x.id, 'read by ' || j.name AS said FROM job_input x JOIN job j ON j.id = x.job_id WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'jobOutput',
    name: 'edge',
    sql: `SELECT x.id, 'written by ' || j.name AS said FROM job_output x JOIN job j ON j.id = x.job_id WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'jobFlow',
    name: 'edge',
    sql: `SELECT x.id, 'feeds ' || d.name AS said FROM job_flow x JOIN dataset d ON d.id = x.to_id WHERE x.from_id IN members
      UNION ALL SELECT x.id, 'fed by ' || d.name FROM job_flow x JOIN dataset d ON d.id = x.from_id WHERE x.to_id IN members`,
  },
  {
    type: 'columnEdge',
    name: 'column edge',
    sql: `SELECT x.id, replace(f.path, char(31), '.') || ' of ' || d.name || ' → ' || replace(t.path, char(31), '.') AS said
      FROM "column" t JOIN column_edge x ON x.to_id = t.id JOIN "column" f ON f.id = x.from_id JOIN dataset d ON d.id = f.dataset_id WHERE t.dataset_id IN members`,
  },
  {
    type: 'tag',
    name: 'tag',
    sql: `SELECT x.id, 'tag ' || CASE x.key WHEN '' THEN '' ELSE x.key || '=' END || x.value AS said FROM tag x
      WHERE x.target_type = 'dataset' AND x.target_id IN members
      UNION ALL SELECT x.id, 'tag ' || CASE x.key WHEN '' THEN '' ELSE x.key || '=' END || x.value || ' of ' || replace(c.path, char(31), '.') FROM tag x
      JOIN "column" c ON c.id = x.target_id WHERE x.target_type = 'column' AND c.dataset_id IN members`,
  },
  {
    type: 'owner',
    name: 'owner',
    sql: `SELECT x.id, 'owner ' || x.name AS said FROM owner x WHERE x.target_type = 'dataset' AND x.target_id IN members`,
  },
  {
    type: 'description',
    name: 'description',
    sql: `SELECT x.id, 'description' AS said FROM description x WHERE x.target_type = 'dataset' AND x.target_id IN members`,
  },
  {
    type: 'property',
    name: 'property',
    sql: `SELECT x.id, 'property ' || x.key AS said FROM property x WHERE x.target_type = 'dataset' AND x.target_id IN members`,
  },
  {
    type: 'test',
    name: 'test',
    sql: `SELECT x.id, 'test ' || x.name AS said FROM test x WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
];

/** Of these, a statement's own value is the import rule that made the record of the source's words. */
const BY_RULE: ReadonlySet<string> = new Set<keyof typeof RECORD_TYPES>(['tag', 'owner']);

/** Runs are evidence too, without a statement row: the event file stands beside the run's input or output. */
const RUN_ARMS = `
  SELECT 'run' AS recordType, 'read by run ' || r.run_id || ' of ' || j.name AS statement, 'openlineage' AS importer, '' AS scope,
         x.file_id AS fileId, x.at, x.file_id AS lastFileId, x.at AS lastAt, x.since_revision AS since, NULL AS until, 1000000 + r.id AS ordering
  FROM run_input x JOIN run r ON r.id = x.run_id AND r.until_revision IS NULL JOIN job j ON j.id = r.job_id WHERE x.until_revision IS NULL AND x.dataset_id IN members
  UNION ALL
  SELECT 'run', 'written by run ' || r.run_id || ' of ' || j.name, 'openlineage', '', x.file_id, x.at, x.file_id, x.at, x.since_revision, NULL, 1000000 + r.id
  FROM run_output x JOIN run r ON r.id = x.run_id AND r.until_revision IS NULL JOIN job j ON j.id = r.job_id WHERE x.until_revision IS NULL AND x.dataset_id IN members`;

const UNION = [
  ...ARMS.map(
    (
      arm,
      order,
    ) => `SELECT '${arm.name}' AS recordType, r.said${BY_RULE.has(arm.type) ? ` || COALESCE(', by import rule ' || s.value, '')` : ''} AS statement, c.importer, c.key AS scope,
      s.file_id AS fileId, s.at, s.last_file_id AS lastFileId, s.last_at AS lastAt, s.since_revision AS since, s.until_revision AS until, ${order} AS ordering
      FROM (${arm.sql}) r JOIN statement s ON s.record_type = ${RECORD_TYPES[arm.type]} AND s.record_id = r.id JOIN scope c ON c.id = s.scope_id`,
  ),
  RUN_ARMS,
].join(' UNION ALL ');

export interface EvidenceLine {
  readonly statement: string;
  readonly recordType: string;
  readonly importer: string;
  readonly scope: string;
  readonly file: string;
  readonly sha256: string;
  readonly at: string;
  readonly lastFile: string | null;
  readonly lastSha256: string | null;
  readonly lastAt: string | null;
  readonly sinceRevision: number;
  readonly untilRevision: number | null;
}

export function evidenceOf(
  catalog: Catalog,
  id: number,
  page: { readonly offset: number; readonly limit: number },
) {
  const card = catalog.cards().get(id);
  if (!card) return null;
  const db = catalog.store.reader;
  const withMembers = `WITH members AS (SELECT value FROM json_each(@members)), lines AS (${UNION})`;
  const bind = { members: JSON.stringify(card.members) };
  const total = db
    .prepare<[object], { n: number }>(`${withMembers} SELECT COUNT(*) AS n FROM lines`)
    .get(bind)!.n;
  const items = db
    .prepare<[object], EvidenceLine>(
      `${withMembers} SELECT l.statement, l.recordType, COALESCE(f.importer, l.importer) AS importer, l.scope, f.path AS file, f.sha256, l.at,
         CASE WHEN l.lastFileId <> l.fileId OR l.lastAt <> l.at THEN g.path END AS lastFile,
         CASE WHEN l.lastFileId <> l.fileId OR l.lastAt <> l.at THEN g.sha256 END AS lastSha256,
         CASE WHEN l.lastFileId <> l.fileId OR l.lastAt <> l.at THEN l.lastAt END AS lastAt,
         l.since AS sinceRevision, l.until AS untilRevision
       FROM lines l JOIN source_file f ON f.id = l.fileId JOIN source_file g ON g.id = l.lastFileId
       ORDER BY l.until IS NOT NULL, l.ordering, l.statement, l.since LIMIT @limit OFFSET @offset`,
    )
    .all({ ...bind, limit: page.limit, offset: page.offset });
  return { total, items };
}
