/**
 * The physical relation behind a node, and its name as OpenLineage's naming spec writes it for the
 * database that the adapter speaks to.
 */
import { text, type JsonRecord } from './values.ts';

/** A table or view in the warehouse, spelled as the manifest spells it. */
export interface Relation {
  readonly database: string | null;
  readonly schema: string | null;
  readonly identifier: string;
  /** False only where the manifest's `relation_name` shows that dbt writes it without quotes. */
  readonly quoted: boolean;
}

/** Databases without a level above the schema: OpenLineage names their tables `{db}.{table}`. */
const TWO_LEVELS = new Set([
  'clickhouse',
  'doris',
  'glue',
  'hive',
  'impala',
  'mariadb',
  'mysql',
  'spark',
  'starrocks',
  'teradata',
  'tidb',
]);

/** Of those, the ones where a catalog above the schema is possible and then part of the name. */
const OPTIONAL_CATALOG = new Set(['spark']);

/** Namespaces of the AWS Glue Data Catalog; tables there are `table/{db}/{table}`. */
export const isGlueNamespace = (namespace: string): boolean => /^arn:aws[a-z-]*:glue:/i.test(namespace);

/** Relation of a manifest node or source; null where it has none (ephemeral, or nothing stated). */
export function relationOf(node: JsonRecord): Relation | null {
  const parsed = parseRelationName(text(node['relation_name']) ?? '');
  const [identifier, schema, database] = [...(parsed?.parts ?? [])].reverse();
  const name = text(node['identifier']) ?? text(node['alias']) ?? identifier ?? text(node['name']);
  if (name === undefined) return null;
  return {
    database: text(node['database']) ?? database ?? null,
    schema: text(node['schema']) ?? schema ?? null,
    identifier: name,
    quoted: parsed?.quoted ?? true,
  };
}

/** Name of the dataset within the namespace. */
export function datasetName(relation: Relation, adapter: string | null, namespace: string): string {
  const { database, schema, identifier } = relation;
  if (isGlueNamespace(namespace)) return `table/${schema ?? 'default'}/${identifier}`;
  const twoLevels = adapter !== null && TWO_LEVELS.has(adapter);
  const same = database !== null && database.toLowerCase() === schema?.toLowerCase();
  const above = twoLevels && (same || !OPTIONAL_CATALOG.has(adapter)) ? null : database;
  return [above, schema, identifier].filter((part) => part !== null).join('.');
}

/** Warehouses whose identifiers ignore case even in quotes. */
const CASELESS = new Set(['athena', 'databricks', 'duckdb', 'glue', 'hive', 'impala', 'spark', 'trino']);

/** True when two spellings that differ only in case certainly mean one relation. */
export function foldsCase(relation: Relation, adapter: string | null): boolean {
  return adapter !== null && (CASELESS.has(adapter) || (adapter === 'snowflake' && !relation.quoted));
}

const CLOSING: Readonly<Record<string, string>> = { '"': '"', '`': '`', '[': ']' };

/**
 * Parts of a rendered relation: `"db"."schema"."t"`, `` `p`.`d`.`t` ``, `[db].[dbo].[t]`,
 * `DB.SCHEMA.T`. A doubled closing quote stands for itself. Null when it is not a plain relation
 * (a function call, a path) or has more than three parts.
 */
export function parseRelationName(
  name: string,
): { readonly parts: readonly string[]; readonly quoted: boolean } | null {
  const parts: string[] = [];
  let quoted = false;
  let at = 0;
  while (at < name.length) {
    const close = CLOSING[name[at] ?? ''];
    let part = '';
    if (close === undefined) {
      const plain = /^[^."'`[\]()\s]+/.exec(name.slice(at, at + 1024))?.[0];
      if (plain === undefined) return null;
      part = plain;
      at += plain.length;
    } else {
      quoted = true;
      const end = closingQuote(name, at + 1, close);
      if (end < 0) return null;
      part = name.slice(at + 1, end).replaceAll(close + close, close);
      at = end + 1;
    }
    if (part === '' || parts.push(part) > 3) return null;
    if (at === name.length) return { parts, quoted };
    if (name[at] !== '.') return null;
    at++;
  }
  return null;
}

function closingQuote(name: string, from: number, close: string): number {
  for (let at = name.indexOf(close, from); at >= 0; at = name.indexOf(close, at + 2)) {
    if (name[at + 1] !== close) return at;
  }
  return -1;
}
