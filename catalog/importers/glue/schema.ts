/**
 * The columns of a Data Catalog table, from wherever that kind of table keeps them.
 */
import { fieldsWithin, formatHiveType, parseHiveType, type HiveType } from './hive-type.ts';
import { entries, rec, recs, str, type Rec } from './json.ts';
import { Recent } from './recent.ts';
import { prestoView, type PrestoView } from './presto-view.ts';
import { icebergSchema, isDroppedByIceberg, sparkSchema } from './spark-schema.ts';

export interface TableColumn {
  readonly name: string;
  /** The type as the source writes it. */
  readonly type?: string;
  readonly comment?: string;
  /** The column's own parameters (`pii`, `classification` …), technical ones left out. */
  readonly parameters: readonly (readonly [string, string])[];
  readonly partition: boolean;
  /** Dropped from the Iceberg schema, though Glue keeps listing it. */
  readonly dropped: boolean;
}

export interface TableSchema {
  readonly columns: readonly TableColumn[];
  /** Set where the catalog holds a placeholder and the real schema could not be read. */
  readonly placeholder: boolean;
}

/** The columns of a table, partition keys last, each name once. */
export function tableSchema(table: Rec): TableSchema {
  const stored = recs(rec(table, 'StorageDescriptor'), 'Columns');
  const isPlaceholder = stored.length === 0 || (stored.length === 1 && isPlaceholderColumn(stored[0]));
  const declared = isPlaceholder
    ? (icebergSchema(table) ?? sparkSchema(rec(table, 'Parameters')) ?? prestoColumns(table))
    : null;
  const own: TableColumn[] = declared
    ? declared.map((field) => ({ ...field, parameters: [], partition: false, dropped: false }))
    : stored.flatMap((column) => columnOf(column, false));
  const partitions = recs(table, 'PartitionKeys').flatMap((column) => columnOf(column, true));
  const partitionNames = new Set(partitions.map((column) => column.name.toLowerCase()));
  const unique = new Map<string, TableColumn>();
  for (const column of [...own.filter((one) => !partitionNames.has(one.name.toLowerCase())), ...partitions]) {
    if (!unique.has(column.name)) unique.set(column.name, column);
  }
  return { columns: [...unique.values()], placeholder: isPlaceholder && stored.length > 0 && !declared };
}

/** The columns that the definition of an Athena view lists. */
function prestoColumns(table: Rec): PrestoView['columns'] | null {
  const view = prestoView(table);
  return view && view !== 'undecodable' && view.columns.length > 0 ? view.columns : null;
}

/** What Hive's metastore shows for a table whose schema only Spark knows. */
const isPlaceholderColumn = (column: Rec | undefined): boolean =>
  str(column, 'Name') === 'col' && str(column, 'Type') === 'array<string>';

function columnOf(column: Rec, partition: boolean): TableColumn[] {
  const name = str(column, 'Name');
  if (name === undefined) return [];
  const type = str(column, 'Type');
  const comment = str(column, 'Comment');
  const parameters = entries(rec(column, 'Parameters')).flatMap(([key, value]): [string, string][] =>
    key.startsWith('iceberg.field.') || typeof value !== 'string' ? [] : [[key, value]],
  );
  return [
    {
      name,
      ...(type ? { type } : {}),
      ...(comment ? { comment } : {}),
      parameters,
      partition,
      dropped: isDroppedByIceberg(column),
    },
  ];
}

export interface NestedField {
  /** From the column down. */
  readonly path: readonly string[];
  readonly ordinal: number;
  readonly type: string;
}

/** Nested fields given for one column; wider types keep their text at the top only. */
const MAX_NESTED = 2000;

const NONE: readonly NestedField[] = [];
/** Types that were met lately; many columns have the same. */
const types = new Recent<string, HiveType | null>(512);
const typeOf = (text: string): HiveType | null => types.get(text, () => parseHiveType(text));

/** The fields inside a column's type, each with its path, parents first. */
export function nestedFields(column: TableColumn): readonly NestedField[] {
  // A type without brackets is a plain one.
  const top = column.type?.includes('<') ? typeOf(column.type) : null;
  if (!top) return NONE;
  const out: NestedField[] = [];
  const queue: { readonly path: readonly string[]; readonly type: HiveType }[] = [
    { path: [column.name], type: top },
  ];
  for (let next = queue.shift(); next && out.length < MAX_NESTED; next = queue.shift()) {
    const seen = new Set<string>();
    for (const [ordinal, field] of fieldsWithin(next.type).entries()) {
      if (seen.has(field.name) || out.length >= MAX_NESTED) continue;
      seen.add(field.name);
      const path = [...next.path, field.name];
      out.push({ path, ordinal, type: formatHiveType(field.type) });
      queue.push({ path, type: field.type });
    }
  }
  return out;
}
