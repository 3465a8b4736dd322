/** What the writer keeps in memory instead of asking the file: it must never know better than the file. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EventMemory } from '../../imports/event-memory.ts';
import { openTemporaryStore } from '../../testing/temp-catalog.ts';
import type { Store } from '../store.ts';
import { Changes } from './changes.ts';
import { FreshRows } from './fresh-rows.ts';
import { Identities } from './identities.ts';
import { KnownIo } from './known-io.ts';
import { RepeatedEdges, type FacetEdgeFact } from './repeated-edges.ts';
import { RunIoRows } from './run-io-rows.ts';
import { NOTHING_TOLD } from './run-parts.ts';
import { Runs } from './runs.ts';
import { Scopes } from './scopes.ts';
import { Sights } from './sights.ts';
import { Sql } from './sql.ts';
import { StatementBook } from './statements.ts';

let store: Store;
let sql: Sql;
beforeEach(async () => {
  store = await openTemporaryStore();
  store.writer.exec('CREATE TEMP TABLE thing (id INTEGER PRIMARY KEY, name TEXT, size INTEGER)');
  store.writer.exec("INSERT INTO thing VALUES (7, 'old', 1)");
  sql = new Sql(store.writer);
});
afterEach(async () => {
  await store.close();
});

it('only rows that were numbered here are fresh', () => {
  expect(sql.isFresh('thing', 8)).toBe(false);
  expect(sql.nextId('thing')).toBe(8);
  expect([7, 8].map((id) => sql.isFresh('thing', id))).toEqual([false, true]);
});

it('binds plain and numbered parameters', () => {
  expect(sql.get('SELECT ?2 AS b, ?1 AS a, ?2 AS c', 1, 2)).toEqual({ a: 1, b: 2, c: 2 });
  expect(sql.all('SELECT ? AS a UNION ALL SELECT ?', 1, 2)).toEqual([{ a: 1 }, { a: 2 }]);
});

it('a row is known to be missing only under a parent that is as new, and not when rows were forgotten', () => {
  const fresh = new FreshRows(sql, 2);
  const [first, second] = [sql.nextId('dataset'), sql.nextId('dataset')];
  expect(fresh.find('property', 'a', ['dataset', first])).toBeNull();
  expect(fresh.find('property', 'a', ['dataset', first - 1])).toBeUndefined();
  fresh.note('property', 'a', 11, ['dataset', first]);
  fresh.note('property', 'b', 12, ['dataset', first]);
  expect(fresh.find('property', 'a', ['dataset', first])).toBe(11);
  expect(fresh.find('property', 'a', ['job', first])).toBeUndefined();
  expect(fresh.find('alias', 'a', ['dataset', first])).toBeNull();
  fresh.note('property', 'c', 13, ['dataset', second]);
  expect(fresh.find('property', 'a', ['dataset', first])).toBeUndefined();
  expect(fresh.find('alias', 'a', ['dataset', first])).toBeNull();
  expect(fresh.find('property', 'x', ['dataset', second])).toBeNull();
  expect(fresh.find('property', 'c', ['dataset', second])).toBe(13);
  expect(fresh.find('property', 'x', ['dataset', sql.nextId('dataset')])).toBeNull();
});

it('of many rows under one parent each is found, with the id that was noted last', () => {
  const fresh = new FreshRows(sql);
  const parent = ['dataset', sql.nextId('dataset')] as const;
  for (const round of [100, 200])
    for (let n = 0; n < 40; n++) {
      fresh.note('property', `key ${n}`, round + n, parent);
      expect(fresh.find('property', `key ${n}`, parent)).toBe(round + n);
    }
  expect(fresh.find('property', 'key 40', parent)).toBeNull();
  expect(Array.from({ length: 40 }, (_, n) => fresh.find('property', `key ${n}`, parent))).toEqual(
    Array.from({ length: 40 }, (_, n) => 200 + n),
  );
});

it.each([3, 250])('of %i columns each has one row, however often they are forgotten', (count) => {
  const known = new Identities(sql, new Changes(), 1);
  const { id } = known.dataset({ namespace: 'n', name: 'wide' });
  const ids = (): number[] => Array.from({ length: count }, (_, n) => known.column(id, [`c${n}`]).id);
  const first = ids();
  known.forgetColumns();
  expect(ids()).toEqual(first);
  known.forgetColumns();
  const later = new Identities(new Sql(store.writer), new Changes(), 2);
  expect(later.column(later.dataset({ namespace: 'n', name: 'wide' }).id, ['c1']).id).toBe(first[1]);
  expect(known.column(id, ['more']).id).toBe(first.at(-1)! + 1);
  expect(sql.get('SELECT COUNT(*) AS n FROM "column" WHERE dataset_id = ?', id)).toEqual({ n: count + 1 });
});

it.each([0, 1, 50, 51, 173, 199, 200, 201, 457])(
  'a buffer of %i rows writes each once, in order',
  (count) => {
    const buffer = sql.rows('thing', ['id', 'name', 'size']);
    for (let n = 0; n < count; n++) buffer.add(100 + n, n % 3 === 0 ? null : `name ${n}`, n);
    buffer.flush();
    buffer.flush();
    const rows = sql.all<{ id: number; name: string | null; size: number }>(
      'SELECT * FROM thing WHERE id >= 100',
    );
    expect(rows).toEqual(
      Array.from({ length: count }, (_, n) => ({
        id: 100 + n,
        name: n % 3 === 0 ? null : `name ${n}`,
        size: n,
      })),
    );
  },
);

it('large texts do not wait for others', () => {
  const buffer = sql.rows('thing', ['id', 'name', 'size']);
  buffer.add(100, 'x'.repeat(1 << 21), 0);
  expect(buffer.waits).toBe(false);
  expect(sql.all('SELECT id FROM thing WHERE id >= 100')).toEqual([{ id: 100 }]);
});

it('rows that wait are there for every statement that mentions their table, and wait on for others', () => {
  const buffer = sql.rows('thing', ['id', 'name', 'size']);
  expect(sql.get('SELECT MAX(id) AS id FROM thing')).toEqual({ id: 7 });
  buffer.add(100, 'a', 1);
  expect(sql.get("SELECT 'thing' AS text")).toEqual({ text: 'thing' });
  expect(sql.getWritten('SELECT MAX(id) AS id FROM thing')).toEqual({ id: 7 });
  expect(buffer.waits).toBe(true);
  expect(sql.get('SELECT MAX(id) AS id FROM thing')).toEqual({ id: 100 });
  buffer.add(101, 'b', 1);
  expect(sql.run('UPDATE thing SET size = 7 WHERE id >= 100')).toBe(2);
  buffer.add(102, 'c', 1);
  sql.flush();
  expect(buffer.waits).toBe(false);
  expect(sql.db.prepare('SELECT COUNT(*) FROM thing WHERE id >= 100').pluck().get()).toBe(3);
});

it('a row that waits can be changed; one that was written cannot', () => {
  const buffer = sql.rows('thing', ['id', 'name', 'size']);
  buffer.add(100, 'a', 1);
  buffer.add(101, 'b', 2);
  expect(buffer.patch(100, { 1: null, 2: 5 })).toBe(true);
  expect(buffer.patch(99, { 2: 5 })).toBe(false);
  expect(sql.all('SELECT * FROM thing WHERE id >= 100')).toEqual([
    { id: 100, name: null, size: 5 },
    { id: 101, name: 'b', size: 2 },
  ]);
  expect(buffer.patch(100, { 2: 6 })).toBe(false);
});

it('what other rows refer to is written before them', () => {
  const datasets = sql.rows('dataset', [
    ...['id', 'namespace', 'name', 'kind', 'kind_scope_id', 'canonical_id', 'canonical_key'],
    ...['referenced_only', 'since_revision'],
  ]);
  const columns = sql.rows('"column"', [
    ...['id', 'dataset_id', 'path', 'name', 'depth', 'referenced_only', 'since_revision'],
  ]);
  datasets.add(900, 'n', 'one', 'table', 0, 900, 'n\none', 0, 1);
  columns.add(900, 900, 'c', 'c', 0, 0, 1);
  columns.flush();
  expect(datasets.waits).toBe(false);
  expect(sql.get('SELECT dataset_id AS id FROM "column" WHERE id = 900')).toEqual({ id: 900 });
});

it('an event counts once, within an import and over imports, however many wait', () => {
  const hashes = ['aa', 'bb', 'cc', 'dd', 'ee'].map((pair) => pair.repeat(32));
  sql.run(
    `INSERT INTO import_batch (id, revision, at, actor, label, importers, accepted, rejected, warnings, changes, tool_version)
     VALUES (1, 1, '', '', '', '[]', 0, 0, 0, '{}', '')`,
  );
  const first = new EventMemory(sql, 1, 2);
  expect([...hashes.slice(0, 4), ...hashes.slice(0, 4)].flatMap((hash) => first.seen([hash]))).toEqual([
    ...[false, false, false, false],
    ...[true, true, true, true],
  ]);
  first.flush();
  const second = new EventMemory(sql, 2);
  // What another import brought is told again, once, so that it outlasts the undo of that one.
  expect(second.seen(hashes.slice(0, 4))).toEqual([false, false, false, false]);
  expect(second.onlyRepeats).toBe(true);
  expect(second.seen(hashes)).toEqual([true, true, true, true, false]);
  expect(second.onlyRepeats).toBe(false);
  second.flush();
  expect(sql.get('SELECT COUNT(*) AS n FROM ingested_event')).toEqual({ n: 5 });
  // Where they do not wait, the tables know them.
  const third = new EventMemory(sql, 3, 1);
  for (const seen of [false, true])
    expect(hashes.flatMap((hash) => third.seen([hash]))).toEqual(Array(5).fill(seen));
  expect(sql.get('SELECT COUNT(*) AS n FROM repeated_event WHERE import_id = 3')).toEqual({ n: 5 });
});

it('what a new scope said is known after it was forgotten: said again, changed, left out of a second picture', () => {
  sql.run(
    `INSERT INTO import_batch (id, revision, at, actor, label, importers, accepted, rejected, warnings, changes, tool_version)
     VALUES (1, 1, '', '', '', '[]', 0, 0, 0, '{}', '')`,
  );
  sql.run("INSERT INTO source_file (id, import_id, path, sha256, bytes) VALUES (1, 1, 'a', 'x', 1)");
  const outcomes = [1, 1_000].map((remembered) => {
    store.writer.exec('SAVEPOINT one');
    const own = new Sql(store.writer);
    const scopes = new Scopes(own, 1);
    const book = new StatementBook(own, scopes, 1, [{ id: 1, sha256: 'x' }], {
      remembered,
      atOnce: 3,
    });
    const evidence = { scope: 's', file: 0, at: '' };
    const ids = Array.from({ length: 6 }, () => own.nextId('tag'));
    const say = (n: number, value: string, current = false) =>
      book.assert('tag', ids[n]!, evidence, current, value);
    scopes.declare({ type: 'scope', scope: 's', mode: 'replace' }, 'glue');
    const said = ids.map((_, n) => say(n, 'first'));
    said.push(say(0, 'first', true), say(1, 'other', true), say(0, 'first', true));
    scopes.declare({ type: 'scope', scope: 's', mode: 'replace' }, 'glue');
    said.push(say(1, 'other', true), say(2, 'first', true), say(3, 'third', true));
    const abandoned = book.closeUnrepeated();
    const rows = own.all('SELECT record_id, value, until_revision FROM statement ORDER BY record_id');
    store.writer.exec('ROLLBACK TO one; RELEASE one');
    return { said, abandoned, rows };
  });
  expect(outcomes[0]).toEqual(outcomes[1]);
  expect(outcomes[0]!.rows).toHaveLength(3);
  expect(outcomes[0]!.abandoned).toHaveLength(3);
});

it('the first runs that showed an edge are remembered, of new edges as of known ones', () => {
  const rowsOf = (edge: number): unknown[] =>
    sql.all('SELECT run_id, explicit FROM run_sight WHERE record_type = 9 AND record_id = ?', edge);
  const sights = new Sights(sql);
  const fresh = sql.nextId('column_edge');
  const runs = [3, 1, 3, 2, 4, 4, 5, 6, 1];
  for (const edge of [fresh, fresh + 1_000_000, fresh - 1]) {
    for (const run of runs) sights.saw('columnEdge', edge, run, false);
    for (const run of runs) sights.saw('columnEdge', edge, run, true);
    expect(rowsOf(edge).toSorted()).toEqual(
      [1, 2, 3, 4].flatMap((run) => [0, 1].map((explicit) => ({ run_id: run, explicit }))),
    );
  }
  // From when on a run is explicit, the table is asked.
  sights.target(1, 1, { importId: 1, fileId: 1, at: '' });
  sights.saw('columnEdge', fresh, 7, false);
  expect(rowsOf(fresh)).toHaveLength(8);
});

it.each([1, 3, 100])(
  'a run is found again where %i are remembered, of a new job as of a known one',
  (remembered) => {
    const addJob = (to: Sql): number => {
      const id = to.nextId('job');
      to.run(
        `INSERT INTO job (id, namespace, name, importer, since_revision) VALUES (?1, 'n', ?1, 'test', 1)`,
        id,
      );
      return id;
    };
    const get = (runs: Runs, job: number, runId: string): number =>
      runs.get({ runId, job: { namespace: 'n', name: `${job}` } }, job, 1, '', () => undefined).id;
    const known = addJob(sql);
    const old = new Runs(sql, 1);
    const first = get(old, known, 'a');
    old.flush();
    sql.flush();
    const now = new Sql(store.writer);
    const fresh = addJob(now);
    const runs = new Runs(now, 2, remembered);
    const all = ['a', 'b', 'c', 'd', 'e'];
    const ids = all.map((runId) => [get(runs, fresh, runId), get(runs, known, runId)]);
    expect(new Set(ids.flat()).size).toBe(10);
    expect(ids[0]![1]).toBe(first);
    expect(all.map((runId) => [get(runs, fresh, runId), get(runs, known, runId)])).toEqual(ids);
  },
);

it('what a new run reads is put together until it is written; then the table knows more', () => {
  const rows = new RunIoRows(sql, 1, 2);
  const [one, late, two] = [sql.nextId('run'), sql.nextId('run'), sql.nextId('run')];
  const place = { fileId: 1, at: 'line 1' };
  const say = (runId: number, datasetId: number, rowCount: number | null, at: string | null = null) =>
    rows.say(
      { part: 'input', runId, datasetId },
      { ...NOTHING_TOLD, rows: rowCount, figuresAt: rowCount === null ? null : at },
      { ...place, at: `line ${rowCount}` },
    );
  expect(say(one - 1, 1, null)).toBe('written');
  expect(say(one, 1, null)).toBe('new');
  expect(say(one, 1, null)).toBe('same');
  expect(say(one, 1, 5, '2026')).toBe('changed');
  expect(say(one, 1, 4, '2025')).toBe('same');
  expect(say(two, 2, 7)).toBe('new');
  // There is no more room: what was met first goes.
  expect(say(two, 3, 8)).toBe('new');
  expect(say(one, 1, 9)).toBe('written');
  const three = sql.nextId('run');
  expect(say(three, 1, null)).toBe('new');
  // Of this run one row is written, and one still waits.
  expect(say(two, 4, 1)).toBe('written');
  expect(say(two, 3, 8)).toBe('same');
  // Of others nothing was written, however early they began.
  expect(say(late, 1, null)).toBe('new');
  rows.flush();
  expect(
    sql.all(
      'SELECT run_id AS run, dataset_id AS dataset, row_count AS rows, figures_at AS told, at FROM run_input ORDER BY run_id, dataset_id',
    ),
  ).toEqual([
    { run: one, dataset: 1, rows: 5, told: '2026', at: 'line null' },
    { run: late, dataset: 1, rows: null, told: null, at: 'line null' },
    { run: two, dataset: 2, rows: 7, told: null, at: 'line 7' },
    { run: two, dataset: 3, rows: 8, told: null, at: 'line 8' },
    { run: three, dataset: 1, rows: null, told: null, at: 'line null' },
  ]);
});

it('what a known run reads is told apart by imports, however little is remembered at a time', () => {
  for (const id of [1, 2]) {
    sql.run(
      `INSERT INTO import_batch (id, revision, at, actor, label, importers, accepted, rejected, warnings, changes, tool_version)
       VALUES (?, ?, '', '', '', '[]', 0, 0, 0, '{}', '')`,
      id,
      id,
    );
    sql.run(
      'INSERT INTO source_file (id, import_id, path, sha256, bytes) VALUES (?, ?, ?, ?, 1)',
      id,
      id,
      '',
      '',
    );
  }
  const row = (datasetId: number, until: number | null) =>
    sql.run(
      `INSERT INTO run_input (run_id, dataset_id, row_count, file_id, at, figures_at, since_revision, until_revision)
       VALUES (1, ?, 5, 1, 'line 9', '2025', 1, ?)`,
      datasetId,
      until,
    );
  row(1, null);
  row(2, 1);
  const outcomes = [1, 2, 1_000].map((most) => {
    store.writer.exec('SAVEPOINT one');
    const own = new Sql(store.writer);
    const known = new KnownIo(own, 2, 2, most);
    const told = [1, 2, 3, 1, 2, 3, 3, 1, 1, 2].map((datasetId, n) => {
      // Of every other one nothing new is said; times go back and forth.
      const figures = n % 2 === 0 ? { rows: n, figuresAt: `${2024 + ((n * 7) % 5)}` } : {};
      return known.say(
        { part: 'input', runId: 1, datasetId },
        { ...NOTHING_TOLD, ...figures },
        { fileId: 2, at: `line ${n}` },
      );
    });
    known.flush();
    const rows = ['run_input', 'run_io_part'].map((table) =>
      own
        .all<object>(`SELECT * FROM ${table}`)
        .map((one) => JSON.stringify(one))
        .sort(),
    );
    store.writer.exec('ROLLBACK TO one; RELEASE one');
    return { told, rows };
  });
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
  const [inputs, parts] = outcomes[0]!.rows;
  expect(inputs).toHaveLength(3);
  // What was said before and what is said now of the two that were there; nobody else told of the third.
  expect(parts!.map((text) => JSON.parse(text) as Record<string, unknown>)).toMatchObject([
    { from_id: 1, import_id: 1, at: 'line 9', value: '[null,5,null,null,"2025",null,null,null]' },
    { from_id: 1, import_id: 2, at: 'line 0' },
    { from_id: 2, import_id: 1, at: 'line 9' },
    { from_id: 2, import_id: 2, at: 'line 1' },
  ]);
  expect(outcomes[0]!.told.filter((one) => one === 'new')).toHaveLength(2);
});

it('an edge is known again by the columns, the job and the words', () => {
  const dataset = { namespace: 'n', name: 'd' };
  const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ dataset, path: [name] }));
  const jobs = ['j', 'k'].map((name) => ({ namespace: 'n', name }));
  const fact = (from = a!, to = b!, job = jobs[0]!, runId = 'r'): FacetEdgeFact => ({
    type: 'column-edge',
    from,
    to,
    run: { runId, job },
    yields: true,
    transformations: [],
    evidence: { scope: 's', file: 0, at: '' },
  });
  const edges = new RepeatedEdges(2);
  edges.note(fact(), 'said', 7);
  edges.note(fact(), 'said', 7);
  edges.note(fact(c), 'said', 8);
  expect(edges.find(fact(a, b, jobs[0], 'other'), 'said')).toBe(7);
  expect(edges.find(fact(c), 'said')).toBe(8);
  const others = [
    fact(b, a),
    fact(a, c),
    fact(a, b, jobs[1]),
    { ...fact(), evidence: { scope: 't', file: 0, at: '' } },
  ];
  expect([...others.map((one) => edges.find(one, 'said')), edges.find(fact(), 'else')]).toEqual(
    Array.from({ length: 5 }),
  );
  edges.note(fact(a, c), 'said', 9);
  expect([edges.find(fact(), 'said'), edges.find(fact(a, c), 'said')]).toEqual([undefined, 9]);
});
