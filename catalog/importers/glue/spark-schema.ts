/**
 * Schemas that Spark and Iceberg keep beside or instead of the catalog's columns.
 */
import { asRec, flag, member, num, rec, recs, str, type Rec } from './json.ts';
import { formatHiveType, MAX_TYPE_DEPTH, type HiveField, type HiveType } from './hive-type.ts';

export interface SchemaField {
  readonly name: string;
  readonly type?: string;
  readonly comment?: string;
}

/** Spark's names for types whose Hive name differs. */
const HIVE_NAMES: Readonly<Record<string, string>> = {
  long: 'bigint',
  integer: 'int',
  short: 'smallint',
  byte: 'tinyint',
  timestamp_ntz: 'timestamp',
};

/** Parts that a schema may be cut into; Spark cuts every 4,000 characters. */
const MAX_PARTS = 10_000;

/**
 * The columns of a table that Spark wrote (Delta, Hudi, data source tables): the JSON schema in
 * `spark.sql.sources.schema`, or cut into `spark.sql.sources.schema.part.N`. Null where there is none
 * or it cannot be read.
 */
export function sparkSchema(parameters: Rec | null): SchemaField[] | null {
  const text = str(parameters, 'spark.sql.sources.schema') ?? joinedParts(parameters);
  if (text === undefined) return null;
  try {
    const fields = recs(asRec(JSON.parse(text)), 'fields');
    return fields.flatMap((field) => schemaField(field, str(rec(field, 'metadata'), 'comment')));
  } catch {
    return null;
  }
}

function joinedParts(parameters: Rec | null): string | undefined {
  const count = num(parameters, 'spark.sql.sources.schema.numParts') ?? 0;
  if (count < 1 || count > MAX_PARTS) return undefined;
  let text = '';
  for (let i = 0; i < count; i++) {
    const part = str(parameters, `spark.sql.sources.schema.part.${i}`);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}

/** The current columns in Iceberg's own metadata (`IcebergTableMetadata` of GetTable), or null. */
export function icebergSchema(table: Rec): SchemaField[] | null {
  const metadata = rec(table, 'IcebergTableMetadata');
  const current = num(metadata, 'CurrentSchemaId');
  const schemas = recs(metadata, 'Schemas');
  const schema = schemas.find((one) => num(one, 'SchemaId') === current) ?? schemas.at(-1);
  return schema ? recs(schema, 'Fields').flatMap((field) => schemaField(field, str(field, 'Doc'))) : null;
}

function schemaField(field: Rec, comment: string | undefined): SchemaField[] {
  const name = str(field, 'name') ?? str(field, 'Name');
  if (name === undefined) return [];
  const type = hiveTypeOf(member(field, 'type') ?? member(field, 'Type'), 0);
  return [{ name, ...(type ? { type: formatHiveType(type) } : {}), ...(comment ? { comment } : {}) }];
}

/** A type in Spark's or Iceberg's JSON: a name, or an object for struct, list and map. */
function hiveTypeOf(json: unknown, depth: number): HiveType | null {
  if (typeof json === 'string') return { kind: 'primitive', text: HIVE_NAMES[json] ?? json };
  const type = asRec(json);
  if (!type || depth > MAX_TYPE_DEPTH) return null;
  switch (str(type, 'type')) {
    case 'struct':
      return { kind: 'struct', fields: recs(type, 'fields').flatMap((field) => structField(field, depth)) };
    case 'array':
    case 'list': {
      const element = hiveTypeOf(member(type, 'elementType') ?? member(type, 'element'), depth + 1);
      return element && { kind: 'array', element };
    }
    case 'map': {
      const key = hiveTypeOf(member(type, 'keyType') ?? member(type, 'key'), depth + 1);
      const value = hiveTypeOf(member(type, 'valueType') ?? member(type, 'value'), depth + 1);
      return key && value && { kind: 'map', key, value };
    }
    case 'udt':
      return hiveTypeOf(member(type, 'sqlType'), depth + 1);
    default:
      return null;
  }
}

function structField(field: Rec, depth: number): HiveField[] {
  const name = str(field, 'name');
  const type = hiveTypeOf(member(field, 'type'), depth + 1);
  return name !== undefined && type ? [{ name, type }] : [];
}

/** Whether a column is one that Iceberg keeps listed although it was dropped. */
export function isDroppedByIceberg(column: Rec): boolean {
  const parameters = rec(column, 'Parameters');
  return (
    member(parameters, 'iceberg.field.current') !== undefined && !flag(parameters, 'iceberg.field.current')
  );
}
