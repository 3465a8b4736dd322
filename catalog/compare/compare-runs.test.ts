/** Two runs are compared with everything upstream, and the cause stands first. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog.ts';
import { samplesNote, samplesRoot } from '../testing/samples.ts';
import { resourcesDir } from '../testing/temp-catalog.ts';
import { atOnce } from '../breathe.ts';
import { compareRuns } from './compare-runs.ts';
import { wordsOf } from './export.ts';
import type { Judged } from './model.ts';
import { runHistory } from './run-history.ts';
import { everythingIn, loadEvents, loadPaths, runNumber } from './testing/load.ts';
import { staleLatest, type Style } from './testing/stale-latest.ts';

const runsCompared = (catalog: Catalog, a: number, b: number): readonly Judged[] =>
  everythingIn(atOnce(compareRuns(catalog, a, b))!);

describe.each<Style>(['paths', 'versions'])(
  'a month-old snapshot copied to "latest", told by %s',
  (style) => {
    it('the first line names the job that read the old snapshot', async () => {
      const story = staleLatest(style);
      const catalog = await loadEvents(story.events);
      const ids = [runNumber(catalog, story.good), runNumber(catalog, story.bad)] as const;
      const items = runsCompared(catalog, ...ids);
      const [first] = items;
      expect(wordsOf(first!.subject)).toMatch(/^refresh_latest reads users\/snapshots/);
      expect(first!.reasons[0]!.text).toMatch(
        style === 'paths'
          ? /^It read s3:\/\/lake\/users\/snapshots\/2026-10-20, from 31 days before the run; in the 30 runs before at most/
          : /^It read version v164287574, known since 31 days before the run; an earlier run had read a newer one/,
      );
      expect(first!.change).toBe('changed');
      // What merely differs from day to day comes without a reason.
      expect(items.filter(({ reasons }) => reasons.length > 0)).toHaveLength(style === 'paths' ? 1 : 2);
      const history = await runHistory(catalog, ids[1]);
      expect(history!.previousGood!.id).toBe(ids[0]);
      expect(history!.findings[0]!.key).toBe(first!.key);
      await catalog.close();
    });

    it('two good days differ in nothing worth a look, the other way round the old one is named too', async () => {
      const story = staleLatest(style);
      const catalog = await loadEvents(story.events);
      const [good, bad] = [runNumber(catalog, story.good), runNumber(catalog, story.bad)];
      const dayBefore = good - (bad - good);
      expect(runsCompared(catalog, dayBefore, good).flatMap(({ reasons }) => reasons)).toEqual([]);
      const [first] = runsCompared(catalog, bad, good);
      expect(wordsOf(first!.subject)).toMatch(/^refresh_latest reads users\/snapshots/);
      expect(first!.reasons[0]!.text).toMatch(/^In the first of the two: /);
      await catalog.close();
    });
  },
);

const event = (more: {
  readonly id: string;
  readonly day: number;
  readonly inputs?: readonly object[];
  readonly outputs?: readonly object[];
  readonly job?: object;
  readonly run?: object;
  readonly type?: string;
}) => ({
  eventType: more.type ?? 'COMPLETE',
  eventTime: `2026-03-${String(more.day).padStart(2, '0')}T02:00:00Z`,
  producer: 'https://example.org/test',
  run: { runId: more.id, facets: more.run ?? {} },
  job: { namespace: 'jobs', name: 'load', facets: more.job ?? {} },
  inputs: more.inputs ?? [],
  outputs: more.outputs ?? [],
});
const table = (name: string, more: object = {}) => ({ namespace: 's3://lake', name, ...more });
const schema = (...columns: [string, string][]) => ({
  schema: { fields: columns.map(([name, type]) => ({ name, type })) },
});
const written = (rowCount: number) => ({ outputFacets: { outputStatistics: { rowCount } } });

async function reasonsOf(events: readonly object[], a: string, b: string): Promise<string[]> {
  const catalog = await loadEvents(events);
  const items = runsCompared(catalog, runNumber(catalog, a), runNumber(catalog, b));
  await catalog.close();
  return items.flatMap((item) => item.reasons.map(({ rule, text }) => `${rule}: ${text}`));
}

describe('what a rule finds', () => {
  it('names another path, code, engine, columns', async () => {
    const git = (version: string) => ({
      sourceCodeLocation: { type: 'git', url: 'https://git.example/x', version },
    });
    const spark = (version: string) => ({ processing_engine: { name: 'spark', version } });
    const found = await reasonsOf(
      [
        event({
          ...{ id: 'a', day: 1, job: git('aaa'), run: spark('3.4') },
          inputs: [table('in/latest', { facets: schema(['id', 'int'], ['email', 'string'], ['n', 'int']) })],
        }),
        event({
          ...{ id: 'b', day: 2, job: git('bbb'), run: spark('3.5') },
          inputs: [
            table('in/latest', { facets: schema(['id', 'bigint'], ['n', 'int'], ['x', 'int']) }),
            table('more'),
          ],
        }),
      ],
      'a',
      'b',
    );
    expect(found).toEqual([
      'input-added: It was not read before.',
      'columns-removed: Columns are gone: email.',
      'column-type: The type of columns differs: id was int, is bigint.',
      'columns-added: Columns are new: x.',
      'code-version: The code version differs: url https://git.example/x, version aaa, then url https://git.example/x, version bbb.',
      'engine: The engine differs: spark 3.4, then spark 3.5.',
    ]);
  });

  it('rows beyond 20 % and three deviations, and a run that failed', async () => {
    const usual = [100, 110, 105, 95, 100, 108];
    const events = usual.map((rows, n) =>
      event({ id: `r${n}`, day: n + 1, outputs: [table('out', written(rows))] }),
    );
    const last = (rows: number, type = 'COMPLETE') =>
      event({ id: 'last', day: 10, type, outputs: [table('out', written(rows))] });
    expect(await reasonsOf([...events, last(112)], 'r5', 'last')).toEqual([]);
    expect(await reasonsOf([...events, last(40)], 'r5', 'last')).toEqual([
      'row-count: 108 rows, then 40 (−63 %); the median of 6 runs before is 103.',
    ]);
    expect(await reasonsOf([...events, last(100, 'FAIL')], 'r5', 'last')).toEqual([
      'run-failed: One of the two runs did not end well: complete, then fail.',
    ]);
  });

  it('an input that was not written anew, though nothing else differs', async () => {
    const write = (day: number) => ({
      ...event({ id: `w${day}`, day, outputs: [table('in/latest')] }),
      job: { namespace: 'jobs', name: 'copy' },
    });
    const read = (day: number) => ({
      ...event({ id: `r${day}`, day, inputs: [table('in/latest')] }),
      eventTime: `2026-03-${String(day).padStart(2, '0')}T03:00:00Z`,
    });
    const days = [1, 2, 3, 4, 5];
    const events = [...days.map(write), ...days.map(read), read(9)];
    expect(await reasonsOf(events, 'r5', 'r9')).toEqual([
      'stale-input: What it read was last written 4 days before the run; in the 5 runs before at most 1 hour.',
    ]);
    expect(await reasonsOf(events, 'r4', 'r5')).toEqual([]);
  });

  it('nobody is blamed for a date that moves on with the day', async () => {
    const found = await reasonsOf(
      [
        event({ id: 'a', day: 5, inputs: [table('in/2026-03-04')] }),
        event({ id: 'b', day: 6, inputs: [table('in/2026-03-05')] }),
      ],
      'a',
      'b',
    );
    expect(found).toEqual([]);
  });
});

it('a job that reads what it wrote, and a cycle of jobs, end', async () => {
  const at = (n: number) => `2026-01-01T00:00:${String(n).padStart(2, '0')}Z`;
  const runs = Array.from({ length: 50 }, (_, n) => ({
    eventType: 'COMPLETE',
    eventTime: at(n),
    run: { runId: `c${n}` },
    job: { namespace: 'jobs', name: ['one', 'two'][n % 2] },
    inputs: [table(['x', 'y'][n % 2]!)],
    outputs: [table(['y', 'x'][n % 2]!)],
  }));
  const catalog = await loadEvents(runs);
  const compared = runsCompared(catalog, runNumber(catalog, 'c47'), runNumber(catalog, 'c49'));
  expect(compared.filter(({ subject }) => subject.on === 'job')).toHaveLength(2);
  await catalog.close();
});

const mirror = { added: 'removed', removed: 'added', changed: 'changed', unchanged: 'unchanged' } as const;
const plain = ({ key, change, aspects }: Judged, mirrored: boolean) => ({
  key,
  change: mirrored ? mirror[change] : change,
  aspects: aspects.map(({ aspect, before, after, added, removed }) =>
    mirrored
      ? { aspect, before: after, after: before, added: removed, removed: added }
      : { aspect, before, after, added, removed },
  ),
});
const lines = (items: readonly Judged[], mirrored = false) =>
  items.map((item) => plain(item, mirrored)).sort((a, b) => (a.key < b.key ? -1 : 1));

describe(`for the runs of every job${samplesNote}`, () => {
  const sources = [
    ['the sample workspace', join(resourcesDir, 'sample-workspace')],
    ...(samplesRoot ? [['OpenLineage samples', join(samplesRoot, 'openlineage')] as const] : []),
  ] as const;

  it.each(sources)('%s: a run equals itself, and sides can be swapped', async (_name, path) => {
    const catalog = await loadPaths([path]);
    let differing = 0;
    for (const [a, b] of pairs(catalog)) {
      const itself = runsCompared(catalog, a, a);
      expect(itself.filter(({ change }) => change !== 'unchanged')).toEqual([]);
      const [there, back] = [runsCompared(catalog, a, b), runsCompared(catalog, b, a)];
      expect(lines(back, true)).toEqual(lines(there));
      differing += there.filter(({ change }) => change !== 'unchanged').length;
    }
    expect(differing).toBeGreaterThan(0);
    await catalog.close();
  });
});

/** The first and last run of each job that has two, of a hundred jobs at most. */
function pairs(catalog: Catalog): [number, number][] {
  return catalog.store.reader
    .prepare<[], { a: number; b: number }>(
      `SELECT MIN(id) AS a, MAX(id) AS b FROM run WHERE until_revision IS NULL AND referenced_only = 0
       GROUP BY job_id HAVING COUNT(*) > 1 LIMIT 100`,
    )
    .all()
    .map(({ a, b }) => [a, b]);
}
