/**
 * Feeding the search index. One entry per canonical dataset and one per column of it; made anew for
 * every dataset that a change touched, in bulk, at the end of the change.
 */
import type { Database } from 'better-sqlite3';

/** Datasets fed at a time: what one statement changes is kept in memory until it ends. */
const AT_A_TIME = 2_000;

/**
 * Makes the entries of these datasets (any identity of a group stands for the group) anew.
 * Runs inside the caller's transaction.
 */
export function refreshSearch(db: Database, datasetIds: Iterable<number>): void {
  const groups = groupsOf(db, [...datasetIds]);
  if (groups.length === 0) return;
  db.exec(TEMPORARY);
  const note = db.prepare<[string]>('INSERT INTO search_group SELECT value FROM json_each(?)');
  // Rows beyond the last that the index has need not be looked for in it.
  const last = 'SELECT rowid FROM search_names ORDER BY rowid DESC LIMIT 1';
  const end = db.prepare<[], number>(last).pluck().get() ?? 0;
  const gone = REMOVABLE.map((text) => db.prepare<[number]>(text));
  for (let at = 0; at < groups.length; at += AT_A_TIME) {
    db.exec('DELETE FROM search_group');
    note.run(JSON.stringify(groups.slice(at, at + AT_A_TIME)));
    if (end > 0) {
      db.exec('DELETE FROM search_gone');
      for (const statement of gone) statement.run(end);
      db.exec(REMOVE);
    }
    db.exec(FEED_DATASETS);
    db.exec(FEED_COLUMNS);
  }
  db.exec('DELETE FROM search_group');
}

/** The datasets and those under which they are shown, each once, from the lowest id to the highest. */
function groupsOf(db: Database, ids: readonly number[]): number[] {
  const groups = new Set<number>();
  const canonical = db
    .prepare<[string], [number, number]>(
      'SELECT d.id, d.canonical_id FROM json_each(?) j JOIN dataset d ON d.id = j.value',
    )
    .raw();
  for (let at = 0; at < ids.length; at += AT_A_TIME) {
    for (const [id, shownAs] of canonical.iterate(JSON.stringify(ids.slice(at, at + AT_A_TIME))))
      groups.add(id).add(shownAs);
  }
  return [...groups].sort((a, b) => a - b);
}

/** Makes the whole index anew: for a file whose index is missing. Row ids: datasets even, columns odd. */
export function rebuildSearch(db: Database): void {
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS search_group (id INTEGER PRIMARY KEY); DELETE FROM search_group;
    INSERT INTO search_words(search_words) VALUES ('delete-all'); DELETE FROM search_names;
    INSERT INTO search_group SELECT DISTINCT canonical_id FROM dataset`);
  db.exec(FEED_DATASETS);
  db.exec(FEED_COLUMNS);
}

const MEMBERS = 'SELECT d.id FROM search_group g CROSS JOIN dataset d ON d.canonical_id = g.id';

const TEMPORARY = `CREATE TEMP TABLE IF NOT EXISTS search_group (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE IF NOT EXISTS search_gone (id INTEGER PRIMARY KEY);`;
/** Each takes the last row id that the index has. */
const REMOVABLE = [
  'INSERT OR IGNORE INTO search_gone SELECT id * 2 FROM search_group WHERE id * 2 <= ?',
  `INSERT OR IGNORE INTO search_gone SELECT c.id * 2 + 1 FROM "column" c WHERE (c.dataset_id IN (${MEMBERS})
    OR c.dataset_id IN (SELECT id FROM search_group)) AND c.id * 2 + 1 <= ?`,
];
const REMOVE = `
  DELETE FROM search_words WHERE rowid IN (SELECT id FROM search_gone);
  DELETE FROM search_names WHERE rowid IN (SELECT id FROM search_gone);
`;

/** Words of all identities, their aliases, columns, descriptions, tags and owners of one group. */
// CROSS JOIN and the unary plus keep the planner on the index by target; left alone it scans all tags
// for every dataset.
const DOCUMENTS = `
  SELECT d.canonical_id AS id,
         (SELECT group_concat(n, ' ') FROM (
            SELECT m.name AS n FROM dataset m WHERE m.canonical_id = d.canonical_id
            UNION SELECT a.name FROM alias a JOIN dataset m ON m.id = a.dataset_id
              WHERE m.canonical_id = d.canonical_id AND a.until_revision IS NULL AND a.status = 'joined')) AS name,
         (SELECT group_concat(DISTINCT m.namespace) FROM dataset m WHERE m.canonical_id = d.canonical_id) AS namespace,
         (SELECT group_concat(c.name, ' ') FROM "column" c JOIN dataset m ON m.id = c.dataset_id
            WHERE m.canonical_id = d.canonical_id AND c.until_revision IS NULL) AS columns,
         (SELECT group_concat(x.text, ' ') FROM dataset m CROSS JOIN description x ON x.target_type = 'dataset' AND x.target_id = m.id
            WHERE m.canonical_id = d.canonical_id AND +x.until_revision IS NULL) AS description,
         (SELECT group_concat(t.key || ' ' || t.value, ' ') FROM dataset m CROSS JOIN tag t ON t.target_type = 'dataset' AND t.target_id = m.id
            WHERE m.canonical_id = d.canonical_id AND +t.until_revision IS NULL AND t.status <> 'rejected') AS tags,
         (SELECT group_concat(o.name || ' ' || COALESCE(o.email, ''), ' ') FROM dataset m CROSS JOIN owner o ON o.target_type = 'dataset' AND o.target_id = m.id
            WHERE m.canonical_id = d.canonical_id AND +o.until_revision IS NULL AND o.status <> 'rejected') AS owners
  FROM search_group g CROSS JOIN dataset d ON d.id = g.id AND d.canonical_id = d.id`;

/**
 * Columns of the groups, in the order of their entries. CROSS JOIN keeps the planner from going through all columns
 * for the sake of the order.
 */
const OF_COLUMNS = `FROM search_group g CROSS JOIN dataset d ON d.canonical_id = g.id
  CROSS JOIN "column" c ON c.dataset_id = d.id WHERE c.until_revision IS NULL ORDER BY c.id`;

const COLUMN_WORDS = `
  SELECT c.id * 2 + 1, replace(c.path, char(31), '.'), d.name, '',
         (SELECT group_concat(x.text, ' ') FROM description x WHERE x.target_type = 'column' AND x.target_id = c.id AND +x.until_revision IS NULL),
         (SELECT group_concat(t.key || ' ' || t.value, ' ') FROM tag t WHERE t.target_type = 'column' AND t.target_id = c.id
            AND +t.until_revision IS NULL AND t.status <> 'rejected'), '' ${OF_COLUMNS}`;

const COLUMN_NAMES = `SELECT c.id * 2 + 1, replace(c.path, char(31), '.') ${OF_COLUMNS}`;

const INTO_WORDS = 'INSERT INTO search_words(rowid, name, namespace, columns, description, tags, owners)';
const INTO_NAMES = 'INSERT INTO search_names(rowid, name)';

const FEED_DATASETS = `
  CREATE TEMP TABLE IF NOT EXISTS search_doc (id INTEGER PRIMARY KEY, name TEXT, namespace TEXT, columns TEXT, description TEXT, tags TEXT, owners TEXT);
  DELETE FROM search_doc;
  INSERT INTO search_doc ${DOCUMENTS};
  ${INTO_WORDS} SELECT id * 2, name, namespace, columns, description, tags, owners FROM search_doc;
  ${INTO_NAMES} SELECT id * 2, name FROM search_doc;
`;

const FEED_COLUMNS = `
  ${INTO_WORDS} ${COLUMN_WORDS};
  ${INTO_NAMES} ${COLUMN_NAMES};
`;

/** The entries of the whole catalog, as rows for the tables of the index: what there is to write at the least. */
export function searchEntries(db: Database): ReadonlyMap<string, readonly unknown[][]> {
  db.exec(
    `${TEMPORARY} DELETE FROM search_group; INSERT INTO search_group SELECT DISTINCT canonical_id FROM dataset`,
  );
  const rows = (text: string): unknown[][] => db.prepare(text).raw().all() as unknown[][];
  const datasets = rows(
    `SELECT id * 2, name, namespace, columns, description, tags, owners FROM (${DOCUMENTS})`,
  );
  const names = datasets.map(([id, name]) => [id, name]);
  return new Map([
    [INTO_WORDS, [...datasets, ...rows(COLUMN_WORDS)]],
    [INTO_NAMES, [...names, ...rows(COLUMN_NAMES)]],
  ]);
}
