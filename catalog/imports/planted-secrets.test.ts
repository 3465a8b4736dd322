/** Secrets that producers leave in events do not reach the catalog file, wherever they stand. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openLineage } from '../importers/openlineage/index.ts';
import { dataset, jobEvent, runEvent } from '../importers/openlineage/testing/events.ts';
import { openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import { runImport } from './run-import.ts';

type Facets = Readonly<Record<string, unknown>>;
const inRun = (runFacets: Facets): object => runEvent({ runFacets });
const inJob = (jobFacets: Facets): object => runEvent({ jobFacets });
const inDataset = (facets: Facets): object => runEvent({ outputs: [dataset('t', facets)] });

/** Every place in which a producer was seen, or may be expected, to leave one. */
const PLACES: Readonly<Record<string, (secret: string) => object>> = {
  'an environment variable': (s) =>
    inRun({ environmentVariables: { environmentVariables: [{ name: 'HOME', value: s }] } }),
  'environment variables of another shape': (s) =>
    inRun({ environmentVariables: { environmentVariables: { A: s } } }),
  'an execution parameter': (s) =>
    inRun({ executionParameters: { parameters: [{ key: 'db.password', value: s }] } }),
  'a setting of Spark': (s) => inRun({ spark_properties: { properties: { 'fs.s3a.secret.key': s } } }),
  'a large facet': (s) =>
    inRun({ 'spark.logicalPlan': { a: [{ name: 'db.password', value: s }], plan: 'x'.repeat(100_000) } }),
  'a very large facet': (s) => inRun({ spark_unknown: { plan: 'x'.repeat(2_100_000), password: s } }),
  'an error message': (s) => inRun({ errorMessage: { message: `login failed: password=${s}` } }),
  'a stack trace': (s) =>
    inRun({ errorMessage: { message: 'm', stackTrace: `at jdbc:x://u:${s}@h/db\n at y` } }),
  'an extraction error': (s) =>
    inRun({
      extractionError: { totalTasks: 1, failedTasks: 1, errors: [{ errorMessage: `token: '${s}'` }] },
    }),
  SQL: (s) => inJob({ sql: { query: `create user x identified by '${s}'` } }),
  'the text of a query': (s) => inJob({ sql: { query: `select * from t where email = '${s}@example.org'` } }),
  'source code': (s) => inJob({ sourceCode: { language: 'python', sourceCode: `connect(password="${s}")` } }),
  'the address of source code': (s) =>
    inJob({ sourceCodeLocation: { type: 'git', url: `https://u:${s}@host/repo` } }),
  'an address with a token': (s) =>
    inJob({ sourceCodeLocation: { type: 'git', url: `https://host/repo?access_token=${s}` } }),
  documentation: (s) => inJob({ documentation: { description: `psql postgres://u:${s}@h/db` } }),
  'a custom facet': (s) => inJob({ acme_job: { nested: [{ apiKey: s }] } }),
  'a data source': (s) =>
    inDataset({ dataSource: { name: 'd', uri: `jdbc:postgresql://h/d?user=u&password=${s}` } }),
  'the name of a data source': (s) => inDataset({ dataSource: { name: `postgres://u:${s}@h/d`, uri: 'x' } }),
  'a catalog': (s) =>
    inDataset({
      catalog: { framework: 'f', type: 't', name: 'n', catalogProperties: { 'jdbc.password': s } },
    }),
  'a test': (s) =>
    inDataset({ dataQualityAssertions: { assertions: [{ assertion: 'a', success: false, actual: s }] } }),
  'a figure of a column': (s) =>
    inDataset({ dataQualityMetrics: { columnMetrics: { c: { min: s, max: s, sum: s } } } }),
  'a subset': (s) =>
    runEvent({
      inputs: [dataset('t', undefined, { inputFacets: { subset: { inputCondition: { password: s } } } })],
    }),
  'a namespace': (s) => runEvent({ outputs: [{ namespace: `postgres://u:${s}@h`, name: 't' }] }),
  'a namespace of JDBC': (s) => runEvent({ outputs: [{ namespace: `jdbc:mysql://u:${s}@h/d`, name: 't' }] }),
  'parameters of a namespace': (s) =>
    runEvent({ outputs: [{ namespace: `jdbc:mysql://h/d?user=u&password=${s}`, name: 't' }] }),
  'a signed address as name': (s) =>
    runEvent({ inputs: [{ namespace: 'https://h', name: `/f.csv?sig=${s}&x=1` }] }),
  'the namespace of a job': (s) => ({
    ...jobEvent(),
    job: { namespace: `https://u:${s}@airflow`, name: 'j' },
  }),
  'column lineage': (s) =>
    inDataset({
      columnLineage: {
        fields: {
          x: {
            inputFields: [
              {
                namespace: `postgres://u:${s}@h`,
                name: 't',
                field: 'f',
                transformations: [{ type: 'DIRECT', description: `decrypt(f, password='${s}')` }],
              },
            ],
          },
        },
      },
    }),
  'a tag': (s) => inDataset({ tags: { tags: [{ key: 'note', value: `password=${s}` }] } }),
  'broken JSON': (s) => ({ broken: s }),
};

it('of whatever form, in whatever place', async () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdefXYZ0123456789'), minLength: 8, maxLength: 24 });
  await fc.assert(
    fc.asyncProperty(word, async (text) => {
      const secret = `Zq${text}9w`;
      const folder = temporaryFolder();
      const store = await openTemporaryStore(folder);
      const lines = Object.values(PLACES).map((place, index) => {
        const line = JSON.stringify({ ...place(secret), eventTime: `2026-03-01T00:00:${index + 10}Z` });
        return 'broken' in place(secret) ? line.slice(0, -3) : line;
      });
      const path = join(temporaryFolder(), 'events.ndjson');
      writeFileSync(path, lines.join('\n'));
      const outcome = await runImport(store, [openLineage], {
        paths: [path],
        kind: 'auto',
        dryRun: false,
        actor: 'tester',
        toolVersion: 'test',
        signal: new AbortController().signal,
      });
      expect(outcome.accepted).toBe(lines.length - 1);
      await store.close();
      for (const name of readdirSync(folder)) {
        const at = readFileSync(join(folder, name)).indexOf(secret);
        const around =
          at < 0
            ? ''
            : readFileSync(join(folder, name))
                .subarray(at - 200, at + 60)
                .toString('latin1');
        expect({ name, around }).toEqual({ name, around: '' });
      }
    }),
    { numRuns: 8 },
  );
});
