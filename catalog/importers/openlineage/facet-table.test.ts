/** Every facet of the specification is in the table, and what the table says is what happens. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { FACETS, type FacetEntry } from './facet-table.ts';
import { dataset, datasetEvent, DB, runEvent } from './testing/events.ts';
import { facetDocument, facetMapping } from './testing/facet-document.ts';
import { readEvents } from './testing/read-all.ts';

const WORD = 'vanishing';

/** A facet of each kind with a word in it by which what becomes of it is found. */
const EXAMPLES: Readonly<Record<string, object>> = {
  nominalTime: { nominalStartTime: '2031-01-01T00:00:00Z' },
  parent: { run: { runId: WORD }, job: { namespace: 'n', name: WORD } },
  errorMessage: { message: WORD, programmingLanguage: 'x' },
  externalQuery: { externalQueryId: WORD, source: 's' },
  extractionError: { totalTasks: 1, failedTasks: 1, errors: [{ errorMessage: WORD }] },
  processing_engine: { version: WORD },
  environmentVariables: { environmentVariables: [{ name: WORD, value: 'x' }] },
  executionParameters: { parameters: [{ key: WORD }] },
  jobDependencies: { upstream: [{ job: { namespace: 'n', name: WORD } }] },
  test: { tests: [{ name: WORD, status: 'pass' }] },
  tags: { tags: [{ key: WORD, value: 'v' }] },
  documentation: { description: WORD },
  ownership: { owners: [{ name: WORD }] },
  jobType: { processingType: 'BATCH', integration: WORD },
  sql: { query: WORD },
  sourceCode: { language: 'x', sourceCode: WORD },
  sourceCodeLocation: { type: 'git', url: WORD },
  schema: { fields: [{ name: WORD }] },
  dataSource: { name: WORD, uri: 'x' },
  version: { datasetVersion: WORD },
  columnLineage: { fields: { f: { inputFields: [{ namespace: DB, name: WORD, field: 'g' }] } } },
  symlinks: { identifiers: [{ namespace: 'n', name: WORD, type: 'TABLE' }] },
  storage: { storageLayer: WORD },
  catalog: { framework: WORD, type: 't', name: 'n' },
  hierarchy: { hierarchy: [{ type: 'DATABASE', name: WORD }] },
  datasetType: { datasetType: 'VIEW', subType: WORD },
  lifecycleStateChange: {
    lifecycleStateChange: 'RENAME',
    previousIdentifier: { namespace: 'n', name: WORD },
  },
  dataQualityMetrics: { columnMetrics: { [WORD]: { nullCount: 1 } } },
  dataQualityAssertions: { assertions: [{ assertion: WORD, success: true }] },
  inputStatistics: { rowCount: 20310101 },
  outputStatistics: { rowCount: 20310101 },
};

const LINEAGE = { inputs: [{ type: 'DATASET', namespace: DB, name: WORD }] };

function eventWith({ key, on }: FacetEntry): object {
  const facet = EXAMPLES[key] ?? { member: WORD };
  if (key === 'lineage')
    return on === 'job'
      ? runEvent({
          jobFacets: { lineage: { entries: [{ type: 'DATASET', namespace: DB, name: 't', ...LINEAGE }] } },
        })
      : datasetEvent('t', { lineage: LINEAGE });
  const facets = { [key]: facet };
  switch (on) {
    case 'run':
      return runEvent({ inputs: [dataset('t')], runFacets: facets });
    case 'job':
      return runEvent({ jobFacets: facets });
    case 'dataset':
      return runEvent({ outputs: [dataset('t', facets)] });
    case 'input':
      return runEvent({ inputs: [dataset('t', undefined, { inputFacets: facets })] });
    case 'output':
      return runEvent({ outputs: [dataset('t', undefined, { outputFacets: facets })] });
  }
}

describe('what the table says happens', () => {
  it.each(FACETS.map((entry) => [`${entry.on} ${entry.key}`, entry] as const))('%s', async (_, entry) => {
    const { facts } = await readEvents(eventWith(entry));
    const said = JSON.stringify(facts);
    expect(said.includes(WORD) || said.includes('2031')).toBe(true);
    if (entry.becomes === 'kept as it is')
      expect(facts).toContainEqual(
        expect.objectContaining({ type: 'property', key: entry.key, value: { member: WORD } }),
      );
  });

  it.each(['run', 'job', 'dataset', 'input', 'output'] as const)(
    'a %s facet of another name is kept as it is',
    async (on) => {
      const entry = { key: 'acme_other', on } as FacetEntry;
      const { facts } = await readEvents(eventWith(entry));
      const kept = facts.flatMap((fact) => (fact.type === 'property' ? [fact] : []));
      expect(kept).toMatchObject([{ value: { member: WORD } }]);
      expect(kept[0]!.key).toContain('acme_other');
    },
  );
});

it('docs/openlineage-facets.md says what the table says', async () => {
  const path = fileURLToPath(new URL('../../../docs/openlineage-facets.md', import.meta.url));
  expect(readFileSync(path, 'utf8')).toBe(await facetDocument(path));
});

it('docs/openlineage-mapping.json says it for the compatibility tests of OpenLineage', async () => {
  const path = fileURLToPath(new URL('../../../docs/openlineage-mapping.json', import.meta.url));
  const text = readFileSync(path, 'utf8');
  expect(text).toBe(await facetMapping(path));
  const { mapped, knownUnmapped } = JSON.parse(text) as Record<string, Record<string, object>>;
  const names = new Set(FACETS.map(({ schema }) => schema));
  expect(new Set(Object.keys(mapped ?? {}))).toEqual(new Set(['core', ...names]));
  for (const name of Object.keys(knownUnmapped ?? {})) expect(names).toContain(name);
});

interface Definition {
  readonly $ref?: string;
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly allOf?: readonly Definition[];
}

interface FacetSchema extends Definition {
  readonly $id: string;
  readonly $defs: Readonly<Record<string, Definition>>;
}

describe.skipIf(!samplesRoot)(`the schemas of the specification${samplesNote}`, () => {
  const root = join(samplesRoot ?? '', 'openlineage/schemas/current');
  const files = samplesRoot
    ? readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
        /facets\/\w+\.json$/.test(path),
      )
    : [];

  it('are all in the table, and the table has no others', () => {
    expect(files.length).toBeGreaterThanOrEqual(44);
    const named = new Set(files.map((path) => /(\w+)\.json$/.exec(path)![1]!));
    expect(new Set(FACETS.map(({ schema }) => schema))).toEqual(named);
  });

  it.each(files)('%s', (path) => {
    const schema = JSON.parse(readFileSync(join(root, path), 'utf8')) as FacetSchema;
    const name = /(\w+)\.json$/.exec(path)![1]!;
    const entries = FACETS.filter((entry) => entry.schema === name);
    expect(entries.length).toBeGreaterThan(0);
    const [key, reference] = Object.entries(schema.properties ?? {})[0]!;
    for (const entry of entries) {
      expect([entry.key, entry.version]).toEqual([key, /\/(\d+-\d+-\d+)\//.exec(schema.$id)?.[1]]);
      expect(entry.required).toEqual(requiredOf(schema, reference));
    }
  });
});

function requiredOf(schema: FacetSchema, { $ref = '' }: Definition): Record<string, string> {
  const definition = schema.$defs[$ref.split('/').at(-1)!];
  const parts = definition ? [definition, ...(definition.allOf ?? [])] : [];
  return Object.fromEntries(
    parts.flatMap(({ required = [], properties = {} }) =>
      required.map((member): [string, string] => [member, properties[member]?.type ?? 'object']),
    ),
  );
}
