/** One dataset with everything that its page shows. */
import type { Catalog } from '../catalog.ts';
import type { Card } from './cards.ts';
import { columnLineageStatus } from './column-lineage-status.ts';
import {
  OWNER_COLUMNS,
  TAG_COLUMNS,
  ownersInForce,
  refusals,
  tagsInForce,
  type OwnerRow,
  type TagRow,
} from './in-force.ts';
import { PATH_SEPARATOR } from '../store/writer/identities.ts';

/** All detail queries take the identities of the group as a JSON array. */
const MEMBERS = '(SELECT value FROM json_each(?))';

export function datasetDetail(catalog: Catalog, id: number) {
  const card = catalog.cards().get(id);
  if (!card) return null;
  const db = catalog.store.reader;
  const members = JSON.stringify(card.members);
  const all = <Row>(sql: string, ...more: string[]) => db.prepare<string[], Row>(sql).all(members, ...more);
  const descriptions = all<{ text: string; origin: string }>(
    `SELECT DISTINCT text, origin FROM description WHERE target_type = 'dataset' AND target_id IN ${MEMBERS} AND until_revision IS NULL
     ORDER BY origin <> 'steward', id`,
  );
  const tags = all<TagRow>(
    `SELECT ${TAG_COLUMNS} FROM tag WHERE target_type = 'dataset' AND target_id IN ${MEMBERS} AND until_revision IS NULL`,
  );
  const owners = all<OwnerRow>(
    `SELECT ${OWNER_COLUMNS} FROM owner WHERE target_type = 'dataset' AND target_id IN ${MEMBERS} AND until_revision IS NULL`,
  );
  return {
    card,
    description: descriptions[0] ?? null,
    otherDescriptions: descriptions.slice(1),
    tags: [...tagsInForce(tags), ...refusals(tags)],
    owners: [...ownersInForce(owners), ...refusals(owners)],
    aliases: aliasesOf(catalog, card),
    sources: all<{ importer: string; id: string; namespace: string; name: string; current: number }>(
      `SELECT s.importer, s.source_id AS id, d.namespace, d.name, s.until_revision IS NULL AS current
       FROM dataset_source s JOIN dataset d ON d.id = s.dataset_id WHERE d.id IN ${MEMBERS} ORDER BY s.importer, s.source_id`,
    ).map((row) => ({ ...row, current: row.current === 1 })),
    properties: all<{ key: string; value: string; origin: string }>(
      `SELECT key, value, origin FROM property WHERE target_type = 'dataset' AND target_id IN ${MEMBERS} AND until_revision IS NULL ORDER BY key, origin`,
    ).map((row) => ({ ...row, value: JSON.parse(row.value) as unknown })),
    tests: all<{
      id: number;
      name: string;
      column: string | null;
      kind: string | null;
      severity: string | null;
      status: string | null;
      at: string | null;
      failures: number | null;
      message: string | null;
    }>(
      `SELECT t.id, t.name, replace(c.path, char(31), '.') AS "column", t.kind, t.severity, t.status, NULLIF(t.status_at, '') AS at, t.failures, t.message
       FROM test t LEFT JOIN "column" c ON c.id = t.column_id
       WHERE t.dataset_id IN ${MEMBERS} AND t.until_revision IS NULL ORDER BY COALESCE(t.status IN ('fail', 'error'), 0) DESC, c.path, t.name`,
    ),
    testHistory: testHistory(catalog, members),
    metrics: all<{ name: string; column: string | null; value: number; at: string | null }>(
      `SELECT m.name, replace(c.path, char(31), '.') AS "column", m.value, NULLIF(m.at, '') AS at
       FROM metric m LEFT JOIN "column" c ON c.id = m.column_id
       WHERE m.dataset_id IN ${MEMBERS}
         AND m.at = (SELECT MAX(n.at) FROM metric n WHERE n.until_revision IS NULL AND n.dataset_id = m.dataset_id AND n.column_id = m.column_id AND n.name = m.name)
       ORDER BY m.column_id <> 0, c.path, m.name`,
    ),
    producers: jobsOf(catalog, members, 'output'),
    consumers: jobsOf(catalog, members, 'input'),
    columnLineage: columnLineageStatus(catalog.store, card.members),
    runs: all<{ n: number }>(
      `SELECT COUNT(*) AS n FROM (SELECT run_id FROM run_input WHERE until_revision IS NULL AND dataset_id IN ${MEMBERS}
         UNION SELECT run_id FROM run_output WHERE until_revision IS NULL AND dataset_id IN (SELECT value FROM json_each(?)))`,
      members,
    )[0]!.n,
  };
}

/** Results of a test that are shown. */
const HISTORY = 50;

export interface TestHistory {
  readonly testId: number;
  readonly total: number;
  /** Newest first, at most {@link HISTORY}. */
  readonly results: readonly {
    readonly at: string | null;
    readonly status: string;
    readonly failures: number | null;
  }[];
}

/** What came of each test over time; of `total` results the latest are listed. */
function testHistory(catalog: Catalog, members: string): TestHistory[] {
  const rows = catalog.store.reader
    .prepare<
      [string, number],
      { testId: number; total: number; at: string | null; status: string; failures: number | null }
    >(
      `SELECT testId, total, at, status, failures FROM (
         SELECT r.test_id AS testId, NULLIF(r.at, '') AS at, r.status, r.failures, COUNT(*) OVER (PARTITION BY r.test_id) AS total,
                ROW_NUMBER() OVER (PARTITION BY r.test_id ORDER BY r.at DESC, r.id DESC) AS place
         FROM test t JOIN test_result r ON r.test_id = t.id
         WHERE t.dataset_id IN ${MEMBERS} AND t.until_revision IS NULL AND r.until_revision IS NULL
       ) WHERE place <= ? ORDER BY testId, place`,
    )
    .all(members, HISTORY);
  return [...Map.groupBy(rows, ({ testId }) => testId)].map(([testId, results]) => ({
    testId,
    total: results[0]?.total ?? 0,
    results: results.map(({ at, status, failures }) => ({ at, status, failures })),
  }));
}

function jobsOf(catalog: Catalog, members: string, direction: 'input' | 'output') {
  const [job, run] = direction === 'input' ? ['job_input', 'run_input'] : ['job_output', 'run_output'];
  return catalog.store.reader
    .prepare<string[], { id: number; namespace: string; name: string; kind: string | null }>(
      `SELECT DISTINCT j.id, j.namespace, j.name, j.kind FROM job s JOIN job j ON j.id = COALESCE(s.canonical_id, s.id) WHERE s.id IN (
         SELECT job_id FROM ${job} WHERE dataset_id IN ${MEMBERS} AND until_revision IS NULL
         UNION SELECT r.job_id FROM ${run} x JOIN run r ON r.id = x.run_id WHERE x.until_revision IS NULL AND x.dataset_id IN (SELECT value FROM json_each(?))
       ) ORDER BY j.namespace, j.name`,
    )
    .all(members, members);
}

function aliasesOf(catalog: Catalog, card: Card) {
  const db = catalog.store.reader;
  const cards = catalog.cards();
  const rows = db
    .prepare<
      [string, string],
      {
        id: number;
        namespace: string;
        name: string;
        basis: string;
        status: string;
        origin: string;
        reasons: string | null;
        datasetId: number;
        namedId: number | null;
      }
    >(
      `SELECT a.id, a.namespace, a.name, a.basis, a.status, a.origin, a.reasons, a.dataset_id AS datasetId, d.id AS namedId
       FROM alias a LEFT JOIN dataset d ON d.namespace = a.namespace AND d.name = a.name
       WHERE a.until_revision IS NULL AND (a.dataset_id IN ${MEMBERS} OR d.id IN (SELECT value FROM json_each(?)))
       ORDER BY a.status, a.namespace, a.name`,
    )
    .all(JSON.stringify(card.members), JSON.stringify(card.members));
  return rows.map((row) => {
    // Seen from the other side, the alias is the dataset that carries it.
    const fromHere = card.members.includes(row.datasetId);
    const otherId = fromHere ? row.namedId : row.datasetId;
    const other = otherId === null ? undefined : cards.get(otherId);
    const name =
      fromHere || !other
        ? { namespace: row.namespace, name: row.name }
        : { namespace: other.namespace, name: other.name };
    return {
      id: row.id,
      ...name,
      basis: row.basis,
      status: row.status,
      origin: row.origin,
      reasons: row.reasons === null ? [] : (JSON.parse(row.reasons) as string[]),
      dataset: other
        ? { id: other.id, namespace: other.namespace, name: other.name, kind: other.kind }
        : null,
    };
  });
}

/** Runs that read or wrote the dataset, newest first. */
export function datasetRuns(
  catalog: Catalog,
  id: number,
  page: { readonly offset: number; readonly limit: number },
) {
  const card = catalog.cards().get(id);
  if (!card) return null;
  const members = JSON.stringify(card.members);
  const db = catalog.store.reader;
  const union = `SELECT run_id, 1 AS reads, 0 AS writes, row_count, byte_count, version_id FROM run_input WHERE until_revision IS NULL AND dataset_id IN ${MEMBERS}
    UNION ALL SELECT run_id, 0, 1, row_count, byte_count, version_id FROM run_output WHERE until_revision IS NULL AND dataset_id IN (SELECT value FROM json_each(?))`;
  const total = db
    .prepare<string[], { n: number }>(`SELECT COUNT(DISTINCT run_id) AS n FROM (${union})`)
    .get(members, members)!.n;
  const items = db
    .prepare<
      (string | number)[],
      {
        id: number;
        runId: string;
        state: string;
        startedAt: string | null;
        endedAt: string | null;
        reads: number;
        writes: number;
        rowCount: number | null;
        byteCount: number | null;
        version: string | null;
        jobId: number;
        namespace: string;
        name: string;
        kind: string | null;
      }
    >(
      `SELECT r.id, r.run_id AS runId, r.state, r.started_at AS startedAt, r.ended_at AS endedAt,
              MAX(x.reads) AS reads, MAX(x.writes) AS writes,
              MAX(x.row_count) AS rowCount, MAX(x.byte_count) AS byteCount, MAX(v.label) AS version,
              j.id AS jobId, j.namespace, j.name, j.kind
       FROM (${union}) x JOIN run r ON r.id = x.run_id JOIN job s ON s.id = r.job_id
       JOIN job j ON j.id = COALESCE(s.canonical_id, s.id)
       LEFT JOIN dataset_version v ON v.id = x.version_id
       GROUP BY r.id ORDER BY COALESCE(r.ended_at, r.started_at, r.state_at) DESC, r.id DESC LIMIT ? OFFSET ?`,
    )
    .all(members, members, page.limit, page.offset);
  return {
    total,
    items: items.map((row) => ({
      id: row.id,
      runId: row.runId,
      state: row.state,
      startedAt: row.startedAt,
      endedAt: row.endedAt,
      rowCount: row.rowCount,
      byteCount: row.byteCount,
      version: row.version,
      direction:
        row.reads && row.writes ? ('both' as const) : row.reads ? ('input' as const) : ('output' as const),
      job: { id: row.jobId, namespace: row.namespace, name: row.name, kind: row.kind },
    })),
  };
}

/** `a.b` for display of a stored column path. */
export function dotted(path: string): string {
  return path.split(PATH_SEPARATOR).join('.');
}
