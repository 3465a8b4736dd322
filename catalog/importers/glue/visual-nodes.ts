/**
 * The nodes of a visual job in one form, whichever way they came: from GetJobs
 * (`CodeGenConfigurationNodes`) or from Glue Studio's own JSON (`dag`).
 */
import type { Ref } from './endpoints.ts';
import { asRec, asText, entries, flag, list, member, rec, recs, str, texts, type Rec } from './json.ts';
import { sqlTables } from './sql-tables.ts';

export interface VisualNode {
  readonly id: string;
  /** Type as the API names it: `ApplyMapping`, `S3CsvSource` … */
  readonly type: string;
  readonly name: string;
  readonly role: 'source' | 'transform' | 'target';
  /** Ids of the nodes whose data comes in. */
  readonly inputs: readonly string[];
  readonly reads: readonly Ref[];
  readonly writes: readonly Ref[];
  /** A source or target that says too little about its data. */
  readonly unresolved: boolean;
  /** The query of a source that reads by one, and of a SQL node. */
  readonly query?: string;
  readonly spec: Rec;
}

/** Nodes as GetJobs has them: id → object with one key, the type. */
export function apiNodes(nodes: Rec): VisualNode[] {
  return entries(nodes).flatMap(([id, value]) => {
    const [typed] = entries(asRec(value));
    const spec = asRec(typed?.[1]);
    return typed && spec ? [visualNode(id, typed[0], roleOf(typed[0]), spec)] : [];
  });
}

const STUDIO_ROLES: Readonly<Record<string, VisualNode['role']>> = {
  DataSource: 'source',
  DataSink: 'target',
  Transform: 'transform',
};

/** Nodes as Glue Studio downloads them: camelCase, role in `classification`. */
export function studioNodes(dag: Rec): VisualNode[] {
  return entries(dag).flatMap(([id, value]) => {
    const node = asRec(value);
    const type = str(node, 'type');
    if (!node || !type) return [];
    const role = STUDIO_ROLES[str(node, 'classification') ?? ''] ?? roleOf(type);
    return [visualNode(str(node, 'nodeId') ?? id, type, role, asRec(pascalCased(node, 0)) ?? {})];
  });
}

/** Nested settings deeper than this are of no use here. */
const MAX_DEPTH = 12;

function pascalCased(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return null;
  if (Array.isArray(value)) return (value as unknown[]).map((one) => pascalCased(one, depth + 1));
  const object = asRec(value);
  if (!object) return value;
  return Object.fromEntries(
    entries(object).map(([key, one]) => [
      key.charAt(0).toUpperCase() + key.slice(1),
      pascalCased(one, depth + 1),
    ]),
  );
}

function roleOf(type: string): VisualNode['role'] {
  if (type.endsWith('Source')) return 'source';
  return type.endsWith('Target') ? 'target' : 'transform';
}

function visualNode(id: string, type: string, role: VisualNode['role'], spec: Rec): VisualNode {
  const merged = type === 'Merge' ? str(spec, 'Source') : undefined;
  const inputs = [...texts(spec, 'Inputs'), ...(merged ? [merged] : [])];
  const data = role === 'transform' ? [] : dataOf(type, spec);
  const spigot = type === 'Spigot' ? pathRefs(spec) : [];
  const query = queryOf(type, role, spec);
  const inQuery = type === 'SparkSQL' ? tablesBesideAliases(spec) : [];
  const writes = role === 'target' ? [...data, ...catalogUpdate(spec)] : spigot;
  return {
    id,
    type,
    name: str(spec, 'Name') ?? id,
    role,
    inputs: [...new Set(inputs)],
    reads: role === 'source' ? data : inQuery,
    writes,
    unresolved: role !== 'transform' && data.length === 0,
    ...(query ? { query } : {}),
    spec,
  };
}

/** The names by which a SQL node's query knows the nodes before it. */
export function sqlAliases(spec: Rec): { readonly alias: string; readonly from: string }[] {
  return recs(spec, 'SqlAliases').flatMap((one) => {
    const [alias, from] = [str(one, 'Alias'), str(one, 'From')];
    return alias && from ? [{ alias, from }] : [];
  });
}

/** Catalog tables that a SQL node reads by their own names. */
function tablesBesideAliases(spec: Rec): Ref[] {
  const aliases = new Set(sqlAliases(spec).map(({ alias }) => alias.toLowerCase()));
  const reads = sqlTables(str(spec, 'SqlQuery') ?? '', { doubleQuoted: 'string' }).flatMap(
    (one) => one.reads,
  );
  return reads.flatMap((parts): Ref[] => {
    const [table, database] = [parts.at(-1), parts.at(-2)];
    if (!table || !database || aliases.has(parts.join('.').toLowerCase())) return [];
    return [{ kind: 'table', database, table }];
  });
}

/** The query of a SQL node, or of a source that names no table. */
function queryOf(type: string, role: VisualNode['role'], spec: Rec): string | undefined {
  if (type === 'SparkSQL') return str(spec, 'SqlQuery');
  if (role !== 'source') return undefined;
  const data = rec(spec, 'Data');
  if (data) return option(data, 'Table') ? undefined : (option(data, 'SampleQuery') ?? option(data, 'Query'));
  const options = rec(spec, 'AdditionalOptions');
  const names = [str(spec, 'ConnectionTable'), str(spec, 'Table'), str(options, 'dbtable')];
  return names.some((name) => name !== undefined) ? undefined : (str(spec, 'Query') ?? str(options, 'query'));
}

/** The catalog table that a target by path creates or updates as well. */
function catalogUpdate(spec: Rec): Ref[] {
  const policy = rec(spec, 'SchemaChangePolicy');
  const [database, table] = [str(policy, 'Database'), str(policy, 'Table')];
  return flag(policy, 'EnableUpdateCatalog') && database && table ? [{ kind: 'table', database, table }] : [];
}

/** What a source or target node is about; the most telling members first. */
function dataOf(type: string, spec: Rec): Ref[] {
  const data = rec(spec, 'Data');
  if (data) return dataBlock(type, data, spec);
  const connection = str(spec, 'ConnectionName');
  const [database, table] = [str(spec, 'Database'), str(spec, 'Table')];
  if (database && table && !connection && member(spec, 'IsCatalog') !== false)
    return [{ kind: 'table', database, table }];
  const stream = rec(spec, 'StreamingOptions');
  if (stream) return streamRefs(stream);
  const options = rec(spec, 'ConnectionOptions');
  const dynamo = str(options, 'DynamodbTableArn') ?? str(options, 'dynamodb.input.tableName');
  if (dynamo) return [{ kind: 'dynamodb', table: dynamo }];
  return connection ? connectionRefs(type, connection, spec) : pathRefs(spec);
}

const pathRefs = (spec: Rec): Ref[] =>
  [...texts(spec, 'Paths'), ...texts(spec, 'Path')].map((path) => ({ kind: 'path', path }));

/** Redshift, Snowflake and the newer connectors keep their settings in `Data`; values may be options. */
function dataBlock(type: string, data: Rec, spec: Rec): Ref[] {
  const [catalogDatabase, catalogTable] = [option(data, 'CatalogDatabase'), option(data, 'CatalogTable')];
  if (catalogDatabase && catalogTable)
    return [{ kind: 'table', database: catalogDatabase, table: catalogTable }];
  const connection =
    option(data, 'Connection') ?? option(data, 'connectionName') ?? option(data, 'ConnectionName');
  const parts = ['Database', 'Schema', 'Table'].map((key) => option(data, key));
  const isSnowflake = type.startsWith('Snowflake');
  if (connection && option(data, 'Table')) {
    const object = parts
      .slice(isSnowflake ? 0 : 1)
      .filter((part) => part !== undefined)
      .join('.');
    return [isSnowflake ? { kind: 'snowflake', connection, object } : { kind: 'jdbc', connection, object }];
  }
  const query = option(data, 'SampleQuery') ?? option(data, 'Query');
  if (connection && query)
    return queryRefs(query, (object) =>
      isSnowflake ? { kind: 'snowflake', connection, object } : { kind: 'jdbc', connection, object },
    );
  const entity = ['entityName', 'ENTITY_NAME', 'dbtable', 'table', 'EntityName', 'Table', 'Dbtable']
    .map((key) => option(data, key))
    .find((one) => one !== undefined);
  const connector = str(spec, 'ConnectionType') ?? type;
  return connection && entity ? [{ kind: 'connector', type: connector, connection, entity }] : [];
}

/** A member that is a text or an option `{Value, Label}`. */
function option(data: Rec, key: string): string | undefined {
  return str(data, key) ?? str(rec(data, key), 'Value');
}

function streamRefs(stream: Rec): Ref[] {
  const topic = str(stream, 'TopicName') ?? str(stream, 'Assign') ?? str(stream, 'SubscribePattern');
  const connection = str(stream, 'ConnectionName');
  const servers = str(stream, 'BootstrapServers');
  if (topic)
    return [{ kind: 'topic', topic, ...(connection ? { connection } : {}), ...(servers ? { servers } : {}) }];
  const name = str(stream, 'StreamArn') ?? str(stream, 'StreamName');
  return name ? [{ kind: 'stream', stream: name }] : [];
}

function connectionRefs(type: string, connection: string, spec: Rec): Ref[] {
  const options = rec(spec, 'AdditionalOptions');
  const table =
    str(spec, 'ConnectionTable') ?? str(spec, 'Table') ?? str(options, 'dbtable') ?? str(options, 'dbTable');
  const schema = str(spec, 'SchemaName');
  const database = type === 'DirectJDBCSource' ? str(spec, 'Database') : undefined;
  if (table)
    return [
      {
        kind: 'jdbc',
        connection,
        object: schema ? `${schema}.${table}` : table,
        ...(database ? { database } : {}),
      },
    ];
  const query = str(spec, 'Query') ?? str(options, 'query');
  return query ? queryRefs(query, (object) => ({ kind: 'jdbc', connection, object })) : [];
}

/** The tables that a query on a connection reads. */
function queryRefs(query: string, refOf: (object: string) => Ref): Ref[] {
  return sqlTables(query).flatMap((statement) => statement.reads.map((parts) => refOf(parts.join('.'))));
}

/** A column's path: a list of segments, or a text with dots (Studio). */
export function columnPathOf(value: unknown): string[] {
  if (Array.isArray(value)) return (value as unknown[]).flatMap((one) => asText(one) ?? []);
  const text = asText(value);
  return text === undefined ? [] : text.split('.');
}

/** A list of columns' paths. */
export const columnPaths = (spec: Rec | null, key: string): string[][] =>
  list(spec, key)
    .map(columnPathOf)
    .filter((path) => path.length > 0);

/** Column names in `OutputSchemas`, in the API's and in Studio's form; null where there are none. */
export function outputColumns(spec: Rec): string[] | null {
  const names: string[] = [];
  for (const schema of list(spec, 'OutputSchemas')) {
    const columns = Array.isArray(schema) ? (schema as unknown[]).map(asRec) : recs(asRec(schema), 'Columns');
    for (const column of columns) {
      const name = str(column, 'Name') ?? str(column, 'Key');
      if (name) names.push(name);
    }
  }
  return names.length > 0 ? [...new Set(names)] : null;
}

/** Columns that the conditions of a Filter or Route node look at. */
export function conditionColumns(spec: Rec): string[][] {
  const groups = [spec, ...recs(spec, 'GroupFiltersList')];
  const values = groups
    .flatMap((group) => recs(group, 'Filters'))
    .flatMap((filter) => recs(filter, 'Values'));
  return values
    .filter((value) => str(value, 'Type') === 'COLUMNEXTRACTED')
    .map((value) => columnPathOf(member(value, 'Value')));
}
