/**
 * From the way a job names its data (a catalog table, a path, a table behind a connection) to the
 * dataset that this is. One place decides, for visual jobs, scripts, graphs and crawlers alike.
 */
import type { DatasetKey, DatasetKind } from '../../model/identity.ts';
import { pairKey } from '../../model/identity.ts';
import type { CatalogTables } from './catalog-tables.ts';
import {
  firstServer,
  qualifiedName,
  serverOfUrl,
  snowflakeServer,
  type Connections,
  type Server,
} from './connections.ts';
import { HOLE, s3Dataset, s3Path, s3Url } from './locations.ts';
import { arnOf, type Names, type Owner } from './names.ts';

/** A name of data as a job writes it. */
export type Ref =
  | { readonly kind: 'table'; readonly database: string; readonly table: string; readonly owner?: Owner }
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'jdbc';
      readonly object: string;
      readonly connection?: string;
      readonly url?: string;
      readonly database?: string;
    }
  | {
      readonly kind: 'snowflake';
      readonly object: string;
      readonly connection?: string;
      readonly url?: string;
    }
  | {
      readonly kind: 'topic';
      readonly topic: string;
      readonly connection?: string;
      readonly servers?: string;
    }
  | { readonly kind: 'stream'; readonly stream: string }
  | { readonly kind: 'dynamodb'; readonly table: string }
  | {
      readonly kind: 'connector';
      readonly type: string;
      readonly connection: string;
      readonly entity: string;
    };

/** A dataset that a job reads or writes. */
export interface Endpoint {
  readonly dataset: DatasetKey;
  readonly kind: DatasetKind;
  /** In the source's terms: a table's ARN, an S3 URL, `conn:<connection>/<table>`. */
  readonly sourceId: string;
  /** A catalog table that the export does not describe. */
  readonly mentionedOnly: boolean;
  /** Factor 0..1 for having found the dataset through the name given. */
  readonly confidence: number;
}

/** A path below a table's location is part of that table in all but odd layouts. */
const BELOW_LOCATION = 0.85 / 0.9;

export class Endpoints {
  readonly tables: CatalogTables;
  private readonly connections: Connections;
  private readonly names: Names;

  constructor(tables: CatalogTables, connections: Connections, names: Names) {
    this.tables = tables;
    this.connections = connections;
    this.names = names;
  }

  /** The dataset that is meant, or null where a part of its name is unknown. */
  resolve(ref: Ref): Endpoint | null {
    if (
      ref.kind !== 'path' &&
      Object.values(ref).some((part) => typeof part === 'string' && part.includes(HOLE))
    )
      return null;
    switch (ref.kind) {
      case 'table':
        return this.table(ref.database, ref.table, ref.owner);
      case 'path':
        return this.path(ref.path);
      case 'jdbc':
        return this.jdbc(ref.object, ref.connection, ref.url, ref.database);
      case 'snowflake':
        return this.snowflake(ref);
      case 'topic':
        return this.topic(ref.topic, ref.connection, ref.servers);
      case 'stream':
        return this.service('kinesis', 'stream', ref.stream, 'topic');
      case 'dynamodb':
        return this.service('dynamodb', 'table', ref.table, 'table');
      case 'connector': {
        const dataset = { namespace: this.unresolved(ref.connection), name: ref.entity };
        return endpoint(dataset, 'table', `connector:${ref.type}/${ref.connection}/${ref.entity}`);
      }
    }
  }

  private table(database: string, table: string, owner?: Owner): Endpoint {
    const found = this.tables.find(database, table, owner);
    const dataset = found?.dataset ?? this.tables.keyOf(database, table, owner);
    const kind = found?.kind === 'view' ? 'view' : 'table';
    return { ...endpoint(dataset, kind, arnOf(dataset)), mentionedOnly: !found };
  }

  private path(text: string): Endpoint | null {
    const path = s3Path(text);
    if (!path) return null;
    const located = this.tables.locations.resolve(path);
    if (!located) return endpoint(s3Dataset(path), 'file', s3Url(path));
    const { dataset, arn } = located.table;
    return { ...endpoint(dataset, 'table', arn), confidence: located.exact ? 1 : BELOW_LOCATION };
  }

  private jdbc(
    object: string,
    connection: string | undefined,
    url: string | undefined,
    database: string | undefined,
  ): Endpoint | null {
    const server =
      (connection ? this.connections.server(connection) : null) ?? (url ? serverOfUrl(url) : null);
    if (!server && !connection) return null;
    const name = server ? qualifiedName(server, object, database ?? server.database) : object;
    const namespace = server?.namespace ?? this.unresolved(connection ?? '');
    return endpoint(
      { namespace, name },
      'table',
      connection ? `conn:${connection}/${object}` : `${namespace}/${name}`,
    );
  }

  private snowflake(ref: Extract<Ref, { kind: 'snowflake' }>): Endpoint | null {
    const known: Server | null = ref.connection ? this.connections.server(ref.connection) : null;
    const server = known ?? (ref.url ? snowflakeServer(ref.url) : null);
    if (!server && !ref.connection) return null;
    const dataset = {
      namespace: server?.namespace ?? this.unresolved(ref.connection ?? ''),
      name: ref.object,
    };
    return endpoint(dataset, 'table', `snowflake:${ref.connection ?? server?.namespace ?? ''}/${ref.object}`);
  }

  private topic(topic: string, connection: string | undefined, servers: string | undefined): Endpoint | null {
    const bootstrap =
      (connection ? this.connections.bootstrap(connection) : null) ?? firstServer(servers ?? '');
    if (!bootstrap && !connection) return null;
    const namespace = bootstrap ? `kafka://${bootstrap}` : this.unresolved(connection ?? '');
    return endpoint({ namespace, name: topic }, 'topic', `kafka:${connection ?? bootstrap ?? ''}/${topic}`);
  }

  /** A DynamoDB table or a Kinesis stream by name or ARN. */
  private service(service: string, type: string, text: string, kind: DatasetKind): Endpoint {
    const arn = /^(arn:[\w-]{1,20}:\w{1,20}:[\w-]{0,30}:\d{12}):(.{1,500})$/.exec(text);
    const dataset = arn
      ? { namespace: arn[1] ?? '', name: arn[2] ?? '' }
      : { namespace: this.names.serviceNamespace(service), name: `${type}/${text}` };
    return endpoint(dataset, kind, `${service}:${dataset.name.replace(/^\w+\//, '')}`);
  }

  /** Namespace of data behind a connection that leads to no known server. */
  private unresolved(connection: string): string {
    return `glue-connection://${this.names.region}:${this.names.accountId}/${connection}`;
  }
}

const endpoint = (dataset: DatasetKey, kind: DatasetKind, sourceId: string): Endpoint => ({
  dataset,
  kind,
  sourceId,
  mentionedOnly: false,
  confidence: 1,
});

/** Endpoints without repetitions, the surest mention of each. */
export function uniqueEndpoints(all: readonly Endpoint[]): Endpoint[] {
  const best = new Map<string, Endpoint>();
  for (const one of all) {
    const key = pairKey(one.dataset);
    const before = best.get(key);
    if (!before || before.confidence < one.confidence) best.set(key, one);
  }
  return [...best.values()];
}
