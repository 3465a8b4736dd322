/**
 * Feeding the search index: what is said of canonical datasets and of their columns (search-entries.ts). Made anew for
 * every dataset that a change touched, in bulk, at the end of the change. Names are not in it; they are searched in
 * memory (catalog/search).
 */
import type { Database } from 'better-sqlite3';
import { portions } from '../portions.ts';
import { searchEntriesOf, type SearchEntry } from './search-entries.ts';

/** Ids that are looked up at a time. */
const AT_A_TIME = 2_000;

export const INTO_DATASETS =
  'INSERT INTO search_dataset(rowid, description, tags, owners) VALUES (?, ?, ?, ?)';
export const INTO_COLUMNS = 'INSERT INTO search_column(rowid, description, tags) VALUES (?, ?, ?)';

/**
 * Makes the entries of these datasets (any identity of a group stands for the group) anew.
 * Runs inside the caller's transaction.
 */
export function refreshSearch(db: Database, datasetIds: Iterable<number>): void {
  const groups = groupsOf(db, datasetIds);
  // What lies beyond the last row that the index has need not be looked for in it.
  const last = (table: string): number =>
    db.prepare<[], number>(`SELECT rowid FROM ${table} ORDER BY rowid DESC LIMIT 1`).pluck().get() ?? 0;
  const ends = [
    [REMOVE_DATASETS, last('search_dataset')],
    [REMOVE_COLUMNS, last('search_column')],
  ] as const;
  feed(db, groups, () => {
    for (const [remove, end] of ends) if (end > 0) db.prepare<[number]>(remove).run(end);
  });
}

/** The datasets and those under which they are shown, each once, from the lowest id to the highest. */
function groupsOf(db: Database, ids: Iterable<number>): number[] {
  const groups = new Set<number>();
  const canonical = db
    .prepare<[string], [number, number]>(
      'SELECT d.id, d.canonical_id FROM json_each(?) j JOIN dataset d ON d.id = j.value',
    )
    .raw();
  for (const portion of portions(ids, AT_A_TIME)) {
    for (const [id, shownAs] of canonical.iterate(JSON.stringify(portion))) groups.add(id).add(shownAs);
  }
  return [...groups].sort((a, b) => a - b);
}

/** Makes the whole index anew: for a file whose index is missing, or of an earlier version. */
export function rebuildSearch(db: Database): void {
  db.exec(`INSERT INTO search_dataset(search_dataset) VALUES ('delete-all');
    INSERT INTO search_column(search_column) VALUES ('delete-all');`);
  feed(db, allGroups(db));
}

/** Every dataset that others are shown as, or itself. */
export const allGroups = (db: Database): number[] =>
  db.prepare<[], number>('SELECT DISTINCT canonical_id FROM dataset ORDER BY 1').pluck().all();

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

const MEMBERS = 'SELECT d.id FROM search_group g CROSS JOIN dataset d ON d.canonical_id = g.id';

/** Each takes the last row id that its table has. */
const REMOVE_DATASETS =
  'DELETE FROM search_dataset WHERE rowid IN (SELECT id FROM search_group WHERE id <= ?)';
const REMOVE_COLUMNS = `DELETE FROM search_column WHERE rowid IN (SELECT c.id FROM "column" c WHERE (c.dataset_id IN (${MEMBERS})
    OR c.dataset_id IN (SELECT id FROM search_group)) AND c.id <= ?)`;

/** `before`: done for each portion of the groups, which `search_group` holds then. */
function feed(db: Database, groups: readonly number[], before?: () => void): void {
  const [intoDatasets, intoColumns] = [db.prepare(INTO_DATASETS), db.prepare(INTO_COLUMNS)];
  const write = (into: typeof intoDatasets, entries: readonly SearchEntry[]): void => {
    for (const entry of entries) into.run(...entry);
  };
  for (const { datasets, columns } of searchEntriesOf(db, groups)) {
    before?.();
    write(intoDatasets, datasets);
    write(intoColumns, columns);
  }
}
