import { describe, expect, it } from 'vitest';
import { factsOf, importFiles, type Imported } from './test-support.ts';

const job = {
  arn: 'arn:aws:glue:eu-west-1:123456789012:job/load',
  name: 'load',
  role_arn: 'arn:aws:iam::123456789012:role/r',
  command: [{ name: 'glueetl', script_location: 's3://code/load.py' }],
  default_arguments: { '--out': 's3://out/x', '--api-token': 'hunter2secret' },
  tags: { owner: 'team lake' },
  connections: null,
};
const orders = {
  name: 'orders',
  database_name: 'sales',
  catalog_id: '123456789012',
  table_type: 'EXTERNAL_TABLE',
  partition_keys: [{ name: 'day', type: 'date', comment: '' }],
  storage_descriptor: [
    { location: 's3://lake/orders', columns: [{ name: 'id', type: 'int' }], ser_de_info: [{}] },
  ],
  target_table: [],
};
const trigger = {
  name: 'after',
  type: 'CONDITIONAL',
  enabled: true,
  actions: [{ job_name: 'load', crawler_name: '' }],
  predicate: [{ conditions: [{ crawler_name: 'c', crawl_state: 'SUCCEEDED' }] }],
};
const password = { type: 'aws_db_instance', mode: 'managed', values: { password: 'of-a-database' } };

const shown = {
  format_version: '1.0',
  terraform_version: '1.9.0',
  values: {
    root_module: {
      resources: [
        { address: 'aws_glue_job.load', mode: 'managed', type: 'aws_glue_job', values: job },
        { address: 'aws_db_instance.db', ...password },
      ],
      child_modules: [
        {
          resources: [
            {
              address: 'module.t.aws_glue_catalog_table.o',
              mode: 'managed',
              type: 'aws_glue_catalog_table',
              values: orders,
            },
            {
              address: 'module.t.aws_glue_trigger.a',
              mode: 'managed',
              type: 'aws_glue_trigger',
              values: trigger,
            },
          ],
        },
      ],
    },
  },
};
const state = {
  version: 4,
  terraform_version: '1.9.0',
  serial: 3,
  lineage: 'x',
  resources: [
    { mode: 'managed', type: 'aws_glue_job', name: 'load', instances: [{ attributes: job }] },
    {
      module: 'module.t',
      mode: 'managed',
      type: 'aws_glue_catalog_table',
      name: 'o',
      instances: [{ attributes: orders }],
    },
    {
      module: 'module.t',
      mode: 'managed',
      type: 'aws_glue_trigger',
      name: 'a',
      instances: [{ attributes: trigger }],
    },
  ],
};
const script =
  'args = getResolvedOptions(sys.argv, ["out"])\nspark.table("sales.orders").write.parquet(args["out"])';

const told = (imported: Imported): unknown => ({
  flows: factsOf(imported, 'flow').map((flow) => [flow.from.namespace, flow.from.name, flow.to.name]),
  columns: factsOf(imported, 'column').map((fact) => fact.path.join('.')),
  order: factsOf(imported, 'job-edge').map((edge) => [edge.from.name, edge.to.name]),
  owners: factsOf(imported, 'owner').map((fact) => fact.name),
  modes: factsOf(imported, 'scope').flatMap((fact) =>
    /\/(?:jobs|database\/sales)$/.test(fact.scope) ? [fact.mode] : [],
  ),
});

describe('Terraform', () => {
  it.each<[string, object]>([
    ['show -json', shown],
    ['state files', state],
  ])('tells of Glue in %s, and never that something is gone', async (_form, json) => {
    const imported = await importFiles({ 'infra.json': json, 'scripts/load.py': script });
    expect(told(imported)).toEqual({
      flows: [['arn:aws:glue:eu-west-1:123456789012', 'table/sales/orders', 'x']],
      columns: ['id', 'day'],
      order: [['crawler/c', 'job/load']],
      owners: ['team lake'],
      modes: ['accumulate', 'accumulate'],
    });
    expect(JSON.stringify(imported)).not.toMatch(/of-a-database|hunter2secret/);
  });

  it('is left alone where nothing of Glue is in it', async () => {
    const { roles } = await importFiles({
      'infra.json': { ...state, resources: [{ type: 'aws_s3_bucket' }] },
    });
    expect(roles.get('infra.json')).toBeNull();
  });
});
