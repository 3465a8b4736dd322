/**
 * Glue's objects in Terraform's JSON (`terraform show -json` of a state or plan, and state files), in the
 * members that the API uses. Resources of other kinds are not looked at: a state holds secrets.
 */
import { asRec, entries, list, member, rec, recs, str, type Rec } from './json.ts';

export interface TerraformObject {
  readonly kind: 'databases' | 'tables' | 'jobs' | 'crawlers' | 'triggers' | 'connections' | 'workflows';
  readonly value: Rec;
  /** `module.lake.aws_glue_job.load[0]`. */
  readonly address: string;
  /** AWS tags, without those of the provider's defaults. */
  readonly tags: Rec | null;
}

const KINDS: Readonly<Record<string, TerraformObject['kind']>> = {
  aws_glue_catalog_database: 'databases',
  aws_glue_catalog_table: 'tables',
  aws_glue_job: 'jobs',
  aws_glue_crawler: 'crawlers',
  aws_glue_trigger: 'triggers',
  aws_glue_connection: 'connections',
  aws_glue_workflow: 'workflows',
};

/** Modules inside modules. */
const MAX_MODULES = 10_000;

/** The Glue objects of a state or plan, in its order. */
export function terraformObjects(top: Rec | null): TerraformObject[] {
  const shown = ['values', 'planned_values'].flatMap((key): Rec[] => {
    const root = rec(rec(top, key), 'root_module');
    return root ? [root] : [];
  });
  const resources = [
    ...modules(shown).flatMap((module) => recs(module, 'resources')),
    ...stateResources(top),
  ];
  return resources.flatMap((resource) => {
    const kind = KINDS[str(resource, 'type') ?? ''];
    const values = rec(resource, 'values');
    if (!kind || !values || str(resource, 'mode') === 'data') return [];
    const tags = rec(values, 'tags');
    return [{ kind, value: MAKERS[kind](values), address: str(resource, 'address') ?? '', tags }];
  });
}

function modules(roots: readonly Rec[]): Rec[] {
  const all = [...roots];
  for (const one of all) if (all.length < MAX_MODULES) all.push(...recs(one, 'child_modules'));
  return all;
}

/** A state file has instances with attributes instead. */
function stateResources(top: Rec | null): Rec[] {
  return recs(top, 'resources').flatMap((resource) =>
    recs(resource, 'instances').map((instance): Rec => ({
      type: member(resource, 'type'),
      mode: member(resource, 'mode'),
      address:
        `${str(resource, 'module') ?? ''}.${str(resource, 'type') ?? ''}.${str(resource, 'name') ?? ''}`.replace(
          /^\./,
          '',
        ),
      values: member(instance, 'attributes'),
    })),
  );
}

/** Terraform's blocks are lists of one. */
const block = (from: Rec | null, key: string): Rec | null => recs(from, key)[0] ?? rec(from, key);

/** Members in the API's spelling, those that are absent or null left out. */
function picked(from: Rec | null, names: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([theirs, ours]) => {
      const value = member(from, theirs);
      return value === undefined || value === null || value === '' ? [] : [[ours, value]];
    }),
  );
}

const column = (value: Rec): Rec =>
  picked(value, { name: 'Name', type: 'Type', comment: 'Comment', parameters: 'Parameters' });

const TARGET = { catalog_id: 'CatalogId', database_name: 'DatabaseName', name: 'Name', region: 'Region' };

function table(values: Rec): Rec {
  const storage = block(values, 'storage_descriptor');
  const target = block(values, 'target_table');
  return {
    ...picked(values, {
      name: 'Name',
      database_name: 'DatabaseName',
      catalog_id: 'CatalogId',
      description: 'Description',
      owner: 'Owner',
      parameters: 'Parameters',
      table_type: 'TableType',
      view_original_text: 'ViewOriginalText',
      view_expanded_text: 'ViewExpandedText',
    }),
    PartitionKeys: recs(values, 'partition_keys').map(column),
    ...(target ? { TargetTable: picked(target, TARGET) } : {}),
    ...(storage
      ? {
          StorageDescriptor: {
            ...picked(storage, {
              location: 'Location',
              input_format: 'InputFormat',
              parameters: 'Parameters',
            }),
            Columns: recs(storage, 'columns').map(column),
            SerdeInfo: picked(block(storage, 'ser_de_info'), {
              serialization_library: 'SerializationLibrary',
            }),
          },
        }
      : {}),
  };
}

function job(values: Rec): Rec {
  const connections = list(values, 'connections');
  return {
    ...picked(values, {
      name: 'Name',
      role_arn: 'Role',
      description: 'Description',
      glue_version: 'GlueVersion',
      job_mode: 'JobMode',
      default_arguments: 'DefaultArguments',
      non_overridable_arguments: 'NonOverridableArguments',
    }),
    Command: picked(block(values, 'command'), {
      name: 'Name',
      script_location: 'ScriptLocation',
      python_version: 'PythonVersion',
    }),
    ...(connections.length > 0 ? { Connections: { Connections: connections } } : {}),
  };
}

function crawler(values: Rec): Rec {
  const targets = (key: string, names: Readonly<Record<string, string>>): Rec[] =>
    recs(values, key).map((one) => picked(one, names));
  const schedule = str(values, 'schedule');
  return {
    ...picked(values, {
      name: 'Name',
      database_name: 'DatabaseName',
      table_prefix: 'TablePrefix',
      role: 'Role',
      description: 'Description',
    }),
    ...(schedule ? { Schedule: { ScheduleExpression: schedule } } : {}),
    Targets: {
      S3Targets: targets('s3_target', { path: 'Path', exclusions: 'Exclusions' }),
      JdbcTargets: targets('jdbc_target', { connection_name: 'ConnectionName', path: 'Path' }),
      MongoDBTargets: targets('mongodb_target', { connection_name: 'ConnectionName', path: 'Path' }),
      DynamoDBTargets: targets('dynamodb_target', { path: 'Path' }),
      CatalogTargets: targets('catalog_target', { database_name: 'DatabaseName', tables: 'Tables' }),
      DeltaTargets: targets('delta_target', { delta_tables: 'DeltaTables' }),
      IcebergTargets: targets('iceberg_target', { paths: 'Paths' }),
    },
  };
}

function trigger(values: Rec): Rec {
  const started = { job_name: 'JobName', crawler_name: 'CrawlerName', arguments: 'Arguments' };
  const conditions = recs(block(values, 'predicate'), 'conditions');
  return {
    ...picked(values, { name: 'Name', type: 'Type', schedule: 'Schedule', workflow_name: 'WorkflowName' }),
    State: member(values, 'enabled') === false ? 'DEACTIVATED' : 'ACTIVATED',
    Actions: recs(values, 'actions').map((one) => picked(one, started)),
    Predicate: { Conditions: conditions.map((one) => picked(one, { ...started, state: 'State' })) },
  };
}

const MAKERS: Readonly<Record<TerraformObject['kind'], (values: Rec) => Rec>> = {
  databases: (values) => {
    const target = block(values, 'target_database');
    return {
      ...picked(values, {
        name: 'Name',
        catalog_id: 'CatalogId',
        description: 'Description',
        location_uri: 'LocationUri',
        parameters: 'Parameters',
      }),
      ...(target ? { TargetDatabase: picked(target, TARGET) } : {}),
    };
  },
  tables: table,
  jobs: job,
  crawlers: crawler,
  triggers: trigger,
  connections: (values) => ({
    ...picked(values, { name: 'Name', connection_type: 'ConnectionType' }),
    ConnectionProperties: Object.fromEntries(entries(asRec(member(values, 'connection_properties')))),
  }),
  workflows: (values) =>
    picked(values, {
      name: 'Name',
      description: 'Description',
      default_run_properties: 'DefaultRunProperties',
    }),
};
