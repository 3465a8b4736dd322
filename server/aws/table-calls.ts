/** What is asked about one table, where details are wanted. */
import { nameOf } from './access.ts';
import type { Collection } from './collection.ts';

/** Columns in one call for statistics; the service takes no more. */
const COLUMNS = 100;

export async function detailsOf(collection: Collection, database: string, table: unknown): Promise<void> {
  const name = nameOf('Name')(table);
  if (name === '' || !isRecord(table)) return;
  const names = [database, name];
  const about = { DatabaseName: database, TableName: name };
  await collection.list('get-table-versions', about, 'TableVersions', { names });
  if (Array.isArray(table['PartitionKeys']) && table['PartitionKeys'].length > 0) {
    await collection.list('get-partitions', { ...about, ExcludeColumnSchema: true }, 'Partitions', { names });
    await collection.list('get-partition-indexes', about, 'PartitionIndexDescriptorList', { names });
  }
  const columns = columnsOf(table);
  for (let at = 0; at < columns.length; at += COLUMNS) {
    const page = at === 0 ? [] : [`page${at / COLUMNS + 1}`];
    await collection.one(
      'get-column-statistics-for-table',
      { ...about, ColumnNames: columns.slice(at, at + COLUMNS) },
      [...names, ...page],
    );
  }
  const resource = { Table: { DatabaseName: database, Name: name } };
  await collection.one('get-resource-lf-tags', { Resource: resource, ShowAssignedLFTags: true }, names);
  const filtered = { Table: { TableCatalogId: collection.account, ...resource.Table } };
  await collection.list('list-data-cells-filter', filtered, 'DataCellsFilters', { names });
}

function columnsOf(table: Readonly<Record<string, unknown>>): string[] {
  const storage = table['StorageDescriptor'];
  const columns = isRecord(storage) ? storage['Columns'] : undefined;
  return Array.isArray(columns) ? columns.map(nameOf('Name')).filter((name) => name !== '') : [];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
