import { describe, expect, it } from 'vitest';
import { importFiles } from './test-support.ts';

const HEAD =
  'import sys\nfrom awsglue.context import GlueContext\nglueContext = GlueContext(sc)\nspark = glueContext.spark_session\n';

const table = (database: string, name: string, location: string): object => ({
  Name: name,
  DatabaseName: database,
  CatalogId: '123456789012',
  TableType: 'EXTERNAL_TABLE',
  PartitionKeys: [],
  StorageDescriptor: { Columns: [{ Name: 'id', Type: 'int' }], Location: location },
});

const TABLES = {
  TableList: [
    table('db', 'orders', 's3://lake/orders/'),
    table('db', 'people', 's3://lake/people'),
    table('out', 'result', 's3://lake/result'),
  ],
};

/** Inputs, outputs, flows and unresolved ends of a script, in short names. */
async function lineageOf(
  code: string,
  args: Record<string, string> = {},
): Promise<{ in: string[]; out: string[]; flows: string[]; unresolved: string[] }> {
  const { facts } = await importFiles({
    'get-tables.db.json': TABLES,
    'get-jobs.json': {
      Jobs: [
        {
          Name: 'j',
          Role: 'r',
          Command: { Name: 'glueetl', ScriptLocation: 's3://b/scripts/j.py' },
          DefaultArguments: args,
        },
      ],
    },
    'scripts/j.py': HEAD + code,
  });
  const short = (dataset: { namespace: string; name: string }): string =>
    dataset.namespace.startsWith('arn:aws:glue')
      ? dataset.name.replace(/^table\//, '').replace('/', '.')
      : `${dataset.namespace}/${dataset.name}`;
  const out = { in: [] as string[], out: [] as string[], flows: [] as string[], unresolved: [] as string[] };
  for (const fact of facts) {
    if (fact.type === 'job-input') out.in.push(short(fact.dataset));
    if (fact.type === 'job-output') out.out.push(short(fact.dataset));
    if (fact.type === 'flow' && fact.job) out.flows.push(`${short(fact.from)} > ${short(fact.to)}`);
    if (fact.type === 'property' && fact.key === 'unresolved')
      out.unresolved.push(...(fact.value as string[]));
  }
  return { in: out.in.sort(), out: out.out.sort(), flows: out.flows.sort(), unresolved: out.unresolved };
}

const READ = 'f = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="orders")\n';
const WRITE = 'glueContext.write_dynamic_frame.from_catalog(frame=f, database="out", table_name="result")\n';
const THROUGH = { in: ['db.orders'], out: ['out.result'], flows: ['db.orders > out.result'], unresolved: [] };

describe('Python scripts', () => {
  it.each<[string, string]>([
    ['plain calls', READ + WRITE],
    [
      'names with underscores and positions',
      'f = glueContext.create_dynamic_frame_from_catalog("db", "orders")\nglueContext.write_dynamic_frame_from_catalog(f, "out", "result")\n',
    ],
    ['methods of frames', READ + 'f = f.toDF().filter("x > 1").select("id")\n' + WRITE],
    [
      'a path below a location',
      'f = spark.read.parquet("s3a://lake/orders/dt=2024-01-01/")\nf.write.parquet("s3://lake/result/")\n',
    ],
    ['a wildcard', 'f = spark.read.json("s3://lake/orders/*/*.json")\n' + WRITE],
    ['constants', 'DB = "db"\nNAMES = {"t": "orders"}\nf = spark.table(DB + "." + NAMES["t"])\n' + WRITE],
    [
      'a dict out of JSON',
      'import json\nc = json.loads(\'{"in": {"t": "db.orders"}, "out": ["result"]}\')\nspark.table(c["in"]["t"]).write.saveAsTable("out." + c["out"][0])\n',
    ],
    [
      'a choice that the script decides itself',
      'env = "prod"\ndb = "dev_db" if env != "prod" else "db"\nspark.table(db + ".orders").write.saveAsTable("out.result" if env == "prod" else "tmp.result")\n',
    ],
    [
      'a copy of an object',
      'import boto3\ns3 = boto3.client("s3")\ns3.copy_object(CopySource={"Bucket": "lake", "Key": "orders/1.csv"}, Bucket="lake", Key="result/1.csv")\n',
    ],
    [
      'a copy of an object named in one text',
      'import boto3\nboto3.client("s3").copy_object(CopySource="lake/orders/1.csv", Bucket="lake", Key="result/1.csv")\n',
    ],
    ['f-strings', 'b = "lake"\nf = spark.read.orc(f"s3://{b}/orders")\n' + WRITE],
    [
      'format and percent',
      'f = spark.read.table("{}.{t}".format("db", t="orders"))\nf.write.insertInto("%s.%s" % ("out", "result"))\n',
    ],
    [
      'a path that ends in an unknown part',
      'f = spark.read.parquet(f"s3://lake/orders/day={today()}/x")\n' + WRITE,
    ],
    [
      'functions',
      'def load(name):\n    return spark.table("db." + name)\ndef store(df, name="result"):\n    df.write.saveAsTable(f"out.{name}")\nstore(load("orders"))\n',
    ],
    [
      'classes',
      'class Job:\n    def __init__(self, db):\n        self.db = db\n    def read(self):\n        return spark.table(f"{self.db}.orders")\n    def run(self):\n        self.read().write.insertInto("out.result")\nJob("db").run()\n',
    ],
    ['a main function', `def main():\n    ${READ}    ${WRITE}\nif __name__ == "__main__":\n    main()\n`],
    [
      'SQL over a temporary view',
      READ +
        'f.toDF().createOrReplaceTempView("v")\nspark.sql("SELECT * FROM v").write.insertInto("out.result")\n',
    ],
    [
      'SQL that writes',
      'spark.sql("""INSERT OVERWRITE TABLE out.result -- FROM db.people\n SELECT * FROM glue_catalog.db.orders""")\n',
    ],
    [
      'a temporary view defined in SQL',
      'spark.sql("CREATE OR REPLACE TEMP VIEW v AS SELECT * FROM db.orders")\nspark.sql("INSERT INTO out.result SELECT * FROM v")\n',
    ],
    ['USE', 'spark.sql("USE db")\nspark.sql("CREATE TABLE out.result AS SELECT * FROM orders")\n'],
    [
      'a generated SQL helper',
      READ +
        'r = sparkSqlQuery(glueContext, query="select * from myDataSource", mapping={"myDataSource": f}, transformation_ctx="x")\nr.toDF().writeTo("glue_catalog.out.result").append()\n',
    ],
    [
      'a sink',
      READ +
        's = glueContext.getSink(connection_type="s3", path="s3://lake/result/", enableUpdateCatalog=True)\ns.setCatalogInfo(catalogDatabase="out", catalogTableName="result")\ns.setFormat("glueparquet")\ns.writeFrame(f)\n',
    ],
    [
      'a stream',
      'f = spark.readStream.format("delta").load("s3://lake/orders")\ndef each(batch, n):\n    batch.write.format("hudi").save("s3://lake/result")\nf.writeStream.foreachBatch(each).start()\n',
    ],
    [
      'frames in a list',
      READ +
        'frames = []\nframes.append(f)\nresult = reduce(union, frames)\nresult.write.insertInto("out.result")\n',
    ],
    [
      'frames in a dict',
      'd = {}\nd["a"] = spark.table("db.orders")\nd["a"].write.insertInto("out.result")\n',
    ],
    ['branches', 'if prod:\n    f = spark.table("db.orders")\nelse:\n    f = None\n' + WRITE],
    [
      'try',
      'try:\n    f = spark.table("db.orders")\nexcept Exception as e:\n    print(e)\n    raise\n' + WRITE,
    ],
    [
      'with and lambda',
      'get = lambda n: spark.table("db." + n)\nwith session() as s:\n    get("orders").write.insertInto("out.result")\n',
    ],
    ['Python 2', READ + 'print "done"\n' + WRITE],
    ['a syntax error elsewhere', READ + 'x = = 3\n' + WRITE],
    [
      'a comment and a string that look like code',
      READ + '# spark.table("db.people")\ns = \'spark.table("db.people")\'\n' + WRITE,
    ],
    ['a commented view of other things', READ + '"""\nspark.read.parquet("s3://lake/people")\n"""\n' + WRITE],
    [
      'awswrangler',
      'import awswrangler as wr\nd = wr.athena.read_sql_query(sql="SELECT * FROM \\"orders\\"", database="db")\nwr.s3.to_parquet(df=d, path="s3://lake/result", dataset=True)\n',
    ],
    [
      'pandas',
      'import pandas as pd\nd = pd.read_csv("s3://lake/orders/a.csv")\nd.to_parquet("s3://lake/result/b.parquet")\n',
    ],
  ])('%s', async (_, code) => expect(await lineageOf(code)).toEqual(THROUGH));

  it('takes values from the job arguments', async () => {
    const code =
      'args = getResolvedOptions(sys.argv, ["db", "path"])\nf = spark.table(args["db"] + ".orders")\nf.write.parquet(args["path"])\n';
    expect(await lineageOf(code, { '--db': 'db', '--path': 's3://lake/result/' })).toEqual(THROUGH);
  });

  it('runs a loop over a known list item by item', async () => {
    const code =
      'for t in ["orders", "people"]:\n    spark.table(f"db.{t}").write.parquet(f"s3://copy/{t}")\n';
    expect(await lineageOf(code)).toEqual({
      in: ['db.orders', 'db.people'],
      out: ['s3://copy/orders', 's3://copy/people'],
      flows: ['db.orders > s3://copy/orders', 'db.people > s3://copy/people'],
      unresolved: [],
    });
  });

  it('keeps either value of a branch', async () => {
    const code =
      'p = "s3://lake/orders" if full else "s3://lake/people"\nspark.read.parquet(p).write.insertInto("out.result")\n';
    expect((await lineageOf(code)).in).toEqual(['db.orders', 'db.people']);
  });

  it('never ties a write to a read that does not reach it', async () => {
    const code = READ + 'g = spark.table("db.people")\n' + WRITE;
    expect(await lineageOf(code)).toMatchObject({
      in: ['db.orders', 'db.people'],
      flows: ['db.orders > out.result'],
    });
  });

  it('reports what only a run can tell', async () => {
    const code =
      READ +
      'f.toDF().write.parquet(conf["target"])\nspark.read.parquet(unknown())\nspark.sql(query)\nspark.sql(f"select * from {db}.t")\n';
    const { unresolved, out } = await lineageOf(code);
    expect(out).toEqual([]);
    expect(unresolved.map((text) => text.slice(0, 16))).toEqual(
      ['write at line 6:', 'read at line 7: ', 'read at line 8: ', 'read at line 9: '].map((text) =>
        text.slice(0, 16),
      ),
    );
  });

  it('names data behind connections and services', async () => {
    const code = [
      'a = glueContext.create_dynamic_frame.from_options("kafka", {"connectionName": "k", "topicName": "t"})',
      'b = glueContext.create_dynamic_frame.from_options(connection_type="dynamodb", connection_options={"dynamodb.input.tableName": "d"})',
      'c = spark.read.format("jdbc").option("url", "jdbc:mysql://h/shop").option("dbtable", "(select * from items) x").load()',
      'd = spark.read.jdbc("jdbc:postgresql://user:pw@pg:5433/erp?x=1", "inv", properties={"password": "p"})',
      'e = spark.read.format("snowflake").options(sfUrl="https://acme.snowflakecomputing.com", sfDatabase="D", sfSchema="S", dbtable="T").load()',
    ].join('\n');
    expect((await lineageOf(code)).in).toEqual([
      'arn:aws:dynamodb:unknown:123456789012/table/d',
      'glue-connection://unknown:123456789012/k/t',
      'mysql://h:3306/shop.items',
      'postgres://pg:5433/erp.public.inv',
      'snowflake://acme/D.S.T',
    ]);
  });

  it('trusts code less that nothing calls', async () => {
    const { facts } = await importFiles({
      'get-tables.db.json': TABLES,
      'scripts/lone.py': `${HEAD}def handler(event, context):\n    ${READ}    ${WRITE}`,
    });
    const flow = facts.find((fact) => fact.type === 'flow');
    expect(flow).toMatchObject({ confidence: 0.5, job: { name: 'job/lone' } });
  });

  it.each([
    ['recursion', 'def f(x):\n    f(x)\n    f(x)\nf(1)\n'],
    ['deep nesting', `x = ${'('.repeat(5000)}1${')'.repeat(5000)}\n`],
    ['a long chain', `x = spark${'.a()'.repeat(3000)}\n`],
    [
      'loops in loops',
      `${[...Array(8).keys()].map((n) => `${' '.repeat(n)}for a${n} in [1,2,3,4,5,6,7,8,9]:`).join('\n')}\n${' '.repeat(9)}spark.table("db.orders")\n`,
    ],
    ['growing texts', `x = "ab"\n${'x = x + x\n'.repeat(200)}`],
    ['many alternatives', `x = ""\n${'x = x + ("a" if y else "b")\n'.repeat(100)}spark.read.parquet(x)\n`],
    [
      'prototype names',
      'd = {"__proto__": 1, "constructor": 2}\nd["__proto__"]["x"] = 3\nx.__proto__.read.parquet("s3://lake/orders")\n',
    ],
    ['noise', '\u0000)]}(((\n\tdef class : lambda\n"""'],
  ])('ends on %s', async (_, code) => {
    const start = performance.now();
    await lineageOf(code);
    expect(performance.now() - start).toBeLessThan(6000);
  });

  it('reads notebooks cell by cell', async () => {
    const cell = (source: string[]): object => ({ cell_type: 'code', source });
    const notebook = {
      cells: [
        cell(['%glue_version 4.0\n', '!pip install x\n', HEAD, READ]),
        { cell_type: 'markdown', source: ['spark.table("db.people")'] },
        cell([WRITE]),
      ],
      nbformat: 4,
    };
    const { facts, roles } = await importFiles({ 'get-tables.db.json': TABLES, 'nb/copy.ipynb': notebook });
    expect(roles.get('nb/copy.ipynb')).toBe('script');
    expect(facts.filter((fact) => fact.type === 'flow')).toHaveLength(1);
  });
});
