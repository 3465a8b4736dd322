/** Column lineage over runs; imports as a whole: order, duplicates, cancelling. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { dataset, datasetEvent, DB, jobEvent, runEvent, schema, uuid } from './testing/events.ts';
import { memoryFile, readAll, readEvents } from './testing/read-all.ts';
import { pictureOf, standingFacts } from './testing/reduce-facts.ts';

const only = <Type extends Fact['type']>(facts: readonly Fact[], type: Type) =>
  standingFacts(facts).filter((fact) => fact.type === type) as unknown as Extract<Fact, { type: Type }>[];
const lineageOf = (to: string, table: string, field: string, more: object = {}) => ({
  columnLineage: { fields: { [to]: { inputFields: [{ namespace: DB, name: table, field, ...more }] } } },
});

describe('column lineage', () => {
  it('is told for the first and the last run that showed it', async () => {
    const event = (run: number) =>
      runEvent({
        run,
        minute: run,
        inputs: [dataset('a')],
        outputs: [dataset('c', lineageOf('x', 'a', 'f'))],
      });
    const { facts } = await readEvents(...[3, 1, 5, 2, 4].map(event));
    expect(only(facts, 'column-edge').map((one) => one.run?.runId)).toEqual([uuid(1), uuid(5)]);
  });

  it('understands transformations of all versions', async () => {
    const fields = {
      one: {
        inputFields: [
          {
            namespace: DB,
            name: 'a',
            field: 'f',
            transformations: [
              { type: 'direct', subtype: 'aggregation', masking: false },
              { type: 'INDIRECT', subtype: 'JOIN', description: '' },
              { type: 'odd' },
            ],
          },
        ],
      },
      two: {
        inputFields: [{ namespace: DB, name: 'a', field: 'f' }],
        transformationType: 'MASKED',
        transformationDescription: 'hash',
      },
      three: {
        inputFields: [{ namespace: DB, name: 'a', field: 'f', transformations: [] }],
        transformationType: 'IDENTITY',
      },
      four: {
        inputFields: [{ namespace: DB, name: 'a', field: 'f' }, { namespace: DB, name: 'a' }, null, 'x'],
      },
      five: null,
    };
    const { facts } = await readEvents(
      runEvent({
        outputs: [
          dataset('c', {
            columnLineage: {
              fields,
              dataset: [
                {
                  namespace: DB,
                  name: 'a',
                  field: 'g',
                  transformations: [{ type: 'INDIRECT', subtype: 'FILTER' }],
                },
              ],
            },
          }),
        ],
      }),
    );
    expect(only(facts, 'column-edge').map((one) => one.transformations)).toEqual([
      [
        { type: 'DIRECT', subtype: 'AGGREGATION', masking: false },
        { type: 'INDIRECT', subtype: 'JOIN' },
        { type: 'DIRECT' },
      ],
      [{ type: 'DIRECT', subtype: 'TRANSFORMATION', description: 'hash', masking: true }],
      [{ type: 'DIRECT', subtype: 'IDENTITY' }],
      [],
    ]);
    expect(only(facts, 'dataset-influence')).toMatchObject([
      {
        from: { path: ['g'] },
        to: { name: 'c' },
        transformations: [{ type: 'INDIRECT', subtype: 'FILTER' }],
      },
    ]);
    expect(
      only(facts, 'dataset')
        .filter((one) => one.referencedOnly)
        .map((one) => one.dataset.name),
    ).toEqual(['a']);
  });

  it('finds nested columns by their dotted name once a schema tells of them', async () => {
    const nested = { schema: { fields: [{ name: 'address', fields: [{ name: 'city' }] }, { name: 'a.b' }] } };
    const { facts } = await readEvents(
      runEvent({
        inputs: [dataset('a', nested)],
        outputs: [
          dataset('c', {
            columnLineage: {
              fields: {
                x: {
                  inputFields: ['address.city', 'a.b', 'no.where'].map((field) => ({
                    namespace: DB,
                    name: 'a',
                    field,
                  })),
                },
              },
            },
          }),
        ],
      }),
    );
    expect(only(facts, 'column-edge').map((one) => one.from.path)).toEqual([
      ['address', 'city'],
      ['a.b'],
      ['no.where'],
    ]);
  });
});

describe('an import', () => {
  const sample = [
    runEvent({ type: 'START', inputs: [dataset('a', schema('f', 'g')), dataset('b')] }),
    runEvent({
      minute: 1,
      outputs: [dataset('c', { ...schema('x'), ...lineageOf('x', 'a', 'f') }), dataset('d')],
    }),
    runEvent({
      run: 2,
      type: 'FAIL',
      minute: 2,
      job: 'other',
      inputs: [dataset('c')],
      outputs: [dataset('e')],
    }),
    runEvent({
      run: 2,
      type: 'START',
      minute: 3,
      job: 'other',
      runFacets: { parent: { run: { runId: uuid(1) }, job: { namespace: 'etl', name: 'load' } } },
    }),
    jobEvent({ minute: 4, job: 'third', inputs: [dataset('e')], outputs: [dataset('f')] }),
    jobEvent({ minute: 5, job: 'third', inputs: [dataset('d')], outputs: [dataset('f')] }),
    datasetEvent('v', { lineage: { inputs: [{ type: 'DATASET', namespace: DB, name: 'f' }] } }, 6),
    datasetEvent('v', { ...schema('p', 'q'), tags: { tags: [{ key: 'k', value: 'w', field: 'p' }] } }, 7),
    datasetEvent('v', { ...schema('q', 'r'), tags: { _deleted: true } }, 8),
    runEvent({
      run: 3,
      minute: 9,
      job: 'fourth',
      inputs: [dataset('a')],
      outputs: [dataset('c')],
      jobFacets: { lineage: { entries: [{ type: 'DATASET', namespace: DB, name: 'c', inputs: [] }] } },
    }),
  ];

  const said = (facts: readonly Fact[]): string[] =>
    [
      ...new Set(standingFacts(facts).map(({ evidence, ...rest }) => JSON.stringify([evidence.scope, rest]))),
    ].sort();

  it('gives the same picture in any order, doubled, and spread over files', async () => {
    const straight = (await readEvents(...sample)).facts;
    const [expected, picture] = [said(straight), pictureOf(straight)];
    const order = fc.shuffledSubarray([...sample, ...sample], { minLength: sample.length * 2 });
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 1, max: 5 }), async (events, parts) => {
        const files = Array.from({ length: parts }, (_, part) =>
          memoryFile(
            events
              .filter((_event, index) => index % parts === part)
              .map((event) => JSON.stringify(event))
              .join('\n'),
            part,
            97,
          ),
        );
        const { facts, accepted } = await readAll(files);
        expect(accepted).toBe(sample.length * 2);
        expect(pictureOf(facts)).toEqual(picture);
        // Whether a thing was mentioned before it was described depends on the order; nothing else does.
        expect(said(facts).filter((one) => !one.includes('referencedOnly'))).toEqual(
          expected.filter((one) => !one.includes('referencedOnly')),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('passes over events that were taken in before, whatever their layout', async () => {
    const seen = new Set<string>();
    await readAll([memoryFile(sample.map((event) => JSON.stringify(event)).join('\n'))], seen);
    const reordered = sample.map((event) => Object.fromEntries(Object.entries(event).toReversed()));
    const again = await readAll([memoryFile(JSON.stringify(reordered, null, 3))], seen);
    expect(again.accepted).toBe(sample.length);
    expect(again.facts.map((fact) => fact.type)).toEqual(['scope']);
  });

  it('shares one evidence between the facts of an event and names the place', async () => {
    const { facts } = await readEvents(...sample.slice(0, 2));
    const evidences = new Set(
      facts.flatMap((fact) =>
        fact.type === 'scope' || fact.evidence.scope !== 'openlineage' ? [] : [fact.evidence],
      ),
    );
    expect([...evidences].map((one) => one.at).sort()).toEqual(['line 1', 'line 2']);
  });

  it('stops when it is cancelled', async () => {
    const { openLineage } = await import('./index.ts');
    const abort = new AbortController();
    abort.abort();
    const reading = openLineage.read([{ file: memoryFile(JSON.stringify(sample)), role: 'events' }], {
      signal: abort.signal,
      options: {},
      issue: () => undefined,
      accepted: () => undefined,
      progress: () => undefined,
      seen: () => [],
    });
    await expect(async () => {
      for await (const _ of reading);
    }).rejects.toThrow(/abort/i);
  });
});
