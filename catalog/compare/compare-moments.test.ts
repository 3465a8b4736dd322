/** Two moments of the catalog: nothing between a moment and itself, and what changed between two. */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Catalog } from '../catalog.ts';
import { tag } from '../stewardship/tag.ts';
import { samplesRoot } from '../testing/samples.ts';
import { FEATURES, sourceText, fileNameOf, type SourceChoice } from '../testing/small-sources.ts';
import { openTemporaryCatalog, resourcesDir, temporaryFolder } from '../testing/temp-catalog.ts';
import { writeFileSync } from 'node:fs';
import { comparison, type Of } from './compare.ts';
import { exported, wordsOf } from './export.ts';
import { drawing } from './picture.ts';
import { everythingIn, loadEvents, loadPaths } from './testing/load.ts';
import { timeline } from './timeline.ts';

const mirror = { added: 'removed', removed: 'added', changed: 'changed', unchanged: 'unchanged' } as const;

async function linesOf(catalog: Catalog, of: Of, mirrored = false) {
  const items = everythingIn((await comparison(catalog, of))!);
  return items
    .map(({ key, change, aspects }) => ({
      key,
      change: mirrored ? mirror[change] : change,
      aspects: aspects.map(({ aspect, before, after }) =>
        mirrored ? { aspect, before: after, after: before } : { aspect, before, after },
      ),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function expectLaws(catalog: Catalog, of: Of): Promise<void> {
  const a = await comparison(catalog, { ...of, b: of.a } as Of);
  expect(everythingIn(a!).filter(({ change }) => change !== 'unchanged')).toEqual([]);
  expect(await linesOf(catalog, { kind: of.kind, a: of.b, b: of.a } as Of, true)).toEqual(
    await linesOf(catalog, of),
  );
}

const choice: fc.Arbitrary<SourceChoice> = fc.record({
  kind: fc.constantFrom('openlineage', 'dbt', 'glue'),
  tables: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 }),
  flavour: fc.nat({ max: 3 }),
  feature: fc.constantFrom(...FEATURES),
});

it('a moment equals itself, and sides can be swapped (property)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(choice, { minLength: 2, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      async (sources, x, y) => {
        const catalog = await openTemporaryCatalog();
        for (const [at, source] of sources.entries()) {
          const path = join(temporaryFolder(), fileNameOf(source));
          writeFileSync(path, sourceText(source, at));
          await loadPaths([path], catalog);
        }
        const newest = catalog.revision();
        await expectLaws(catalog, { kind: 'revisions', a: x % (newest + 1), b: y % (newest + 1) });
        const time = (hour: number) => new Date(Date.UTC(2026, 0, 1) + (hour % 5) * 3_600_000).toISOString();
        await expectLaws(catalog, { kind: 'times', a: time(x), b: time(y) });
        await catalog.close();
      },
    ),
    { numRuns: Number(process.env['COMPARE_RUNS'] ?? 15) },
  );
});

it('tells what an import and a steward changed', async () => {
  const catalog = await loadPaths([join(resourcesDir, 'sample-workspace', 'glue')]);
  const first = catalog.revision();
  await loadPaths([join(resourcesDir, 'sample-workspace', 'dbt')], catalog);
  const [dataset] = [...catalog.cards().all()].filter((card) => card.sinceRevision <= first && !card.retired);
  await tag(catalog, 'Ada', {
    targets: [{ on: 'dataset', id: dataset!.id }],
    add: [{ kind: 'sensitivity', key: '', value: 'restricted' }],
    remove: [],
  });
  const of = { kind: 'revisions', a: first, b: catalog.revision() } as const;
  const found = (await comparison(catalog, of))!;
  expect(found.totals.added).toBeGreaterThan(10);
  const tagged = everythingIn(found).find(({ key }) => key === `dataset ${dataset!.id}`)!;
  expect(tagged.aspects).toContainEqual(
    expect.objectContaining({ aspect: 'tags', added: ['sensitivity restricted'] }),
  );
  // The other way round the dataset counts as less sensitive, which is suspicious.
  const back = (await comparison(catalog, { kind: 'revisions', a: of.b, b: of.a }))!;
  expect(
    everythingIn(back)
      .find(({ key }) => key === tagged.key)!
      .reasons.map(({ rule }) => rule),
  ).toContain('sensitivity-lowered');
  const picture = drawing(found, false);
  expect(picture.nodes.length).toBeGreaterThan(5);
  expect(picture.drawn).toBeLessThanOrEqual(picture.total);
  const csv = await exported(found, of, 'csv');
  expect(csv.text.split('\r\n').length).toBeGreaterThan(found.totals.added);
  expect(csv.name).toBe(`compare-revisions-${of.a}-${of.b}.csv`);
  const { text } = await exported(found, of, 'json');
  const file = JSON.parse(text) as { differences: unknown[] };
  expect(file).toMatchObject({ totals: found.totals, total: found.differences, listed: found.differences });
  expect(file.differences).toHaveLength(found.differences);
  expect(await comparison(catalog, of)).toBe(found);
  expect(timeline(catalog).revisions.map(({ revision }) => revision)).toContain(2);
  await catalog.close();
});

it('tells the columns that a dataset gained by a name of it that came later, and no others', async () => {
  const event = (name: string, fields: readonly string[], more: object = {}) => ({
    eventTime: '2026-01-01T00:00:00.000Z',
    dataset: {
      ...{ namespace: 'db', name },
      facets: { schema: { fields: fields.map((field) => ({ name: field, type: 'int' })) }, ...more },
    },
  });
  const catalog = await loadEvents([event('t', ['x', 'y'])]);
  const a = catalog.revision();
  const symlinks = { identifiers: [{ namespace: 'db', name: 't', type: 'TABLE' }] };
  await loadEvents([event('u', ['x', 'z'], { symlinks })], catalog);
  const items = everythingIn((await comparison(catalog, { kind: 'revisions', a, b: catalog.revision() }))!);
  expect(items).toHaveLength(1);
  expect(items[0]!.aspects).toMatchObject([
    { aspect: 'schema', before: ['x int', 'y int'], added: ['z int'], removed: [] },
  ]);
  await catalog.close();
});

it('counts what runs had shown under a name that the catalog heard of only later', async () => {
  const named = (name: string, facets: object = {}) => ({ namespace: 'db', name, facets });
  const symlinks = { identifiers: [{ namespace: 'db', name: 't', type: 'TABLE' }] };
  const inputFields = [{ namespace: 'db', name: 'u', field: 'y', transformations: [] }];
  const columnLineage = { fields: { x: { inputFields } } };
  const ran = (n: number, input: object, output: object) => ({
    eventType: 'COMPLETE',
    eventTime: `2026-01-01T0${n}:00:00.000Z`,
    run: { runId: `00000000-0000-4000-8000-00000000000${n}` },
    job: { namespace: 'jobs', name: `job ${n}` },
    inputs: [input],
    outputs: [output],
  });
  const catalog = await loadEvents([ran(1, named('t'), named('b'))]);
  await loadEvents([ran(2, named('u', { symlinks }), named('b', { columnLineage }))], catalog);
  // The same is stated without a run, too: that is not known at a time before the catalog.
  const stated = { eventTime: '2026-01-01T02:30:00.000Z', dataset: named('b', { columnLineage }) };
  await loadEvents([stated], catalog);
  const of = { kind: 'times', a: '2026-01-01T03:00:00.000Z', b: new Date().toISOString() } as const;
  const items = everythingIn((await comparison(catalog, of))!);
  const [edge, ...more] = items.filter(({ subject }) => subject.on === 'edge');
  expect(more).toEqual([]);
  expect(edge).toMatchObject({ change: 'unchanged', aspects: [] });
  await catalog.close();
});

it('draws a file under its whole name, below its folder', async () => {
  const dataset = { namespace: 's3://lake', name: 'raw/orders.csv' };
  const schemaURL = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent';
  const catalog = await loadEvents([
    { eventTime: '2026-01-01T00:00:00Z', producer: 'https://example.org/p', schemaURL, dataset },
  ]);
  const found = await comparison(catalog, { kind: 'revisions', a: 0, b: catalog.revision() });
  expect(drawing(found!, false).nodes).toMatchObject([{ title: 'orders.csv', subtitle: 's3://lake · raw' }]);
  await catalog.close();
});

it('a name that a spreadsheet would calculate is text in the file', async () => {
  const dataset = { namespace: 's3://lake', name: '\uff1d1+1' };
  const schemaURL = 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent';
  const catalog = await loadEvents([
    { eventTime: '2026-01-01T00:00:00Z', producer: 'https://example.org/p', schemaURL, dataset },
  ]);
  const of = { kind: 'revisions', a: 0, b: catalog.revision() } as const;
  const { text } = await exported((await comparison(catalog, of))!, of, 'csv');
  expect(text).toContain(`added,'${dataset.name},`);
  await catalog.close();
});

it('refuses what is no moment', async () => {
  const catalog = await openTemporaryCatalog();
  await expect(comparison(catalog, { kind: 'revisions', a: 0, b: 99 })).rejects.toThrow('no revision 99');
  await expect(comparison(catalog, { kind: 'times', a: 'x', b: 'y' })).rejects.toThrow(RangeError);
  expect(await comparison(catalog, { kind: 'runs', a: 1, b: 2 })).toBeNull();
  await catalog.close();
});

it('ends when nobody waits any more, and goes on for those who do', async () => {
  const catalog = await loadPaths([join(resourcesDir, 'sample-workspace')]);
  const of = { kind: 'revisions', a: 0, b: catalog.revision() } as const;
  const [first, second] = [new AbortController(), new AbortController()];
  const left = comparison(catalog, of, first.signal);
  const stays = comparison(catalog, of, second.signal);
  first.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  const found = (await stays)!;
  expect(found.differences).toBeGreaterThan(10);
  expect(await comparison(catalog, of)).toBe(found);
  await expect(comparison(catalog, of, first.signal)).rejects.toThrow('left');
  const other = { kind: 'times', a: '2026-01-01T00:00:00Z', b: '2027-01-01T00:00:00Z' } as const;
  const all = [new AbortController(), new AbortController()];
  const gone = all.map(({ signal }) => comparison(catalog, other, signal));
  for (const one of all) one.abort(new Error('all left'));
  for (const one of gone) await expect(one).rejects.toThrow('all left');
  // Who comes later is not told of those who left.
  expect((await comparison(catalog, other))!.totals.unchanged).toBeGreaterThan(0);
  await catalog.close();
});

it('run times: an edge is there from the first run that showed it', async () => {
  const run = (day: number, input: string) => ({
    eventType: 'COMPLETE',
    eventTime: `2026-03-0${day}T00:00:00Z`,
    run: { runId: `r${day}` },
    job: { namespace: 'jobs', name: 'load' },
    inputs: [{ namespace: 's3://lake', name: input }],
    outputs: [{ namespace: 's3://lake', name: 'out' }],
  });
  const catalog = await loadEvents([run(1, 'first'), run(3, 'second')]);
  const at = (day: number) => `2026-03-0${day}T12:00:00Z`;
  const added = async (a: number, b: number) =>
    everythingIn((await comparison(catalog, { kind: 'times', a: at(a), b: at(b) }))!)
      .filter(({ change, subject }) => change === 'added' && subject.on === 'edge')
      .map(({ subject }) => wordsOf(subject));
  expect(await added(1, 2)).toEqual([]);
  expect(await added(2, 3)).toEqual(['second → out']);
  expect(timeline(catalog).runs).toEqual([
    { time: '2026-03-01T00:00:00.000Z', runs: 1 },
    { time: '2026-03-03T00:00:00.000Z', runs: 1 },
  ]);
  await catalog.close();
});

it.skipIf(!samplesRoot)('real projects: a later version of dbt artifacts', async () => {
  const catalog = await loadPaths([join(samplesRoot!, 'dbt', 'ad-reporting-v1-bigquery')]);
  const a = catalog.revision();
  await loadPaths([join(samplesRoot!, 'dbt', 'ad-reporting-v7-postgres')], catalog);
  const of = { kind: 'revisions', a, b: catalog.revision() } as const;
  await expectLaws(catalog, of);
  const found = (await comparison(catalog, of))!;
  const { totals } = found;
  const items = everythingIn(found);
  expect(totals.added + totals.removed + totals.changed).toBeGreaterThan(0);
  const weights = items.map(({ suspicion }) => suspicion);
  expect(weights).toEqual([...weights].sort((x, y) => y - x));
  await catalog.close();
});

it('two dates: a source that fell behind its own rhythm stands first, with how late it is', async () => {
  const day = (at: number) => new Date(Date.UTC(2026, 2, 1) + at * 86_400_000).toISOString();
  const event = (job: string, run: number, at: number, parts: object) => ({
    eventType: 'COMPLETE',
    eventTime: day(at),
    producer: 'https://example.com/producer',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-7000-8000-${String(run).padStart(12, '0')}` },
    job: { namespace: 'etl', name: job },
    ...parts,
  });
  const named = (name: string, version?: string) => ({
    namespace: 'postgres://db:5432',
    name,
    ...(version ? { facets: { version: { datasetVersion: version } } } : {}),
  });
  const events = Array.from({ length: 20 }, (_, at) => [
    // `feed` is written every day until the tenth, `steady` every day.
    ...(at < 10 ? [event('export', 100 + at, at, { inputs: [named('erp')], outputs: [named('feed')] })] : []),
    event('refresh', 200 + at, at, { inputs: [named('crm')], outputs: [named('steady')] }),
    // Nobody is known to write `drop`: its versions tell its rhythm, until the twelfth.
    event('load', 300 + at, at, {
      inputs: [named('drop', `v${Math.min(at, 12)}`)],
      outputs: [named('mart')],
    }),
  ]).flat();
  const catalog = await loadEvents(events);
  const lateBetween = async (a: number, b: number) => {
    const of = { kind: 'times', a: day(a), b: day(b) } as const;
    const items = everythingIn((await comparison(catalog, of))!);
    return items.flatMap(({ subject, reasons, suspicion }) =>
      subject.on === 'dataset' && reasons.some(({ rule }) => rule === 'behind-rhythm')
        ? [{ name: subject.name, suspicion, text: reasons[0]!.text }]
        : [],
    );
  };
  expect(await lateBetween(5, 9.5)).toEqual([]);
  const late = await lateBetween(9.5, 19.5);
  expect(late.map(({ name }) => name).sort()).toEqual(['drop', 'feed']);
  expect(late.map(({ suspicion }) => suspicion)).toEqual([90, 90]);
  expect(late.find(({ name }) => name === 'feed')!.text).toBe(
    'Its newest data is 10 days old; it is usually written anew after 1 day (median of the 10 writes before).',
  );
  // As late on both sides is no difference.
  expect(await lateBetween(15.5, 19.5)).toEqual([]);
  const back = await lateBetween(19.5, 9.5);
  expect(back.find(({ name }) => name === 'feed')!.text).toContain('In the first of the two: ');
  await catalog.close();
});
