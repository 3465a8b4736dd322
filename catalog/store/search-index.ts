/**
 * Feeding the search index: what is said of canonical datasets and of their columns, in descriptions, tags and
 * owners. Made anew for every dataset that a change touched, in bulk, at the end of the change. Names are not in
 * it; they are searched in memory (catalog/search).
 */
import type { Database } from 'better-sqlite3';
import { spaced } from './search-words.ts';

/** Datasets fed at a time: what one statement changes is kept in memory until it ends. */
const AT_A_TIME = 2_000;

/**
 * Makes the entries of these datasets (any identity of a group stands for the group) anew.
 * Runs inside the caller's transaction.
 */
export function refreshSearch(db: Database, datasetIds: Iterable<number>): void {
  prepare(db);
  db.exec('CREATE TEMP TABLE IF NOT EXISTS search_group (id INTEGER PRIMARY KEY); DELETE FROM search_group');
  const note = db.prepare(
    'INSERT OR IGNORE INTO search_group SELECT canonical_id FROM dataset WHERE id = @id UNION SELECT id FROM dataset WHERE id = @id',
  );
  let noted = 0;
  const feed = (): void => {
    db.exec(REMOVE);
    db.exec(FEED_DATASETS);
    db.exec(FEED_COLUMNS);
    db.exec('DELETE FROM search_group');
    noted = 0;
  };
  for (const id of datasetIds) {
    note.run({ id });
    if (++noted === AT_A_TIME) feed();
  }
  if (noted > 0) feed();
}

/** Makes the whole index anew: for a file whose index is missing, or of an earlier version. */
export function rebuildSearch(db: Database): void {
  prepare(db);
  db.exec(`CREATE TEMP TABLE IF NOT EXISTS search_group (id INTEGER PRIMARY KEY); DELETE FROM search_group;
    INSERT INTO search_dataset(search_dataset) VALUES ('delete-all');
    INSERT INTO search_column(search_column) VALUES ('delete-all');
    INSERT INTO search_group SELECT DISTINCT canonical_id FROM dataset`);
  db.exec(FEED_DATASETS);
  db.exec(FEED_COLUMNS);
}

/** Whether things are said that the index does not have: in a copy made by other tools. */
export function searchIsMissing(db: Database): boolean {
  return (
    db
      .prepare(
        `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM search_dataset) AND NOT EXISTS (SELECT 1 FROM search_column) AND (
           EXISTS (SELECT 1 FROM description WHERE target_type IN ('dataset', 'column') AND until_revision IS NULL)
           OR EXISTS (SELECT 1 FROM tag WHERE target_type IN ('dataset', 'column') AND until_revision IS NULL AND status <> 'rejected')
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

const MEMBERS = 'SELECT d.id FROM dataset d JOIN search_group g ON d.canonical_id = g.id';

const REMOVE = `
  DELETE FROM search_dataset WHERE rowid IN (SELECT id FROM search_group);
  DELETE FROM search_column WHERE rowid IN (SELECT c.id FROM "column" c WHERE c.dataset_id IN (${MEMBERS})
    OR c.dataset_id IN (SELECT id FROM search_group));
`;

/** Words of all identities of one group. */
// CROSS JOIN and the unary plus keep the planner on the index by target; left alone it scans all tags
// for every dataset.
const FEED_DATASETS = `
  INSERT INTO search_dataset(rowid, description, tags, owners)
  SELECT * FROM (
    SELECT d.canonical_id,
         (SELECT search_words(group_concat(x.text, ' ')) FROM dataset m CROSS JOIN description x ON x.target_type = 'dataset' AND x.target_id = m.id
            WHERE m.canonical_id = d.canonical_id AND +x.until_revision IS NULL) AS said,
         (SELECT search_words(group_concat(t.key || ' ' || t.value, ' ')) FROM dataset m CROSS JOIN tag t ON t.target_type = 'dataset' AND t.target_id = m.id
            WHERE m.canonical_id = d.canonical_id AND +t.until_revision IS NULL AND t.status <> 'rejected') AS tagged,
         (SELECT search_words(group_concat(o.name || ' ' || COALESCE(o.email, ''), ' ')) FROM dataset m CROSS JOIN owner o ON o.target_type = 'dataset' AND o.target_id = m.id
            WHERE m.canonical_id = d.canonical_id AND +o.until_revision IS NULL AND o.status <> 'rejected') AS owned
    FROM dataset d JOIN search_group g ON g.id = d.id AND d.canonical_id = d.id)
  WHERE said IS NOT NULL OR tagged IS NOT NULL OR owned IS NOT NULL;
`;

const FEED_COLUMNS = `
  INSERT INTO search_column(rowid, description, tags)
  SELECT * FROM (
    SELECT c.id,
         (SELECT search_words(group_concat(x.text, ' ')) FROM description x WHERE x.target_type = 'column' AND x.target_id = c.id AND +x.until_revision IS NULL) AS said,
         (SELECT search_words(group_concat(t.key || ' ' || t.value, ' ')) FROM tag t WHERE t.target_type = 'column' AND t.target_id = c.id
            AND +t.until_revision IS NULL AND t.status <> 'rejected') AS tagged
    FROM "column" c JOIN dataset d ON d.id = c.dataset_id JOIN search_group g ON g.id = d.canonical_id
    WHERE c.until_revision IS NULL)
  WHERE said IS NOT NULL OR tagged IS NOT NULL;
`;
