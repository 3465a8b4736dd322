/** Joining through the engine: sources, rules and people's words together. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { joinedGroup } from '../browse/joined-groups.ts';
import { suggestedJoins } from '../browse/suggested-joins.ts';
import { edgeDetail } from '../explore/edge-detail.ts';
import type { Evidence, Fact } from '../model/facts.ts';
import type { DatasetKey } from '../model/identity.ts';
import type { Catalog } from '../catalog.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { importInto } from '../imports/import-into.ts';
import { undoImport } from '../imports/undo/undo-import.ts';
import { importFacts, openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { decideAlias } from './decide-alias.ts';
import { decideSuggestions } from './decide-suggestions.ts';
import { decideJoins, mergeIdentities, splitIdentity } from './joins.ts';
import { mapNamespaces } from './namespaces.ts';
import { choosePartitions, collapsePartitions } from './partitions.ts';
import { rehearseNamespaces } from './rehearse-namespaces.ts';
import { tag } from './tag.ts';
import { own } from './own.ts';
import { redo, undo } from './undo.ts';

const events: Evidence = { scope: 'events', file: 0, at: 'line 1' };
const start: Fact = { type: 'scope', scope: 'events', mode: 'accumulate' };
const key = (text: string): DatasetKey => {
  const at = text.indexOf('#');
  return { namespace: text.slice(0, at), name: text.slice(at + 1) };
};
const table = (text: string, columns: readonly string[] = []): Fact[] => [
  { type: 'dataset', dataset: key(text), sourceId: text, evidence: events },
  ...columns.map((name): Fact => ({ type: 'column', dataset: key(text), path: [name], evidence: events })),
];
const alias = (a: string, b: string, certainty: 'certain' | 'likely' = 'certain'): Fact => ({
  type: 'alias',
  dataset: key(a),
  alias: key(b),
  basis: 'symlink',
  certainty,
  evidence: events,
});
const seen = (
  catalog: Catalog,
  facts: readonly Fact[],
  content: string,
  importer: 'openlineage' | 'dbt' | 'glue' = 'openlineage',
) => importFacts(catalog.store, [start, ...facts], content, { importer });

function idOf(catalog: Catalog, text: string, space = 'dataset'): number {
  const { namespace, name } = key(text);
  return catalog.store.reader
    .prepare<string[], { id: number }>(`SELECT id FROM ${space} WHERE namespace = ? AND name = ?`)
    .get(namespace, name)!.id;
}

/** The groups of more than one, by names alone: ids differ with the order of imports. */
function groups(catalog: Catalog): string[] {
  const rows = catalog.store.reader
    .prepare<[], { head: number; text: string }>(
      `SELECT canonical_id AS head, namespace || '#' || name AS text FROM dataset ORDER BY 2`,
    )
    .all();
  const byHead = new Map<number, string[]>();
  for (const { head, text } of rows) byHead.set(head, [...(byHead.get(head) ?? []), text]);
  return [...byHead.values()]
    .filter((one) => one.length > 1)
    .map((one) => one.join(' = '))
    .sort();
}

describe('the order', () => {
  const names = [
    'postgres://a:5432#d.s.t',
    'postgresql://A#d.s.t',
    'postgres://b#d.s.t',
    'arn:aws:glue:eu-west-1:1#table/s/t',
    's3://x#lake/t',
    's3://x#lake/t/dt=2024-01-01',
    's3a://x#lake/t/dt=2024-01-02',
    'snowflake://o-a#D.S.T2',
    'snowflake://o-a#d.s.t2',
  ];
  const imports: Fact[][] = [
    ...names.map((name) => table(name, ['x', 'y', 'z'])),
    [...table(names[3]!), alias(names[3]!, names[4]!)],
    [...table(names[0]!), alias(names[0]!, names[3]!)],
  ];
  const decisions: ['same' | 'apart', number, number][] = [
    ['same', 0, 2],
    ['apart', 3, 4],
    ['apart', 5, 4],
    ['same', 7, 2],
  ];
  const act = async (catalog: Catalog, [decision, a, b]: (typeof decisions)[number]) =>
    decideJoins(catalog, 'ann', {
      space: 'dataset',
      decision,
      pairs: [{ a: idOf(catalog, names[a]!), b: idOf(catalog, names[b]!) }],
    });

  it('of imports and of decisions is without effect on the groups', async () => {
    let expected: string[] | undefined;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          imports.map((_, at) => at),
          { minLength: imports.length },
        ),
        fc.shuffledSubarray([...decisions], { minLength: decisions.length }),
        fc.nat({ max: imports.length }),
        async (order, words, firstHalf) => {
          const catalog = await openTemporaryCatalog();
          // Everything is named first, so that decisions can fall in between.
          await seen(
            catalog,
            order.slice(0, firstHalf).flatMap((at) => imports[at]!),
            'first',
          );
          const early = words.filter(([, a, b]) =>
            [a, b].every((at) => order.indexOf(at) < firstHalf && order.indexOf(at) >= 0),
          );
          for (const word of early) await act(catalog, word);
          for (const at of order.slice(firstHalf)) await seen(catalog, imports[at]!, `import ${at}`);
          for (const word of words.filter((one) => !early.includes(one))) await act(catalog, word);
          const found = groups(catalog);
          await catalog.close();
          expected ??= found;
          expect(found).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
    expect(expected).toEqual([
      'arn:aws:glue:eu-west-1:1#table/s/t = postgres://a:5432#d.s.t = postgres://b#d.s.t = postgresql://A#d.s.t = snowflake://o-a#D.S.T2 = snowflake://o-a#d.s.t2',
      's3://x#lake/t = s3a://x#lake/t = s3a://x#lake/t/dt=2024-01-02',
    ]);
  });
});

describe('a person', () => {
  it('splits a name off, and no later import brings it back; undo and redo do', async () => {
    const catalog = await openTemporaryCatalog();
    const facts = [...table('a://h#t'), ...table('b://h#t'), alias('a://h#t', 'b://h#t')];
    await seen(catalog, facts, 'one');
    expect(groups(catalog)).toEqual(['a://h#t = b://h#t']);
    await splitIdentity(catalog, 'ann', { space: 'dataset', id: idOf(catalog, 'b://h#t') });
    expect(groups(catalog)).toEqual([]);
    await seen(
      catalog,
      [...facts, ...table('c://h#t'), alias('c://h#t', 'b://h#t'), alias('c://h#t', 'a://h#t')],
      'two',
    );
    const after = groups(catalog);
    expect(after).toHaveLength(1);
    expect(after[0]).not.toContain('a://h#t = b://h#t');
    await undo(catalog, 'ann');
    expect(groups(catalog)).toEqual(['a://h#t = b://h#t = c://h#t']);
    await redo(catalog, 'ann');
    expect(groups(catalog)).toEqual(after);
    expect(await verifyLedger(catalog.store.reader)).toMatchObject({ verdict: 'intact' });
    await catalog.close();
  });

  it('merges any names; tags and owners go along and come back unhurt', async () => {
    const catalog = await openTemporaryCatalog();
    const names = ['a://h#x', 'b://h#y', 'c://h#z'];
    await seen(
      catalog,
      names.flatMap((name) => table(name, ['id'])),
      'one',
    );
    const ids = names.map((name) => idOf(catalog, name));
    const target = { on: 'dataset' as const, id: ids[1]! };
    await tag(catalog, 'ann', {
      targets: [target],
      add: [{ kind: 'label', key: '', value: 'gold' }],
      remove: [],
    });
    await own(catalog, 'ann', {
      targets: [target],
      add: [{ name: 'Bo', email: null, role: 'steward' }],
      remove: [],
    });
    await mergeIdentities(catalog, 'ann', { space: 'dataset', ids });
    expect(groups(catalog)).toEqual(['a://h#x = b://h#y = c://h#z']);
    expect([...catalog.cards().get(ids[2]!)!.labels]).toEqual(['gold']);
    expect(catalog.cards().get(ids[0]!)!.owners).toEqual(['Bo']);
    await undo(catalog, 'ann');
    expect(groups(catalog)).toEqual([]);
    expect([...catalog.cards().get(ids[0]!)!.labels]).toEqual([]);
    expect([...catalog.cards().get(ids[1]!)!.labels]).toEqual(['gold']);
    expect(catalog.cards().get(ids[1]!)!.owners).toEqual(['Bo']);
    await catalog.close();
  });

  it('rejects a suggestion for good, and merges by hand what was rejected', async () => {
    const catalog = await openTemporaryCatalog();
    const columns = ['id', 'email', 'city', 'zip'];
    await seen(catalog, [...table('dbt://p#d.s.t', columns), ...table('postgres://h#d.s.t', columns)], 'one');
    const [suggestion] = suggestedJoins(catalog);
    expect(suggestion).toMatchObject({ basis: 'relation', kind: 'dataset' });
    expect(suggestion!.reasons).toContain('4 of 4 columns have the same names.');
    await decideSuggestions(catalog, 'ann', [suggestion!], 'reject', 'other server');
    await seen(catalog, table('postgres://h#d.s.t', [...columns, 'new']), 'two');
    expect(suggestedJoins(catalog)).toEqual([]);
    expect(groups(catalog)).toEqual([]);
    const ids = [idOf(catalog, 'dbt://p#d.s.t'), idOf(catalog, 'postgres://h#d.s.t')];
    expect(joinedGroup(catalog, ids[0]!)!.apart).toMatchObject([{ id: ids[1] }]);
    await mergeIdentities(catalog, 'ann', { space: 'dataset', ids });
    expect(groups(catalog)).toHaveLength(1);
    await catalog.close();
  });
});

describe('a folder that two tables claim', () => {
  it('belongs to neither, whichever came first', async () => {
    const glue = (name: string): Fact[] => [
      ...table(`arn:aws:glue:eu-west-1:1#table/s/${name}`),
      ...table('s3://b#t'),
      { ...alias(`arn:aws:glue:eu-west-1:1#table/s/${name}`, 's3://b#t'), basis: 'location' } as Fact,
    ];
    for (const order of [
      ['x', 'y'],
      ['y', 'x'],
    ]) {
      const catalog = await openTemporaryCatalog();
      await seen(catalog, glue(order[0]!), 'one', 'glue');
      expect(groups(catalog)).toHaveLength(1);
      await seen(catalog, glue(order[1]!), 'two', 'glue');
      expect(groups(catalog)).toEqual([]);
      expect(suggestedJoins(catalog)).toHaveLength(2);
      await catalog.close();
    }
  });
});

describe('namespaces', () => {
  const words = [
    {
      space: 'dataset',
      match: 'exact',
      pattern: 'postgres://10.0.0.5:5432',
      target: 'postgres://db.prod:5432',
    },
  ] as const;

  it('mapped join what has one name in them, now and later, until taken back', async () => {
    const catalog = await openTemporaryCatalog();
    await seen(
      catalog,
      [...table('postgres://10.0.0.5:5432#d.s.t'), ...table('postgres://db.prod#d.s.t')],
      'one',
    );
    const effect = await rehearseNamespaces(catalog, 'ann', words);
    expect(effect).toMatchObject({ joinsTotal: 1, conflictsTotal: 0, partsTotal: 0 });
    expect(groups(catalog)).toEqual([]);
    await mapNamespaces(catalog, 'ann', { words });
    await seen(
      catalog,
      [...table('postgres://10.0.0.5:5432#d.s.u'), ...table('postgres://db.prod:5432#d.s.u')],
      'two',
    );
    expect(groups(catalog)).toHaveLength(2);
    await undo(catalog, 'ann');
    expect(groups(catalog)).toEqual(['postgres://db.prod#d.s.t = postgres://db.prod:5432#d.s.t'].slice(1));
    await redo(catalog, 'ann');
    expect(groups(catalog)).toHaveLength(2);
    await catalog.close();
  });

  it('mapped and named in one change are taken back as one', async () => {
    const catalog = await openTemporaryCatalog();
    const place = { space: 'dataset', match: 'exact', pattern: 'postgres://10.0.0.5:5432' } as const;
    await mapNamespaces(catalog, 'ann', {
      words: [
        { ...place, target: 'postgres://db.prod:5432' },
        { ...place, label: 'Production' },
      ],
    });
    const standing = () =>
      catalog.store.reader
        .prepare('SELECT target, label FROM namespace_mapping WHERE until_revision IS NULL')
        .all();
    expect(standing()).toEqual([{ target: 'postgres://db.prod:5432', label: 'Production' }]);
    await undo(catalog, 'ann');
    expect(standing()).toEqual([]);
    await catalog.close();
  });

  it('do not unite what a person keeps apart', async () => {
    const catalog = await openTemporaryCatalog();
    await seen(
      catalog,
      [...table('postgres://10.0.0.5:5432#d.s.t'), ...table('postgres://db.prod:5432#d.s.t')],
      'one',
    );
    const pairs = [
      {
        a: idOf(catalog, 'postgres://10.0.0.5:5432#d.s.t'),
        b: idOf(catalog, 'postgres://db.prod:5432#d.s.t'),
      },
    ];
    await decideJoins(catalog, 'ann', { space: 'dataset', decision: 'apart', pairs });
    await mapNamespaces(catalog, 'ann', { words });
    expect(groups(catalog)).toEqual([]);
    await catalog.close();
  });
});

describe('partitions', () => {
  const member = (day: number) => `s3://b#t/dt=2024-01-0${day}`;

  it('are one dataset under the path that they share, and by choice or setting each its own', async () => {
    const catalog = await openTemporaryCatalog();
    await seen(
      catalog,
      [1, 2, 3].flatMap((day) => table(member(day), ['v'])),
      'one',
    );
    expect(groups(catalog)).toEqual([['s3://b#t', member(1), member(2), member(3)].join(' = ')]);
    const head = catalog.cards().get(idOf(catalog, member(2)))!;
    expect(head).toMatchObject({ name: 't', kind: 'file', referencedOnly: false, retired: false });
    const [summary] = joinedGroup(catalog, head.id)!.partitions;
    expect(summary).toMatchObject({
      pattern: 't/dt=*',
      count: 3,
      first: 't/dt=2024-01-01',
      last: 't/dt=2024-01-03',
      collapsed: true,
    });
    await choosePartitions(catalog, 'ann', { setIds: [summary!.setId], choice: 'apart' });
    expect(groups(catalog)).toEqual([]);
    expect(catalog.cards().get(head.id)!.retired).toBe(true);
    await undo(catalog, 'ann');
    expect(groups(catalog)).toHaveLength(1);
    await collapsePartitions(catalog, 'ann', false);
    await seen(catalog, table(member(4)), 'two');
    expect(groups(catalog)).toEqual([]);
    await collapsePartitions(catalog, 'ann', true);
    expect(groups(catalog)).toHaveLength(1);
    await catalog.close();
  });

  it('carry runs and edges to the dataset that stands for them, and to the table that lies there', async () => {
    const catalog = await openTemporaryCatalog();
    const run = { runId: 'r', job: { namespace: 'jobs', name: 'load' } };
    await seen(
      catalog,
      [
        ...table(member(1)),
        ...table('kafka://k#in'),
        { type: 'run', run, eventType: 'COMPLETE', evidence: events },
        { type: 'run-input', run, dataset: key('kafka://k#in'), evidence: events },
        { type: 'run-output', run, dataset: key(member(1)), evidence: events },
      ],
      'one',
    );
    const glue = 'arn:aws:glue:eu-west-1:1#table/s/t';
    await seen(
      catalog,
      [...table(glue), ...table('s3://b#t'), { ...alias(glue, 's3://b#t'), basis: 'location' } as Fact],
      'two',
      'glue',
    );
    const shown = catalog.cards().get(idOf(catalog, member(1)))!;
    expect(shown.name).toBe('table/s/t');
    expect(shown.upstream).toBe(1);
    expect(edgeDetail(catalog, idOf(catalog, 'kafka://k#in'), shown.id)!.jobs).toMatchObject([
      { job: { name: 'load' }, runs: 1 },
    ]);
    await catalog.close();
  });

  it('by date in the middle of a path are suggested from three members on', async () => {
    const catalog = await openTemporaryCatalog();
    const file = (day: number) => table(`s3://b#in/2024-01-0${day}/orders.csv`);
    await seen(catalog, [...file(1), ...file(2)], 'one');
    expect(suggestedJoins(catalog)).toEqual([]);
    await seen(catalog, file(3), 'two');
    const [suggestion] = suggestedJoins(catalog);
    expect(suggestion).toMatchObject({ kind: 'partition', a: { name: 'in/*/orders.csv' } });
    expect(groups(catalog)).toEqual([]);
    await decideSuggestions(catalog, 'ann', [suggestion!], 'accept', undefined);
    expect(groups(catalog)[0]!.split(' = ')).toHaveLength(4);
    await catalog.close();
  });
});

describe('jobs', () => {
  const declared = { namespace: 'dbt://shop', name: 'model.shop.orders' };
  const observed = { namespace: 'prod', name: 'db.public.shop.orders' };
  const dbt: Fact[] = [
    ...table('postgres://h#db.public.orders'),
    ...table('postgres://h#db.public.raw'),
    { type: 'job', job: declared, kind: 'dbt model', evidence: events },
    { type: 'job-input', job: declared, dataset: key('postgres://h#db.public.raw'), evidence: events },
    { type: 'job-output', job: declared, dataset: key('postgres://h#db.public.orders'), evidence: events },
  ];
  const run = { runId: 'r', job: observed };
  const ran = (kind?: string): Fact[] => [
    ...table('postgres://h#db.public.orders'),
    { type: 'job', job: observed, ...(kind === undefined ? {} : { kind }), evidence: events },
    { type: 'run', run, eventType: 'COMPLETE', evidence: events },
    { type: 'run-input', run, dataset: key('postgres://h#db.public.raw'), evidence: events },
    { type: 'run-output', run, dataset: key('postgres://h#db.public.orders'), evidence: events },
  ];

  it.each([[['dbt', 'runs']], [['runs', 'dbt']]])(
    'declared and observed are one, in the order %s',
    async (order) => {
      const catalog = await openTemporaryCatalog();
      for (const which of order)
        await seen(
          catalog,
          which === 'dbt' ? dbt : ran('DBT MODEL'),
          which,
          which === 'dbt' ? 'dbt' : 'openlineage',
        );
      const [from, to] = [
        idOf(catalog, 'postgres://h#db.public.raw'),
        idOf(catalog, 'postgres://h#db.public.orders'),
      ];
      const jobs = edgeDetail(catalog, from, to)!.jobs;
      expect(jobs.map(({ job, basis, runs }) => [job.name, basis, runs])).toEqual([
        ['model.shop.orders', 'declared', 0],
        ['model.shop.orders', 'observed', 1],
      ]);
      await splitIdentity(catalog, 'ann', {
        space: 'job',
        id: idOf(catalog, 'prod#db.public.shop.orders', 'job'),
      });
      expect(new Set(edgeDetail(catalog, from, to)!.jobs.map(({ job }) => job.name)).size).toBe(2);
      await undo(catalog, 'ann');
      expect(new Set(edgeDetail(catalog, from, to)!.jobs.map(({ job }) => job.name)).size).toBe(1);
      await catalog.close();
    },
  );

  it('are only suggested where nothing says that dbt ran them', async () => {
    const catalog = await openTemporaryCatalog();
    await seen(catalog, dbt, 'dbt', 'dbt');
    await seen(catalog, ran(), 'runs');
    const [suggestion] = suggestedJoins(catalog);
    expect(suggestion).toMatchObject({ kind: 'job', basis: 'dbt' });
    await decideSuggestions(catalog, 'ann', [suggestion!], 'accept', undefined);
    expect(suggestedJoins(catalog)).toEqual([]);
    await catalog.close();
  });
});

describe('a name of a source that no import describes', () => {
  const named = () => [...table('n#a'), alias('n#a', 'n#b', 'likely')];

  it('gets its dataset in the very change that decides on it', async () => {
    const catalog = await openTemporaryCatalog();
    await seen(catalog, named(), 'one');
    const aliasId = catalog.store.reader.prepare<[], number>('SELECT id FROM alias').pluck().get()!;
    const target = { on: 'dataset', id: idOf(catalog, 'n#a') } as const;
    const label = { kind: 'label', key: '', value: 'x' } as const;
    const [decided] = await Promise.all([
      decideAlias(catalog, 'ann', { aliasId, decision: 'join' }),
      tag(catalog, 'ann', { targets: [target], add: [label], remove: [] }),
    ]);
    const since = catalog.store.reader
      .prepare<[], number>(`SELECT since_revision FROM dataset WHERE name = 'b'`)
      .pluck();
    expect(since.get()).toBe(decided.revision);
    await catalog.close();
  });

  it('is no question once the import that described it is taken back', async () => {
    const catalog = await openTemporaryCatalog();
    await seen(catalog, named(), 'one');
    const path = join(temporaryFolder(), 'event.json');
    const event = {
      eventTime: '2026-01-01T00:00:00Z',
      producer: 'https://example.org/p',
      schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent',
      dataset: { namespace: 'n', name: 'b' },
    };
    writeFileSync(path, JSON.stringify(event));
    const signal = new AbortController().signal;
    const { importId } = await importInto(catalog, {
      paths: [path],
      kind: 'auto',
      dryRun: false,
      actor: 'ann',
      signal,
    });
    expect(suggestedJoins(catalog)).toHaveLength(1);
    await undoImport(catalog, { importId: importId!, redo: false, dryRun: false, actor: 'ann', signal });
    expect(suggestedJoins(catalog)).toEqual([]);
    await catalog.close();
  });
});
