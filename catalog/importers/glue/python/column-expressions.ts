/**
 * Column expressions of Spark (`F.upper(F.col("who")).alias("w")`, `df["a"] + df.b`, `F.when(…)`), put as
 * SQL: the columns that one comes from are those of the query `SELECT … FROM` its data. An expression that
 * cannot be put so stays without SQL, and its column without origins.
 */
import { HOLE } from '../locations.ts';
import type { Args } from './args.ts';
import { ofApi, unionOf, UNKNOWN, type Value, type ColumnExpression } from './values.ts';

/** Longer expressions are not put together. UTF-16 units. */
const LONGEST = 20_000;

/** Functions whose texts are all names of columns; of others the first is, what follows are values. */
const ALL_NAMES =
  /^(?:concat|coalesce|greatest|least|struct|array|create_map|map_from_arrays|hash|xxhash64|countDistinct|count_distinct|approx_count_distinct|nvl|nvl2|ifnull|nullif|corr|covar_pop|covar_samp|datediff|date_diff|months_between|arrays_zip|array_union|array_intersect|array_except|map_concat)$/;
/** Functions whose first text is a value. */
const VALUE_FIRST = /^(?:concat_ws|date_trunc|format_string|printf)$/;
/** Aggregations that SQL calls otherwise. */
const SQL_NAMES: Readonly<Record<string, string>> = {
  countDistinct: 'count',
  count_distinct: 'count',
  sumDistinct: 'sum',
  sum_distinct: 'sum',
};
/** Functions of columns that are called without their module's name. */
const BARE = /^(?:col|column|lit|expr|when)$/;
/** Methods of a column that make one, without those that are handled one by one. */
const METHODS =
  /^(?:isNull|isNotNull|isNaN|isin|like|rlike|ilike|contains|startswith|endswith|substr|between|over|asc|desc|asc_nulls_first|asc_nulls_last|desc_nulls_first|desc_nulls_last|getItem|getField|eqNullSafe|bitwiseAND|bitwiseOR|bitwiseXOR|withField|dropFields)$/;
const OPERATORS: Readonly<Record<string, string>> = {
  '==': '=',
  '!=': '<>',
  '&': 'AND',
  '|': 'OR',
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '//': '/',
  '%': '%',
  '**': '*',
  '<': '<',
  '>': '>',
  '<=': '<=',
  '>=': '>=',
};

/** The expression that a value is; null for anything else. */
export const columnIn = ({ api }: Value): ColumnExpression | null => (api?.kind === 'column' ? api : null);

/** `df["x"]`, `df.x`: the value with what it is as a column. */
export const columnOf = (value: Value, name: string): Value => ({
  ...value,
  api: { kind: 'column', sql: named(name), name: null },
});

/** A call of a module's function, or of a name that the script does not define; null where it makes no column. */
export function columnFunction(full: string, args: Args): Value | null {
  const module = /^(?:pyspark\.sql\.functions|pyspark\.sql\.functions\.builtin)\.(\w+)$/.exec(full)?.[1];
  const name = module ?? (BARE.test(full) ? full : null);
  if (name === null) return null;
  const { positional } = args;
  const values = [...positional, ...args.named.values()];
  const [first = UNKNOWN, second = UNKNOWN] = values;
  switch (name) {
    case 'col':
    case 'column':
      return made(values, asName(first));
    case 'lit':
      return made(values, columnIn(first) ? sqlOf(first) : "'x'");
    case 'expr':
      return expression(first);
    case 'when':
      return opened(values, 'CASE', first, second);
    case 'udf':
    case 'pandas_udf':
    case 'broadcast':
      return null;
    default: {
      const allNames = ALL_NAMES.test(name);
      const valueFirst = VALUE_FIRST.test(name);
      const parts = values
        .flatMap((value) => value.items ?? [value])
        .map((value, at) =>
          columnIn(value) ? sqlOf(value) : allNames || at > 0 === valueFirst ? asName(value) : "'x'",
        );
      return made(values, called(Object.hasOwn(SQL_NAMES, name) ? (SQL_NAMES[name] ?? name) : name, parts));
    }
  }
}

/** A method of a column; null for others. */
export function columnMethod(object: Value, method: string, args: Args): Value | null {
  const column = columnIn(object);
  if (!column) return null;
  const values = [...args.positional, ...args.named.values()];
  const all = [object, ...values];
  const [first = UNKNOWN, second = UNKNOWN] = values;
  switch (method) {
    case 'alias':
    case 'name':
      return {
        ...made(all, sqlOf(object)),
        api: { kind: 'column', sql: sqlOf(object), name: textIn(first) },
      };
    case 'cast':
    case 'astype':
    case 'try_cast':
      return made(all, called('to_type', [sqlOf(object)]));
    case 'when':
      return column.whens ? opened(all, column.sql, first, second) : null;
    case 'otherwise':
      return column.whens ? made(all, joined(column.sql, 'ELSE', valueOf(first), 'END')) : null;
    default:
      return METHODS.test(method)
        ? made(
            all,
            called(method, [
              sqlOf(object),
              ...values.flatMap((value) => (columnIn(value) ? [sqlOf(value)] : [])),
            ]),
          )
        : null;
  }
}

/** An operator between columns, or a column and a value; null where neither is a column. */
export function columnOperator(sign: string, left: Value, right: Value): Value | null {
  const operator = Object.hasOwn(OPERATORS, sign) ? OPERATORS[sign] : undefined;
  if ((!columnIn(left) && !columnIn(right)) || operator === undefined) return null;
  return made([left, right], joined('(', valueOf(left), operator, valueOf(right), ')'));
}

/** `~condition`, `-amount`. */
export const columnNegated = (value: Value): Value | null =>
  columnIn(value) ? made([value], joined('NOT (', sqlOf(value), ')')) : null;

/** An item of a SELECT list: a column, or a text that names one; null where it cannot be told. */
export function selectItem(value: Value): { readonly sql: string; readonly name: string | null } | null {
  const column = columnIn(value);
  const sql = column ? sqlOf(value) : asName(value);
  if (sql === null) return null;
  const name = column?.name ?? lastName(sql);
  return { sql: column?.name ? `${sql} AS ${quoted(column.name)}` : sql, name };
}

/** An expression under a name of one's own. */
export const itemNamed = (value: Value, name: string): string | null =>
  columnIn(value) && !name.includes('`') ? joined(sqlOf(value), 'AS', quoted(name)) : null;

function expression(text: Value): Value {
  const sql = textIn(text);
  const aliased = sql === null ? null : /^([\s\S]*\S)\s+as\s+`?(\w+)`?\s*$/i.exec(sql);
  const api = { kind: 'column', sql: aliased?.[1] ?? sql, name: aliased?.[2] ?? null } as const;
  return ofApi({ ...api, sql: joined('(', api.sql, ')') }, text.from);
}

function opened(values: readonly Value[], start: string | null, condition: Value, result: Value): Value {
  const sql = joined(start, 'WHEN', valueOf(condition), 'THEN', valueOf(result));
  return { ...made(values, sql), api: { kind: 'column', sql, name: null, whens: true } };
}

const made = (values: readonly Value[], sql: string | null): Value =>
  ofApi({ kind: 'column', sql, name: null }, unionOf(values));

function sqlOf(value: Value): string | null {
  const column = columnIn(value);
  if (!column) return null;
  return column.whens ? joined(column.sql, 'END') : column.sql;
}

/** In the place of a value: a column, or something that is none. */
const valueOf = (value: Value): string | null =>
  columnIn(value) ? sqlOf(value) : value.from.size > 0 ? null : "'x'";

const asName = (value: Value): string | null => {
  const text = textIn(value);
  return text === null ? null : named(text);
};

/** `a.b` → `` `a`.`b` ``. */
function named(name: string): string | null {
  if (name === '*') return name;
  const parts = name.replaceAll('`', '').split('.');
  return parts.some((part) => part === '') ? null : parts.map(quoted).join('.');
}

const quoted = (name: string): string => `\`${name}\``;

const lastName = (sql: string): string | null =>
  /(?:^|\.)`([^`]+)`$/.exec(/^[`\w.\s$-]+$/.test(sql) ? sql : '')?.[1] ?? null;

const called = (name: string, parts: readonly (string | null)[]): string | null =>
  parts.includes(null) ? null : joined(`${name}(`, parts.join(', '), ')');

function joined(...parts: readonly (string | null)[]): string | null {
  if (parts.includes(null)) return null;
  const sql = parts.join(' ');
  return sql.length > LONGEST ? null : sql;
}

const textIn = ({ texts }: Value): string | null => {
  const [only] = texts;
  return only && texts.length === 1 && !only.text.includes(HOLE) ? only.text : null;
};
