/**
 * What the search index has of datasets and columns: what is said of them in descriptions, tags and owners. Read in
 * bulk for many groups at a time; asked for one by one, it takes three times as long.
 */
import type { Database, Statement } from 'better-sqlite3';
import { portions } from '../portions.ts';
import { spaced } from './search-words.ts';

/** A row of the index: its id, then the words of each field; null where nothing is said. */
export type SearchEntry = readonly [id: number, ...fields: readonly (string | null)[]];

export interface SearchEntries {
  /** Description, tags, owners, by the dataset that its group is shown as. */
  readonly datasets: readonly SearchEntry[];
  /** Description, tags. */
  readonly columns: readonly SearchEntry[];
}

/** Groups whose entries are in memory at a time. */
const AT_A_TIME = 500;
/** Where this share of all datasets is asked for, everything that is said is read once, in the order of its index. */
const MUCH = 1 / 4;

/** Groups that are asked for; datasets and columns, by the group they are shown under, of which anything may be said. */
const TEMPORARY = `CREATE TEMP TABLE IF NOT EXISTS search_group (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE IF NOT EXISTS search_told_dataset (id INTEGER PRIMARY KEY);
  CREATE TEMP TABLE IF NOT EXISTS search_told_column (group_id INTEGER, id INTEGER, PRIMARY KEY (group_id, id)) WITHOUT ROWID;`;
const FORGET_TOLD = 'DELETE FROM search_told_dataset; DELETE FROM search_told_column;';

/** Whoever asks for few groups looks for what is said of each; of most columns nothing is, so the other way it is faster. */
const TOLD_OF_GROUPS = `${FORGET_TOLD}
  INSERT INTO search_told_dataset SELECT id FROM search_group;
  INSERT INTO search_told_column
  SELECT d.canonical_id, c.id
  FROM search_group g CROSS JOIN dataset d ON d.canonical_id = g.id CROSS JOIN "column" c ON c.dataset_id = d.id
  WHERE c.until_revision IS NULL
    AND (EXISTS (SELECT 1 FROM description x WHERE x.target_type = 'column' AND x.target_id = c.id)
      OR EXISTS (SELECT 1 FROM tag t WHERE t.target_type = 'column' AND t.target_id = c.id));`;
const TOLD_OF_ALL = `${FORGET_TOLD}
  INSERT OR IGNORE INTO search_told_dataset
  SELECT d.canonical_id FROM (SELECT target_id FROM description WHERE target_type = 'dataset'
    UNION SELECT target_id FROM tag WHERE target_type = 'dataset'
    UNION SELECT target_id FROM owner WHERE target_type = 'dataset') s CROSS JOIN dataset d ON d.id = s.target_id;
  INSERT INTO search_told_column
  SELECT d.canonical_id, c.id FROM (SELECT target_id FROM description WHERE target_type = 'column'
    UNION SELECT target_id FROM tag WHERE target_type = 'column') s
  CROSS JOIN "column" c ON c.id = s.target_id CROSS JOIN dataset d ON d.id = c.dataset_id
  WHERE c.until_revision IS NULL;`;

// CROSS JOIN and the unary plus keep the planner on the index by target; left alone it scans all tags
// for every dataset.
const TARGETS = {
  dataset: `SELECT d.id AS id, m.id AS target FROM search_group g CROSS JOIN search_told_dataset s ON s.id = g.id
      CROSS JOIN dataset d ON d.id = g.id AND d.canonical_id = d.id CROSS JOIN dataset m ON m.canonical_id = d.id`,
  column:
    'SELECT s.id AS id, s.id AS target FROM search_group g CROSS JOIN search_told_column s ON s.group_id = g.id',
} as const;

type On = keyof typeof TARGETS;

const DESCRIBED = (on: On): string =>
  `SELECT o.id, x.text FROM (${TARGETS[on]}) o CROSS JOIN description x ON x.target_type = '${on}' AND x.target_id = o.target
   WHERE +x.until_revision IS NULL`;
const TAGGED = (on: On): string =>
  `SELECT o.id, t.key || ' ' || t.value FROM (${TARGETS[on]}) o CROSS JOIN tag t ON t.target_type = '${on}' AND t.target_id = o.target
   WHERE +t.until_revision IS NULL AND t.status <> 'rejected' AND t.kind <> 'review'`;
const OWNED = (on: On): string =>
  `SELECT p.id, o.name || ' ' || COALESCE(o.email, '') FROM (${TARGETS[on]}) p CROSS JOIN owner o ON o.target_type = '${on}' AND o.target_id = p.target
   WHERE +o.until_revision IS NULL AND o.status <> 'rejected'`;

const OF_DATASETS = [DESCRIBED, TAGGED, OWNED].map((field) => field('dataset'));
const OF_COLUMNS = [DESCRIBED, TAGGED].map((field) => field('column'));

/**
 * The entries of these groups (ids of the datasets that they are shown as), so many groups at a time. While a portion
 * is worked on, `search_group` holds the groups that it is of.
 */
export function* searchEntriesOf(
  db: Database,
  groups: readonly number[],
  atATime = AT_A_TIME,
): Generator<SearchEntries, void> {
  if (groups.length === 0) return;
  db.exec(TEMPORARY);
  const note = db.prepare<[string]>('INSERT INTO search_group SELECT value FROM json_each(?)');
  const much = groups.length >= MUCH * db.prepare<[], number>('SELECT COUNT(*) FROM dataset').pluck().get()!;
  if (much) db.exec(TOLD_OF_ALL);
  const prepared = (fields: readonly string[]): Fields =>
    fields.map((query) => db.prepare<[], Said>(query).raw());
  const [ofDatasets, ofColumns] = [prepared(OF_DATASETS), prepared(OF_COLUMNS)];
  for (const portion of portions(groups, atATime)) {
    db.exec('DELETE FROM search_group');
    note.run(JSON.stringify(portion));
    if (!much) db.exec(TOLD_OF_GROUPS);
    yield { datasets: entries(ofDatasets), columns: entries(ofColumns) };
  }
  db.exec(`DELETE FROM search_group; ${FORGET_TOLD}`);
}

type Said = [id: number, text: string | null];
/** What gives a field of entries each. */
type Fields = readonly Statement<[], Said>[];

/** In the order of their ids, which is the one in which the index takes them fastest. */
function entries(fields: Fields): SearchEntry[] {
  const said = new Map<number, string[][]>();
  for (const [field, query] of fields.entries()) {
    for (const [id, text] of query.all()) {
      if (text === null) continue;
      let texts = said.get(id);
      if (!texts) said.set(id, (texts = fields.map(() => [])));
      texts[field]!.push(text);
    }
  }
  return [...said]
    .sort(([a], [b]) => a - b)
    .map(([id, texts]) => [id, ...texts.map((field) => (field.length > 0 ? spaced(field.join(' ')) : null))]);
}
