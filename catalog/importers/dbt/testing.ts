/**
 * For the tests of this folder: artifacts in memory, and an import with everything that it reported.
 */
import type { Fact, FactType, Json } from '../../model/facts.ts';
import { columnPath } from '../../model/identity.ts';
import type { FoundProject, ImportIssue, ImportOptions, RecognisedFile, SourceFile } from '../importer.ts';
import { sourceFile } from '../source-file.ts';
import { dbt } from './index.ts';

/** The fact that carries this type; some carry one of two. */
type FactOf<T extends FactType, F = Fact> = F extends { readonly type: infer U }
  ? T extends U
    ? F
    : never
  : never;

export interface Imported {
  readonly facts: readonly Fact[];
  readonly issues: readonly ImportIssue[];
  readonly accepted: number;
  /** Facts of one type. */
  of<T extends FactType>(type: T): readonly FactOf<T>[];
  codes(): readonly string[];
}

/** A file in memory, handed out in small pieces. */
export function memoryFile(path: string, content: Json | string | Uint8Array, index = 0): SourceFile {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const bytes = content instanceof Uint8Array ? content : new TextEncoder().encode(text);
  const open = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1021) yield await Promise.resolve(bytes.slice(at, at + 1021));
  };
  return sourceFile({ index, path, size: bytes.length, open });
}

/** Recognises and imports files, given as path → content. */
export function importing(
  files: Readonly<Record<string, Json | string | Uint8Array>>,
  options: ImportOptions = {},
  project?: (found: FoundProject) => void,
): Promise<Imported> {
  return importFiles(
    Object.entries(files).map(([path, content], index) => memoryFile(path, content, index)),
    options,
    project,
  );
}

export async function importFiles(
  files: readonly SourceFile[],
  options: ImportOptions = {},
  project: (found: FoundProject) => void = () => undefined,
): Promise<Imported> {
  const recognised: RecognisedFile[] = [];
  for (const file of files) {
    const role = await dbt.recognise(file);
    if (role !== null) recognised.push({ file, role });
  }
  const facts: Fact[] = [];
  const issues: ImportIssue[] = [];
  let accepted = 0;
  const batches = dbt.read(recognised, {
    signal: new AbortController().signal,
    options,
    project,
    issue: (issue) => issues.push(issue),
    accepted: (count = 1) => (accepted += count),
    progress: () => undefined,
    seen: () => [],
  });
  for await (const batch of batches) facts.push(...batch);
  return {
    facts,
    issues,
    accepted,
    of: <T extends FactType>(type: T) => facts.filter((fact) => fact.type === type) as unknown as FactOf<T>[],
    codes: () => issues.map(({ code }) => code),
  };
}

type Block = Readonly<Record<string, Json>>;

/** A manifest of the given version around its collections; `metadata` is merged in. */
export function manifest(version: number, collections: Block, metadata: Block = {}): Json {
  return {
    metadata: {
      dbt_schema_version: `https://schemas.getdbt.com/dbt/manifest/v${version}.json`,
      generated_at: '2026-03-01T10:00:00.123456Z',
      invocation_id: 'inv-1',
      adapter_type: 'postgres',
      ...(version >= 10 && { project_name: 'shop' }),
      project_id: 'fb54f3c5992b96d001bb16e8e92d968d',
      user_id: 'person-behind-this',
      env: { DBT_ENV_CUSTOM: 'not-for-the-catalog' },
      ...metadata,
    },
    ...collections,
  };
}

/** A model `model.shop.<name>` on `db.public.<name>`, built from `parents`. */
export function model(name: string, parents: readonly string[] = [], more: Block = {}): Block {
  return {
    resource_type: 'model',
    package_name: 'shop',
    name,
    alias: name,
    database: 'db',
    schema: 'public',
    relation_name: `"db"."public"."${name}"`,
    original_file_path: `models/${name}.sql`,
    config: { materialized: 'table', enabled: true },
    depends_on: { nodes: parents },
    columns: {},
    tags: [],
    meta: {},
    ...more,
  };
}

/** A source `source.shop.raw.<name>` on `db.raw.<name>`. */
export function source(name: string, more: Block = {}): Block {
  return {
    resource_type: 'source',
    package_name: 'shop',
    source_name: 'raw',
    name,
    identifier: name,
    database: 'db',
    schema: 'raw',
    relation_name: `"db"."raw"."${name}"`,
    columns: {},
    tags: [],
    meta: {},
    ...more,
  };
}

/** A file of results (`run-results` or `sources`). */
export function results(
  kind: 'run-results' | 'sources',
  version: number,
  entries: readonly Block[],
  more: Block = {},
): Json {
  return {
    metadata: {
      dbt_schema_version: `https://schemas.getdbt.com/dbt/${kind}/v${version}.json`,
      generated_at: '2026-03-01T10:05:00Z',
      invocation_id: 'inv-2',
    },
    results: entries,
    elapsed_time: 1.5,
    args: { which: 'build' },
    ...more,
  };
}

/** A catalog of tables, each `{columns: {name: type}}` in order. */
export function catalog(
  nodes: Readonly<Record<string, Block>>,
  sources: Readonly<Record<string, Block>> = {},
): Json {
  return {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/catalog/v1.json',
      generated_at: '2026-03-01T10:10:00Z',
    },
    nodes,
    sources,
    errors: null,
  };
}

/** A catalog entry; columns get indexes from 1 in the order given. */
export function physical(name: string, columns: Readonly<Record<string, string>>, more: Block = {}): Block {
  const entries = Object.entries(columns).map(
    ([key, type], at) => [key, { name: key, type, index: at + 1, comment: null }] as const,
  );
  return {
    metadata: {
      type: 'BASE TABLE',
      database: 'db',
      schema: 'public',
      name,
      comment: null,
      owner: 'warehouse_role',
    },
    columns: Object.fromEntries(entries),
    stats: {},
    ...more,
  };
}

/** Declared inputs as `parent → job`. */
export const edges = (imported: Imported): string[] =>
  imported.of('job-input').map(({ dataset, job }) => `${dataset.name} → ${job.name}`);
/** Datasets as `namespace name`, one for each time that a node describes them. */
export const names = (imported: Imported): string[] =>
  imported.of('dataset').map(({ dataset }) => `${dataset.namespace} ${dataset.name}`);
/** Columns of a table as `ordinal path type`, `-` where there is none. */
export const columns = (imported: Imported, table: string): string[] =>
  imported
    .of('column')
    .filter(({ dataset }) => dataset.name === table)
    .map(({ path, ordinal, dataType }) => `${ordinal ?? '-'} ${columnPath(path)} ${dataType ?? '-'}`);
/** Values under a property key. */
export const property = (imported: Imported, key: string): Json[] =>
  imported
    .of('property')
    .filter((fact) => fact.key === key)
    .map(({ value }) => value);

/** Collections of a small project: a source, two models and a seed. */
export const SHOP = {
  nodes: {
    'model.shop.stg': model('stg', ['source.shop.raw.orders']),
    'model.shop.orders': model('orders', ['model.shop.stg', 'model.shop.stg', 'seed.shop.codes']),
    'seed.shop.codes': { ...model('codes'), resource_type: 'seed', config: { materialized: 'seed' } },
  },
  sources: { 'source.shop.raw.orders': source('orders') },
};
