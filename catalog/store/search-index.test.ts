import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import { rebuildSearch, refreshSearch } from './search-index.ts';
import type { Store } from './store.ts';

const found = (store: Store, table: 'dataset' | 'column', words: string): unknown[] =>
  store.reader
    .prepare<[string], number>(`SELECT rowid FROM search_${table} WHERE search_${table} MATCH ?`)
    .pluck()
    .all(words);

const FILL = `
  INSERT INTO dataset (id, namespace, name, kind, canonical_id, canonical_key, since_revision)
    VALUES (1, 'n', 'a', 'table', 1, 'a', 1), (2, 'n', 'b', 'table', 1, 'b', 1), (3, 'n', 'c', 'table', 3, 'c', 1);
  INSERT INTO "column" (id, dataset_id, path, name, depth, since_revision) VALUES (1, 1, 'x', 'x', 0, 1), (2, 3, 'y', 'y', 0, 1);
  INSERT INTO description (target_type, target_id, text, origin, since_revision)
    VALUES ('dataset', 2, 'All orderLines', 'dbt', 1), ('column', 2, '全ての顧客', 'dbt', 1);
  INSERT INTO owner (target_type, target_id, name, role, origin, status, since_revision)
    VALUES ('dataset', 3, 'Zoë Größe', '', 'dbt', 'imported', 1);`;

test('what is said of any identity is found under the shown one; only what is said has a row', async () => {
  const store = await openTemporaryStore();
  await store.write((db) => {
    db.exec(FILL);
    refreshSearch(db, [2, 3]);
  });
  expect(found(store, 'dataset', '"order lines"')).toEqual([1]);
  expect(found(store, 'dataset', 'owners: zoe AND grosse')).toEqual([3]);
  expect(found(store, 'column', '"顧 客"')).toEqual([2]);
  expect(store.reader.prepare('SELECT COUNT(*) FROM search_column').pluck().get()).toBe(1);
  await store.write((db) => {
    db.exec(`UPDATE owner SET until_revision = 2`);
    refreshSearch(db, [3]);
  });
  expect(found(store, 'dataset', 'zoe')).toEqual([]);
  expect(found(store, 'dataset', 'lines')).toEqual([1]);
  await store.close();
});

test('few datasets of many are fed as they are with all others', async () => {
  const store = await openTemporaryStore();
  await store.write((db) => {
    db.exec(FILL);
    db.exec(`INSERT INTO dataset (id, namespace, name, kind, canonical_id, canonical_key, since_revision)
      SELECT value + 100, 'n', 'more ' || value, 'table', value + 100, 'more ' || value, 1 FROM json_each('[${Array.from({ length: 40 }, (_, n) => n).join(',')}]')`);
    for (const id of [1, 2, 3]) refreshSearch(db, [id]);
  });
  const answers = () =>
    ['orderlines OR lines', 'zoe', '顧'].map((words) => [
      found(store, 'dataset', words),
      found(store, 'column', words),
    ]);
  const few = answers();
  expect(few).toEqual([
    [[1], []],
    [[3], []],
    [[], [2]],
  ]);
  await store.write((db) => rebuildSearch(db));
  expect(answers()).toEqual(few);
  await store.close();
});

test('a file with the index of an earlier version, or with none, gets the present one when it is opened', async () => {
  const folder = temporaryFolder();
  const before = await openTemporaryStore(folder);
  await before.write((db) => db.exec(FILL));
  await before.close();
  const db = new BetterSqlite3(join(folder, 'test.headwater'));
  db.exec(`DROP TABLE search_dataset; DROP TABLE search_column;
    CREATE VIRTUAL TABLE search_words USING fts5(name, content='', contentless_delete=1);
    CREATE VIRTUAL TABLE search_names USING fts5(name, tokenize='trigram', detail=none, columnsize=0);
    INSERT INTO search_names(rowid, name) VALUES (2, 'a')`);
  db.close();
  const store = await openTemporaryStore(folder, false);
  expect(found(store, 'dataset', 'orderlines OR lines')).toEqual([1]);
  expect(found(store, 'column', '顧')).toEqual([2]);
  expect(
    store.reader
      .prepare(`SELECT name FROM sqlite_master WHERE name IN ('search_words', 'search_names')`)
      .all(),
  ).toEqual([]);
  await store.close();
});
