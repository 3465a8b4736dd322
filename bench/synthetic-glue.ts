/**
 * A deterministic folder of AWS CLI outputs: databases, tables and visual jobs of a lake of a wanted size, as
 * `aws glue get-databases`, `get-tables` and `get-jobs` write them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TextSink } from './synthetic.ts';

export interface GlueLakeWritten {
  readonly tables: number;
  readonly jobs: number;
  readonly bytes: number;
}

const TABLES_PER_DATABASE = 1_000;
/** One job writes one table in ten. */
const TABLES_PER_JOB = 10;
const NAMES = ['id', 'email', 'amount', 'created_at', 'country', 'status', 'address', 'labels'];
const TYPES = [
  'bigint',
  'string',
  'decimal(18,2)',
  'timestamp',
  'string',
  'string',
  'struct<street:string,city:string>',
  'array<string>',
];

/** Writes a lake of so many tables into `folder`. */
export function writeSyntheticGlue(folder: string, tables: number): GlueLakeWritten {
  mkdirSync(folder, { recursive: true });
  const databases = Math.max(1, Math.ceil(tables / TABLES_PER_DATABASE));
  let bytes = writeObject(folder, 'sts-get-caller-identity', {
    UserId: 'AIDAEXAMPLE',
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:user/export',
  });
  bytes += writeListing(folder, 'get-databases', 'DatabaseList', databases, (n) => ({
    Name: databaseName(n),
    Description: `Lake zone ${n}`,
    LocationUri: `s3://lake-${n}/`,
    Parameters: {},
    CatalogId: '111122223333',
  }));
  for (let database = 0; database < databases; database++) {
    const first = database * TABLES_PER_DATABASE;
    const count = Math.min(TABLES_PER_DATABASE, tables - first);
    bytes += writeListing(folder, `get-tables.${databaseName(database)}`, 'TableList', count, (n) =>
      tableEntry(first + n),
    );
  }
  const jobs = Math.floor(tables / TABLES_PER_JOB);
  bytes += writeListing(folder, 'get-jobs', 'Jobs', jobs, (n) => jobEntry(n, tables));
  return { tables, jobs, bytes };
}

function writeObject(folder: string, name: string, value: object): number {
  const sink = new TextSink(join(folder, `${name}.json`));
  sink.write(JSON.stringify(value, null, 4));
  sink.close();
  return sink.length;
}

function writeListing(
  folder: string,
  name: string,
  key: string,
  count: number,
  entry: (n: number) => object,
): number {
  const sink = new TextSink(join(folder, `${name}.json`));
  sink.write(`{\n    "${key}": [`);
  for (let n = 0; n < count; n++) sink.write(`${n === 0 ? '' : ','}\n${JSON.stringify(entry(n), null, 4)}`);
  sink.write('\n    ]\n}\n');
  sink.close();
  return sink.length;
}

const databaseName = (n: number): string => `zone_${n}`;
const tableName = (n: number): string => `table_${n}`;
const databaseOf = (table: number): string => databaseName(Math.floor(table / TABLES_PER_DATABASE));

function tableEntry(n: number): object {
  return {
    Name: tableName(n),
    DatabaseName: databaseOf(n),
    Owner: 'hadoop',
    CreateTime: '2025-02-05T09:12:44+00:00',
    UpdateTime: '2026-01-02T03:04:05+00:00',
    Retention: 0,
    StorageDescriptor: {
      Columns: Array.from({ length: 6 + (n % 11) }, (_, i) => ({
        Name: `${NAMES[i % NAMES.length]}_${i}`,
        Type: TYPES[i % TYPES.length],
        ...(i === 0 ? { Comment: 'Key of the row.' } : {}),
      })),
      Location: `s3://lake-${Math.floor(n / TABLES_PER_DATABASE)}/${tableName(n)}/`,
      InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      Compressed: false,
      NumberOfBuckets: -1,
      SerdeInfo: {
        SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
        Parameters: { 'serialization.format': '1' },
      },
      BucketColumns: [],
      SortColumns: [],
      Parameters: {},
      StoredAsSubDirectories: false,
    },
    PartitionKeys: [{ Name: 'ingest_date', Type: 'date' }],
    TableType: 'EXTERNAL_TABLE',
    Parameters: { classification: 'parquet', recordCount: String(1000 + n), EXTERNAL: 'TRUE' },
    CreatedBy: 'arn:aws:sts::111122223333:assumed-role/GlueRole/crawler',
    IsRegisteredWithLakeFormation: false,
    CatalogId: '111122223333',
  };
}

/** Two tables in, one out, through a mapping of their first columns. */
function jobEntry(n: number, tables: number): object {
  const output = n * TABLES_PER_JOB;
  const inputs = [(output * 13 + 1) % tables, (output * 31 + 2) % tables];
  const source = (table: number): object => ({
    CatalogSource: { Name: tableName(table), Database: databaseOf(table), Table: tableName(table) },
  });
  return {
    Name: `load_${tableName(output)}`,
    JobMode: 'VISUAL',
    Role: 'arn:aws:iam::111122223333:role/GlueJobRole',
    CreatedOn: '2025-03-11T08:00:12.345000+00:00',
    LastModifiedOn: '2026-01-02T03:04:05.120000+00:00',
    Command: { Name: 'glueetl', ScriptLocation: `s3://assets/scripts/load_${n}.py`, PythonVersion: '3' },
    DefaultArguments: { '--job-language': 'python' },
    GlueVersion: '4.0',
    CodeGenConfigurationNodes: {
      'node-1': source(inputs[0]!),
      'node-2': source(inputs[1]!),
      'node-3': {
        Join: {
          Name: 'join',
          Inputs: ['node-1', 'node-2'],
          JoinType: 'equijoin',
          Columns: [
            { From: 'node-1', Keys: [['id_0']] },
            { From: 'node-2', Keys: [['id_0']] },
          ],
        },
      },
      'node-4': {
        CatalogTarget: {
          Name: tableName(output),
          Inputs: ['node-3'],
          Database: databaseOf(output),
          Table: tableName(output),
        },
      },
    },
  };
}
