/** What stands in a catalog, without ids and revisions: two catalogs that say the same answer the same. */
import { exportLines } from '../../../export/ndjson.ts';
import type { Catalog } from '../../../catalog.ts';

const NAMED = `COALESCE((SELECT d.namespace || ' ' || d.name FROM dataset d WHERE x.target_type = 'dataset' AND d.id = x.target_id),
  (SELECT d.name || ' ' || c.path FROM "column" c JOIN dataset d ON d.id = c.dataset_id WHERE x.target_type = 'column' AND c.id = x.target_id),
  (SELECT j.name FROM job j WHERE x.target_type = 'job' AND j.id = x.target_id),
  (SELECT j.name || ' ' || r.run_id FROM run r JOIN job j ON j.id = r.job_id WHERE x.target_type = 'run' AND r.id = x.target_id))`;

/** By kind of line. What the export leaves to the screens. */
const QUERIES: Readonly<Record<string, string>> = {
  // Which of several equal names stands for all of them depends on which was known first.
  'shown as one': `SELECT group_concat(name, ' = ') AS names FROM (
      SELECT namespace || ' ' || name AS name, canonical_id AS head FROM dataset
      WHERE NOT (referenced_only = 1 AND until_revision IS NOT NULL) ORDER BY 1)
    GROUP BY head HAVING COUNT(*) > 1`,
  column: `SELECT d.name AS dataset, c.path, c.ordinal, c.referenced_only FROM "column" c JOIN dataset d ON d.id = c.dataset_id
    WHERE c.until_revision IS NULL`,
  job: `SELECT j.name, j.kind, j.explicit_flows, j.referenced_only, p.name AS parent FROM job j LEFT JOIN job p ON p.id = j.parent_id
    WHERE j.until_revision IS NULL`,
  run: `SELECT j.name, r.run_id, r.state, r.state_at, r.started_at, r.ended_at, r.nominal_start, r.nominal_end, r.first_at,
      r.explicit_flows, r.referenced_only, p.run_id AS parent
    FROM run r JOIN job j ON j.id = r.job_id LEFT JOIN run p ON p.id = r.parent_id WHERE r.until_revision IS NULL`,
  ...Object.fromEntries(
    ['run_input', 'run_output'].map((table) => [
      table,
      `SELECT j.name AS job, r.run_id, d.name, x.row_count, x.byte_count, x.figures_at, v.label FROM ${table} x
       JOIN run r ON r.id = x.run_id JOIN job j ON j.id = r.job_id JOIN dataset d ON d.id = x.dataset_id
       LEFT JOIN dataset_version v ON v.id = x.version_id WHERE x.until_revision IS NULL`,
    ]),
  ),
  'explicit target': `SELECT j.name AS job, r.run_id, d.name FROM run_target t JOIN run r ON r.id = t.run_id JOIN job j ON j.id = r.job_id
    JOIN dataset d ON d.id = t.dataset_id`,
  property: `SELECT x.target_type, ${NAMED} AS target, x.key, x.value, x.stated_at FROM property x WHERE x.until_revision IS NULL`,
  description: `SELECT x.target_type, ${NAMED} AS target, x.text FROM description x WHERE x.until_revision IS NULL`,
  test: `SELECT t.test_id, t.name, t.kind, t.severity, t.status, t.status_at, d.name AS dataset FROM test t JOIN dataset d ON d.id = t.dataset_id
    WHERE t.until_revision IS NULL`,
  'test result': `SELECT t.test_id, r.at, r.status FROM test_result r JOIN test t ON t.id = r.test_id WHERE r.until_revision IS NULL`,
  metric: `SELECT d.name AS dataset, c.path, m.name, m.at, m.value FROM metric m JOIN dataset d ON d.id = m.dataset_id
    LEFT JOIN "column" c ON c.id = m.column_id WHERE m.until_revision IS NULL`,
  edge: `SELECT f.name AS f, t.name AS t, j.name AS j, e.basis, e.run_count, e.first_seen, e.last_seen FROM edge e
    JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id LEFT JOIN job j ON j.id = e.job_id WHERE e.until_revision IS NULL`,
  'column edge': `SELECT fd.name AS fd, f.path AS f, td.name AS td, t.path AS t, j.name AS j, e.basis, e.flags, e.first_seen, e.last_seen
    FROM column_edge e JOIN "column" f ON f.id = e.from_id JOIN dataset fd ON fd.id = f.dataset_id
    JOIN "column" t ON t.id = e.to_id JOIN dataset td ON td.id = t.dataset_id LEFT JOIN job j ON j.id = e.job_id WHERE e.until_revision IS NULL`,
  alias: `SELECT d.name AS dataset, a.namespace, a.name, a.basis, a.status, a.certainty FROM alias a
    JOIN dataset d ON d.id = a.dataset_id WHERE a.until_revision IS NULL AND a.origin <> 'headwater'`,
  'joined job': `SELECT m.name, j.name AS head FROM job m JOIN job j ON j.id = m.canonical_id`,
  partitions: 'SELECT namespace, root, pattern FROM partition_set WHERE in_force = 1',
  project: `SELECT name, namespace, basis, former FROM source_project WHERE basis <> 'untold'`,
};

export function stateOf(catalog: Catalog): string[] {
  const { reader } = catalog.store;
  const more = Object.entries(QUERIES).flatMap(([kind, query]) =>
    reader
      .prepare<[], object>(query)
      .all()
      .map((row) => `${kind} ${JSON.stringify(row)}`),
  );
  return [...exportLines(reader, { canonical: false }), ...more.sort()];
}
