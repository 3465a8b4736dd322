/**
 * An export ready to be told as facts: what it holds, whose it is, and how names in it are resolved.
 */
import type { Evidence, Fact } from '../../model/facts.ts';
import type { JobKey } from '../../model/identity.ts';
import type { ImportContext } from '../importer.ts';
import type { Account } from './account.ts';
import { CatalogTables, type CatalogTable } from './catalog-tables.ts';
import { Connections } from './connections.ts';
import { Endpoints } from './endpoints.ts';
import type { GlueExport } from './export.ts';
import type { Item } from './item.ts';
import { str } from './json.ts';
import { Names } from './names.ts';
import type { SqlAnalyses } from './sql-analyses.ts';

export interface GlueModel {
  readonly source: GlueExport;
  readonly names: Names;
  readonly tables: CatalogTables;
  readonly endpoints: Endpoints;
  readonly sql: SqlAnalyses;
  readonly context: ImportContext;
}

export type Facts = Generator<Fact, void>;

export function glueModel(
  source: GlueExport,
  account: Account,
  sql: SqlAnalyses,
  context: ImportContext,
): GlueModel {
  const names = new Names(account);
  const tables = new CatalogTables(source, names);
  const endpoints = new Endpoints(tables, new Connections(source.items.connections), names);
  return { source, names, tables, endpoints, sql, context };
}

/** Evidence of an item within a scope. */
export const evidenceOf = (scope: string, item: Item, at = item.at): Evidence => ({
  scope,
  file: item.file,
  at,
});

/** The items of a kind by name, the last one of each name. */
export function byName(
  items: readonly Item[],
  nameOf = (item: Item): string | undefined => str(item.value, 'Name'),
): Map<string, Item> {
  const out = new Map<string, Item>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== undefined) out.set(name, item);
  }
  return out;
}

/**
 * The table that a file's name speaks of: `get-column-statistics-for-table.<db>.<table>`. Both names may
 * hold dots, so every split is tried; null where none names an exported table.
 */
export function tableOfFileName(item: Item, tables: CatalogTables): CatalogTable | null {
  const parts = item.nameParts;
  for (let at = 1; at < parts.length; at++) {
    const found = tables.find(parts.slice(0, at).join('.'), parts.slice(at).join('.'));
    if (found) return found;
  }
  // One of several files about the table: `<db>.<table>.page2`.
  return parts.length > 2 && /^page\d+$/i.test(parts.at(-1) ?? '')
    ? tableOfFileName({ ...item, nameParts: parts.slice(0, -1) }, tables)
    : null;
}

/** `crawler` or `job` by the members that triggers and workflows use. */
export function jobOrCrawler(
  names: Names,
  jobName: string | undefined,
  crawlerName: string | undefined,
): JobKey | null {
  if (jobName) return names.job(jobName);
  return crawlerName ? names.crawler(crawlerName) : null;
}
