/**
 * Feeding the search index: what is said of canonical datasets and of their columns, in descriptions, tags and
 * owners. Made anew for every dataset that a change touched, in bulk, at the end of the change. Names are not in
 * it; they are searched in memory (catalog/search).
 */
import type { Database } from 'better-sqlite3';
import { spaced } from './search-words.ts';

/** Datasets fed at a time: what one statement changes is kept in memory until it ends. */
const AT_A_TIME = 2_000;
/** Where this share of all datasets is fed, everything that is said is read once, in the order of its index. */
const MUCH = 1 / 4;

/**
 * Makes the entries of these datasets (any identity of a group stands for the group) anew.
 * Runs inside the caller's transaction.
 */
export function refreshSearch(db: Database, datasetIds: Iterable<number>): void {
  prepare(db);
  const groups = groupsOf(db, [...datasetIds]);
  if (groups.length === 0) return;
  db.exec(TEMPORARY);
  const note = db.prepare<[string]>('INSERT INTO search_group SELECT value FROM json_each(?)');
  // What lies beyond the last row that the index has need not be looked for in it.
  const last = (table: string): number =>
    db.prepare<[], number>(`SELECT rowid FROM ${table} ORDER BY rowid DESC LIMIT 1`).pluck().get() ?? 0;
  const much = groups.length >= MUCH * db.prepare<[], number>('SELECT COUNT(*) FROM dataset').pluck().get()!;
  if (much) db.exec(TOLD_OF_ALL);
  const gone = (
    [
      [REMOVE_DATASETS, last('search_dataset')],
      [REMOVE_COLUMNS, last('search_column')],
    ] as const
  ).map(([text, end]) => ({ statement: db.prepare<[number]>(text), end }));
  for (let at = 0; at < groups.length; at += AT_A_TIME) {
    db.exec('DELETE FROM search_group');
    note.run(JSON.stringify(groups.slice(at, at + AT_A_TIME)));
    for (const { statement, end } of gone) if (end > 0) statement.run(end);
    if (!much) db.exec(TOLD_OF_GROUPS);
    db.exec(FEED);
  }
  db.exec(FORGET);
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

/** Makes the whole index anew: for a file whose index is missing, or of an earlier version. */
export function rebuildSearch(db: Database): void {
  prepare(db);
  db.exec(`${TEMPORARY} ${ALL_GROUPS}
    INSERT INTO search_dataset(search_dataset) VALUES ('delete-all');
    INSERT INTO search_column(search_column) VALUES ('delete-all'); ${TOLD_OF_ALL}`);
  db.exec(FEED);
  db.exec(FORGET);
}

/** Whether things are said that the index does not have: in a copy made by other tools. */
export function searchIsMissing(db: Database): boolean {
  return (
    db
      .prepare(
        `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM search_dataset) AND NOT EXISTS (SELECT 1 FROM search_column) AND (
           EXISTS (SELECT 1 FROM description WHERE target_type IN ('dataset', 'column') AND until_revision IS NULL)
           OR EXISTS (SELECT 1 FROM tag WHERE target_type IN ('dataset', 'column') AND until_revision IS NULL AND status <> 'rejected' AND kind <> 'review')
           OR EXISTS (SELECT 1 FROM owner WHERE target_type = 'dataset' AND until_revision IS NULL AND status <> 'rejected'))`,
      )
      .get() !== undefined
  );
}

const prepared = new WeakSet<Database>();

function prepare(db: Database): void {
  if (prepared.has(db)) return;
  prepared.add(db);
  db.function('search_words', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? spaced(text) : null,
  );
}

/** Groups that are fed; datasets and columns, by the group they are shown under, of which anything may be said. */
const TEMPORARY = `CREATE TEMP TABLE IF NOT EXISTS search_group (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE IF NOT EXISTS search_told_dataset (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE IF NOT EXISTS search_told_column (group_id INTEGER, id INTEGER, PRIMARY KEY (group_id, id)) WITHOUT ROWID;`;
const ALL_GROUPS =
  'DELETE FROM search_group; INSERT INTO search_group SELECT DISTINCT canonical_id FROM dataset;';
const FORGET_TOLD = 'DELETE FROM search_told_dataset; DELETE FROM search_told_column;';
const FORGET = `DELETE FROM search_group; ${FORGET_TOLD}`;

/** Whoever feeds few groups looks for what is said of each; of most columns nothing is, so the other way it is faster. */
const TOLD_OF_GROUPS = `${FORGET_TOLD}
  INSERT INTO search_told_dataset SELECT id FROM search_group;
  INSERT INTO search_told_column
  SELECT d.canonical_id, c.id
  FROM search_group g CROSS JOIN dataset d ON d.canonical_id = g.id CROSS JOIN "column" c ON c.dataset_id = d.id
  WHERE EXISTS (SELECT 1 FROM description x WHERE x.target_type = 'column' AND x.target_id = c.id)
     OR EXISTS (SELECT 1 FROM tag t WHERE t.target_type = 'column' AND t.target_id = c.id);`;
const TOLD_OF_ALL = `${FORGET_TOLD}
  INSERT OR IGNORE INTO search_told_dataset
  SELECT d.canonical_id FROM (SELECT target_id FROM description WHERE target_type = 'dataset'
    UNION SELECT target_id FROM tag WHERE target_type = 'dataset'
    UNION SELECT target_id FROM owner WHERE target_type = 'dataset') s CROSS JOIN dataset d ON d.id = s.target_id;
  INSERT INTO search_told_column
  SELECT d.canonical_id, c.id FROM (SELECT target_id FROM description WHERE target_type = 'column'
    UNION SELECT target_id FROM tag WHERE target_type = 'column') s
  CROSS JOIN "column" c ON c.id = s.target_id CROSS JOIN dataset d ON d.id = c.dataset_id;`;

const MEMBERS = 'SELECT d.id FROM search_group g CROSS JOIN dataset d ON d.canonical_id = g.id';

/** Each takes the last row id that its table has. */
const REMOVE_DATASETS =
  'DELETE FROM search_dataset WHERE rowid IN (SELECT id FROM search_group WHERE id <= ?)';
const REMOVE_COLUMNS = `DELETE FROM search_column WHERE rowid IN (SELECT c.id FROM "column" c WHERE (c.dataset_id IN (${MEMBERS})
    OR c.dataset_id IN (SELECT id FROM search_group)) AND c.id <= ?)`;

/** Words of all identities of one group. */
// CROSS JOIN and the unary plus keep the planner on the index by target; left alone it scans all tags
// for every dataset.
const OF_DATASETS = `
  SELECT * FROM (
    SELECT d.canonical_id,
         (SELECT search_words(group_concat(x.text, ' ')) FROM dataset m CROSS JOIN description x ON x.target_type = 'dataset' AND x.target_id = m.id
            WHERE m.canonical_id = d.canonical_id AND +x.until_revision IS NULL) AS said,
         (SELECT search_words(group_concat(t.key || ' ' || t.value, ' ')) FROM dataset m CROSS JOIN tag t ON t.target_type = 'dataset' AND t.target_id = m.id
            WHERE m.canonical_id = d.canonical_id AND +t.until_revision IS NULL AND t.status <> 'rejected' AND t.kind <> 'review') AS tagged,
         (SELECT search_words(group_concat(o.name || ' ' || COALESCE(o.email, ''), ' ')) FROM dataset m CROSS JOIN owner o ON o.target_type = 'dataset' AND o.target_id = m.id
            WHERE m.canonical_id = d.canonical_id AND +o.until_revision IS NULL AND o.status <> 'rejected') AS owned
    FROM search_group g CROSS JOIN search_told_dataset s ON s.id = g.id CROSS JOIN dataset d ON d.id = g.id AND d.canonical_id = d.id)
  WHERE said IS NOT NULL OR tagged IS NOT NULL OR owned IS NOT NULL`;

const OF_COLUMNS = `
  SELECT * FROM (
    SELECT c.id,
         (SELECT search_words(group_concat(x.text, ' ')) FROM description x WHERE x.target_type = 'column' AND x.target_id = c.id AND +x.until_revision IS NULL) AS said,
         (SELECT search_words(group_concat(t.key || ' ' || t.value, ' ')) FROM tag t WHERE t.target_type = 'column' AND t.target_id = c.id
            AND +t.until_revision IS NULL AND t.status <> 'rejected' AND t.kind <> 'review') AS tagged
    FROM search_group g CROSS JOIN search_told_column s ON s.group_id = g.id CROSS JOIN "column" c ON c.id = s.id
    WHERE c.until_revision IS NULL)
  WHERE said IS NOT NULL OR tagged IS NOT NULL ORDER BY 1`;

const INTO_DATASETS = 'INSERT INTO search_dataset(rowid, description, tags, owners)';
const INTO_COLUMNS = 'INSERT INTO search_column(rowid, description, tags)';
const FEED = `${INTO_DATASETS} ${OF_DATASETS}; ${INTO_COLUMNS} ${OF_COLUMNS};`;

/** The entries of the whole catalog, as rows for the tables of the index: what there is to write at the least. */
export function searchEntries(db: Database): ReadonlyMap<string, readonly unknown[][]> {
  prepare(db);
  db.exec(`${TEMPORARY} ${ALL_GROUPS} ${TOLD_OF_ALL}`);
  const rows = (text: string): unknown[][] => db.prepare(text).raw().all() as unknown[][];
  return new Map([
    [INTO_DATASETS, rows(OF_DATASETS)],
    [INTO_COLUMNS, rows(OF_COLUMNS)],
  ]);
}
