/**
 * What a view is made from. Athena keeps its SQL in base64 inside a comment, Spark and Hive keep it
 * as it is, multi-dialect views name the tables themselves.
 */
import type { CatalogTable, CatalogTables } from './catalog-tables.ts';
import type { Ref } from './endpoints.ts';
import { rec, recs, str, texts, type Rec } from './json.ts';
import { tableOfArn } from './names.ts';
import { isPrestoComment, prestoView } from './presto-view.ts';
import { sqlTableRef } from './sql-names.ts';
import { sqlTables } from './sql-tables.ts';

/** A query and how to read it. */
export interface ViewQuery {
  readonly sql: string;
  /** As `catalog/sql/dialects.ts` names them. */
  readonly dialect: string;
  /** The database of unqualified names. */
  readonly database: string;
}

export interface ViewSource {
  /** The query, where it could be read. */
  readonly query?: ViewQuery;
  readonly upstream: readonly Ref[];
  /** 0..1, of each upstream table. */
  readonly confidence: number;
  /** How the tables were found, for people. */
  readonly method: string;
  /** Why the view's upstream is incomplete. */
  readonly problem?: string;
}

/** The service itself names the tables. */
const NAMED_BY_SERVICE = 0.95;
/** The tables were found in the query's text. */
const FOUND_IN_SQL = 0.9;

const DIALECTS: Readonly<Record<string, string>> = { REDSHIFT: 'redshift', ATHENA: 'athena', SPARK: 'spark' };

export function viewSource(view: CatalogTable, tables: CatalogTables): ViewSource {
  const { value } = view.item;
  const query = viewQuery(view);
  const named = texts(rec(value, 'ViewDefinition'), 'SubObjects')
    .map(tableOfArn)
    .filter((one) => one !== null);
  if (named.length > 0) {
    const upstream = named.map((one): Ref => ({ kind: 'table', ...one }));
    const method = 'named by the service';
    return {
      upstream,
      confidence: NAMED_BY_SERVICE,
      method,
      ...(typeof query === 'string' ? {} : { query }),
    };
  }
  if (typeof query === 'string') return { upstream: [], confidence: 0, method: 'none', problem: query };
  return fromSql(query, tables);
}

/** The view's query, or why there is none. */
function viewQuery(view: CatalogTable): ViewQuery | string {
  const { value } = view.item;
  const shown = representation(rec(value, 'ViewDefinition'));
  if (shown) return { ...shown, database: view.database };
  const presto = prestoView(value);
  if (presto === 'undecodable') return 'The query of this Athena view could not be decoded.';
  if (presto) return { sql: presto.sql, dialect: 'athena', database: presto.schema ?? view.database };
  const [original, expanded] = [str(value, 'ViewOriginalText'), str(value, 'ViewExpandedText')];
  const sql = [expanded, original].find((text) => text !== undefined && !isPrestoComment(text));
  if (sql === undefined) return 'The export holds no query for this view.';
  const database = str(rec(value, 'Parameters'), 'view.catalogAndNamespace.part.1') ?? view.database;
  return { sql, dialect: 'spark', database };
}

/** Of the dialects in which a view is given, the first that is not stale and has a text. */
function representation(definition: Rec | null): { readonly sql: string; readonly dialect: string } | null {
  const all = recs(definition, 'Representations').flatMap((one) => {
    const sql = str(one, 'ViewExpandedText') ?? str(one, 'ViewOriginalText');
    const dialect = DIALECTS[(str(one, 'Dialect') ?? '').toUpperCase()] ?? 'trino';
    return sql === undefined ? [] : [{ sql, dialect, stale: one['IsStale'] === true }];
  });
  const best = all.find((one) => !one.stale) ?? all[0];
  return best ? { sql: best.sql, dialect: best.dialect } : null;
}

function fromSql(query: ViewQuery, tables: CatalogTables): ViewSource {
  const doubleQuoted = query.dialect === 'spark' ? 'string' : 'name';
  const statements = sqlTables(query.sql, { doubleQuoted });
  const found = statements
    .flatMap((statement) => statement.reads)
    .map((parts) => sqlTableRef(parts, query.database, tables));
  const paths = statements
    .flatMap((statement) => statement.readPaths)
    .map((path): Ref => ({ kind: 'path', path }));
  const upstream = [...found.filter((ref) => ref !== null && ref !== undefined), ...paths];
  const problem =
    upstream.length === 0 && found.length === 0
      ? { problem: 'No table was found in the query of this view.' }
      : {};
  return { query, upstream, confidence: FOUND_IN_SQL, method: 'found in the query', ...problem };
}
