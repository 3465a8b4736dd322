/** A small dbt project as its manifest, in several states: what specs about imports read again and again. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Model {
  readonly name: string;
  readonly columns: readonly string[];
  readonly description?: string;
  readonly from?: readonly string[];
}

/** Where the tables of the project stand when the import names it. */
export const NAMESPACE = 'postgres://db.example:5432';

/** Written as `manifest.json` into a folder, which is made; answers the file. @param day of January 2026 */
export function writeManifest(folder: string, models: readonly Model[], day: number): string {
  mkdirSync(folder, { recursive: true });
  const id = (name: string) => `model.shop.${name}`;
  const nodes = models.map(({ name, columns, description = '', from = [] }) => ({
    unique_id: id(name),
    resource_type: 'model',
    package_name: 'shop',
    database: 'shop',
    schema: 'mart',
    name,
    alias: name,
    description,
    config: { materialized: 'table' },
    columns: Object.fromEntries(columns.map((column) => [column, { name: column, data_type: 'text' }])),
    depends_on: { nodes: from.map(id) },
  }));
  const manifest = {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      generated_at: `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`,
      project_name: 'shop',
      adapter_type: 'postgres',
    },
    nodes: Object.fromEntries(nodes.map((node) => [node.unique_id, node])),
    sources: {},
    exposures: {},
    parent_map: {},
    child_map: {},
  };
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify(manifest));
  return file;
}

const ORDER_COLUMNS = ['id', 'placed_at', 'total', 'state'];

/** The first state: customers feed orders, orders feed revenue. */
export const BEFORE: readonly Model[] = [
  { name: 'customers', columns: ['id', 'city'], description: 'Who buys' },
  { name: 'orders', columns: ORDER_COLUMNS, from: ['customers'] },
  { name: 'revenue', columns: ['month', 'amount'], from: ['orders'] },
];

/** The next one: orders is called sales_orders, customers tell their e-mail, revenue is gone. */
export const AFTER: readonly Model[] = [
  { name: 'customers', columns: ['id', 'city', 'email'], description: 'Who buys and how to reach them' },
  { name: 'sales_orders', columns: ORDER_COLUMNS, from: ['customers'] },
];
