/**
 * What a Glue connection or a JDBC URL points at, named as OpenLineage names databases.
 */
import type { Item } from './item.ts';
import { rec, str, type Rec } from './json.ts';

/** A database server, as far as a connection tells. */
export interface Server {
  /** `postgres://host:5432`. */
  readonly namespace: string;
  readonly scheme: string;
  readonly database?: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  postgres: '5432',
  redshift: '5439',
  mysql: '3306',
  mariadb: '3306',
  mssql: '1433',
  oracle: '1521',
  mongodb: '27017',
  db2: '50000',
  teradata: '1025',
  vertica: '5433',
  hana: '30015',
  sybase: '5000',
  clickhouse: '8123',
  trino: '8080',
};

const SCHEMES: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  sqlserver: 'mssql',
  awsathena: 'athena',
  sap: 'hana',
  documentdb: 'mongodb',
  aurora: 'mysql',
};

/** Schema that a database searches first where a table is named without one. */
const DEFAULT_SCHEMAS: Readonly<Record<string, string>> = {
  postgres: 'public',
  redshift: 'public',
  mssql: 'dbo',
};

const schemeOf = (name: string): string => SCHEMES[name.toLowerCase()] ?? name.toLowerCase();

/** The server behind a JDBC or database URL; null where the text has no such form. */
export function serverOfUrl(url: string): Server | null {
  const text = url.trim().slice(0, 2000);
  const oracle =
    /^jdbc:oracle:\w{1,10}:[^@]{0,300}@(?:\/\/)?([\w.-]{1,255})(?::(\d{1,5}))?[:/]([\w.$-]{1,128})/i.exec(
      text,
    );
  if (oracle) return server('oracle', oracle[1], oracle[2], oracle[3]);
  const match =
    /^(?:jdbc:)?([a-z][\w+]{1,20})(?::[a-z]{1,20})?:\/\/(?:[^@/\s]{0,300}@)?([\w.-]{1,255})(?::(\d{1,5}))?(.*)$/is.exec(
      text,
    );
  if (!match) return null;
  const scheme = schemeOf((match[1] ?? '').split('+')[0] ?? '');
  const tail = match[4] ?? '';
  const named = /[;?&](?:database|databaseName|db)=([^;&]{1,200})/i.exec(tail)?.[1];
  if (scheme === 'snowflake') return snowflakeServer(match[2] ?? '', named);
  if (!DEFAULT_PORTS[scheme]) return null;
  return server(scheme, match[2], match[3], named ?? /^\/([^/;?&]{1,200})/.exec(tail)?.[1]);
}

function server(
  scheme: string,
  host: string | undefined,
  port: string | undefined,
  database: string | undefined,
): Server {
  const name = scheme === 'redshift' ? redshiftHost(host ?? '') : (host ?? '').toLowerCase();
  const namespace = `${scheme}://${name}:${port ?? DEFAULT_PORTS[scheme] ?? ''}`;
  return { namespace, scheme, ...(database ? { database } : {}) };
}

/** OpenLineage names a Redshift cluster `<cluster>.<region>`. */
function redshiftHost(host: string): string {
  const provisioned = /^([\w-]+)\.[\w-]+\.([\w-]+)\.redshift\.amazonaws\.com/i.exec(host);
  const serverless = /^([\w-]+\.\d+\.[\w-]+)\.redshift-serverless\.amazonaws\.com/i.exec(host);
  return (provisioned ? `${provisioned[1]}.${provisioned[2]}` : (serverless?.[1] ?? host)).toLowerCase();
}

/** Snowflake by account: `https://acme.snowflakecomputing.com` is `snowflake://acme`. */
export function snowflakeServer(url: string, database?: string): Server | null {
  const host = /^(?:[a-z:]{1,20}:?\/\/)?([\w.-]{1,255})/i.exec(url)?.[1] ?? '';
  const account = host.toLowerCase().replace(/\.snowflakecomputing\.com$/, '');
  return account === ''
    ? null
    : { namespace: `snowflake://${account}`, scheme: 'snowflake', ...(database ? { database } : {}) };
}

/** The full name of an object on a server: database and schema are put in where the text lacks them. */
export function qualifiedName(server: Server, object: string, database = server.database): string {
  const parts = splitIdentifier(object);
  const db = database ? [database] : [];
  if (server.scheme === 'mysql' || server.scheme === 'mariadb' || server.scheme === 'mongodb') {
    return (parts.length === 1 ? [...db, ...parts] : parts).join('.');
  }
  if (parts.length >= 3) return parts.join('.');
  const schema = parts.length === 1 ? DEFAULT_SCHEMAS[server.scheme] : undefined;
  return [...db, ...(schema ? [schema] : []), ...parts].join('.');
}

/** The parts of a dotted SQL name, quotes of any dialect removed. */
export function splitIdentifier(text: string): string[] {
  const parts = text.trim().match(/"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|[^.\s"`[\]]+/g) ?? [];
  return parts.map((part) => part.replace(/^["`[]|["`\]]$/g, '')).filter((part) => part !== '');
}

/** The connections of an export by name. Properties that hold secrets are never taken from here. */
export class Connections {
  private readonly byName = new Map<string, Rec>();

  constructor(items: readonly Item[]) {
    for (const { value } of items) {
      const name = str(value, 'Name');
      if (name) this.byName.set(name, value);
    }
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** The database server that a connection leads to; null where it was not exported or does not say. */
  server(name: string): Server | null {
    const connection = this.byName.get(name);
    const properties = rec(connection, 'ConnectionProperties');
    const url = str(properties, 'JDBC_CONNECTION_URL') ?? str(properties, 'CONNECTION_URL');
    const snowflake = str(rec(connection, 'SparkProperties'), 'sfUrl');
    if (snowflake) return snowflakeServer(snowflake);
    if (url && /snowflakecomputing\.com/i.test(url))
      return snowflakeServer(url.replace(/^jdbc:snowflake:/i, ''));
    const byUrl = url ? serverOfUrl(url) : null;
    if (byUrl) return byUrl;
    const host = str(properties, 'HOST');
    const scheme = schemeOf(str(connection, 'ConnectionType') ?? '');
    if (host && scheme === 'snowflake') return snowflakeServer(host, str(properties, 'DATABASE'));
    if (!host || !DEFAULT_PORTS[scheme]) return null;
    return server(scheme, host, str(properties, 'PORT'), str(properties, 'DATABASE'));
  }

  /** The first Kafka bootstrap server, `host:port`. */
  bootstrap(name: string): string | null {
    return firstServer(
      str(rec(this.byName.get(name), 'ConnectionProperties'), 'KAFKA_BOOTSTRAP_SERVERS') ?? '',
    );
  }
}

/** The first of a comma-separated list of Kafka servers. */
export function firstServer(servers: string): string | null {
  return (
    /^\s*(?:[A-Z_]{1,20}:\/\/)?([\w.-]{1,255}:\d{1,5})(?:\s*,|\s*$)/.exec(servers)?.[1]?.toLowerCase() ?? null
  );
}
