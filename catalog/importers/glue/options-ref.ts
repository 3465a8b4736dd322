/**
 * What the options of a Glue or Spark reader or writer name: the same keys in scripts and in dataflow
 * graphs (`connection_type`, `connection_options`).
 */
import type { Ref } from './endpoints.ts';
import type { Literal } from './literals.ts';
import { sqlTables } from './sql-tables.ts';

/** Options by lower-case key; lists (`paths`) hold several texts. */
export type Options = ReadonlyMap<string, readonly string[]>;

const DATABASE_TYPES = new Set([
  'mysql',
  'postgresql',
  'oracle',
  'sqlserver',
  'redshift',
  'jdbc',
  'custom.jdbc',
  'marketplace.jdbc',
  'mariadb',
  'teradata',
  'vertica',
  'saphana',
  'azuresql',
  'mongodb',
  'documentdb',
  'aurora',
  'db2',
  'postgres',
  'io.github.spark_redshift_community.spark.redshift',
  'com.databricks.spark.redshift',
]);

/**
 * The data that options of this connection type or format name. `defaults` carries what stands outside
 * of the options, such as the connection of `from_jdbc_conf`. Empty where they name nothing known.
 */
export function optionRefs(
  type: string,
  options: Options,
  defaults: { readonly connection?: string } = {},
): Ref[] {
  const get = (...keys: string[]): string | undefined =>
    keys.flatMap((key) => options.get(key) ?? []).find((text) => text !== '');
  const all = (key: string): readonly string[] => options.get(key) ?? [];
  const kind = type.toLowerCase();
  const connection = get('connectionname') ?? defaults.connection;
  const withConnection = connection ? { connection } : {};
  if (kind === 'kafka') {
    const servers = get('bootstrap.servers', 'kafka.bootstrap.servers');
    const topics = [
      ...all('topicname'),
      ...all('topic'),
      ...all('subscribe').flatMap((text) => text.split(',')),
    ];
    return topics.map((topic) => ({
      kind: 'topic',
      topic: topic.trim(),
      ...withConnection,
      ...(servers ? { servers } : {}),
    }));
  }
  if (kind === 'kinesis') {
    const stream = get('streamarn', 'streamname');
    return stream ? [{ kind: 'stream', stream }] : [];
  }
  if (kind === 'dynamodb') {
    const table = get(
      'dynamodb.input.tablename',
      'dynamodb.output.tablename',
      'dynamodb.tablearn',
      'tablename',
    );
    return table ? [{ kind: 'dynamodb', table }] : [];
  }
  if (kind.includes('snowflake')) return snowflakeRefs(get, connection);
  const entity = get('entity_name', 'entityname');
  if (entity && connection) return [{ kind: 'connector', type, connection, entity }];
  const url = get('url', 'connection.uri', 'uri');
  if (connection || url || DATABASE_TYPES.has(kind)) {
    const found = databaseRefs(get, { ...withConnection, ...(url ? { url } : {}) });
    if (found.length > 0) return found;
  }
  return [...all('paths'), ...all('path')].map((path) => ({ kind: 'path', path }));
}

/**
 * The data that the arguments of a source or sink name (`database` and `table_name`, or a connection type and
 * its options). `text` answers an argument that is a text; `options` is what was given as options.
 */
export function argumentRefs(
  text: (name: string) => string | undefined,
  options: Literal | undefined,
): Ref[] {
  const [database, table] = [text('database') ?? text('name_space'), text('table_name')];
  if (database && table) return [{ kind: 'table', database, table }];
  const connection = text('catalog_connection');
  return optionRefs(
    text('connection_type') ?? (connection ? 'jdbc' : 's3'),
    optionsOf(options),
    connection ? { connection } : {},
  );
}

function optionsOf(value: Literal | undefined): Options {
  const out = new Map<string, string[]>();
  if (!(value instanceof Map)) return out;
  for (const [key, one] of value as ReadonlyMap<string, Literal>) {
    const texts = (Array.isArray(one) ? (one as readonly Literal[]) : [one]).filter(
      (text) => typeof text === 'string',
    );
    out.set(key.toLowerCase(), texts);
  }
  return out;
}

type Get = (...keys: string[]) => string | undefined;

function databaseRefs(get: Get, place: { readonly connection?: string; readonly url?: string }): Ref[] {
  const database = get('database', 'databasename');
  const inDatabase = database ? { database } : {};
  const table = get('dbtable', 'table', 'tablename', 'collection', 'redshifttable');
  const query =
    get('query', 'samplequery') ?? (table && /^\s*\(\s*(?:select|with)\b/i.test(table) ? table : undefined);
  if (query) {
    return sqlTables(query).flatMap((statement) =>
      statement.reads.map((parts): Ref => ({
        kind: 'jdbc',
        object: parts.join('.'),
        ...place,
        ...inDatabase,
      })),
    );
  }
  return table ? [{ kind: 'jdbc', object: table, ...place, ...inDatabase }] : [];
}

function snowflakeRefs(get: Get, connection: string | undefined): Ref[] {
  const url = get('sfurl', 'url');
  const place = { ...(connection ? { connection } : {}), ...(url ? { url } : {}) };
  const outer = [get('sfdatabase', 'database'), get('sfschema', 'schema')].filter(
    (part) => part !== undefined,
  );
  const full = (parts: readonly string[]): string =>
    [...outer.slice(0, Math.max(0, 3 - parts.length)), ...parts].join('.');
  const table = get('dbtable', 'table');
  if (table) return [{ kind: 'snowflake', object: full(table.split('.')), ...place }];
  const statements = sqlTables(get('query') ?? '');
  return statements.flatMap((statement) =>
    statement.reads.map((parts): Ref => ({ kind: 'snowflake', object: full(parts), ...place })),
  );
}
