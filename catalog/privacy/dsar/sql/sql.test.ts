import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PastDataset } from '../../../past/as-of.ts';
import { identifier, nameParts, systemKind, tableName, type Dialect } from './dialect.ts';
import { commentText, searchStatements } from './statements.ts';

const table = (namespace: string, name: string): PastDataset => ({
  id: 1,
  namespace,
  name,
  kind: 'table',
  members: [1],
  described: true,
  retired: false,
  importers: [],
  owners: [],
  tags: [],
  hasDescription: false,
  columns: 0,
  taggedColumns: [],
  sensitivity: null,
});

const NAMESPACES: readonly (readonly [string, string | null])[] = [
  ['postgres://db:5432', 'postgres'],
  ['PostgreSQL://db', 'postgres'],
  ['redshift://c.eu-west-1:5439', 'redshift'],
  ['snowflake://acme', 'snowflake'],
  ['bigquery', 'bigquery'],
  ['mssql://host:1433', 'mssql'],
  ['sqlserver://host', 'mssql'],
  ['mysql://h:3306', 'mysql'],
  ['oracle://h:1521', 'oracle'],
  ['trino://h:8080', 'trino'],
  ['awsathena://athena.eu-west-1.amazonaws.com', 'athena'],
  ['arn:aws:glue:eu-west-1:123456789012', 'athena'],
  ['hive://h:10000', 'hive'],
  ['databricks://h', 'spark'],
  ['clickhouse://h:8123', 'clickhouse'],
  ['dbt://shop', 'ansi'],
  ['s3://bucket', null],
  ['kafka://h:9092', null],
  ['gs://b', null],
  ['arn:aws:dynamodb:eu-west-1:123456789012', null],
  ['constructor', null],
  ['', null],
  ['what is this', null],
];

describe('the dialect of a system', () => {
  it.each(NAMESPACES)('%s', (namespace, key) => {
    expect(systemKind(namespace).dialect?.key ?? null).toBe(key);
  });
});

const dialectOf = (namespace: string): Dialect => systemKind(namespace).dialect!;

describe('names', () => {
  it('have the parts of the database', () => {
    expect(tableName(table('postgres://db', 'shop.public.my.table'), dialectOf('postgres://db'))).toBe(
      '"shop"."public"."my.table"',
    );
    expect(tableName(table('mysql://db', 'shop.orders'), dialectOf('mysql://db'))).toBe('`shop`.`orders`');
    expect(tableName(table('bigquery', 'my-project.raw.users'), dialectOf('bigquery'))).toBe(
      '`my-project`.`raw`.`users`',
    );
    expect(
      tableName(
        table('arn:aws:glue:eu-west-1:1', 'table/raw_zone/users'),
        dialectOf('arn:aws:glue:eu-west-1:1'),
      ),
    ).toBe('"raw_zone"."users"');
    expect(tableName(table('snowflake://a', 'db.public.Mixed'), dialectOf('snowflake://a'))).toBe(
      '"DB"."PUBLIC"."Mixed"',
    );
    expect(nameParts(table('postgres://db', '..a'), dialectOf('postgres://db'))).toEqual(['a']);
  });

  it('are quoted so that no name ends its quotes', () => {
    const marks: readonly (readonly [string, RegExp])[] = [
      ['postgres://x', /^"(?:[^"]|"")*"$/s],
      ['mysql://x', /^`(?:[^`]|``)*`$/s],
      ['mssql://x', /^\[(?:[^\]]|\]\])*\]$/s],
      ['bigquery', /^`(?:[^`\\]|\\.)*`$/s],
      ['oracle://x', /^"(?:[^"]|"")*"$/s],
      ['clickhouse://x', /^`(?:[^`\\]|\\.)*`$/s],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...marks),
        fc.string({
          unit: fc.constantFrom('a', '"', '`', ']', '[', '\\', "'", ';', '\n', '-', '\u0000', 'é', '.'),
        }),
        ([namespace, form], name) => {
          expect(identifier(name, dialectOf(namespace))).toMatch(form);
        },
      ),
    );
  });

  it('in comments stay on their line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(commentText(text)).not.toMatch(/[\n\r\u0085\u2028\u2029\u0000]/);
      }),
    );
    expect(commentText('x'.repeat(10_000))).toHaveLength(500);
  });
});

describe('statements', () => {
  const base = {
    columns: ['Email', 'id'],
    keys: [
      { kind: 'email' as const, columns: ['Email'] },
      { kind: 'customer_id' as const, columns: ['id'] },
    ],
    join: null,
    types: new Map([['id', 'bigint']]),
  };

  it('bind by each database’s own means', () => {
    const where = (namespace: string) => {
      const statements = searchStatements(
        { ...base, dataset: table(namespace, 'a.b.c') },
        dialectOf(namespace),
      )!;
      return [statements.count.split('WHERE ')[1], statements.parameters];
    };
    expect(where('postgres://x')).toEqual([
      'lower(trim("Email")) = lower(trim(:email))\n   OR "id" = :customer_id;',
      ['email', 'customer_id'],
    ]);
    expect(where('trino://x')).toEqual([
      'lower(trim("Email")) = lower(trim(?))\n   OR cast("id" AS varchar) = ?;',
      ['email', 'customer_id'],
    ]);
    expect(where('bigquery')[0]).toBe(
      'lower(trim(`Email`)) = lower(trim(@email))\n   OR cast(`id` AS STRING) = @customer_id;',
    );
    expect(where('mssql://x')[0]).toBe(
      'lower(ltrim(rtrim([Email]))) = lower(ltrim(rtrim(@email)))\n   OR [id] = @customer_id;',
    );
  });

  it('join a first and a last name', () => {
    const statements = searchStatements(
      { ...base, dataset: table('mysql://x', 'a.b'), keys: [{ kind: 'name', columns: ['first', 'last'] }] },
      dialectOf('mysql://x'),
    )!;
    expect(statements.count).toContain(
      `lower(concat(trim(\`first\`), ' ', trim(\`last\`))) = lower(trim(:name))`,
    );
  });

  it('are not written where nothing can be compared or named', () => {
    expect(
      searchStatements({ ...base, dataset: table('mysql://x', 'a.b'), keys: [] }, dialectOf('mysql://x')),
    ).toBeNull();
    expect(
      searchStatements({ ...base, dataset: table('mysql://x', 'a.b'), columns: [] }, dialectOf('mysql://x')),
    ).toBeNull();
  });
});
