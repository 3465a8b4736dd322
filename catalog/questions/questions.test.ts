import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { importFacts, openTemporaryCatalog } from '../testing/temp-catalog.ts';
import { undo } from '../stewardship/undo.ts';
import { criticalList, criticalSuggestions, setCritical } from './critical.ts';
import { impactOf } from './impact.ts';
import { mapOf } from './map.ts';
import { coverageOf, originOfColumn, originOfDataset } from './origin.ts';
import { ownersToNotify } from './owners.ts';
import { evidenceOf, findPaths } from './paths.ts';
import { affectedJobs } from './files/impact-files.ts';
import type { Subject } from './subject.ts';
import { coded, columnFlow, dataset, decides, flow, made, ran, SCOPES, SHOP } from './testing/shop.ts';

let catalog: Catalog;
beforeEach(async () => {
  catalog = await openTemporaryCatalog();
});
afterEach(() => catalog.close());

const load = (facts: readonly Fact[], content = 'one') => importFacts(catalog.store, facts, content);
const idOf = (name: string) => [...catalog.cards().all()].find((card) => card.name === name)!.id;
function columnId(name: string, column: string): number {
  return catalog.store.reader
    .prepare<[number, string], { id: number }>('SELECT id FROM "column" WHERE dataset_id = ? AND name = ?')
    .get(idOf(name), column)!.id;
}
const rowId = (sql: string, value: string) =>
  catalog.store.reader.prepare<[string], { id: number }>(sql).get(value)!.id;
const jobId = (name: string) => rowId('SELECT id FROM job WHERE name = ?', name);
const runId = (id: string) => rowId('SELECT id FROM run WHERE run_id = ?', id);
const affected = (subject: Subject) =>
  impactOf(catalog, subject)!.rows.map(({ card, distance }) => `${card.name} ${distance}`);

describe('impact of a dataset', () => {
  it('is everything downstream, models and dashboards first, with ways and owners', async () => {
    await load(SHOP);
    const impact = impactOf(catalog, { on: 'dataset', id: idOf('customers') })!;
    expect(impact.rows.map(({ card, distance, paths }) => [card.name, distance, paths])).toEqual([
      ['churn', 2, 2],
      ['sales', 2, 1],
      ['clean', 1, 1],
      ['features', 2, 1],
    ]);
    expect(impact.rows[0]!.way().map(({ name }) => name)).toEqual(['customers', 'clean', 'churn']);
    const owners = ownersToNotify(catalog, impact.rows);
    // The address and the name that goes with it are one reader.
    expect(owners.map(({ name, email, rows }) => [name, email, rows.length])).toEqual([
      ['Data Science', 'ds@example.org', 2],
      ['Ada', null, 1],
      [null, null, 1],
    ]);
    expect(
      affectedJobs(catalog, impact)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['make churn', 'make clean', 'make features']);
  });

  it('of a job begins with what it writes', async () => {
    await load(SHOP);
    expect(affected({ on: 'job', id: jobId('make features') })).toEqual(['churn 2', 'features 1']);
  });

  it('is nothing for what does not exist', () => {
    for (const on of ['dataset', 'column', 'job', 'run'] as const)
      expect(impactOf(catalog, { on, id: 99 })).toBeNull();
  });
});

describe('impact of a column', () => {
  it('tells how much of the value arrives, and goes on where columns are not traced', async () => {
    await load(SHOP);
    const impact = impactOf(catalog, { on: 'column', id: columnId('customers', 'email') })!;
    expect(
      impact.rows.map(({ card, arrival, columns }) => [card.name, arrival, columns.map(({ name }) => name)]),
    ).toEqual([
      ['churn', 'unknown', []],
      ['sales', 'unknown', []],
      ['clean', 'raw', ['email']],
      ['features', 'derived', ['domain']],
    ]);
  });

  it('follows a column that decides about a whole dataset into what is made of it', async () => {
    await load([
      ...SCOPES,
      ...['a', 'b', 'c'].map((name) => dataset(name)),
      ...made('b', 'a'),
      ...made('c', 'b'),
      ...decides('a', 'state', 'b'),
      ...columnFlow('b.x>c.x'),
    ]);
    const { rows } = impactOf(catalog, { on: 'column', id: columnId('a', 'state') })!;
    expect(rows.map(({ card, arrival, distance }) => [card.name, arrival, distance])).toEqual([
      ['b', 'influence', 1],
      ['c', 'influence', 2],
    ]);
    expect(rows[1]!.way().map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('does not pass over a table of which the SQL left columns open', async () => {
    const facts = (status: string): Fact[] => [
      ...SCOPES,
      ...['a', 'b'].map((name) => dataset(name)),
      ...made('b', 'a'),
      ...columnFlow('a.x>b.x'),
      ...columnFlow('a.y>a.z'),
      {
        type: 'property',
        target: { on: 'job', job: { namespace: 'etl', name: 'make b' } },
        key: 'columnLineage',
        value: { status, columns: 2, resolved: status === 'partial' ? 1 : 2, unresolved: [] },
        evidence: { scope: 'p', file: 0, at: 'x' },
      },
    ];
    const reached = () =>
      impactOf(catalog, { on: 'column', id: columnId('a', 'y') })!.rows.map(({ card, arrival }) => [
        card.name,
        arrival,
      ]);
    await load(facts('complete'), 'one');
    expect(reached()).toEqual([['a', 'raw']]);
    await load(facts('partial'), 'two');
    expect(reached()).toEqual([
      ['a', 'raw'],
      ['b', 'unknown'],
    ]);
  });

  it('ends on cycles', async () => {
    await load([
      ...SCOPES,
      ...['a', 'b'].map((name) => dataset(name)),
      ...made('b', 'a'),
      ...made('a', 'b'),
      ...columnFlow('a.x>b.x'),
      ...columnFlow('b.x>a.x'),
      ...columnFlow('b.x>a.y'),
    ]);
    const { rows } = impactOf(catalog, { on: 'column', id: columnId('a', 'x') })!;
    expect(rows.map(({ card, columns }) => [card.name, columns.map(({ name }) => name)])).toEqual([
      ['b', ['x']],
      ['a', ['y']],
    ]);
  });
});

describe('impact of a run', () => {
  const RUNS: readonly Fact[] = [
    ...SCOPES,
    ...['raw', 'mart', 'late'].map((name) => dataset(name)),
    dataset('board', 'dashboard'),
    ...ran({ id: 'load-1', job: 'load', hours: [1, 2], writes: ['raw'] }),
    ...ran({ id: 'before', job: 'early', hours: [0, 1], reads: ['raw'], writes: ['late'] }),
    ...ran({ id: 'build-1', job: 'build', hours: [3, 4], reads: ['raw'], writes: ['mart'] }),
    ...ran({ id: 'load-2', job: 'load', hours: [5, 6], writes: ['raw'] }),
    ...ran({ id: 'after', job: 'tail', hours: [7, 8], reads: ['raw'], writes: ['late'] }),
    flow('mart', 'board'),
  ];

  it('is what read its output before it was written again', async () => {
    await load(RUNS);
    const impact = impactOf(catalog, { on: 'run', id: runId('load-1') })!;
    expect(
      impact.rows.map(({ card, distance, runs }) => [card.name, distance, runs.map((run) => run.runId)]),
    ).toEqual([
      ['board', 3, []],
      ['raw', 1, ['load-1']],
      ['mart', 2, ['build-1']],
    ]);
    expect(impact.overwrites.map(({ card, run }) => [card.name, run.runId])).toEqual([['raw', 'load-2']]);
    expect(affected({ on: 'run', id: runId('load-2') })).toEqual(['raw 1', 'late 2']);
  });

  it('is not ended by a run that failed', async () => {
    await load([
      ...RUNS,
      ...ran({ id: 'broken', job: 'load', hours: [2, 3], writes: ['raw'], failed: true }),
    ]);
    expect(affected({ on: 'run', id: runId('load-1') })).toContain('mart 2');
  });

  it('ends where runs feed one another in a circle', async () => {
    await load([
      ...SCOPES,
      ...ran({ id: 'one', job: 'x', hours: [1, 2], reads: ['b'], writes: ['a'] }),
      ...ran({ id: 'two', job: 'y', hours: [3, 4], reads: ['a'], writes: ['b'] }),
      ...ran({ id: 'three', job: 'x', hours: [5, 6], reads: ['b'], writes: ['a'] }),
    ]);
    expect(affected({ on: 'run', id: runId('one') }).sort()).toEqual(['a 1', 'b 2']);
  });
});

describe('impact of code', () => {
  const code = { repo: '', path: '', commits: [], from: null, to: null };

  it('finds jobs by repository, folder and commit, however they are written', async () => {
    const at = {
      repoUrl: 'https://git.example.org/team/app.git',
      path: 'jobs/clean.py',
      version: 'abcdef0123456789',
    };
    await load([...SHOP, coded('make clean', at)]);
    const names = (query: Partial<typeof code>) =>
      impactOf(catalog, { on: 'code', code: { ...code, ...query } })!.matched.map(({ job }) => job.name);
    const found = ['make clean'];
    expect(names({ repo: 'git@git.example.org:team/app.git' })).toEqual(found);
    expect(names({ repo: 'team/app', path: 'jobs' })).toEqual(found);
    expect(names({ commits: ['1111111', 'ABCDEF0'] as never })).toEqual(found);
    for (const other of [
      { repo: 'team/other' },
      { path: 'job' },
      { commits: ['abcdef'] as never },
      { commits: ['0123456'] as never },
    ])
      expect(names(other)).toEqual([]);
    expect(affected({ on: 'code', code: { ...code, path: 'jobs/clean.py' } })).toEqual([
      'churn 2',
      'sales 2',
      'clean 1',
      'features 2',
    ]);
  });

  it('tells versions apart by when they were the newest known, and runs by when they began', async () => {
    const version = (text: string) => coded('load', { repoUrl: 'r', path: 'load.py', version: text });
    await load(
      [...SCOPES, ...ran({ id: 'one', job: 'load', hours: [1, 2], writes: ['a'] }), version('aaaaaaa1')],
      '1',
    );
    await load(
      [...SCOPES, ...ran({ id: 'two', job: 'load', hours: [5, 6], writes: ['b'] }), version('bbbbbbb2')],
      '2',
    );
    const of = (query: object) => affected({ on: 'code', code: { ...code, repo: 'r', ...query } });
    expect(of({ commits: ['aaaaaaa'] })).toEqual(['a 1']);
    expect(of({ commits: ['bbbbbbb2'] })).toEqual(['b 1']);
    expect(of({ from: '2026-03-01T05:00:00+01:00' })).toEqual(['b 1']);
    expect(of({ to: '2026-03-01T02:00:00Z' })).toEqual(['a 1']);
    expect(of({}).sort()).toEqual(['a 1', 'b 1']);
  });
});

describe('origin', () => {
  it('names sources and gaps, and says how much is covered', async () => {
    await load(SHOP);
    const origin = originOfDataset(catalog, idOf('churn'))!;
    expect(origin.ends.map(({ card, gap, paths }) => [card.name, gap?.code ?? 'source', paths])).toEqual([
      ['customers', 'source', 2],
      ['orders', 'source', 2],
      ['legacy', 'only-mentioned', 1],
    ]);
    expect(origin.ends[0]!.way().map(({ card }) => card.name)).toEqual(['customers', 'clean', 'churn']);
    expect(origin.ways).toEqual({ traced: 4, all: 5, exact: true });
    expect(coverageOf(origin)).toBe(0.8);
  });

  it('of a column ends at columns, or where they are not traced', async () => {
    await load(SHOP);
    const domain = originOfColumn(catalog, columnId('features', 'domain'))!;
    expect(domain.ends.map(({ card, column, gap }) => [card.name, column?.name, gap])).toEqual([
      ['customers', 'email', null],
    ]);
    await load(
      [
        ...SHOP,
        {
          type: 'column',
          dataset: { namespace: 'pg://db', name: 'features' },
          path: ['age'],
          evidence: { scope: 'p', file: 0, at: 'x' },
        },
      ],
      'two',
    );
    const age = originOfColumn(catalog, columnId('features', 'age'))!;
    expect(age.ends.map(({ card, gap }) => [card.name, gap?.code])).toEqual([
      ['features', 'columns-untraced'],
    ]);
    expect(coverageOf(age)).toBe(0);
    expect(originOfDataset(catalog, idOf('features'))!.columnsTraced).toEqual({
      columns: 2,
      whole: 1,
      partly: 0,
    });
  });

  it('knows what must have been made of something, what loads from nowhere, and runs that tell not all', async () => {
    const evidence = { scope: 'events', file: 0, at: 'y' };
    await load([
      ...SCOPES,
      dataset('seen', 'view'),
      dataset('out'),
      dataset('told'),
      ...made('out'),
      ...ran({ id: 'half', job: 'part', hours: [1, 2], reads: ['told'], writes: ['wide'] }),
      {
        type: 'property',
        target: { on: 'run', run: { runId: 'half', job: { namespace: 'etl', name: 'part' } } },
        key: 'extractionError',
        value: { totalTasks: 2, failedTasks: 1, errors: [] },
        evidence,
      },
      ...made('all', 'seen', 'out', 'wide'),
      dataset('all'),
    ]);
    const origin = originOfDataset(catalog, idOf('all'))!;
    expect(origin.ends.map(({ card, gap }) => [card.name, gap?.code ?? 'source'])).toEqual([
      ['told', 'source'],
      ['out', 'source-unknown'],
      ['seen', 'source-unknown'],
      ['wide', 'incomplete'],
    ]);
    expect(coverageOf(origin)).toBe(0.25);
  });
});

describe('paths', () => {
  it('are listed with their steps and counted, both ways round', async () => {
    await load(SHOP);
    const ends = [
      { on: 'dataset', id: idOf('customers') },
      { on: 'dataset', id: idOf('churn') },
    ] as const;
    const found = findPaths(catalog, ends[0], ends[1], 1)!;
    expect(found).toMatchObject({ total: 2, totalExact: true, reversed: false });
    expect(found.paths.map((path) => path.map((at) => found.nodes[at]!.card.name))).toEqual([
      ['customers', 'clean', 'churn'],
    ]);
    expect(found.steps.map(({ jobs }) => jobs.map(({ name }) => name))).toEqual([
      ['make clean'],
      ['make churn'],
    ]);
    expect(evidenceOf(catalog, found)[0]).toMatch(/^Declared by /);
    expect(findPaths(catalog, ends[1], ends[0], 10)).toMatchObject({ total: 2, reversed: true });
    expect(findPaths(catalog, ends[0], { on: 'dataset', id: idOf('legacy') }, 10)).toMatchObject({
      total: 0,
      paths: [],
    });
  });

  it('between columns say what each step carries', async () => {
    await load(SHOP);
    const [from, to] = [columnId('customers', 'email'), columnId('features', 'domain')];
    const found = findPaths(catalog, { on: 'column', id: from }, { on: 'column', id: to }, 10)!;
    expect(found.steps.map(({ carries }) => carries)).toEqual([['direct'], ['direct', 'aggregated']]);
    expect(
      findPaths(catalog, { on: 'column', id: from }, { on: 'dataset', id: idOf('churn') }, 10),
    ).toBeNull();
  });
});

describe('critical things', () => {
  it('are what a steward says, suggested by what hangs on them, and undone like any change', async () => {
    await load(SHOP);
    expect(
      criticalSuggestions(catalog, { offset: 0, limit: 10 }).items.map(({ card, endpoints }) => [
        card.name,
        endpoints,
      ]),
    ).toEqual([
      ['clean', 2],
      ['customers', 2],
      ['orders', 2],
      ['features', 1],
      ['legacy', 1],
    ]);
    const { revision } = await setCritical(catalog, 'ada', [idOf('churn'), idOf('clean')], true, 'asked for');
    expect(criticalList(catalog).map(({ card }) => card.name)).toEqual(['churn', 'clean']);
    const { rows } = impactOf(catalog, { on: 'dataset', id: idOf('customers') })!;
    expect(rows.map(({ card }) => card.name)).toEqual(['churn', 'clean', 'sales', 'features']);
    await setCritical(catalog, 'ada', [idOf('clean')], false);
    expect(criticalList(catalog).map(({ card }) => card.name)).toEqual(['churn']);
    await undo(catalog, 'ada', revision! + 1);
    expect(criticalList(catalog)).toHaveLength(2);
  });

  it('have a map from source to use', async () => {
    await load(SHOP);
    const map = mapOf(catalog, idOf('clean'))!;
    expect(map).toMatchObject({ upstream: 2, downstream: 3, sources: 2, ends: 2 });
    expect(map.cards.map(({ name }) => `${name} ${map.hops.get(idOf(name))}`)).toEqual(
      expect.arrayContaining(['clean 0', 'customers -1', 'churn 1']),
    );
  });
});

it('what is in the impact of one has it in its origin, and the other way round', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const name = fc.constantFrom(...names);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(name, name), { maxLength: 12 }), async (edges) => {
      const own = await openTemporaryCatalog();
      const facts = [
        ...SCOPES,
        ...names.map((one) => dataset(one)),
        ...edges.map(([from, to]) => flow(from, to)),
      ];
      await importFacts(own.store, facts, JSON.stringify(edges));
      const cards = [...own.cards().all()];
      for (const x of cards) {
        const downstream = new Set(
          impactOf(own, { on: 'dataset', id: x.id })!.rows.map(({ card }) => card.id),
        );
        for (const y of cards.filter((one) => one !== x)) {
          const upstream = originOfDataset(own, y.id)!.upstream.some(({ id }) => id === x.id);
          expect(downstream.has(y.id)).toBe(upstream);
        }
      }
      await own.close();
    }),
    { numRuns: 12 },
  );
});
