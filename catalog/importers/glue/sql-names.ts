/**
 * Which catalog table a dotted name in SQL means.
 */
import type { CatalogTables } from './catalog-tables.ts';
import type { Ref } from './endpoints.ts';

/** Tables about tables that Iceberg, Hudi and Delta offer behind a table's name. */
const METADATA_TABLES = new Set([
  'snapshots',
  'history',
  'files',
  'manifests',
  'partitions',
  'entries',
  'refs',
  'all_data_files',
  'all_manifests',
  'metadata_log_entries',
  'position_deletes',
  'delete_files',
  'data_files',
]);

const SYSTEM_DATABASES = new Set(['information_schema', 'global_temp', 'sys', 'pg_catalog']);

/**
 * The table that is meant, `null` where the database is not known, `undefined` where the name is of a
 * system table. A catalog's name in front (`glue_catalog`, `AwsDataCatalog`) is passed over.
 */
export function sqlTableRef(
  parts: readonly string[],
  defaultDatabase: string | undefined,
  tables: CatalogTables,
): Extract<Ref, { kind: 'table' }> | null | undefined {
  let names = parts;
  if (names.length > 2 && METADATA_TABLES.has(names.at(-1)?.toLowerCase() ?? '')) {
    const shorter = names.slice(0, -1);
    const isExported = tables.find(names.at(-2) ?? '', names.at(-1) ?? '') !== null;
    if (!isExported && (names.length > 3 || tables.find(shorter[0] ?? '', shorter[1] ?? ''))) names = shorter;
  }
  const table = names.at(-1);
  const database = names.at(-2) ?? defaultDatabase;
  if (table === undefined || database === undefined) return null;
  return SYSTEM_DATABASES.has(database.toLowerCase()) ? undefined : { kind: 'table', database, table };
}
