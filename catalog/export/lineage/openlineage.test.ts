import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataset, datasetEvent, DB, jobEvent, runEvent } from '../../importers/openlineage/testing/events.ts';
import { readEvents } from '../../importers/openlineage/testing/read-all.ts';
import { openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { lineageEvents } from './openlineage.ts';
import { catalogOf, flowsOf, importText, rowsOf } from './testing.ts';

const OPTIONS = { producer: 'urn:headwater:test', eventTime: '2026-11-21T10:00:00Z' };

const TABLES = ['a', 'b', 'c', 'd', 'e'].map((name) => `shop.${name}`);
const table = fc.constantFrom(...TABLES);
const columnName = fc.constantFrom('id', 'email', 'address.city', 'Größe', '__proto__');
const ways = fc.array(
  fc.record(
    {
      type: fc.constantFrom('DIRECT', 'INDIRECT'),
      subtype: fc.constantFrom('IDENTITY', 'JOIN', 'AGGREGATION'),
      masking: fc.boolean(),
    },
    { requiredKeys: ['type'] },
  ),
  { maxLength: 2 },
);
const inputField = fc.record({ name: table, field: columnName, transformations: ways }).map((one) => ({
  namespace: DB,
  ...one,
}));
const entry = fc.record({
  target: table,
  inputs: fc.array(table, { maxLength: 3 }),
  fields: fc.array(fc.tuple(columnName, inputField), { maxLength: 3 }),
});

/** Explicit lineage, with a source for each field among the inputs. */
const explicit = ({ target, inputs, fields }: typeof entry extends fc.Arbitrary<infer E> ? E : never) => ({
  namespace: DB,
  name: target,
  type: 'DATASET',
  inputs: inputs.map((name) => ({ namespace: DB, name, type: 'DATASET' })),
  fields: Object.fromEntries(
    fields.map(([field, one]) => [field, { inputs: [{ ...one, type: 'DATASET' }] }]),
  ),
});

const plainJob = fc.record({
  inputs: fc.uniqueArray(table, { maxLength: 3 }),
  outputs: fc.uniqueArray(table, { minLength: 1, maxLength: 2 }),
  fields: fc.array(fc.tuple(columnName, inputField), { maxLength: 3 }),
  asRun: fc.boolean(),
});

const events = fc
  .record({
    jobs: fc.array(plainJob, { maxLength: 4 }),
    explicitJobs: fc.array(fc.array(entry, { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
    views: fc.array(entry, { maxLength: 2 }),
  })
  .map(({ jobs, explicitJobs, views }) => [
    ...jobs.map(({ inputs, outputs, fields, asRun }, n) => {
      const columnLineage = {
        fields: Object.fromEntries(fields.map(([field, one]) => [field, { inputFields: [one] }])),
      };
      const parts = {
        job: `job${n}`,
        inputs: inputs.map((name) => dataset(name)),
        outputs: outputs.map((name) => dataset(name, { columnLineage })),
      };
      return asRun ? runEvent({ ...parts, run: n + 1 }) : jobEvent(parts);
    }),
    ...explicitJobs.map((entries, n) =>
      jobEvent({ job: `explicit${n}`, jobFacets: { lineage: { entries: entries.map(explicit) } } }),
    ),
    ...views.map((view) => {
      const { inputs, fields } = explicit(view);
      return datasetEvent(view.target, { lineage: { inputs, fields } });
    }),
  ]);

describe('lineage as OpenLineage events', () => {
  it('gives the same flows between datasets and columns when imported into an empty catalog', async () => {
    let flows = 0;
    await fc.assert(
      fc.asyncProperty(events, async (given) => {
        const catalog = await catalogOf(given);
        const text = [...lineageEvents(rowsOf(catalog), OPTIONS)].join('');
        const { issues, differences } = await readEvents(
          ...text
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line) as unknown),
        );
        expect([issues, differences]).toEqual([[], []]);
        const again = await openTemporaryCatalog();
        if (text !== '') await importText(again, text);
        expect(flowsOf(again)).toEqual(flowsOf(catalog));
        flows += flowsOf(catalog).length;
        await Promise.all([catalog.close(), again.close()]);
      }),
      { numRuns: 12 },
    );
    expect(flows).toBeGreaterThan(12);
  });

  it('tells nested columns, types and kinds, and only of what is in the scope', async () => {
    const fields = [
      { name: 'address', type: 'struct', fields: [{ name: 'city', type: 'text' }] },
      { name: 'id', type: 'int' },
    ];
    const lineage = {
      columnLineage: { fields: { city: { inputFields: [{ ...dataset('a'), field: 'address.city' }] } } },
    };
    const catalog = await catalogOf([
      datasetEvent('a', { schema: { fields }, datasetType: { datasetType: 'VIEW' } }),
      jobEvent({ inputs: [dataset('a')], outputs: [dataset('b', lineage)] }),
      jobEvent({ job: 'next', inputs: [dataset('b')], outputs: [dataset('c')] }),
    ]);
    const lines = [...lineageEvents(rowsOf(catalog), OPTIONS)].map((line) => JSON.parse(line) as Event);
    expect(lines.find((line) => line.dataset?.name === 'a')!.dataset!.facets).toMatchObject({
      schema: { fields },
      datasetType: { datasetType: 'VIEW' },
    });
    const ids = new Set(
      rowsOf(catalog)
        .datasets()
        .filter(({ name }) => name !== 'c')
        .map(({ id }) => id),
    );
    const some = [...lineageEvents(rowsOf(catalog, { datasets: ids }), OPTIONS)].join('');
    expect(some).toContain('"load"');
    expect(some).not.toContain('"next"');
    const again = await openTemporaryCatalog();
    await importText(again, lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(flowsOf(again)).toContain('a.address.city -> b.city by load []');
    await Promise.all([catalog.close(), again.close()]);
  });
});

interface Event {
  readonly dataset?: { readonly name: string; readonly facets: unknown };
}

describe.skipIf(!samplesRoot)(`the schemas of the specification${samplesNote}`, () => {
  it('accept every event', async () => {
    const root = join(samplesRoot ?? '', 'openlineage/schemas/published');
    const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as object;
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const path of [
      '2-0-2/OpenLineage.json',
      'facets/1-2-0/SchemaDatasetFacet.json',
      'facets/1-0-0/DatasetTypeDatasetFacet.json',
      'facets/1-2-0/ColumnLineageDatasetFacet.json',
      'facets/1-0-0/LineageFacet.json',
    ])
      ajv.addSchema(read(path));
    const given = fc.sample(events, { numRuns: 8, seed: 7 });
    for (const one of given) {
      const catalog = await catalogOf(one);
      for (const line of lineageEvents(rowsOf(catalog), OPTIONS)) checkEvent(ajv, JSON.parse(line));
      await catalog.close();
    }
  });
});

/** The event by its schemaURL, and every facet by its own. */
function checkEvent(ajv: Ajv2020, event: { readonly schemaURL: string }): void {
  const check = (url: string, value: unknown): void => {
    const validate = ajv.getSchema(url);
    expect(validate, url).toBeDefined();
    expect([validate!(value), validate!.errors]).toEqual([true, null]);
  };
  check(event.schemaURL, event);
  const facets = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('_schemaURL' in value) check(value._schemaURL as string, value);
    Object.values(value).forEach(facets);
  };
  facets(event);
}
