/** What real producers send although the specification does not foresee it: one test each. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runImport } from '../../imports/run-import.ts';
import { openTemporaryStore, temporaryFolder } from '../../testing/temp-catalog.ts';
import { openLineage } from './index.ts';
import { at, dataset, datasetEvent, DB, jobEvent, runEvent, uuid } from './testing/events.ts';
import { memoryFile, readAll, readEvents } from './testing/read-all.ts';
import { pictureOf } from './testing/reduce-facts.ts';

const base = runEvent({ inputs: [dataset('a')], outputs: [dataset('b')] });
const edge = [DB, 'a', DB, 'b'].join('\u0001');
const without = (name: string) => Object.fromEntries(Object.entries(base).filter(([key]) => key !== name));

/** The event lands with its edge; answers the codes of its warnings. */
async function lands(event: object): Promise<string[]> {
  const { facts, issues, accepted, rejected } = await readEvents(event);
  expect({ accepted, rejected }).toEqual({ accepted: 1, rejected: 0 });
  expect(pictureOf(facts).tableEdges).toEqual([edge]);
  return issues.map(({ code }) => code);
}

describe('members that are missing or odd', () => {
  it.each([
    ['eventType', []],
    ['eventTime', ['no-event-time']],
    ['producer', []],
    ['schemaURL', []],
  ])('no %s', async (name, codes) => expect(await lands(without(name))).toEqual(codes));

  it.each(['complete', 'Complete', ' COMPLETE '])('event type %j', async (eventType) => {
    expect(await lands({ ...base, eventType })).toEqual([]);
  });

  it('a run id that is no UUID, however odd', async () => {
    for (const runId of ['run_id', 'abc-123', 'scheduled__2026-01-01T00:00:00+00:00']) {
      expect(await lands({ ...base, run: { runId } })).toEqual(['run-id-not-uuid']);
    }
  });

  it.each([{ inputs: null }, { outputs: null }, { inputs: null, outputs: null }, {}])('%j', async (sides) => {
    const { accepted, issues, facts } = await readEvents({ ...runEvent(), ...sides });
    expect([accepted, issues, pictureOf(facts).jobs.length]).toEqual([1, [], 1]);
  });

  it('a dataset without a name', async () => {
    expect(await lands({ ...base, inputs: [{ namespace: 'n' }, dataset('a'), {}] })).toEqual([
      'missing-dataset-name',
    ]);
  });

  it('a run under two jobs', async () => {
    const { facts } = await readEvents(base, runEvent({ job: 'copy', minute: 1 }));
    expect(pictureOf(facts)).toMatchObject({ runs: [uuid(1)], jobs: ['etl\u0001copy', 'etl\u0001load'] });
  });
});

describe('facets', () => {
  const inRun = (facets: object) => ({ ...base, run: { runId: uuid(1), facets } });

  it('without _producer', async () => {
    expect(await lands(inRun({ processing_engine: { version: '3' } }))).toEqual([]);
  });

  it.each([['text'], [7], [[]], [true]])('of the value %j', async (facet) => {
    expect(await lands(inRun({ processing_engine: facet }))).toEqual(['unusable-facet']);
  });

  it('that are null, unknown, or have a dot in their name', async () => {
    expect(await lands(inRun({ a: null, acme_thing: { b: 1 }, 'spark.logicalPlan': { plan: [] } }))).toEqual(
      [],
    );
  });

  it('an end that is null', async () => {
    const nominalTime = { nominalStartTime: '2026-01-01T00:00:00Z', nominalEndTime: null };
    expect(await lands(inRun({ nominalTime }))).toEqual([]);
  });
});

it.each([
  ['2026-03-01T00:00:00.123456789Z', [], '2026-03-01T00:00:00.123Z'],
  ['2026-03-01T00:00:00.123456+10:00', [], '2026-02-28T14:00:00.123Z'],
  ['2026-03-01T00:00:00', ['no-time-zone'], '2026-03-01T00:00:00.000Z'],
  ['yesterday', ['no-event-time'], undefined],
])('the time %s', async (eventTime, codes, instant) => {
  expect(await lands({ ...base, eventTime })).toEqual(codes);
  const { facts } = await readEvents({ ...base, eventTime });
  expect(facts.find((fact) => fact.type === 'run')).toMatchObject(instant ? { eventTime: instant } : {});
});

it.each([
  'таблица.ключ',
  '表/列',
  '😀',
  'a b',
  "it's",
  '{"a":1}',
  'two\nlines',
  'a:b#c@d',
  '/lead/trail/',
  '__proto__',
  ' spaces ',
])('the name and namespace %j are kept exactly', async (name) => {
  const { facts, issues } = await readEvents(runEvent({ outputs: [{ namespace: name, name }] }));
  expect(issues).toEqual([]);
  expect(pictureOf(facts).datasets).toEqual([`${name}\u0001${name}`]);
});

it.each([220 * 1024, 23 * 1024 * 1024])('an event of %d bytes', async (bytes) => {
  expect(
    await lands({ ...base, run: { runId: uuid(1), facets: { report: { text: 'x'.repeat(bytes) } } } }),
  ).toEqual([]);
});

describe('files', () => {
  const lines = [base, jobEvent({ minute: 1, job: 'j' }), datasetEvent('d', {}, 2)].map((event) =>
    JSON.stringify(event),
  );
  it.each([
    ['with a byte-order mark', `\ufeff${lines.join('\n')}`],
    ['with CRLF and blank lines', `${lines.join('\r\n\r\n')}\r\n`],
    ['that are one array', `[${lines.join(',')}]`],
    ['of pretty-printed objects', lines.map((line) => JSON.stringify(JSON.parse(line), null, 2)).join('\n')],
  ])('%s', async (_, content) => {
    const { accepted, issues } = await readAll([memoryFile(content)]);
    expect([accepted, issues]).toEqual([3, []]);
  });

  it('with a torn last line: what is whole lands', async () => {
    const { accepted, issues } = await readAll([memoryFile(`${lines.join('\n')}\n{"eventType":"COMPL`)]);
    expect([accepted, issues.map(({ code, at: place }) => `${code} ${place}`)]).toEqual([
      3,
      ['invalid-json line 4'],
    ]);
  });

  it('in folders, packed or not', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
    writeFileSync(join(folder, '1772323200000.json'), lines[0]!);
    writeFileSync(join(folder, 'deep/er/b.json.gz'), gzipSync(lines[1]!));
    writeFileSync(join(folder, 'deep/c.ndjson'), `${lines[2]}\n`);
    const store = await openTemporaryStore();
    const { accepted, rejected } = await runImport(store, [openLineage], {
      paths: [folder],
      kind: 'auto',
      dryRun: false,
      actor: 'tester',
      toolVersion: 'test',
      signal: new AbortController().signal,
    });
    await store.close();
    expect({ accepted, rejected }).toEqual({ accepted: 3, rejected: 0 });
  });
});

describe('differences from the specification', () => {
  it('are told with their pointer, once a kind and file, and cost nothing', async () => {
    const odd = {
      ...without('schemaURL'),
      inputs: [
        dataset('a', { documentation: { _producer: 'p', _schemaURL: 's' } }),
        dataset('a2', { schema: {} }),
      ],
      run: { runId: uuid(1), facets: { extractionError: { totalTasks: '3', errors: [] } } },
      job: {
        namespace: 'etl',
        name: 'load',
        facets: { sql: { _deleted: true, _producer: 'p', _schemaURL: 's' } },
      },
    };
    const { differences, accepted } = await readEvents(odd, { ...odd, eventTime: at(1) });
    expect(accepted).toBe(2);
    expect(differences.every(({ severity }) => severity === 'warning')).toBe(true);
    expect(differences.map(({ message }) => /at (\S+);.*?(\d+ times)?/.exec(message)![1])).toEqual([
      '/schemaURL',
      '/run/facets/*/_producer',
      '/run/facets/*/_schemaURL',
      '/run/facets/extractionError/totalTasks',
      '/run/facets/extractionError/failedTasks',
      '/inputs/*/facets/documentation/description',
      '/inputs/*/facets/*/_producer',
      '/inputs/*/facets/*/_schemaURL',
    ]);
    expect(differences[0]).toMatchObject({ at: 'line 1', code: 'not-conforming' });
    expect(differences[0]!.message).toContain('Found 2 times');
  });

  it('do not exist in an event that conforms', async () => {
    const head = { _producer: 'https://example.org', _schemaURL: 'https://openlineage.io/x.json' };
    const { differences } = await readEvents({
      ...base,
      run: { runId: uuid(1), facets: { processing_engine: { ...head, version: '3' } } },
    });
    expect(differences).toEqual([]);
  });

  it('are bounded, however many kinds there are', async () => {
    const facets = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, {}]));
    const { differences } = await readEvents(
      ...Array.from({ length: 300 }, (_, n) => ({ ...base, run: { runId: uuid(n), facets } })),
    );
    expect(differences.length).toBe(2);
  });
});
