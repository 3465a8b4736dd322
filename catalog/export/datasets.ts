/** Records of datasets and their columns. */
import type { Database } from 'better-sqlite3';
import { fromSource } from '../model/origins.ts';
import { PATH_SEPARATOR } from '../store/writer/identities.ts';
import { distinct, grouped, type Line, type Name, type Names } from './lines.ts';

interface DatasetRow extends Name {
  id: number;
  kind: string;
  canonicalId: number;
  referencedOnly: number;
  dropped: number;
}

export function datasets(db: Database, names: Names): Line[] {
  const listed = db.prepare<[], DatasetRow>(`${DATASETS} WHERE ${LISTED}`).all();
  const gone = db.prepare<[number], DatasetRow>(`${DATASETS} WHERE id = ?`);
  const aliasesOf = grouped(
    db
      .prepare<[], Name & { id: number }>(
        `SELECT a.dataset_id AS id, a.namespace, a.name FROM alias a WHERE a.status = 'joined' AND a.until_revision IS NULL
       UNION SELECT d.id, m.namespace, m.name FROM dataset d JOIN dataset m ON m.canonical_id = d.canonical_id AND m.id <> d.id
         WHERE d.until_revision IS NULL AND m.until_revision IS NULL`,
      )
      .all(),
  );
  const sourcesOf = grouped(
    db
      .prepare<[], { id: number; importer: string; sourceId: string }>(
        'SELECT dataset_id AS id, importer, source_id AS sourceId FROM dataset_source WHERE until_revision IS NULL',
      )
      .all(),
  );
  const referred = db.prepare<[], { id: number }>(REFERRED).all();
  const groups = Map.groupBy(listed, (row) => (names.canonical ? row.canonicalId : row.id));
  const lines = [...groups].map(([shown, members]): Line => {
    // A group may be shown by a name that no source describes any more, while one describes another name of it.
    const own = members.find(({ id }) => id === shown);
    const { namespace, name, kind } = own ?? gone.get(shown)!;
    if (members.every((one) => one.referencedOnly)) return { type: 'dataset_ref', namespace, name };
    const dropped = own ? own.dropped : members.every((one) => one.dropped);
    return {
      ...{ type: 'dataset', namespace, name, kind },
      ...(dropped ? { dropped: true } : {}),
      aliases: distinct(
        members
          .flatMap(({ id }) => aliasesOf.get(id) ?? [])
          .map((alias) => ({ namespace: alias.namespace, name: alias.name }))
          .concat(members.map((one) => ({ namespace: one.namespace, name: one.name })))
          .filter((alias) => alias.namespace !== namespace || alias.name !== name),
      ),
      sources: distinct(
        members
          .flatMap(({ id }) => sourcesOf.get(id) ?? [])
          .map(({ importer, sourceId }) => ({ importer, id: sourceId })),
      ),
    };
  });
  const given = new Set(lines.map(({ namespace, name }) => JSON.stringify({ namespace, name })));
  const refs = referred
    .map(({ id }): Name => names.dataset(id))
    .filter((name) => !given.has(JSON.stringify(name)))
    .map((name): Line => ({ type: 'dataset_ref', ...name }));
  return [...lines, ...refs];
}

const DATASETS = `SELECT id, namespace, name, kind, canonical_id AS canonicalId, referenced_only AS referencedOnly,
  until_revision IS NOT NULL AS dropped FROM dataset d`;

/** What stands, and what was dropped: its sources describe it still. */
const LISTED = `(d.until_revision IS NULL OR EXISTS (
  SELECT 1 FROM dataset_source s WHERE s.dataset_id = d.id AND s.until_revision IS NULL))`;

/** Datasets that no source describes any more, but of which something still stands, such as past runs. */
const REFERRED = `SELECT d.id FROM dataset d WHERE NOT ${LISTED} AND d.id IN (
  SELECT dataset_id FROM run_input WHERE until_revision IS NULL UNION SELECT dataset_id FROM run_output WHERE until_revision IS NULL
  UNION SELECT dataset_id FROM job_input WHERE until_revision IS NULL
  UNION SELECT dataset_id FROM job_output WHERE until_revision IS NULL
  UNION SELECT from_id FROM edge WHERE until_revision IS NULL UNION SELECT to_id FROM edge WHERE until_revision IS NULL
  UNION SELECT c.dataset_id FROM column_edge e JOIN "column" c ON c.id IN (e.from_id, e.to_id) WHERE e.until_revision IS NULL
  UNION SELECT c.dataset_id FROM influence e JOIN "column" c ON c.id = e.from_id WHERE e.until_revision IS NULL
  UNION SELECT to_id FROM influence WHERE until_revision IS NULL
  UNION SELECT target_id FROM tag WHERE target_type = 'dataset' AND until_revision IS NULL
  UNION SELECT target_id FROM owner WHERE target_type = 'dataset' AND until_revision IS NULL
  UNION SELECT c.dataset_id FROM tag t JOIN "column" c ON c.id = t.target_id
    WHERE t.target_type = 'column' AND t.until_revision IS NULL
  UNION SELECT target_id FROM description WHERE target_type = 'dataset' AND until_revision IS NULL AND NOT ${fromSource()}
  UNION SELECT target_id FROM comment WHERE target_type = 'dataset' AND until_revision IS NULL
  UNION SELECT c.dataset_id FROM comment x JOIN "column" c ON c.id = x.target_id
    WHERE x.target_type = 'column' AND x.until_revision IS NULL
  UNION SELECT dataset_id FROM test WHERE until_revision IS NULL)`;

interface Field {
  name: string;
  dataType: string | null;
  fields?: Field[];
}

/** Top-level columns; nested ones lie in `fields`, as in the sources. */
export function columns(db: Database, names: Names): Line[] {
  const rows = db
    .prepare<[], { datasetId: number; path: string; dataType: string | null }>(
      `SELECT c.dataset_id AS datasetId, c.path, c.data_type AS dataType FROM "column" c JOIN dataset d ON d.id = c.dataset_id
       WHERE c.until_revision IS NULL AND c.referenced_only = 0 AND ${LISTED}
       ORDER BY c.dataset_id, c.depth, c.ordinal, c.path`,
    )
    .all();
  const lines: { type: 'column'; dataset: Name; name: string; dataType: string | null; fields?: Field[] }[] =
    [];
  const byPath = new Map<string, Field>();
  for (const row of rows) {
    const path = row.path.split(PATH_SEPARATOR);
    const parent =
      path.length > 1 ? byPath.get(`${row.datasetId}\n${path.slice(0, -1).join(PATH_SEPARATOR)}`) : undefined;
    const name = path.at(-1)!;
    if (parent) {
      const field: Field = { name, dataType: row.dataType };
      (parent.fields ??= []).push(field);
      byPath.set(`${row.datasetId}\n${row.path}`, field);
    } else {
      const line = {
        type: 'column' as const,
        dataset: names.dataset(row.datasetId),
        name: path.join('.'),
        dataType: row.dataType,
      };
      lines.push(line);
      byPath.set(`${row.datasetId}\n${row.path}`, line);
    }
  }
  return lines;
}
