/** Families of data types, whatever the system calls them. */
import type { TypeFamily } from './files.ts';

const FAMILIES: readonly (readonly [RegExp, TypeFamily])[] = [
  [/^(bool|boolean|bit|logical|tinyint\(1\))/, 'boolean'],
  [/^(struct|record|row|map|array|list|json|jsonb|variant|object|super|hstore|xml|\w+\[\])/, 'struct'],
  [/^(timestamp|datetime|smalldatetime|instant)/, 'timestamp'],
  [/^date/, 'date'],
  [/^time/, 'time'],
  [
    /^(tiny|small|medium|big|u|long)?int(eger|\d|\b)|^(long|short|byte$|hugeint|number|numeric|dec|double|float|real|money|smallmoney|serial|bigserial|smallserial|bignumeric)/,
    'number',
  ],
  [/^(binary|varbinary|blob|bytea|bytes|image|raw|longblob|mediumblob|tinyblob)/, 'binary'],
  [
    /^(n?var)?char|^(n?text|string|str|clob|character|citext|enum|uuid|uniqueidentifier|varchar2|nvarchar2|bpchar|inet|cidr|macaddr|name|object id|utf8|nullable\(string|lowcardinality|fixedstring)/,
    'text',
  ],
];

/** Null for a type that is not known: it then neither fits nor rules out. */
export function typeFamily(dataType: string | null | undefined): TypeFamily | null {
  if (!dataType) return null;
  const type = dataType.trim().slice(0, 64).toLowerCase();
  return FAMILIES.find(([pattern]) => pattern.test(type))?.[1] ?? null;
}
