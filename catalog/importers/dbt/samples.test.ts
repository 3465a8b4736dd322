/**
 * The real artifacts of the sample corpus against its oracle: the counts of INDEX.tsv, and the sets
 * that ORACLE.md's rules give when the files are read here afresh, whole and without the importer.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Evidence, Fact, FactType } from '../../model/facts.ts';
import { pairKey } from '../../model/identity.ts';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { diskFile } from '../source-file.ts';
import { importFiles, type Imported } from './testing.ts';

interface RawNode {
  readonly resource_type?: string;
  readonly config?: { readonly enabled?: boolean } | null;
  readonly depends_on?: { readonly nodes?: readonly string[] } | null;
  readonly columns?: Record<string, { readonly description?: string | null }> | null;
  readonly test_metadata?: unknown;
  readonly attached_node?: string | null;
}
type RawNodes = Record<string, RawNode>;
interface RawArtifact extends Record<string, unknown> {
  readonly disabled?: RawNode[] | Record<string, RawNode[]>;
  readonly args?: { readonly which?: string };
  readonly results?: readonly { readonly unique_id: string; readonly status: string }[];
}
interface CatalogArtifact {
  readonly nodes: Record<
    string,
    { readonly columns: Record<string, { readonly name: string; readonly type: string }> }
  >;
  readonly sources: CatalogArtifact['nodes'];
}

const root = samplesRoot === null ? '' : join(samplesRoot, 'dbt');
const rows = samplesRoot === null ? [] : readIndex(join(root, 'INDEX.tsv'));

function readIndex(path: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, at) => [names[at] ?? '', cell])));
}

function artifact<T>(folder: string, name: string): T | null {
  const path = join(root, folder, name);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as T;
  return existsSync(`${path}.gz`)
    ? (JSON.parse(gunzipSync(readFileSync(`${path}.gz`)).toString()) as T)
    : null;
}

/** Enabled entries by id (R1) and their resource types (R2). */
function enabled(manifest: RawArtifact): Map<string, RawNode & { readonly type: string }> {
  const collections = {
    nodes: 'node',
    sources: 'source',
    exposures: 'exposure',
    metrics: 'metric',
    semantic_models: 'semantic_model',
    saved_queries: 'saved_query',
    unit_tests: 'unit_test',
    functions: 'function',
  };
  const found = new Map<string, RawNode & { readonly type: string }>();
  for (const [collection, singular] of Object.entries(collections)) {
    for (const [id, node] of Object.entries((manifest[collection] ?? {}) as RawNodes)) {
      if (node.config?.enabled !== false) found.set(id, { ...node, type: node.resource_type ?? singular });
    }
  }
  return found;
}

const TABLES = new Set(['model', 'seed', 'snapshot', 'source']);
const SEMANTIC = new Set(['metric', 'semantic_model', 'saved_query', 'function']);

/** Folder imported under its own name, as files on disk. */
function importFolder(folder: string): Promise<Imported> {
  const names = readdirSync(join(root, folder)).filter((name) => name.includes('.json'));
  return importFiles(
    names.map((name, index) => {
      const path = join(root, folder, name);
      return diskFile(
        path,
        { index, path: `${folder}/${name}`, size: statSync(path).size },
        name.endsWith('.gz'),
      );
    }),
    // Compared in column-lineage-samples.test.ts.
    { columnLineage: false },
  );
}

/** Ids of the nodes that a dataset stands for. */
function idsOf(imported: Imported): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { dataset, sourceId } of imported.of('dataset')) {
    if (sourceId !== undefined)
      ids.set(pairKey(dataset), (ids.get(pairKey(dataset)) ?? new Set()).add(sourceId));
  }
  return ids;
}

/** The id that the evidence of an edge points at in the manifest. */
function pointedAt(manifest: RawArtifact, { at }: Evidence): string | undefined {
  const match =
    /^(nodes|exposures|metrics|semantic_models|saved_queries|functions)\.(.*)\.depends_on\.nodes\[(\d+)\]$/s.exec(
      at,
    );
  const node = ((manifest[match?.[1] ?? ''] ?? {}) as RawNodes)[match?.[2] ?? ''];
  return node?.depends_on?.nodes?.[Number(match?.[3])];
}

const sorted = (items: Iterable<string>): string[] => [...new Set(items)].sort();
const countOf = (facts: readonly Fact[], type: FactType): number =>
  facts.filter((fact) => fact.type === type).length;

describe.skipIf(!samplesRoot)(`dbt samples${samplesNote}`, () => {
  const real = rows.filter(({ kind }) => kind === 'real');

  it('has the corpus to compare with', () => expect(real.length).toBeGreaterThanOrEqual(19));

  it.each(real.map((row) => [row['folder'] ?? '', row] as const))('%s', async (folder, row) => {
    const manifest = artifact<RawArtifact>(folder, 'manifest.json');
    if (!manifest) throw new Error('the sample has no manifest');
    const nodes = enabled(manifest);
    const imported = await importFolder(folder);
    const ids = idsOf(imported);
    expect(
      imported.issues.filter(
        ({ severity, code }) =>
          severity === 'rejected' && code !== 'unknown-node' && code !== 'other-project',
      ),
    ).toEqual([]);

    checkTables(imported, nodes, row);
    checkEdges(imported, manifest, nodes, ids, row);
    checkTests(imported, nodes, row);
    checkColumns(imported, nodes, folder, row);
    checkResults(imported, nodes, folder);
    const disabled = Object.values(manifest.disabled ?? []).flat().length;
    expect(disabled).toBe(Number(row['disabled']));
    const told = imported.issues.find(({ code }) => code === 'disabled-nodes')?.message ?? '0';
    expect(Number(/^(\d+) disabled/.exec(told)?.[1] ?? 0)).toBe(disabled);
  });

  it('leaves out what the manifest says about people and machines', async () => {
    for (const folder of ['ad-reporting-v1-bigquery', 'trial-v4-snowflake-pii-meta']) {
      const { facts } = await importFolder(folder);
      const manifest = artifact<{ metadata: { user_id: string } }>(folder, 'manifest.json');
      const text = JSON.stringify(facts);
      expect(text).not.toContain(manifest?.metadata.user_id);
      expect(text).not.toContain('root_path');
    }
  });

  it('reads sensitivity, negatives and owners of the trial project', async () => {
    const imported = await importFolder('trial-v9-snowflake-pii-meta');
    const told = imported
      .of('tag')
      .map(({ target, kind, value, evidence }) =>
        [target.on === 'column' ? target.path.join('.') : target.on, kind, value, evidence.at].join(' '),
      );
    const model = 'nodes.model.trial.my_first_dbt_model';
    const country = 'nodes.model.trial.trial_model_1.columns.country';
    expect(told.sort()).toEqual([
      `country label country_code ${country}.tags[0]`,
      `country label not_pii ${country}.tags[1]`,
      `dataset category user ${model}.config.meta.pii`,
      'dataset label trial nodes.model.trial.trial_model_1.tags[0]',
      'dataset label trial nodes.model.trial.trial_model_2.tags[0]',
      `dataset sensitivity confidential ${model}.config.meta.pii`,
      `id category user ${model}.columns.id.meta.pii`,
      `id sensitivity confidential ${model}.columns.id.meta.pii`,
    ]);
    expect(imported.of('owner').map(({ name, email, role }) => [name, email, role])).toEqual([
      ['yi@metaphor.io', 'yi@metaphor.io', 'meta.owner'],
    ]);
  });

  it('gives the same identities to both states of a project, so that a re-import is a difference', async () => {
    const [older, newer] = await Promise.all(
      ['tuva-v8-snowflake-2023-12', 'tuva-v11-snowflake-2024-02'].map(importFolder),
    );
    const scopes = (imported: Imported | undefined): string[] =>
      (imported?.of('scope') ?? []).map(({ scope }) => scope);
    expect(scopes(older)).toContain('dbt:project/input_layer');
    expect(scopes(newer)).toEqual(scopes(older));
    const jobs = (imported: Imported | undefined): string[] =>
      (imported?.of('job') ?? []).map(({ job }) => pairKey(job));
    const before = new Set(jobs(older));
    expect(jobs(newer).filter((job) => before.has(job)).length).toBeGreaterThan(200);
  });
});

type Nodes = ReadonlyMap<string, RawNode & { readonly type: string }>;
type Row = Readonly<Record<string, string>>;

function checkTables(imported: Imported, nodes: Nodes, row: Row): void {
  const tables = [...nodes].filter(([, { type }]) => TABLES.has(type)).map(([id]) => id);
  expect(tables.length).toBe(Number(row['table_nodes']));
  const described = imported.of('dataset').filter(({ referencedOnly }) => !referencedOnly);
  const defined = [...nodes].filter(([, { type }]) => type === 'exposure' || SEMANTIC.has(type));
  expect(sorted(described.flatMap(({ sourceId }) => sourceId ?? []))).toEqual(
    sorted([...tables, ...defined.map(([id]) => id)]),
  );
  const built = tables.filter((id) => nodes.get(id)?.type !== 'source');
  expect(sorted(imported.of('job').map(({ job }) => job.name))).toEqual(sorted(built));
  expect(sorted(imported.of('job-output').map(({ job }) => job.name))).toEqual(sorted(built));
}

function checkEdges(
  imported: Imported,
  manifest: RawArtifact,
  nodes: Nodes,
  ids: ReadonlyMap<string, Set<string>>,
  row: Row,
): void {
  const edges: string[] = [];
  const dangling: string[] = [];
  const exposed: string[] = [];
  const defined: string[] = [];
  for (const [id, node] of nodes) {
    for (const parent of node.depends_on?.nodes ?? []) {
      const type = nodes.get(parent)?.type;
      if (node.type === 'exposure' && type !== undefined) exposed.push(`${parent} → ${id}`);
      if (SEMANTIC.has(node.type) && type !== undefined) defined.push(`${parent} → ${id}`);
      if (node.type !== 'model' && node.type !== 'snapshot') continue;
      if (type === undefined) dangling.push(`${parent} → ${id}`);
      else if (TABLES.has(type)) edges.push(`${parent} → ${id}`);
    }
  }
  expect(sorted(edges).length).toBe(Number(row['table_edges']));
  expect(sorted(dangling).length).toBe(Number(row['dangling']));
  expect(sorted(exposed).length).toBe(Number(row['exposure_edges']));
  const stated = imported.of('job-input').map(({ job, dataset, evidence }) => {
    const parent = pointedAt(manifest, evidence) ?? '';
    // The dataset of the edge is the one that stands for the parent that the evidence names.
    expect(ids.get(pairKey(dataset))?.has(parent)).toBe(true);
    return `${parent} → ${job.name}`;
  });
  expect(sorted(stated)).toEqual(sorted([...edges, ...dangling]));
  const flows = imported
    .of('flow')
    .filter(({ evidence }) => !evidence.at.includes('.exports['))
    .map(({ to, evidence }) => `${pointedAt(manifest, evidence)} → ${to.name}`);
  expect(sorted(flows)).toEqual(sorted([...exposed, ...defined]));
}

function checkTests(imported: Imported, nodes: Nodes, row: Row): void {
  const tests = [...nodes].filter(([, { type }]) => type === 'test');
  const units = [...nodes].filter(([, { type }]) => type === 'unit_test');
  expect([tests.length, units.length]).toEqual([Number(row['tests']), Number(row['unit_tests'])]);
  const readsTable = ([, node]: [string, RawNode]): boolean =>
    (node.depends_on?.nodes ?? []).some((parent) => TABLES.has(nodes.get(parent)?.type ?? ''));
  const kept = imported.of('test').filter(({ kind }) => kind !== 'freshness');
  expect(sorted(kept.map(({ testId }) => testId))).toEqual(
    sorted([...tests, ...units].filter(readsTable).map(([id]) => id)),
  );
  const ids = idsOf(imported);
  for (const { testId, dataset } of kept) {
    const attached = nodes.get(testId)?.attached_node ?? nodes.get(testId)?.depends_on?.nodes;
    const standsFor = ids.get(pairKey(dataset));
    expect([attached ?? []].flat().some((id) => standsFor?.has(id))).toBe(true);
  }
}

function checkColumns(imported: Imported, nodes: Nodes, folder: string, row: Row): void {
  const catalog = artifact<CatalogArtifact>(folder, 'catalog.json');
  const known = new Map<string, string[]>();
  const ids = idsOf(imported);
  for (const { dataset, path } of imported.of('column')) {
    for (const id of ids.get(pairKey(dataset)) ?? [])
      known.set(id, [...(known.get(id) ?? []), path.join('.')]);
  }
  const tables = [...nodes].filter(([, { type }]) => TABLES.has(type));
  const declared = tables.flatMap(([id, { columns }]) =>
    Object.entries(columns ?? {}).map(([name, { description }]) => ({ id, name, description })),
  );
  expect(declared.length).toBe(Number(row['columns_declared']));
  expect(declared.filter(({ description }) => description?.trim()).length).toBe(
    Number(row['columns_documented']),
  );
  for (const { id, name } of declared)
    expect(known.get(id)?.map((path) => path.toLowerCase())).toContain(name.toLowerCase());
  const physical = Object.entries({ ...catalog?.nodes, ...catalog?.sources });
  expect(physical.filter(([id]) => nodes.has(id)).length).toBe(Number(row['catalog_matched']));
  expect(physical.flatMap(([, { columns }]) => Object.keys(columns)).length).toBe(
    Number(row['catalog_columns']),
  );
  for (const [id, { columns }] of physical) {
    const names = Object.values(columns).map(({ name }) => name);
    const extra = new Set(declared.filter((column) => column.id === id).map(({ name }) => name));
    const own = known.get(id) ?? [];
    expect(own).toEqual(expect.arrayContaining(names));
    // Beside the warehouse's columns there is only what the author declares under another name.
    const others = new Set([...ids.values()].find((set) => set.has(id)) ?? []);
    if (others.size === 1)
      expect(own.filter((name) => !names.includes(name)).every((name) => extra.has(name))).toBe(true);
    expect(new Set(own).size).toBe(own.length);
  }
  expect(countOf(imported.facts, 'column')).toBe(
    new Set(imported.of('column').map(({ dataset, path }) => `${pairKey(dataset)}\n${path.join('\n')}`)).size,
  );
}

function checkResults(imported: Imported, nodes: Nodes, folder: string): void {
  const file = artifact<RawArtifact>(folder, 'run_results.json');
  const ran = file?.args?.which === undefined || !['generate', 'compile'].includes(file.args.which);
  const results = (file?.results ?? []).filter(({ unique_id }) => nodes.has(unique_id));
  const ofType = (types: readonly string[]): string[] =>
    results
      .filter(({ unique_id }) => types.includes(nodes.get(unique_id)?.type ?? ''))
      .map(({ unique_id }) => unique_id);
  expect(sorted(imported.of('run').map(({ run }) => run.job.name))).toEqual(
    ran ? sorted(ofType(['model', 'seed', 'snapshot'])) : [],
  );
  expect(sorted(imported.of('test-result').map(({ testId }) => testId))).toEqual(
    ran ? sorted(ofType(['test', 'unit_test'])) : [],
  );
}
