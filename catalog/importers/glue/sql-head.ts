/**
 * The beginning of a SQL statement, where it says what it defines or writes before any query: CREATE,
 * CACHE, COPY, USE, and the statements that move no data at all.
 */
import type { SqlCursor } from './sql-tokens.ts';

export interface StatementHead {
  /** Where the query begins; the end of the statement where there is none. */
  readonly next: number;
  /** The table that the query's rows go to. */
  readonly target?: readonly string[];
  readonly readPaths: readonly string[];
  readonly writePaths: readonly string[];
  /** The temporary view that is defined. */
  readonly view?: string;
  /** The database that is chosen. */
  readonly use?: string;
}

/** Statements about tables that move no data. */
const MOVES_NOTHING =
  /^(?:DROP|TRUNCATE|ALTER|DESCRIBE|DESC|SHOW|ANALYZE|REFRESH|MSCK|VACUUM|OPTIMIZE|GRANT|REVOKE|UNCACHE|CLEAR|RESET|COMMENT|CALL|SET)$/;

const CREATE_OPTION =
  /^(?:OR|REPLACE|GLOBAL|LOCAL|TEMP|TEMPORARY|EXTERNAL|MATERIALIZED|PROTECTED|MULTI|DIALECT|TRANSIENT|FORCE)$/;

/** Reads the beginning of a statement. */
export function statementHead(cursor: SqlCursor): StatementHead {
  const first = cursor.word(0);
  if (first === 'USE') return useHead(cursor);
  if (first === 'CACHE') return cacheHead(cursor);
  if (first === 'CREATE' || first === 'REPLACE') return createHead(cursor);
  if (first === 'COPY') return copyHead(cursor);
  return MOVES_NOTHING.test(first) ? wholly(cursor) : { next: 0, readPaths: [], writePaths: [] };
}

/** A statement without a query. */
const wholly = (cursor: SqlCursor): StatementHead => ({
  next: cursor.tokens.length,
  readPaths: [],
  writePaths: [],
});

function useHead(cursor: SqlCursor): StatementHead {
  const { parts } = cursor.name(/^(?:DATABASE|SCHEMA|NAMESPACE|CATALOG)$/.test(cursor.word(1)) ? 2 : 1);
  const use = parts.at(-1);
  return { ...wholly(cursor), ...(use === undefined ? {} : { use }) };
}

function createHead(cursor: SqlCursor): StatementHead {
  let at = 1;
  let temporary = false;
  for (; CREATE_OPTION.test(cursor.word(at)); at++) temporary ||= cursor.word(at).startsWith('TEMP');
  const kind = cursor.word(at);
  if (kind !== 'TABLE' && kind !== 'VIEW') return wholly(cursor);
  at++;
  while (/^(?:IF|NOT|EXISTS)$/.test(cursor.word(at))) at++;
  const name = cursor.name(at);
  const query = queryAfter(cursor, name.next);
  // Without a query a new table gets no data: only its definition is written.
  if (!query) return wholly(cursor);
  const isTemporary = kind === 'VIEW' && temporary;
  const target = isTemporary ? { view: name.parts.at(-1) ?? '' } : { target: name.parts };
  return { next: query.at, readPaths: [], writePaths: query.locations, ...target };
}

interface Query {
  readonly at: number;
  readonly locations: readonly string[];
}

/** Where the query of CREATE … AS begins, past columns, options and LOCATION; null without one. */
function queryAfter(cursor: SqlCursor, from: number): Query | null {
  const locations: string[] = [];
  let depth = 0;
  for (let at = from; at < cursor.tokens.length; at++) {
    const sign = cursor.sign(at);
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    if (depth > 0) continue;
    const [word, following] = [cursor.word(at), cursor.word(at + 1)];
    const place = cursor.tokens[at + 1];
    if (word === 'LOCATION' && place?.kind === 'string') locations.push(place.raw);
    const opensOptions = following === 'DBPROPERTIES' || cursor.sign(at + 1) === '(';
    if (word === 'SELECT' || (word === 'WITH' && !opensOptions)) return { at, locations };
    const opensQuery = cursor.sign(at + 1) === '(' || /^(?:SELECT|WITH|FROM|TABLE|VALUES)$/.test(following);
    if (word === 'AS' && opensQuery) return { at: at + 1, locations };
  }
  return null;
}

function cacheHead(cursor: SqlCursor): StatementHead {
  const name = cursor.name(cursor.word(1) === 'LAZY' ? 3 : 2);
  const query = queryAfter(cursor, name.next);
  return query
    ? { next: query.at, readPaths: [], writePaths: [], view: name.parts.at(-1) ?? '' }
    : wholly(cursor);
}

/** Redshift: COPY table FROM 's3://…'. */
function copyHead(cursor: SqlCursor): StatementHead {
  const name = cursor.name(1);
  const from = cursor.tokens.findIndex((_, at) => at >= name.next && cursor.word(at) === 'FROM');
  const source = from < 0 ? undefined : cursor.tokens[from + 1];
  return source?.kind === 'string'
    ? { ...wholly(cursor), target: name.parts, readPaths: [source.raw] }
    : wholly(cursor);
}
