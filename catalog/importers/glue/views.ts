/**
 * What a view is made from. Athena keeps its SQL in base64 inside a comment, Spark and Hive keep it
 * as it is, multi-dialect views name the tables themselves.
 */
import type { CatalogTable, CatalogTables } from './catalog-tables.ts';
import type { Ref } from './endpoints.ts';
import { asRec, rec, recs, str, texts } from './json.ts';
import { tableOfArn } from './names.ts';
import { sqlTableRef } from './sql-names.ts';
import { sqlTables } from './sql-tables.ts';

export interface ViewSource {
  /** The query, where it could be read. */
  readonly sql?: string;
  readonly upstream: readonly Ref[];
  /** 0..1, of each upstream table. */
  readonly confidence: number;
  /** Why the view's upstream is incomplete. */
  readonly problem?: string;
}

/** The service itself names the tables. */
const NAMED_BY_SERVICE = 0.95;
/** The tables were found in the query's text. */
const FOUND_IN_SQL = 0.9;

export function viewSource(view: CatalogTable, tables: CatalogTables): ViewSource {
  const { value } = view.item;
  const definition = rec(value, 'ViewDefinition');
  const shown = recs(definition, 'Representations').map(
    (one) => str(one, 'ViewExpandedText') ?? str(one, 'ViewOriginalText'),
  );
  const sqlOfDefinition = shown.find((text) => text !== undefined);
  const named = texts(definition, 'SubObjects')
    .map(tableOfArn)
    .filter((one) => one !== null);
  if (named.length > 0) {
    const upstream = named.map((one): Ref => ({ kind: 'table', ...one }));
    return { upstream, confidence: NAMED_BY_SERVICE, ...(sqlOfDefinition ? { sql: sqlOfDefinition } : {}) };
  }
  const original = str(value, 'ViewOriginalText');
  const encoded = /^\s*\/\* Presto (?:Materialized )?View: ([\w+/=\s-]*)\*\//.exec(original ?? '')?.[1];
  if (encoded !== undefined) return prestoSource(encoded, view, tables);
  const expanded = str(value, 'ViewExpandedText');
  const sql = sqlOfDefinition ?? (expanded && !/^\s*\/\* Presto/.test(expanded) ? expanded : original);
  if (!sql) return { upstream: [], confidence: 0, problem: 'The export holds no query for this view.' };
  const database = str(rec(value, 'Parameters'), 'view.catalogAndNamespace.part.1') ?? view.database;
  return fromSql(sql, database, 'string', tables);
}

function prestoSource(encoded: string, view: CatalogTable, tables: CatalogTables): ViewSource {
  let decoded: unknown = null;
  try {
    decoded = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    // Reported below: what follows finds no query in null.
  }
  const sql = str(asRec(decoded), 'originalSql');
  if (!sql)
    return { upstream: [], confidence: 0, problem: 'The query of this Athena view could not be decoded.' };
  return fromSql(sql, str(asRec(decoded), 'schema') ?? view.database, 'name', tables);
}

function fromSql(
  sql: string,
  database: string,
  doubleQuoted: 'name' | 'string',
  tables: CatalogTables,
): ViewSource {
  const statements = sqlTables(sql, { doubleQuoted });
  const found = statements
    .flatMap((statement) => statement.reads)
    .map((parts) => sqlTableRef(parts, database, tables));
  const paths = statements
    .flatMap((statement) => statement.readPaths)
    .map((path): Ref => ({ kind: 'path', path }));
  const upstream = [...found.filter((ref) => ref !== null && ref !== undefined), ...paths];
  const problem =
    upstream.length === 0 && found.length === 0
      ? { problem: 'No table was found in the query of this view.' }
      : {};
  return { sql, upstream, confidence: FOUND_IN_SQL, ...problem };
}
