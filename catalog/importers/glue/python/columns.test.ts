import { describe, expect, it } from 'vitest';
import { factsOf, importFiles } from '../test-support.ts';

const table = (name: string, columns: string): object => ({
  Name: name,
  DatabaseName: 'db',
  CatalogId: '123456789012',
  TableType: 'EXTERNAL_TABLE',
  StorageDescriptor: {
    Columns: columns.split(' ').map((Name) => ({ Name, Type: 'string' })),
    Location: `s3://lake/${name}/`,
  },
});

const FILES = {
  'get-tables.db.json': {
    TableList: [table('orders', 'id who amount'), table('people', 'pid name'), table('out', 'id')],
  },
  'get-jobs.json': {
    Jobs: [{ Name: 'j', Role: 'r', Command: { Name: 'glueetl', ScriptLocation: 's3://b/j.py' } }],
  },
};

const HEAD = `
from awsglue.context import GlueContext
from pyspark.sql import functions as F
glueContext = GlueContext(sc)
spark = glueContext.spark_session
orders = glueContext.create_dynamic_frame.from_catalog(database="db", table_name="orders")
df = orders.toDF()
`;
const TAIL = '\nx.write.insertInto("db.out")\n';

/** Edges into the table that the script writes, `from > to subtype`. */
async function edges(code: string): Promise<string[]> {
  const imported = await importFiles({ ...FILES, 'scripts/j.py': HEAD + code + TAIL });
  return factsOf(imported, 'column-edge')
    .map(
      ({ from, to, transformations }) =>
        `${from.dataset.name.replace('table/db/', '')}.${from.path.join('.')} > ${to.path.join('.')} ${transformations[0]?.subtype ?? '?'}`,
    )
    .sort();
}

const ALL = ['orders.amount > amount IDENTITY', 'orders.id > id IDENTITY', 'orders.who > who IDENTITY'];

describe('columns through Python scripts', () => {
  it.each<[string, string[]]>([
    ['x = df', ALL],
    ['x = df.filter("id > 1").distinct().cache()', ALL],
    ['x = df.select("id", "who")', ['orders.id > id IDENTITY', 'orders.who > who IDENTITY']],
    [
      'x = df.drop("who").withColumnRenamed("amount", "sum")',
      ['orders.amount > sum IDENTITY', 'orders.id > id IDENTITY'],
    ],
    [
      'x = ApplyMapping.apply(frame=orders, mappings=[("id", "string", "key", "bigint"), ("who", "string", "who", "string")])',
      ['orders.id > key TRANSFORMATION', 'orders.who > who IDENTITY'],
    ],
    ['x = orders.rename_field("id", "key").select_fields(["key"])', ['orders.id > key IDENTITY']],
    [
      'x = df.selectExpr("id", "upper(who) as w")',
      ['orders.id > id IDENTITY', 'orders.who > w TRANSFORMATION'],
    ],
    [
      'x = spark.sql("select o.id, max(p.name) as n from db.orders o join db.people p on p.pid = o.who group by o.id")',
      ['orders.id > id IDENTITY', 'people.name > n AGGREGATION'],
    ],
    [
      'df.createOrReplaceTempView("v")\nx = spark.sql("select id as i, amount + 1 as a from v")',
      ['orders.amount > a TRANSFORMATION', 'orders.id > i IDENTITY'],
    ],
    [
      'def clean(frame):\n  return frame.drop("amount")\nx = clean(df)',
      ['orders.id > id IDENTITY', 'orders.who > who IDENTITY'],
    ],
    ['x = df.withColumn("who", F.lit("-"))', ['orders.amount > amount IDENTITY', 'orders.id > id IDENTITY']],
    [
      'x = df.withColumn("w", F.upper(F.trim(F.col("who")))).drop("amount", "id")',
      ['orders.who > w TRANSFORMATION', 'orders.who > who IDENTITY'],
    ],
    ['x = df.select(F.col("id").alias("key"), F.lit(1).alias("one"))', ['orders.id > key IDENTITY']],
    [
      'x = df.select("id", df["who"].alias("a"), df.amount.cast("int").alias("b"))',
      ['orders.amount > b TRANSFORMATION', 'orders.id > id IDENTITY', 'orders.who > a IDENTITY'],
    ],
    [
      'c = when(col("id") > 1, col("who")).when(col("id") == 0, "x").otherwise(col("amount"))\nx = df.select(c.alias("c"))',
      ['orders.amount > c TRANSFORMATION', 'orders.id > c CONDITIONAL', 'orders.who > c TRANSFORMATION'],
    ],
    [
      'from pyspark.sql.functions import expr, sum as total\nx = df.select(expr("lower(who) as l"), (col("amount") * 2 + col("id")).alias("s"))',
      ['orders.amount > s TRANSFORMATION', 'orders.id > s TRANSFORMATION', 'orders.who > l TRANSFORMATION'],
    ],
    [
      'from pyspark.sql.functions import expr, sum as total\nx = df.groupBy("who").agg(total("amount").alias("t"), F.count("*").alias("n"))',
      ['orders.amount > t AGGREGATION', 'orders.who > who IDENTITY'],
    ],
    [
      'x = df.withColumn("a", F.concat_ws("-", "id", "who")).withColumn("b", F.date_format("a", "yyyy")).select("b")',
      ['orders.id > b TRANSFORMATION', 'orders.who > b TRANSFORMATION'],
    ],
    ['x = df.withColumn("who", hidden(df["who"])).select("who", "id")', ['orders.id > id IDENTITY']],
    ['x = df.select(F.col(name).alias("a"), ~F.col("id"), "who")', ['orders.who > who IDENTITY']],
  ])('%s', async (code, expected) => expect(await edges(code)).toEqual(expected));

  it('sees that a hash masks, whatever calls it', async () => {
    const code = 'x = df.select(F.sha2(F.lower("who"), 256).alias("w"), F.countDistinct("id").alias("n"))';
    const imported = await importFiles({ ...FILES, 'scripts/j.py': HEAD + code + TAIL });
    const found = factsOf(imported, 'column-edge').map(({ to, transformations: [one] }) => [
      to.path[0],
      one?.subtype,
      one?.masking ?? false,
    ]);
    expect(found.sort()).toEqual([
      ['n', 'AGGREGATION', expect.any(Boolean)],
      ['w', 'TRANSFORMATION', true],
    ]);
  });

  it('asks about a long chain of steps in a few rounds', async () => {
    const steps = Array.from(
      { length: 120 },
      (_, n) => `.withColumn("c${n}", F.col("${n === 0 ? 'id' : `c${n - 1}`}") + 1)`,
    );
    expect(await edges(`x = df${steps.join('')}.select("c119")`)).toEqual([
      'orders.id > c119 TRANSFORMATION',
    ]);
  });

  it.each([
    'import secret_lib\nx = secret_lib.mask(df)',
    'from secret_lib import mask\nx = mask(df)',
    'x = df.mapInPandas(work, "id string")',
    'x = df.groupBy("id").agg({"amount": "sum"})',
    'x = df.toDF("a", "b", "c")',
    'x = df.drop(column)',
    'x = df[["id"]]',
    'x = Join.apply(df, other, "id", "id")',
    'x = spark.sql(f"select {columns} from db.orders")',
  ])('says nothing about columns after what it cannot see into: %s', async (code) => {
    expect(await edges(code)).toEqual([]);
  });

  it('follows queries that run on a server', async () => {
    const options = 'option("url", "jdbc:postgresql://h:5432/shop")';
    const read = `x = spark.read.format("jdbc").${options}.option("query", "select id as i, lower(mail) m from public.users").load()`;
    const expected = ['shop.public.users.id > i IDENTITY', 'shop.public.users.mail > m TRANSFORMATION'];
    expect(await edges(read)).toEqual(expected);
    const table = read.replace('option("query", "', 'option("dbtable", "(').replace('users")', 'users) t")');
    expect(await edges(table)).toEqual(expected);
  });

  it('says nothing of pandas frames, whose columns change in place', async () => {
    const code =
      'import awswrangler as wr\np = wr.athena.read_sql_query("select id, who from orders", database="db")\np["who"] = hashed(p["who"])\nwr.s3.to_parquet(df=p, path="s3://out/x", database="db", table="out")\nx = 1';
    expect(await edges(code)).toEqual([]);
  });

  it('writes what a statement inserts', async () => {
    expect(await edges('spark.sql("insert into db.out select id, who as w from db.orders")\nx = 1')).toEqual([
      'orders.id > id IDENTITY',
      'orders.who > w IDENTITY',
    ]);
  });
});
