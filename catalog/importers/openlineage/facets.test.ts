/** What becomes of each facet, what is hidden, and what bad input does. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { at, dataset, datasetEvent, DB, jobEvent, runEvent } from './testing/events.ts';
import { readEvents } from './testing/read-all.ts';

const only = <Type extends Fact['type']>(facts: readonly Fact[], type: Type) =>
  facts.filter((fact): fact is Extract<Fact, { type: Type }> => fact.type === type);
const properties = (facts: readonly Fact[]) =>
  Object.fromEntries(only(facts, 'property').map((one) => [one.key, one.value]));

describe('dataset facets', () => {
  it('describe columns, nested ones in order and with their text', async () => {
    const fields = [
      {
        name: 'b',
        type: 'struct',
        ordinal_position: 2,
        fields: [{ name: 'x', type: 'int', description: 'inner' }, { name: 'x' }, { type: 'nameless' }],
      },
      { name: 'a', type: 'text', ordinal_position: 1 },
    ];
    const { facts } = await readEvents(datasetEvent('t', { schema: { fields } }));
    expect(
      only(facts, 'column').map(({ path, ordinal, dataType }) => [path.join('.'), ordinal, dataType]),
    ).toEqual([
      ['a', 0, 'text'],
      ['b', 1, 'struct'],
      ['b.x', 0, 'int'],
    ]);
    expect(only(facts, 'description')).toMatchObject([
      { target: { on: 'column', path: ['b', 'x'] }, text: 'inner' },
    ]);
  });

  it('state the kind of a dataset, which counts before the one that its name suggests', async () => {
    const { facts } = await readEvents(
      runEvent({
        inputs: [
          { namespace: 's3://lake', name: 'a' },
          { namespace: 'kafka://k:9092', name: 'b' },
          { namespace: 'file', name: '/c' },
          dataset('d'),
        ],
      }),
      runEvent({
        outputs: [
          { namespace: 's3://lake', name: 'v', facets: { datasetType: { datasetType: 'VIEW' } } },
          { namespace: 's3://lake', name: 'a', facets: { datasetType: { datasetType: 'Table' } } },
        ],
      }),
    );
    expect(
      only(facts, 'dataset').map((one) => [one.dataset.name, one.kind, one.kindIsGuess ?? false]),
    ).toEqual([
      ['a', 'file', true],
      ['b', 'topic', true],
      ['/c', 'file', true],
      ['d', undefined, false],
      ['v', 'file', true],
      ['v', 'view', false],
      ['a', 'table', false],
    ]);
    expect(only(facts, 'dataset')[0]?.sourceId).toBe('s3://lake#a');
  });

  it('say owners, tags and other names', async () => {
    const { facts } = await readEvents(
      datasetEvent('t', {
        ownership: {
          owners: [
            { name: 'team:finance', type: 'MAINTAINER' },
            { name: 'user:Ann <ann@example.org>' },
            { type: 'x' },
          ],
        },
        tags: {
          tags: [
            { key: 'classification', value: 'PII', field: 'tax_id' },
            { key: 'Sensitivity', value: 'Restricted' },
            { key: 'gold' },
            { value: 'keyless' },
          ],
        },
        symlinks: {
          identifiers: [
            { namespace: 'arn:aws:glue:eu-west-1:1', name: 'table/a/t', type: 'TABLE' },
            { namespace: DB, name: 't' },
            { name: 'x' },
          ],
        },
      }),
    );
    expect(only(facts, 'owner').map(({ name, email, role }) => [name, email, role])).toEqual([
      ['team:finance', undefined, 'MAINTAINER'],
      ['user:Ann <ann@example.org>', 'ann@example.org', ''],
    ]);
    expect(only(facts, 'tag').map(({ target, kind, key, value }) => [target.on, kind, key, value])).toEqual([
      ['column', 'label', 'classification', 'PII'],
      ['dataset', 'sensitivity', 'Sensitivity', 'restricted'],
      ['dataset', 'label', 'gold', ''],
    ]);
    expect(only(facts, 'alias')).toMatchObject([
      { alias: { name: 'table/a/t' }, basis: 'symlink', certainty: 'certain' },
    ]);
  });

  it('keep everything else as it is, custom facets whole', async () => {
    const { facts } = await readEvents(
      datasetEvent('t', {
        storage: { _producer: 'p', storageLayer: 'iceberg' },
        'acme.thing/x': { _schemaURL: 's', a: [1] },
        job: { b: 2 },
      }),
    );
    expect(properties(facts)).toEqual({
      storage: { storageLayer: 'iceberg' },
      'acme.thing/x': { _schemaURL: 's', a: [1] },
      job: { b: 2 },
    });
    expect(only(facts, 'scope').map((one) => one.scope)).toEqual([
      'openlineage',
      `openlineage:storage/${DB}#t`,
      `openlineage:acme.thing%2Fx/${DB}#t`,
      `openlineage:dataset.job/${DB}#t`,
    ]);
  });

  it('keep scopes of different datasets and facets apart', async () => {
    const tricky = [
      ['a#b', 'c', 'f'],
      ['a', 'b#c', 'f'],
      ['a%23b', 'c', 'f'],
      ['b#c', 'd', 'f/a'],
      ['a/b#c', 'd', 'f'],
      ['n', 'x', 'job'],
      ['n', 'x', 'dataset.job'],
    ] as const;
    const { facts } = await readEvents(
      ...tricky.map(([namespace, name, facet]) => ({
        eventTime: at(0),
        dataset: { namespace, name, facets: { [facet]: { v: 1 } } },
      })),
      jobEvent(),
    );
    const scopes = only(facts, 'scope').map((one) => one.scope);
    expect(new Set(scopes).size).toBe(tricky.length + 2);
  });
});

describe('job facets', () => {
  it('say kind, text, owners and code', async () => {
    const { facts } = await readEvents(
      runEvent({
        jobFacets: {
          jobType: { processingType: 'BATCH', integration: 'SPARK', jobType: 'SQL_JOB' },
          sql: { _producer: 'x', query: 'select 1' },
          documentation: { description: '<b>text</b>' },
          ownership: { owners: [{ name: 'team:x' }] },
          gcp_lineage: { _producer: 'x', origin: 1 },
        },
      }),
    );
    expect(only(facts, 'job').map((one) => one.kind)).toEqual([undefined, 'SPARK SQL_JOB']);
    expect(properties(facts)).toMatchObject({
      sql: { query: 'select 1' },
      gcp_lineage: { _producer: 'x', origin: 1 },
      jobType: { processingType: 'BATCH' },
    });
    expect(only(facts, 'description')).toMatchObject([{ target: { on: 'job' }, text: '<b>text</b>' }]);
    expect(only(facts, 'owner')).toMatchObject([{ target: { on: 'job' }, name: 'team:x', role: '' }]);
  });
});

describe('quality', () => {
  it('keeps counts and never sample values', async () => {
    const metrics = {
      rowCount: 10,
      bytes: 99,
      columnMetrics: {
        mail: {
          nullCount: 1,
          distinctCount: 9,
          count: 10,
          sum: 4711,
          min: 'ann@example.org',
          max: 'zoe',
          quantiles: { 0.5: 3 },
        },
        __proto__: null,
      },
    };
    const assertions = {
      assertions: [
        { assertion: 'not_null', success: true, column: 'mail' },
        {
          assertion: 'accepted',
          success: false,
          severity: 'warn',
          expected: 'ann@example.org',
          actual: 'secret-value',
          name: 'check',
          content: 'select 4711',
        },
        { assertion: 'accepted', success: false, expected: 'other' },
        { assertion: 'accepted', success: true, expected: 'third' },
        { assertion: 'accepted', success: true, expected: 'changed', name: 'check', severity: 'warn' },
        { success: true },
        'x',
      ],
    };
    const { facts, issues } = await readEvents(
      runEvent({
        inputs: [
          dataset(
            't',
            { dataQualityMetrics: metrics },
            { inputFacets: { dataQualityAssertions: assertions } },
          ),
        ],
      }),
    );
    expect(only(facts, 'metric').map(({ path, name, value }) => [path?.[0], name, value])).toEqual([
      [undefined, 'rowCount', 10],
      [undefined, 'bytes', 99],
      ['mail', 'nullCount', 1],
      ['mail', 'distinctCount', 9],
      ['mail', 'count', 10],
    ]);
    expect(only(facts, 'test').map(({ name, path, kind }) => [name, path?.[0], kind])).toEqual([
      ['not_null', 'mail', 'not_null'],
      ['check', undefined, 'accepted'],
      ['accepted', undefined, 'accepted'],
      ['accepted', undefined, 'accepted'],
    ]);
    expect(only(facts, 'test-result').map((one) => [one.status, one.severity])).toEqual([
      ['pass', null],
      ['warn', 'warn'],
      ['fail', null],
      ['pass', null],
      ['pass', 'warn'],
    ]);
    expect(new Set(only(facts, 'test').map((one) => one.testId)).size).toBe(4);
    for (const value of ['ann@example.org', 'zoe', '4711', 'secret-value'])
      expect(JSON.stringify(facts)).not.toContain(value);
    expect(issues).toMatchObject([{ code: 'malformed-facet-data-quality-assertions' }]);
  });

  it('gives a test of a run to its dataset where there is one', async () => {
    const tests = {
      test: {
        tests: [
          { name: 'n', status: 'FAIL', severity: 'warn', type: 'unique', actual: 'ann@example.org' },
          { name: 'm', status: 'skip' },
          { name: 'odd', status: '?' },
        ],
      },
    };
    const one = await readEvents(
      runEvent({ inputs: [dataset('t')], runFacets: tests }),
      runEvent({ minute: 1, inputs: [dataset('t')], runFacets: tests }),
    );
    expect(only(one.facts, 'test').map((test) => [test.name, test.dataset.name, test.kind])).toEqual([
      ['n', 't', 'unique'],
      ['m', 't', undefined],
    ]);
    expect(only(one.facts, 'test-result').map((result) => result.status)).toEqual([
      'warn',
      'skip',
      'warn',
      'skip',
    ]);
    const two = await readEvents(runEvent({ inputs: [dataset('t'), dataset('u')], runFacets: tests }));
    expect(only(two.facts, 'test')).toEqual([]);
    expect(properties(two.facts)['test']).toEqual([
      { name: 'n', status: 'warn', severity: 'warn', type: 'unique' },
      { name: 'm', status: 'skip' },
    ]);
    expect(JSON.stringify([one.facts, two.facts])).not.toContain('ann@example.org');
  });
});
