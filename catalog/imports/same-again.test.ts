/** dbt projects that refer to each other, imported together: the same files once more change nothing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { resolveDataset } from '../browse/resolve.ts';
import { catalog as tables, manifest, model, physical, results, source } from '../importers/dbt/testing.ts';
import type { Json } from '../model/facts.ts';
import type { Catalog } from '../catalog.ts';
import { openTemporaryCatalog, temporaryFolder } from '../testing/temp-catalog.ts';
import { importInto } from './import-into.ts';

const HOST = 'postgres://db.example:5432';
let catalog: Catalog;

beforeEach(async () => {
  catalog = await openTemporaryCatalog();
  return () => catalog.close();
});

function importing(files: Readonly<Record<string, Json>>, namespace?: string) {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  }
  const signal = new AbortController().signal;
  const named = namespace === undefined ? {} : { namespace };
  return importInto(catalog, { paths: [folder], kind: 'dbt', dryRun: false, actor: 't', signal, ...named });
}

/** Imports twice; answers what the first import did. */
async function twice(files: Readonly<Record<string, Json>>) {
  const first = await importing(files);
  const again = await importing(files);
  expect(again).toMatchObject({ revision: null, changes: {} });
  return first;
}

const day = (n: number) => `2026-03-0${n}T10:00:00Z`;
const project = (name: string, nodes: Json, more: Record<string, Json> = {}): Json =>
  manifest(12, { nodes, sources: {} }, { project_name: name, ...more });
const at = (namespace: string, name: string) => resolveDataset(catalog, { namespace, name })?.id;
/** Edges that are in force, as names. */
const edges = (): string[] =>
  catalog.store.reader
    .prepare<[], { edge: string }>(
      `SELECT f.name || ' → ' || t.name AS edge FROM edge e JOIN dataset f ON f.id = e.from_id
       JOIN dataset t ON t.id = e.to_id WHERE e.until_revision IS NULL ORDER BY 1`,
    )
    .all()
    .map(({ edge }) => edge);

describe('two models on one relation', () => {
  const kind = () =>
    catalog.store.reader
      .prepare<[], string>(`SELECT kind FROM dataset WHERE name = 'db.public.x'`)
      .pluck()
      .get();
  const both = (first: string, second: string): Record<string, Json> => ({
    'manifest.json': project('shop', {
      'model.shop.a': model('a', [], { alias: 'x', config: { materialized: first } }),
      'model.shop.b': model('b', [], { alias: 'x', config: { materialized: second } }),
    }),
  });

  it.each([
    ['view', 'table'],
    ['table', 'view'],
  ])('of which one is a %s and one a %s: the first stands', async (first, second) => {
    await twice(both(first, second));
    expect(kind()).toBe(first);
  });

  it('change it together', async () => {
    await twice(both('view', 'table'));
    const changed = await twice(both('table', 'table'));
    expect(changed.changes['dataset']).toEqual({ added: 0, changed: 1, retired: 0 });
    expect(kind()).toBe('table');
  });
});

describe('a node of a package', () => {
  const reader = project('board', { 'model.board.kpi': model('kpi', ['model.shared.dates']) });
  const installed = { 'model.shared.dates': model('dates', [], { package_name: 'shared' }) };

  it.each([
    ['read before', 1],
    ['read after', 3],
  ])('is found in the project that installed it, %s the one that refers to it', async (_, n) => {
    const first = await twice({
      'board/manifest.json': project(
        'board',
        { 'model.board.kpi': model('kpi', ['model.shared.dates']) },
        { generated_at: day(2) },
      ),
      'shop/manifest.json': project('shop', installed, { generated_at: day(n) }),
    });
    expect(first.issues.map(({ code }) => code)).not.toContain('dangling-parent');
    expect(edges()).toEqual(['db.public.dates → db.public.kpi']);
  });

  it('is found in its own project rather than in one that installed it', async () => {
    await importing({ 'manifest.json': project('shared', installed) }, HOST);
    await importing({ 'manifest.json': project('board', {}) });
    await twice({ 'a/manifest.json': reader, 'b/manifest.json': project('shop', installed) });
    const from = catalog.store.reader
      .prepare<[], { namespace: string }>(
        'SELECT f.namespace FROM edge e JOIN dataset f ON f.id = e.from_id WHERE e.until_revision IS NULL',
      )
      .all();
    expect(from).toEqual([{ namespace: HOST }]);
  });

  it('is a gap where only the state knew it that this import replaces', async () => {
    await importing({ 'manifest.json': project('shop', installed, { generated_at: day(1) }) });
    const first = await twice({
      'a/manifest.json': reader,
      'b/manifest.json': project('shop', { 'model.shop.x': model('x') }, { generated_at: day(4) }),
    });
    expect(first.issues.map(({ code }) => code)).toContain('dangling-parent');
    expect(edges()).toEqual(['model.shared.dates → db.public.kpi']);
  });

  it('of the project itself is one with what another project has of it', async () => {
    await twice({
      'board/manifest.json': project(
        'board',
        { 'model.board.kpi': model('kpi', ['model.board.base']) },
        { generated_at: day(2) },
      ),
      'shop/manifest.json': project(
        'shop',
        { 'model.board.base': model('base', [], { package_name: 'board' }) },
        { generated_at: day(1) },
      ),
    });
    expect(at('dbt://board', 'model.board.base')).toBe(at('dbt://shop', 'db.public.base'));
  });
});

it('a disabled parent stays a gap, though the catalog beside the manifest has its table', async () => {
  const exposure = {
    name: 'report',
    type: 'dashboard',
    package_name: 'shop',
    owner: { name: 'Ann' },
    depends_on: { nodes: ['model.other.off'] },
  };
  await twice({
    'manifest.json': manifest(12, {
      nodes: { 'model.shop.x': model('x') },
      sources: {},
      exposures: { 'exposure.shop.report': exposure },
      disabled: { 'model.other.off': [model('off')] },
    }),
    'catalog.json': tables({ 'model.other.off': physical('off', { id: 'int' }) }),
  });
  expect(edges()).toEqual(['model.other.off → exposure.shop.report']);
});

describe('the place of a project', () => {
  it('is found by the tables that another project of the import places', async () => {
    await importing({ 'manifest.json': project('shop', { 'model.shop.known': model('known') }) }, HOST);
    const reads = { 'source.board.raw.new': source('new', { schema: 'public', package_name: 'board' }) };
    const first = await twice({
      'a/manifest.json': manifest(12, { nodes: {}, sources: reads }, { project_name: 'board' }),
      'b/manifest.json': project('shop', { 'model.shop.new': model('new') }, { generated_at: day(5) }),
    });
    expect(first.projects).toMatchObject([
      { name: 'board', namespace: HOST, basis: 'catalog' },
      { name: 'shop', namespace: HOST, basis: 'remembered' },
    ]);
  });

  it('is that of its manifest also for a catalog that lies elsewhere', async () => {
    await importing({ 'manifest.json': project('lake', { 'model.lake.orders': model('orders') }) }, HOST);
    await twice({
      'a/manifest.json': project('shop', { 'model.shop.orders': model('orders') }),
      'b/catalog.json': tables({ 'model.shop.old': physical('old', { id: 'int' }) }),
    });
    expect(at(HOST, 'db.public.old')).toBeDefined();
  });
});

it('results without their manifest are of a project that the same import brings', async () => {
  const ran = [{ unique_id: 'model.shop.x', status: 'success', adapter_response: { rows_affected: 7 } }];
  const first = await twice({
    'a/manifest.json': project('shop', { 'model.shop.x': model('x') }),
    'b/manifest.json': project('board', { 'model.board.kpi': model('kpi') }),
    'runs/run_results.json': results('run-results', 6, ran),
  });
  expect(first).toMatchObject({ rejected: 0, changes: { run: { added: 1 } } });
});
