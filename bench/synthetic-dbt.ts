/**
 * A deterministic dbt project of a wanted size: manifest.json (v12) and catalog.json, shaped like a large
 * warehouse of staging, intermediate and mart models with tests, exposures and compiled SQL.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TextSink } from './synthetic.ts';

export interface DbtProjectSize {
  readonly models: number;
  /**
   * Bytes that the manifest has at least. Filled up with longer code in the models and with macros, which
   * is what makes real manifests large. Default: as large as it turns out.
   */
  readonly bytes?: number;
}

export interface DbtProjectWritten {
  readonly manifest: string;
  readonly catalog: string;
  readonly models: number;
  readonly columns: number;
}

const PROJECT = 'synthetic';
/** What a site made from the manifest shows first. */
export const SYNTHETIC_OVERVIEW = 'Everything in this warehouse is made up.';
const GENERATED_AT = '2026-01-02T03:04:05.000000Z';
const SOURCES_PER_MODEL = 0.2;
/** A model's columns: its parents' and some of its own. */
const NAMES = ['id', 'email', 'amount', 'created_at', 'country', 'status', 'quantity', 'updated_by'];
const TYPES = ['bigint', 'text', 'numeric(18,2)', 'timestamp', 'text', 'text', 'integer', 'text'];
/** About what one model takes without filling, in bytes. */
const PLAIN_MODEL_BYTES = 3_400;

interface Node {
  readonly uniqueId: string;
  readonly name: string;
  readonly schema: string;
  readonly columns: readonly string[];
}

/** Writes `manifest.json` and `catalog.json` into `folder`. */
export function writeSyntheticDbt(folder: string, size: DbtProjectSize): DbtProjectWritten {
  mkdirSync(folder, { recursive: true });
  const sources = Array.from({ length: Math.max(3, Math.floor(size.models * SOURCES_PER_MODEL)) }, (_, n) =>
    sourceNode(n),
  );
  const models = Array.from({ length: size.models }, (_, n) => modelNode(n));
  const manifest = join(folder, 'manifest.json');
  const catalog = join(folder, 'catalog.json');
  writeManifest(manifest, sources, models, size);
  writeCatalog(catalog, sources, models);
  const columns = [...sources, ...models].reduce((sum, node) => sum + node.columns.length, 0);
  return { manifest, catalog, models: models.length, columns };
}

function columnsOf(n: number): string[] {
  return Array.from({ length: 6 + (n % 11) }, (_, i) => `${NAMES[i % NAMES.length]}_${i}`);
}

function sourceNode(n: number): Node {
  return {
    uniqueId: `source.${PROJECT}.raw_${n % 20}.table_${n}`,
    name: `table_${n}`,
    schema: `raw_${n % 20}`,
    columns: columnsOf(n * 7),
  };
}

function modelNode(n: number): Node {
  const layer = n % 3 === 0 ? 'stg' : n % 3 === 1 ? 'int' : 'mart';
  return {
    uniqueId: `model.${PROJECT}.${layer}_${n}`,
    name: `${layer}_${n}`,
    schema: `analytics_${n % 40}`,
    columns: columnsOf(n),
  };
}

/** Two or three nodes that come before: sources at first, models later. */
function parentsOf(n: number, sources: readonly Node[], models: readonly Node[]): Node[] {
  const before = (step: number): Node =>
    n < 50 || (n + step) % 5 === 0
      ? sources[(n * 13 + step) % sources.length]!
      : models[(n * 7919 + step * 104_729) % n]!;
  const found = [before(1), before(2), ...(n % 3 === 0 ? [] : [before(3)])];
  return [...new Set(found)];
}

function writeManifest(
  path: string,
  sources: readonly Node[],
  models: readonly Node[],
  size: DbtProjectSize,
): void {
  const wanted = size.bytes ?? 0;
  const missing = Math.max(0, wanted - models.length * PLAIN_MODEL_BYTES);
  // Half of what is missing goes into code, in which importers may look, half into macros.
  const filling = filler(Math.ceil(missing / 4 / models.length));
  const sink = new TextSink(path);
  sink.write(`{"metadata": ${JSON.stringify(metadata('manifest', 'v12'))}, "nodes": {`);
  let separator = '';
  const put = (key: string, value: object): void => {
    sink.write(`${separator}${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    separator = ', ';
  };
  for (const [n, node] of models.entries()) {
    const parents = parentsOf(n, sources, models);
    put(node.uniqueId, modelEntry(n, node, parents, filling));
    put(testId(node), testEntry(node));
  }
  sink.write('}, "sources": {');
  separator = '';
  for (const node of sources) put(node.uniqueId, sourceEntry(node));
  sink.write('}, "exposures": {');
  separator = '';
  for (let n = 0; n < models.length; n += 100) {
    put(`exposure.${PROJECT}.board_${n}`, exposureEntry(n, models[n]!));
  }
  sink.write('}, "macros": {');
  separator = '';
  const body = filler(20_000);
  for (let n = 0; n < 20 || sink.length < wanted; n++) {
    const id = `macro.${PROJECT}.macro_${n}`;
    put(id, {
      name: `macro_${n}`,
      unique_id: id,
      package_name: PROJECT,
      ...placed(`macros/macro_${n}.sql`),
      macro_sql: body,
      depends_on: { macros: [] },
    });
  }
  sink.write('}, "docs": {');
  separator = '';
  const overview = 'doc.dbt.__overview__';
  put(overview, {
    name: '__overview__',
    unique_id: overview,
    package_name: 'dbt',
    resource_type: 'doc',
    ...placed('docs/overview.md'),
    block_contents: SYNTHETIC_OVERVIEW,
  });
  sink.write('}, "metrics": {}, "groups": {}, "selectors": {}, "disabled": {}, ');
  sink.write(
    '"parent_map": {}, "child_map": {}, "semantic_models": {}, "saved_queries": {}, "unit_tests": {}}',
  );
  sink.close();
}

function metadata(kind: string, version: string): object {
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${kind}/${version}.json`,
    dbt_version: '1.10.0',
    generated_at: GENERATED_AT,
    invocation_id: '00000000-0000-4000-8000-000000000001',
    project_name: PROJECT,
    adapter_type: 'postgres',
  };
}

function modelEntry(n: number, node: Node, parents: readonly Node[], filling: string): object {
  const raw = `select * from {{ ref('${parents[0]!.name}') }}${filling}`;
  return {
    ...common(node, 'model', `models/${node.schema}/${node.name}.sql`),
    description: `Rows of ${node.name}, one for each business event.`,
    config: { enabled: true, materialized: n % 4 === 0 ? 'view' : 'table', tags: ['nightly'], meta: {} },
    tags: n % 7 === 0 ? ['nightly', 'finance'] : ['nightly'],
    meta: n % 10 === 0 ? { owner: `team_${n % 12}@example.com` } : {},
    columns: Object.fromEntries(node.columns.map((name, i) => [name, columnEntry(name, i, n)])),
    depends_on: { macros: [], nodes: parents.map(({ uniqueId }) => uniqueId) },
    refs: parents.map(({ name }) => ({ name, package: null, version: null })),
    language: 'sql',
    raw_code: raw,
    compiled: true,
    compiled_code: compiled(node, parents) + filling,
  };
}

function placed(path: string): object {
  return { path, original_file_path: path };
}

function common(node: Node, type: string, path: string): object {
  return {
    database: 'warehouse',
    schema: node.schema,
    name: node.name,
    alias: node.name,
    resource_type: type,
    package_name: PROJECT,
    ...placed(path),
    unique_id: node.uniqueId,
    fqn: [PROJECT, node.schema, node.name],
    relation_name: `"warehouse"."${node.schema}"."${node.name}"`,
  };
}

function columnEntry(name: string, position: number, n: number): object {
  return {
    name,
    description: position < 3 ? `The ${name.replaceAll('_', ' ')} of the row.` : '',
    meta: name.startsWith('email') && n % 5 === 0 ? { contains_pii: true } : {},
    data_type: TYPES[position % TYPES.length],
    constraints: [],
    tags: [],
  };
}

/** Reads every column from one of the parents; the second one aggregated in every fourth model. */
function compiled(node: Node, parents: readonly Node[]): string {
  const relation = ({ schema, name }: Node): string => `"warehouse"."${schema}"."${name}"`;
  const items = node.columns.map((name, i) => {
    const at = i % parents.length;
    const parent = parents[at]!;
    return `    t${at}.${parent.columns[i % parent.columns.length]} as ${name}`;
  });
  const joins = parents
    .slice(1)
    .map((parent, i) => `left join ${relation(parent)} t${i + 1} on t0.id_0 = t${i + 1}.id_0`);
  return `select\n${items.join(',\n')}\nfrom ${relation(parents[0]!)} t0\n${joins.join('\n')}\nwhere t0.id_0 is not null`;
}

const testId = ({ name }: Node): string => `test.${PROJECT}.not_null_${name}_id_0.0123456789`;

function testEntry(node: Node): object {
  return {
    unique_id: testId(node),
    name: `not_null_${node.name}_id_0`,
    resource_type: 'test',
    package_name: PROJECT,
    fqn: [PROJECT, node.schema, `not_null_${node.name}_id_0`],
    ...placed(`models/${node.schema}.yml`),
    config: { enabled: true, severity: 'ERROR' },
    test_metadata: { name: 'not_null', kwargs: { column_name: 'id_0' }, namespace: null },
    column_name: 'id_0',
    attached_node: node.uniqueId,
    depends_on: { macros: [], nodes: [node.uniqueId] },
    tags: [],
  };
}

function sourceEntry(node: Node): object {
  return {
    ...common(node, 'source', `models/${node.schema}.yml`),
    source_name: node.schema,
    source_description: '',
    identifier: node.name,
    description: '',
    config: { enabled: true },
    columns: {},
    tags: [],
    meta: {},
  };
}

function exposureEntry(n: number, node: Node): object {
  return {
    unique_id: `exposure.${PROJECT}.board_${n}`,
    name: `board_${n}`,
    type: 'dashboard',
    resource_type: 'exposure',
    package_name: PROJECT,
    fqn: [PROJECT, `board_${n}`],
    ...placed('models/boards.yml'),
    owner: { name: `team ${n % 12}`, email: `team_${n % 12}@example.com` },
    depends_on: { macros: [], nodes: [node.uniqueId] },
    config: { enabled: true },
    tags: [],
    meta: {},
  };
}

function writeCatalog(path: string, sources: readonly Node[], models: readonly Node[]): void {
  const sink = new TextSink(path);
  sink.write(`{"metadata": ${JSON.stringify(metadata('catalog', 'v1'))}`);
  for (const [key, nodes] of [
    ['nodes', models],
    ['sources', sources],
  ] as const) {
    sink.write(`, "${key}": {`);
    for (const [n, node] of nodes.entries()) {
      const columns = node.columns.map((name, i) => [
        name,
        { type: TYPES[i % TYPES.length], index: i + 1, name, comment: null },
      ]);
      const entry = {
        unique_id: node.uniqueId,
        metadata: { type: 'BASE TABLE', database: 'warehouse', schema: node.schema, name: node.name },
        columns: Object.fromEntries(columns) as object,
        stats: {},
      };
      sink.write(`${n === 0 ? '' : ', '}${JSON.stringify(node.uniqueId)}: ${JSON.stringify(entry)}`);
    }
    sink.write('}');
  }
  sink.write(', "errors": null}');
  sink.close();
}

/** SQL comments of about so many characters. */
function filler(length: number): string {
  if (length <= 0) return '';
  return '\n-- one row for each business event, as the source system keeps it'.repeat(Math.ceil(length / 67));
}
