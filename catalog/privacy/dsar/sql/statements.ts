/**
 * The statements of a search task: how many rows, then the tagged columns by name. Values are always
 * bound parameters; no identifier value ever stands in the text.
 */
import type { PastDataset } from '../../../past/as-of.ts';
import type { IdentityKey } from '../identity.ts';
import { identifier, tableName, type Dialect } from './dialect.ts';

/** Columns to compare with an identifier. */
export type SearchKey = Pick<IdentityKey, 'kind' | 'columns'>;

/** A way from a table without identity columns to one that has them. */
export interface JoinPath {
  readonly dataset: PastDataset;
  /** Column of the table that is searched. */
  readonly column: string;
  /** Column of `dataset` with the same values. */
  readonly otherColumn: string;
  readonly keys: readonly SearchKey[];
}

export interface Search {
  readonly dataset: PastDataset;
  /** Top-level columns to select, at least one. */
  readonly columns: readonly string[];
  readonly keys: readonly SearchKey[];
  readonly join: JoinPath | null;
  /** Data type by lower-cased column name, where known. */
  readonly types: ReadonlyMap<string, string>;
}

export interface Statements {
  readonly count: string;
  readonly rows: string;
  /** Parameter names in the order in which `?` marks stand. */
  readonly parameters: readonly string[];
}

/** Null when nothing can be compared. */
export function searchStatements(search: Search, dialect: Dialect): Statements | null {
  const { dataset, join } = search;
  const names: string[] = [];
  const conditions = search.keys.map((key) => condition(key, search.types, dialect, names));
  if (conditions.length === 0 && join && join.keys.length > 0) conditions.push(joined(join, dialect, names));
  if (conditions.length === 0 || search.columns.length === 0) return null;
  const table = tableName(dataset, dialect);
  const where = `WHERE ${conditions.join('\n   OR ')}`;
  const columns = search.columns.map((name) => identifier(name, dialect)).join(',\n       ');
  return {
    count: `SELECT count(*) AS rows_found\nFROM ${table}\n${where};`,
    rows: `SELECT ${columns}\nFROM ${table}\n${where};`,
    parameters: names,
  };
}

function condition(
  key: SearchKey,
  types: ReadonlyMap<string, string>,
  dialect: Dialect,
  names: string[],
): string {
  names.push(key.kind);
  const parameter = dialect.parameter(key.kind);
  const columns = key.columns.map((name) => identifier(name, dialect));
  const [column = ''] = columns;
  if (key.kind === 'email' || key.kind === 'name') {
    const value =
      columns.length === 2
        ? dialect.concat(dialect.trim(column), `' '`, dialect.trim(columns[1]!))
        : dialect.trim(column);
    return `lower(${value}) = lower(${dialect.trim(parameter)})`;
  }
  const type = types.get(key.columns[0]!.toLowerCase()) ?? '';
  const textual = /char|text|string|clob/i.test(type);
  return `${dialect.castTo === null || textual ? column : `cast(${column} AS ${dialect.castTo})`} = ${parameter}`;
}

function joined(join: JoinPath, dialect: Dialect, names: string[]): string {
  const inner = join.keys.map((key) => condition(key, new Map(), dialect, names));
  return [
    `${identifier(join.column, dialect)} IN (`,
    `      SELECT ${identifier(join.otherColumn, dialect)}`,
    `      FROM ${tableName(join.dataset, dialect)}`,
    `      WHERE ${inner.join('\n         OR ')}`,
    '   )',
  ].join('\n');
}

/** Text fit for a `--` comment: one line, no controls, of bounded length. */
export function commentText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .slice(0, 500);
}
