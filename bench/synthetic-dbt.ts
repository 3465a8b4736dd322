/**
 * A deterministic dbt project of a wanted size: manifest.json and catalog.json, written piece by piece so
 * that the file may be larger than the longest string.
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface SyntheticProject {
  readonly models: number;
  /** Columns that each model has. Default: 12. */
  readonly columns?: number;
  /** The manifest is padded with macros (which importers step over) to at least this many bytes. */
  readonly manifestBytes?: number;
  readonly project?: string;
}

/** Writes the two files into `folder`; answers their sizes in bytes. */
export function writeSyntheticProject(
  folder: string,
  { models, columns = 12, manifestBytes = 0, project = 'synthetic' }: SyntheticProject,
): { readonly manifest: number; readonly catalog: number } {
  mkdirSync(folder, { recursive: true });
  const shape = { models, columns, project, sources: Math.max(1, Math.round(models / 5)) };
  return {
    manifest: writeManifest(join(folder, 'manifest.json'), shape, manifestBytes),
    catalog: writeCatalog(join(folder, 'catalog.json'), shape),
  };
}

interface Shape {
  readonly models: number;
  readonly columns: number;
  readonly project: string;
  readonly sources: number;
}

const modelId = ({ project }: Shape, index: number): string => `model.${project}.model_${index}`;
const sourceId = ({ project }: Shape, index: number): string => `source.${project}.raw.source_${index}`;
const columnsOf = ({ columns }: Shape): string[] =>
  Array.from({ length: columns }, (_, at) => (at === 0 ? 'id' : at === 1 ? 'email' : `value_${at}`));

function parentsOf(shape: Shape, index: number): string[] {
  const near = index - 1 - ((index * 7) % 50);
  const first = near >= 0 ? modelId(shape, near) : sourceId(shape, index % shape.sources);
  const far = Math.floor(index / 3);
  return far < index && index % 4 === 0 ? [...new Set([first, modelId(shape, far)])] : [first];
}

function metadata(kind: string, version: number, project: string): object {
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${kind}/v${version}.json`,
    dbt_version: '1.10.0',
    generated_at: '2026-03-01T10:00:00Z',
    invocation_id: 'synthetic',
    project_name: project,
    adapter_type: 'snowflake',
  };
}

function relation(name: string, schema: string): object {
  return { database: 'WAREHOUSE', schema, relation_name: `WAREHOUSE.${schema}.${name}` };
}

function model(shape: Shape, index: number): object {
  const names = columnsOf(shape);
  const parents = parentsOf(shape, index);
  const [from = ''] = parents;
  const table = from.startsWith('source.')
    ? `WAREHOUSE.RAW.${from.split('.').at(-1) ?? ''}`
    : `WAREHOUSE.MARTS.${from.split('.').at(-1) ?? ''}`;
  return {
    resource_type: 'model',
    package_name: shape.project,
    name: `model_${index}`,
    alias: `model_${index}`,
    ...relation(`model_${index}`, 'MARTS'),
    original_file_path: `models/area_${index % 40}/model_${index}.sql`,
    checksum: { name: 'sha256', checksum: index.toString(16).padStart(64, '0') },
    config: { materialized: index % 3 === 0 ? 'table' : 'view', enabled: true, tags: [`area_${index % 40}`] },
    description: `Model ${index}: what it holds and how it is made.`,
    columns: Object.fromEntries(
      names.map((name) => [
        name,
        {
          name,
          description: `Column ${name}`,
          meta: name === 'email' ? { contains_pii: true } : {},
          tags: [],
        },
      ]),
    ),
    tags: [],
    meta: { owner: `team_${index % 25}@example.org` },
    raw_code: `select ${names.join(', ')} from {{ ref('x') }}`,
    compiled_code: `select ${names.join(', ')} from ${table}`,
    depends_on: { nodes: parents, macros: [] },
  };
}

function source(shape: Shape, index: number): object {
  return {
    resource_type: 'source',
    package_name: shape.project,
    source_name: 'raw',
    name: `source_${index}`,
    identifier: `source_${index}`,
    ...relation(`source_${index}`, 'RAW'),
    columns: {},
  };
}

function notNull(shape: Shape, index: number): object {
  return {
    resource_type: 'test',
    name: `not_null_model_${index}_id`,
    column_name: 'id',
    attached_node: modelId(shape, index),
    test_metadata: { name: 'not_null', kwargs: { column_name: 'id' } },
    depends_on: { nodes: [modelId(shape, index)] },
  };
}

function* nodes(shape: Shape): Generator<readonly [string, object]> {
  for (let index = 0; index < shape.models; index++) {
    yield [modelId(shape, index), model(shape, index)];
    yield [`test.${shape.project}.not_null_model_${index}_id`, notNull(shape, index)];
  }
}

function* sources(shape: Shape): Generator<readonly [string, object]> {
  for (let index = 0; index < shape.sources; index++) yield [sourceId(shape, index), source(shape, index)];
}

function* macros(bytes: () => number, wanted: number): Generator<readonly [string, object]> {
  for (let index = 0; bytes() < wanted; index++) {
    yield [`macro.synthetic.m${index}`, { name: `m${index}`, macro_sql: '{% macro m() %}'.repeat(4000) }];
  }
}

function writeManifest(path: string, shape: Shape, wanted: number): number {
  const out = new Output(path);
  out.write(`{"metadata":${JSON.stringify(metadata('manifest', 12, shape.project))}`);
  out.members('nodes', nodes(shape));
  out.members('sources', sources(shape));
  out.members(
    'macros',
    macros(() => out.bytes, wanted),
  );
  out.write(',"exposures":{},"metrics":{},"parent_map":{},"child_map":{}}');
  return out.close();
}

function writeCatalog(path: string, shape: Shape): number {
  const out = new Output(path);
  const table = (name: string, schema: string): object => ({
    metadata: { type: 'BASE TABLE', database: 'WAREHOUSE', schema, name, comment: null, owner: 'role' },
    columns: Object.fromEntries(
      columnsOf(shape).map((column, at) => [column, { name: column, type: 'VARCHAR', index: at + 1 }]),
    ),
    stats: {},
  });
  function* tables(): Generator<readonly [string, object]> {
    for (let index = 0; index < shape.models; index++)
      yield [modelId(shape, index), table(`model_${index}`, 'MARTS')];
  }
  function* raw(): Generator<readonly [string, object]> {
    for (let index = 0; index < shape.sources; index++)
      yield [sourceId(shape, index), table(`source_${index}`, 'RAW')];
  }
  out.write(`{"metadata":${JSON.stringify(metadata('catalog', 1, shape.project))}`);
  out.members('nodes', tables());
  out.members('sources', raw());
  out.write(',"errors":null}');
  return out.close();
}

/** A file that is written in pieces of about a megabyte. */
class Output {
  readonly #file: number;
  #pending = '';
  #written = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  get bytes(): number {
    return this.#written + this.#pending.length;
  }

  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length > 1 << 20) this.#flush();
  }

  members(top: string, entries: Iterable<readonly [string, object]>): void {
    this.write(`,"${top}":{`);
    let first = true;
    for (const [key, value] of entries) {
      this.write(`${first ? '' : ','}${JSON.stringify(key)}:${JSON.stringify(value)}`);
      first = false;
    }
    this.write('}');
  }

  #flush(): void {
    this.#written += writeSync(this.#file, this.#pending);
    this.#pending = '';
  }

  close(): number {
    this.#flush();
    closeSync(this.#file);
    return this.#written;
  }
}
