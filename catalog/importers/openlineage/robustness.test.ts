/** What is hidden, and what bad input does. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../model/facts.ts';
import { at, dataset, datasetEvent, DB, runEvent, schema } from './testing/events.ts';
import { memoryFile, readAll, readEvents } from './testing/read-all.ts';
import { pictureOf } from './testing/reduce-facts.ts';

const only = <Type extends Fact['type']>(facts: readonly Fact[], type: Type) =>
  facts.filter((fact): fact is Extract<Fact, { type: Type }> => fact.type === type);
const properties = (facts: readonly Fact[]) =>
  Object.fromEntries(only(facts, 'property').map((one) => [one.key, one.value]));

describe('secrets', () => {
  const SECRET = 'hunter2-Zq9';

  it('do not pass, wherever a producer left them', async () => {
    const { facts, issues } = await readEvents(
      runEvent({
        runFacets: {
          environmentVariables: {
            environmentVariables: [
              { name: 'DB_PASSWORD', value: SECRET },
              { name: 'HOME', value: `/home/${SECRET}` },
            ],
          },
          executionParameters: {
            parameters: [
              { key: 'api_token', name: 'token', value: SECRET },
              { key: 'day', value: '1' },
            ],
          },
          errorMessage: {
            message: `login failed: password='${SECRET}'`,
            programmingLanguage: 'JAVA',
            stackTrace: `jdbc:x://u:${SECRET}@h/db`,
          },
          spark_properties: {
            properties: { 'fs.s3a.secret.key': SECRET, 'spark.password': SECRET, master: 'yarn' },
          },
        },
        jobFacets: {
          sql: { query: `create user x password '${SECRET}'` },
          sourceCode: { language: 'py', sourceCode: `connect(password="${SECRET}")` },
          sourceCodeLocation: { type: 'git', url: `https://u:${SECRET}@host/repo` },
        },
        inputs: [
          {
            namespace: `postgres://u:${SECRET}@db:5432`,
            name: 't',
            facets: {
              dataSource: { name: 'd', uri: `postgres://u:${SECRET}@db/x?password=${SECRET}&ssl=1` },
            },
          },
        ],
        outputs: [
          dataset('o', {
            columnLineage: {
              fields: {
                x: {
                  inputFields: [
                    {
                      namespace: `postgres://u:${SECRET}@db:5432`,
                      name: 't',
                      field: 'f',
                      transformations: [{ type: 'DIRECT', description: `token=${SECRET}` }],
                    },
                  ],
                },
              },
            },
          }),
        ],
      }),
    );
    expect(JSON.stringify(facts)).not.toContain(SECRET);
    expect(JSON.stringify(issues)).not.toContain(SECRET);
    expect(only(facts, 'dataset').map((one) => one.dataset.namespace)).toEqual(['postgres://db:5432', DB]);
    expect(properties(facts)).toMatchObject({
      environmentVariables: [{ name: 'DB_PASSWORD' }, { name: 'HOME' }],
      dataSource: { name: 'd', uri: 'postgres://db/x?ssl=1' },
      executionParameters: { parameters: [{ key: 'api_token' }, { key: 'day', value: '1' }] },
      spark_properties: { properties: { master: 'yarn' } },
    });
    expect(issues).toMatchObject([{ code: 'credentials-in-namespace' }]);
  });

  it('are not quoted when a line is no JSON', async () => {
    const { issues } = await readAll([memoryFile(`{"password": "${SECRET}" oops}\n{"a":1}`)]);
    expect(issues.length).toBe(2);
    expect(JSON.stringify(issues)).not.toContain(SECRET);
  });
});

describe('bad input', () => {
  it('is rejected one by one with its place', async () => {
    const lines = [
      'not json',
      '[]',
      '7',
      '{}',
      '{"event":{"run":{}}}',
      JSON.stringify({ ...runEvent(), run: {} }),
      JSON.stringify({ ...runEvent(), run: null }),
      JSON.stringify({ run: { runId: 'r' }, job: { name: 'n' } }),
      JSON.stringify({ dataset: { namespace: 'n' } }),
      JSON.stringify({ job: { namespace: 'x'.repeat(5000), name: 'n' } }),
      JSON.stringify(runEvent()),
    ];
    const { accepted, issues } = await readAll([memoryFile(lines.join('\n'))]);
    expect(accepted).toBe(1);
    expect(issues.map(({ severity, at: place, code }) => [severity, place, code])).toEqual([
      ['rejected', 'line 1', 'invalid-json'],
      ['rejected', 'line 2', 'not-an-event'],
      ['rejected', 'line 3', 'not-an-event'],
      ['rejected', 'line 4', 'not-an-event'],
      ['rejected', 'line 5', 'not-an-event'],
      ['rejected', 'line 6', 'missing-run-id'],
      ['rejected', 'line 7', 'not-an-event'],
      ['rejected', 'line 8', 'missing-job-name'],
      ['rejected', 'line 9', 'missing-dataset-name'],
      ['rejected', 'line 10', 'name-too-long'],
    ]);
  });

  it('inside an event costs that part only', async () => {
    const { facts, accepted, issues } = await readEvents(
      {
        run: { runId: 'r', facets: 3 },
        job: { namespace: 'n', name: 'j', facets: [] },
        inputs: null,
        outputs: [
          null,
          7,
          {},
          { namespace: 'n' },
          { namespace: 'n', name: 'd', facets: { schema: 'x', n: null } },
        ],
      },
      runEvent({ inputs: 'nothing' as never }),
    );
    expect(accepted).toBe(2);
    expect(pictureOf(facts).datasets).toEqual(['n\u0001d']);
    expect(issues.map(({ code, message }) => `${code} ${message.includes('4 times')}`).sort()).toEqual([
      'missing-dataset-name true',
      'no-event-time false',
      'run-id-not-uuid false',
      'unusable-facet false',
    ]);
  });

  it('may be nested as deep as it likes', async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const list = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    let fields = '[]';
    for (let depth = 0; depth < 80; depth++) fields = `[{"name":"n","fields":${fields}}]`;
    const event = (facets: string): string =>
      `{"eventTime":"${at(0)}","dataset":{"namespace":"n","name":"d","facets":${facets}}}`;
    const { facts, accepted, issues } = await readAll([
      memoryFile(
        [
          event(`{"x":${deep}}`),
          event(`{"y":{"z":${list}}}`),
          event(`{"schema":{"fields":${fields}}}`),
          list,
          deep,
        ].join('\n'),
      ),
    ]);
    expect(accepted).toBe(3);
    expect(only(facts, 'dataset').length).toBe(1);
    expect(only(facts, 'column').length).toBe(32);
    expect(issues.map((issue) => issue.code).sort()).toEqual([
      'not-an-event',
      'not-an-event',
      'schema-too-large',
      'too-deep',
    ]);
  });

  it('may use the names of built-in members, and markup', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const text = `{"eventTime":"${at(0)}","dataset":{"namespace":"__proto__","name":"constructor","facets":{"__proto__":{"toString":1},"constructor":{"__proto__":{"a":1}},"documentation":{"description":"${name}"},"schema":{"fields":[{"name":"__proto__"},{"name":"toString"}]},"columnLineage":{"fields":{"__proto__":{"inputFields":[{"namespace":"n","name":"${name}","field":"hasOwnProperty"}]}}}}}}`;
    const { facts, issues } = await readAll([memoryFile(text)]);
    expect(issues).toEqual([]);
    expect(only(facts, 'column').map((one) => one.path)).toEqual([['__proto__'], ['toString']]);
    expect(only(facts, 'column-edge')).toMatchObject([
      { from: { dataset: { name }, path: ['hasOwnProperty'] }, to: { path: ['__proto__'] } },
    ]);
    const kept = only(facts, 'property').find((one) => one.key === 'constructor')?.value;
    expect(JSON.stringify(kept)).toBe('{"__proto__":{"a":1}}');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('may be huge where it matters least', async () => {
    const plan = 'x'.repeat(300_000);
    const { facts } = await readEvents(
      runEvent({
        runFacets: { 'spark.logicalPlan': { plan } },
        jobFacets: { documentation: { description: plan } },
      }),
      datasetEvent('t', { ...schema('a'), acme: { plan } }),
    );
    const beginning = JSON.stringify({ plan }).slice(0, 8192);
    const kept = { truncated: true, bytes: 300_011, kept: '8192 of 300011 bytes', beginning };
    expect(properties(facts)['spark.logicalPlan']).toEqual(kept);
    expect(properties(facts)['acme']).toEqual(kept);
    expect(only(facts, 'description')[0]?.text.length).toBe(64 * 1024 + 1);
  });
});
