import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Evidence, Fact } from '../../model/facts.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { importFacts, openTemporaryStore } from '../../testing/temp-catalog.ts';
import type { Store } from '../store.ts';

const events: Evidence = { scope: 'events', file: 0, at: 'line 1' };
const project: Evidence = { scope: 'project', file: 0, at: 'nodes.a' };
const accumulate: Fact = { type: 'scope', scope: 'events', mode: 'accumulate' };
const replace: Fact = { type: 'scope', scope: 'project', mode: 'replace' };
const ds = (name: string) => ({ namespace: 'db://h', name });
const job = { namespace: 'jobs', name: 'j' };
const run = (runId: string) => ({ runId, job });

const described = (name: string, evidence: Evidence): Fact => ({
  type: 'dataset',
  dataset: ds(name),
  sourceId: name,
  evidence,
});
const io = (type: 'run-input' | 'run-output', runId: string, name: string): Fact => ({
  type,
  run: run(runId),
  dataset: ds(name),
  evidence: events,
});

function edges(store: Store): string[] {
  return store.reader
    .prepare<[], { text: string }>(
      `SELECT f.name || '>' || t.name || ':' || e.basis || ':' || e.run_count AS text FROM edge e
       JOIN dataset f ON f.id = e.from_id JOIN dataset t ON t.id = e.to_id WHERE e.until_revision IS NULL ORDER BY 1`,
    )
    .all()
    .map((row) => row.text);
}

const model = (name: string, parents: readonly string[]): Fact[] => [
  described(name, project),
  ...parents.map((parent) => described(parent, project)),
  { type: 'job', job: { namespace: 'dbt', name }, kind: 'dbt model', evidence: project },
  ...parents.map((parent): Fact => ({
    type: 'job-input',
    job: { namespace: 'dbt', name },
    dataset: ds(parent),
    evidence: project,
  })),
  { type: 'job-output', job: { namespace: 'dbt', name }, dataset: ds(name), evidence: project },
];

describe('importing the same source again', () => {
  it('changes nothing, writes nothing and says so', async () => {
    const store = await openTemporaryStore();
    const facts = [
      replace,
      ...model('orders', ['raw']),
      {
        type: 'column',
        dataset: ds('orders'),
        path: ['id'],
        ordinal: 0,
        dataType: 'int',
        evidence: project,
      } as Fact,
    ];
    const first = await importFacts(store, facts, 'content');
    expect(first.unchanged).toBe(false);
    expect(first.changes['dataset']).toEqual({ added: 2, changed: 0, retired: 0 });
    expect(first.changes['edge']).toEqual({ added: 1, changed: 0, retired: 0 });
    expect(first.ledgerEntry?.seq).toBe(1);
    const second = await importFacts(store, facts, 'content');
    expect(second).toMatchObject({ unchanged: true, changes: {}, ledgerEntry: null, revision: null });
    expect(store.reader.prepare('SELECT COUNT(*) AS n FROM import_batch').get()).toEqual({ n: 1 });
    await store.close();
  });

  it('changes nothing even where the source says one thing and then another of the same record', async () => {
    const store = await openTemporaryStore();
    const say = (dataType: string): Fact => ({
      type: 'column',
      dataset: ds('t'),
      path: ['c'],
      dataType,
      evidence: events,
    });
    const facts = [accumulate, described('t', events), say('int'), say('text'), say('bigint')];
    await importFacts(store, facts, 'same');
    expect(await importFacts(store, facts, 'same')).toMatchObject({ unchanged: true, changes: {} });
    expect(store.reader.prepare('SELECT data_type AS t FROM "column"').get()).toEqual({ t: 'bigint' });
    const other = await importFacts(store, [...facts, say('date')], 'other');
    expect(other.changes).toEqual({ column: { added: 0, changed: 1, retired: 0 } });
    await store.close();
  });

  it('shows a rehearsal the same difference and leaves the catalog as it was', async () => {
    const store = await openTemporaryStore();
    const facts = [replace, ...model('orders', ['raw'])];
    const rehearsal = await importFacts(store, facts, 'content', { dryRun: true });
    expect(store.reader.prepare('SELECT COUNT(*) AS n FROM dataset').get()).toEqual({ n: 0 });
    const real = await importFacts(store, facts, 'content');
    expect(real.changes).toEqual(rehearsal.changes);
    await store.close();
  });
});

describe('a replaced scope', () => {
  it('retires what it no longer says, keeps the history, and takes it back when it is said again', async () => {
    const store = await openTemporaryStore();
    await importFacts(store, [replace, ...model('orders', ['raw', 'old'])], 'one');
    const second = await importFacts(store, [replace, ...model('orders', ['raw'])], 'two');
    expect(second.changes['dataset']).toEqual({ added: 0, changed: 0, retired: 1 });
    expect(second.changes['edge']).toEqual({ added: 0, changed: 0, retired: 1 });
    expect(edges(store)).toEqual(['raw>orders:declared:0']);
    expect(store.reader.prepare(`SELECT until_revision AS u FROM dataset WHERE name = 'old'`).get()).toEqual({
      u: 2,
    });
    const third = await importFacts(store, [replace, ...model('orders', ['raw', 'old'])], 'one');
    expect(third.changes['dataset']).toEqual({ added: 1, changed: 0, retired: 0 });
    expect(edges(store)).toEqual(['old>orders:declared:0', 'raw>orders:declared:0']);
    expect(
      store.reader.prepare('SELECT since_revision AS s, until_revision AS u FROM edge_period').all(),
    ).toEqual([{ s: 1, u: 2 }]);
    await store.close();
  });

  it('does not retire what another source still says', async () => {
    const store = await openTemporaryStore();
    await importFacts(store, [replace, described('a', project)], 'one');
    await importFacts(store, [accumulate, described('a', events)], 'two', { importer: 'openlineage' });
    const gone = await importFacts(store, [replace], 'three');
    expect(gone.changes['dataset']).toBeUndefined();
    expect(store.reader.prepare('SELECT until_revision AS u FROM dataset').get()).toEqual({ u: null });
    await store.close();
  });

  it('ignores a picture older than the one it holds', async () => {
    const store = await openTemporaryStore();
    const at = (asOf: string): Fact => ({ type: 'scope', scope: 'project', mode: 'replace', asOf });
    await importFacts(store, [at('2026-02-01T00:00:00.000Z'), described('new', project)], 'new');
    const late = await importFacts(
      store,
      [at('2026-01-01T00:00:00.000Z'), described('older', project)],
      'old',
    );
    expect(late.changes).toEqual({});
    expect(store.reader.prepare('SELECT name FROM dataset').all()).toEqual([{ name: 'new' }]);
    await store.close();
  });
});

describe('what a listing no longer has', () => {
  const listing: Evidence = { scope: 'listing', file: 0, at: 'x' };
  const content: Evidence = { scope: 'content', file: 0, at: 'y' };
  const list = (mode: 'replace' | 'accumulate'): Fact => ({ type: 'scope', scope: 'listing', mode });
  const whole: Fact[] = [
    list('replace'),
    { type: 'scope', scope: 'content', mode: 'replace' },
    described('t', listing),
    described('u', listing),
    { type: 'column', dataset: ds('t'), path: ['c'], evidence: content },
    { type: 'flow', from: ds('u'), to: ds('t'), evidence: content },
    { type: 'job', job, evidence: listing },
    { type: 'job-input', job, dataset: ds('t'), evidence: content },
    { type: 'job-output', job, dataset: ds('u'), evidence: content },
  ];

  it('goes with its content, though the scope of the content was silent, and comes back whole', async () => {
    const store = await openTemporaryStore();
    await importFacts(store, whole, 'one');
    expect(edges(store)).toEqual(['t>u:declared:0', 'u>t:declared:0']);
    const dropped = await importFacts(store, [list('replace'), described('u', listing)], 'two');
    expect(dropped.changes).toMatchObject({
      dataset: { retired: 1 },
      column: { retired: 1 },
      job: { retired: 1 },
      edge: { retired: 2 },
    });
    expect(edges(store)).toEqual([]);
    await importFacts(store, whole, 'one');
    expect(edges(store)).toEqual(['t>u:declared:0', 'u>t:declared:0']);
    expect(store.reader.prepare('SELECT until_revision AS u FROM "column"').get()).toEqual({ u: null });
    await store.close();
  });

  it('is not inferred from a partial listing of the same scope', async () => {
    const store = await openTemporaryStore();
    await importFacts(store, whole, 'one');
    const partial = await importFacts(store, [list('accumulate'), described('u', listing)], 'two');
    expect(partial.changes).toEqual({});
    await store.close();
  });
});

describe('runs', () => {
  it('feed every output from every input, over events that come in separate imports', async () => {
    const store = await openTemporaryStore();
    await importFacts(
      store,
      [
        accumulate,
        {
          type: 'run',
          run: run('r'),
          eventType: 'START',
          eventTime: '2026-01-01T00:00:00.000Z',
          evidence: events,
        },
        io('run-input', 'r', 'in'),
      ],
      'start',
      { importer: 'openlineage' },
    );
    expect(edges(store)).toEqual([]);
    await importFacts(
      store,
      [
        accumulate,
        io('run-output', 'r', 'out'),
        {
          type: 'run',
          run: run('r'),
          eventType: 'COMPLETE',
          eventTime: '2026-01-01T01:00:00.000Z',
          evidence: events,
        },
      ],
      'end',
      { importer: 'openlineage' },
    );
    expect(edges(store)).toEqual(['in>out:observed:1']);
    await importFacts(
      store,
      [accumulate, io('run-input', 's', 'in'), io('run-output', 's', 'out')],
      'again',
      { importer: 'openlineage' },
    );
    expect(edges(store)).toEqual(['in>out:observed:2']);
    await importFacts(
      store,
      [
        accumulate,
        {
          type: 'run',
          run: run('r'),
          eventType: 'START',
          eventTime: '2026-01-01T02:00:00.000Z',
          evidence: events,
        },
      ],
      'late',
      { importer: 'openlineage' },
    );
    expect(
      store.reader.prepare(`SELECT state, started_at AS s, ended_at AS e FROM run WHERE run_id = 'r'`).get(),
    ).toEqual({
      state: 'COMPLETE',
      s: '2026-01-01T00:00:00.000Z',
      e: '2026-01-01T01:00:00.000Z',
    });
    await store.close();
  });

  it('that give their flows one by one are not multiplied out, even if that is learned late', async () => {
    const store = await openTemporaryStore();
    const two = [
      io('run-input', 'r', 'a'),
      io('run-input', 'r', 'b'),
      io('run-output', 'r', 'x'),
      io('run-output', 'r', 'y'),
    ];
    await importFacts(store, [accumulate, ...two], 'one', { importer: 'openlineage' });
    expect(edges(store)).toHaveLength(4);
    await importFacts(
      store,
      [
        accumulate,
        { type: 'run', run: run('r'), explicitFlows: true, evidence: events },
        { type: 'flow', run: run('r'), from: ds('a'), to: ds('x'), evidence: events },
      ],
      'two',
      { importer: 'openlineage' },
    );
    expect(edges(store)).toEqual(['a>x:observed:1']);
    await store.close();
  });

  it('end in the same state whatever the order of their events', async () => {
    const life = ['OTHER', 'START', 'RUNNING', 'FAIL', 'COMPLETE'] as const;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...life.keys()], { minLength: life.length }), async (order) => {
        const store = await openTemporaryStore();
        const facts = order.map((n): Fact => ({
          type: 'run',
          run: run('r'),
          eventType: life[n]!,
          eventTime: `2026-01-01T0${n}:00:00.000Z`,
          evidence: events,
        }));
        await importFacts(store, [accumulate, ...facts], JSON.stringify(order), { importer: 'openlineage' });
        expect(store.reader.prepare('SELECT state, started_at AS s, ended_at AS e FROM run').get()).toEqual({
          state: 'COMPLETE',
          s: '2026-01-01T01:00:00.000Z',
          e: '2026-01-01T04:00:00.000Z',
        });
        await store.close();
      }),
      { numRuns: 15 },
    );
  });
});

describe('identities', () => {
  const groups = (store: Store) =>
    store.reader
      .prepare<[], { text: string }>(
        "SELECT d.name || '~' || c.name AS text FROM dataset d JOIN dataset c ON c.id = d.canonical_id ORDER BY 1",
      )
      .all()
      .map((row) => row.text);

  it('joined by a certain alias are one, whichever source came first', async () => {
    const table = { namespace: 'arn:aws:glue:eu-west-1:1', name: 'table/s/t' };
    const path = { namespace: 's3://b', name: 't' };
    const glue: Fact[] = [
      { type: 'scope', scope: 'glue', mode: 'replace' },
      {
        type: 'dataset',
        dataset: table,
        kind: 'table',
        sourceId: 'arn',
        evidence: { ...project, scope: 'glue' },
      },
      {
        type: 'alias',
        dataset: table,
        alias: path,
        basis: 'location',
        certainty: 'certain',
        evidence: { ...project, scope: 'glue' },
      },
    ];
    const spark: Fact[] = [
      accumulate,
      { type: 'dataset', dataset: path, kind: 'file', sourceId: 'p', evidence: events },
    ];
    for (const order of [
      ['glue', 'spark'],
      ['spark', 'glue'],
    ]) {
      const store = await openTemporaryStore();
      for (const which of order) {
        await importFacts(store, which === 'glue' ? glue : spark, which, {
          importer: which === 'glue' ? 'glue' : 'openlineage',
        });
      }
      expect(groups(store)).toEqual(['table/s/t~table/s/t', 't~table/s/t']);
      await store.close();
    }
  });

  it('that differ in scheme spelling and port only are joined; in letter case, suggested', async () => {
    const store = await openTemporaryStore();
    const named = (namespace: string, name: string): Fact => ({
      type: 'dataset',
      dataset: { namespace, name },
      sourceId: name,
      evidence: events,
    });
    await importFacts(
      store,
      [
        accumulate,
        named('postgres://h', 'db.s.t'),
        named('postgresql://H:5432', 'db.s.t'),
        named('postgres://h', 'db.s.T'),
      ],
      'x',
      { importer: 'openlineage' },
    );
    const canonical = store.reader.prepare('SELECT DISTINCT canonical_id AS c FROM dataset ORDER BY 1').all();
    expect(canonical).toHaveLength(2);
    expect(store.reader.prepare('SELECT status FROM alias ORDER BY status').all()).toEqual([
      { status: 'joined' },
      { status: 'suggested' },
      { status: 'suggested' },
    ]);
    await store.close();
  });

  it('part again when the alias is withdrawn', async () => {
    const store = await openTemporaryStore();
    const a = ds('a');
    const b = ds('b');
    const both: Fact[] = [described('a', project), described('b', project)];
    await importFacts(
      store,
      [
        replace,
        ...both,
        { type: 'alias', dataset: a, alias: b, basis: 'symlink', certainty: 'certain', evidence: project },
      ],
      '1',
    );
    expect(groups(store)).toEqual(['a~a', 'b~a']);
    await importFacts(store, [replace, ...both], '2');
    expect(groups(store)).toEqual(['a~a', 'b~b']);
    await store.close();
  });
});

it('keeps a verifiable ledger with one entry per import', async () => {
  const store = await openTemporaryStore();
  for (let n = 0; n < 3; n++) await importFacts(store, [replace, described(`t${n}`, project)], `c${n}`);
  expect(await verifyLedger(store.reader)).toMatchObject({
    verdict: 'intact',
    entries: 3,
    payloadsChecked: 3,
  });
  await store.close();
});

describe('names that nobody expects', () => {
  const named = (namespace: string, name: string): Fact => ({
    type: 'dataset',
    dataset: { namespace, name },
    evidence: events,
  });

  it('text that cannot be stored as it is changes nothing the second time', async () => {
    const store = await openTemporaryStore();
    const half = '\ud800';
    const target = { on: 'dataset', dataset: ds(`t${half}`) } as const;
    const facts: Fact[] = [
      accumulate,
      described(`t${half}`, events),
      { type: 'column', dataset: ds(`t${half}`), path: [`c${half}`], dataType: `x${half}`, evidence: events },
      { type: 'job', job: { namespace: 'j', name: half }, kind: `k${half}`, evidence: events },
      { type: 'tag', target, kind: 'label', key: half, value: '\u0000', evidence: events },
      { type: 'property', target, key: half, value: { [half]: half }, evidence: events },
      { type: 'scope', scope: `picture/${half}`, mode: 'replace' },
      { type: 'owner', target, name: half, role: '', evidence: { ...project, scope: `picture/${half}` } },
    ];
    await importFacts(store, facts, 'same');
    expect(await importFacts(store, facts, 'same')).toMatchObject({ unchanged: true, changes: {} });
    await store.close();
  });

  it('a control character in a name neither joins two names nor makes a nested column', async () => {
    const store = await openTemporaryStore();
    const column = (...path: string[]): Fact => ({
      type: 'column',
      dataset: ds('t'),
      path,
      evidence: events,
    });
    await importFacts(
      store,
      [
        accumulate,
        named('a\u0000b', 'c'),
        named('a', 'b\u0000c'),
        described('t', events),
        column('x', 'y'),
        column('x\u001fy'),
      ],
      'content',
    );
    const names = store.reader.prepare('SELECT namespace, name FROM dataset ORDER BY id LIMIT 2').raw().all();
    expect(names).toEqual([
      ['a\u0000b', 'c'],
      ['a', 'b\u0000c'],
    ]);
    expect(store.reader.prepare('SELECT path FROM "column" ORDER BY id').pluck().all()).toEqual([
      'x\u001fy',
      'x\ufffdy',
    ]);
    await store.close();
  });

  it('what is no name any more is left out, and said once', async () => {
    const store = await openTemporaryStore();
    const long = 'x'.repeat(1_000_000);
    const outcome = await importFacts(
      store,
      [
        replace,
        ...model(long, ['raw']),
        described('ok', project),
        { type: 'column', dataset: ds('ok'), path: ['a', long], evidence: { ...project, at: 'nodes.b' } },
      ],
      'content',
    );
    expect(outcome).toMatchObject({ rejected: 3, changes: { dataset: { added: 2 } } });
    expect(outcome.issues.map(({ code, file, at }) => [code, file, at])).toEqual([
      ['name-too-long', 'source.json', 'nodes.a'],
      ['name-too-long', 'source.json', 'nodes.a'],
      ['name-too-long', 'source.json', 'nodes.b'],
    ]);
    await store.close();
  });

  it('all that carry one alias are one, however many', async () => {
    const store = await openTemporaryStore();
    const carries = (name: string): Fact => ({
      type: 'alias',
      dataset: ds(name),
      alias: { namespace: 'hive://m', name: 'shared' },
      basis: 'symlink',
      certainty: 'certain',
      evidence: events,
    });
    const all = ['a', 'b', 'c', 'd'];
    await importFacts(
      store,
      [accumulate, ...all.map((name) => described(name, events)), ...all.map(carries)],
      'content',
    );
    const groups = store.reader.prepare('SELECT DISTINCT canonical_id FROM dataset').pluck().all();
    expect(groups).toHaveLength(1);
    await store.close();
  });

  it('an import that only retires is written', async () => {
    const store = await openTemporaryStore();
    await importFacts(store, [replace, ...model('orders', ['raw'])], 'full');
    const outcome = await importFacts(store, [replace], 'empty', { accepted: 0 });
    expect(outcome).toMatchObject({ unchanged: false, revision: 2, changes: { dataset: { retired: 2 } } });
    await store.close();
  });
});

describe('a job that reads and writes very much', () => {
  const wide = (reads: number, writes: number): Fact[] => [
    accumulate,
    ...Array.from({ length: reads }, (_, n) => io('run-input', 'r', `in-${n}`)),
    ...Array.from({ length: writes }, (_, n) => io('run-output', 'r', `out-${n}`)),
  ];

  it('gets its edges in steps', async () => {
    const store = await openTemporaryStore();
    const outcome = await importFacts(
      store,
      [...wide(400, 300), io('run-input', 's', 'in-0'), io('run-output', 's', 'out-0')],
      'content',
    );
    expect(outcome).toMatchObject({ warnings: 0, changes: { edge: { added: 120_000, changed: 0 } } });
    const most = store.reader.prepare('SELECT MAX(run_count) FROM edge').pluck().get();
    expect(most).toBe(2);
    await store.close();
  });

  it('of more than a million pairs gets them all', async () => {
    const store = await openTemporaryStore();
    const outcome = await importFacts(store, wide(1001, 1001), 'content');
    expect(outcome.issues).toEqual([]);
    expect(outcome.changes['edge']).toEqual({ added: 1001 * 1001, changed: 0, retired: 0 });
    const last = store.reader
      .prepare(
        `SELECT COUNT(*) AS upstream, MIN(e.run_count) AS runs FROM edge e JOIN dataset d ON d.id = e.to_id
         WHERE d.name = 'out-1000'`,
      )
      .get();
    expect(last).toEqual({ upstream: 1001, runs: 1 });
    await store.close();
  });

  it('loses those that its runs do not show any more, and keeps the others', async () => {
    const store = await openTemporaryStore();
    const s = [io('run-input', 's', 'in-1'), io('run-output', 's', 'out-1')];
    await importFacts(store, [...wide(400, 300), ...s], 'one', { importer: 'openlineage' });
    const said: Fact[] = [
      { type: 'run', run: run('r'), explicitFlows: true, evidence: events },
      { type: 'flow', run: run('r'), from: ds('in-399'), to: ds('out-7'), evidence: events },
    ];
    const outcome = await importFacts(store, [accumulate, ...said], 'two', { importer: 'openlineage' });
    expect(outcome.changes['edge']).toMatchObject({ retired: 120_000 - 2 });
    expect(edges(store)).toEqual(['in-1>out-1:observed:1', 'in-399>out-7:observed:1']);
    await store.close();
  });

  it('loses the edges of an input that it does not declare any more, and of no other', async () => {
    const store = await openTemporaryStore();
    const declares = (type: 'job-input' | 'job-output', count: number, first = 0): Fact[] =>
      Array.from({ length: count }, (_, n) => ({
        type,
        job: { namespace: 'dbt', name: 'wide' },
        dataset: ds(`${type}-${first + n}`),
        evidence: project,
      }));
    const outputs = declares('job-output', 400);
    const first = await importFacts(store, [replace, ...declares('job-input', 300), ...outputs], 'one');
    expect(first.changes['edge']).toMatchObject({ added: 120_000 });
    const second = await importFacts(
      store,
      [replace, ...declares('job-input', 298, 1), ...declares('job-input', 1, 900), ...outputs],
      'two',
    );
    expect(second.changes['edge']).toEqual({ added: 400, changed: 0, retired: 800 });
    await store.close();
  });
});
