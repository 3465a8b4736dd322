/** "Why do we believe this?": every source's statement about a dataset, its columns and its edges. */
import type { Catalog } from '../catalog.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import { edgeSql, ownerSql, pathSql, statedSql, tagSql, type Stated } from './stated.ts';

/** One arm of the union per record type: which records concern the dataset, and what they say. */
const ARMS: readonly { readonly type: keyof typeof RECORD_TYPES; readonly sql: string }[] = [
  {
    type: 'source',
    sql: `SELECT x.id, ${statedSql('source', { source: 'x.importer', id: 'x.source_id' })} AS said FROM dataset_source x
      WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'alias',
    sql: `SELECT x.id, ${statedSql('alias', { namespace: 'x.namespace', name: 'x.name' })} AS said FROM alias x
      WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'column',
    sql: `SELECT x.id, ${statedSql('column', { column: pathSql('x.path') })} AS said FROM "column" x
      WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'jobInput',
    sql: `SELECT x.id, ${statedSql('read', { job: 'j.name', run: 'NULL' })} AS said FROM job_input x JOIN job j ON j.id = x.job_id
      WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'jobOutput',
    sql: `SELECT x.id, ${statedSql('written', { job: 'j.name', run: 'NULL' })} AS said FROM job_output x JOIN job j ON j.id = x.job_id
      WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
  {
    type: 'jobFlow',
    sql: `SELECT x.id, ${edgeSql(true)} AS said FROM job_flow x JOIN dataset d ON d.id = x.to_id WHERE x.from_id IN members
      UNION ALL SELECT x.id, ${edgeSql(false)} FROM job_flow x JOIN dataset d ON d.id = x.from_id WHERE x.to_id IN members`,
  },
  {
    type: 'columnEdge',
    sql: `SELECT x.id, ${statedSql('column edge', { column: pathSql('t.path'), from: pathSql('f.path'), dataset: 'd.name' })} AS said
      FROM "column" t JOIN column_edge x ON x.to_id = t.id JOIN "column" f ON f.id = x.from_id JOIN dataset d ON d.id = f.dataset_id WHERE t.dataset_id IN members`,
  },
  {
    type: 'tag',
    sql: `SELECT t.id, ${tagSql('NULL')} AS said FROM tag t WHERE t.target_type = 'dataset' AND t.target_id IN members
      UNION ALL SELECT t.id, ${tagSql(pathSql('c.path'))} FROM tag t
      JOIN "column" c ON c.id = t.target_id WHERE t.target_type = 'column' AND c.dataset_id IN members`,
  },
  {
    type: 'owner',
    sql: `SELECT o.id, ${ownerSql('NULL')} AS said FROM owner o WHERE o.target_type = 'dataset' AND o.target_id IN members`,
  },
  {
    type: 'description',
    sql: `SELECT x.id, ${statedSql('description', { column: 'NULL' })} AS said FROM description x
      WHERE x.target_type = 'dataset' AND x.target_id IN members`,
  },
  {
    type: 'property',
    sql: `SELECT x.id, ${statedSql('property', { key: 'x.key' })} AS said FROM property x
      WHERE x.target_type = 'dataset' AND x.target_id IN members`,
  },
  {
    type: 'test',
    sql: `SELECT x.id, ${statedSql('test', { column: pathSql('c.path'), name: 'x.name' })} AS said FROM test x
      LEFT JOIN "column" c ON c.id = x.column_id WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
  },
];

/** Of these, a statement's own value is the import rule that made the record of the source's words. */
const BY_RULE: ReadonlySet<string> = new Set<keyof typeof RECORD_TYPES>(['tag', 'owner']);

/** Runs are evidence too, without a statement row: the event file stands beside the run's input or output. */
const RUN_ARMS = (
  [
    ['read', 'run_input'],
    ['written', 'run_output'],
  ] as const
).map(
  ([is, table]) => `
  SELECT ${statedSql(is, { job: 'j.name', run: 'r.run_id' })} AS said, 'openlineage' AS importer, '' AS scope,
         x.file_id AS fileId, x.at, x.file_id AS lastFileId, x.at AS lastAt, x.since_revision AS since, NULL AS until, 1000000 + r.id AS ordering
  FROM ${table} x JOIN run r ON r.id = x.run_id AND r.until_revision IS NULL JOIN job j ON j.id = r.job_id WHERE x.until_revision IS NULL AND x.dataset_id IN members`,
);

const UNION = [
  ...ARMS.map(
    (
      arm,
      order,
    ) => `SELECT ${BY_RULE.has(arm.type) ? "json_set(r.said, '$.importRule', s.value)" : 'r.said'} AS said, c.importer, c.key AS scope,
      s.file_id AS fileId, s.at, s.last_file_id AS lastFileId, s.last_at AS lastAt, s.since_revision AS since, s.until_revision AS until, ${order} AS ordering
      FROM (${arm.sql}) r JOIN statement s ON s.record_type = ${RECORD_TYPES[arm.type]} AND s.record_id = r.id JOIN scope c ON c.id = s.scope_id`,
  ),
  ...RUN_ARMS,
].join(' UNION ALL ');

export interface EvidenceLine {
  readonly said: Stated;
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
    .prepare<[object], Omit<EvidenceLine, 'said'> & { readonly said: string }>(
      `${withMembers} SELECT l.said, COALESCE(f.importer, l.importer) AS importer, l.scope, f.path AS file, f.sha256, l.at,
         CASE WHEN l.lastFileId <> l.fileId OR l.lastAt <> l.at THEN g.path END AS lastFile,
         CASE WHEN l.lastFileId <> l.fileId OR l.lastAt <> l.at THEN g.sha256 END AS lastSha256,
         CASE WHEN l.lastFileId <> l.fileId OR l.lastAt <> l.at THEN l.lastAt END AS lastAt,
         l.since AS sinceRevision, l.until AS untilRevision
       FROM lines l JOIN source_file f ON f.id = l.fileId JOIN source_file g ON g.id = l.lastFileId
       ORDER BY l.until IS NOT NULL, l.ordering, l.said, l.since LIMIT @limit OFFSET @offset`,
    )
    .all({ ...bind, limit: page.limit, offset: page.offset });
  return {
    total,
    items: items.map((item): EvidenceLine => ({ ...item, said: JSON.parse(item.said) as Stated })),
  };
}
