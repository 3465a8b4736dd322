/**
 * Columns on their way through a Python script. Data in a script is known by the set of reads that it
 * comes from; noted here is, for such a set, which columns it has and where they come from. A call that
 * is not known to keep or to change them in a way that can be told forgets them.
 */
import { IDENTITY, originsOf, SURE, united, type Columns, type Origin } from '../columns.ts';
import type { Endpoint, Endpoints } from '../endpoints.ts';
import type { SqlAnalyses } from '../sql-analyses.ts';
import { sqlTables } from '../sql-tables.ts';
import { queryColumns, serverDialect, type QueryTable } from '../sql-columns.ts';
import { HOLE } from '../locations.ts';
import { argument, type Args } from './args.ts';
import { columnIn, itemNamed, selectItem } from './column-expressions.ts';
import { ofData, type Read, type Value } from './values.ts';

type Data = ReadonlySet<Read>;

/** Calls after which the columns are the same. */
const KEEPS =
  /^(?:filter|where|distinct|dropDuplicates|drop_duplicates|dropna|cache|persist|unpersist|repartition|repartitionByRange|coalesce|orderBy|sort|sortWithinPartitions|limit|sample|alias|hint|checkpoint|localCheckpoint|withWatermark|resolveChoice|fromDF|select_from_collection|writeStream|write)$/;

/** Columns that meet in a join may be of either side. */
const JOINED = 0.75;

export class ScriptColumns {
  readonly #known = new WeakMap<Data, Columns>();
  readonly #byRead = new WeakMap<Read, Columns>();
  readonly #endpoints: Endpoints;
  readonly #analyses: SqlAnalyses;

  constructor(endpoints: Endpoints, analyses: SqlAnalyses) {
    this.#endpoints = endpoints;
    this.#analyses = analyses;
  }

  /** What is known of some data's columns. */
  of(data: Data): Columns | undefined {
    return this.#known.get(data);
  }

  /** Data that was just read, with the columns of its tables. */
  read(data: Data): Data {
    if (data.size > 0) this.#known.set(data, united([...data].map((one) => this.#table(one))));
    return data;
  }

  /** Data that was read by a query on its server, whose tables are known by the ends of their names. */
  readQuery(sql: string, data: Data): Data {
    const reads = [...data];
    const named = sqlTables(sql).flatMap((statement) =>
      statement.reads.flatMap((name): NamedData[] => {
        const end = name.join('.').toLowerCase();
        const found = reads.find(({ endpoint }) =>
          `.${endpoint.dataset.name.toLowerCase()}`.endsWith(`.${end}`),
        );
        return found ? [{ name, data: this.read(new Set([found])) }] : [];
      }),
    );
    const bare = /^\s*\(([\s\S]*)\)[^)]*$/.exec(sql)?.[1] ?? sql;
    this.query(bare, serverDialect(reads[0]?.endpoint.dataset.namespace ?? ''), named, data);
    return data;
  }

  /** The result of a query over tables and views, which it knows by name. */
  query(sql: string, dialect: string, tables: readonly NamedData[], all: Data): void {
    if (sql.includes(HOLE)) return;
    const known = tables.flatMap(({ name, data }): QueryTable[] => {
      const columns = this.of(data);
      return columns ? [{ name, columns }] : [];
    });
    if (known.length === 0) return;
    const given = queryColumns({ sql, dialect, tables: known, output: [] }, this.#analyses);
    if (given) this.#known.set(all, given);
  }

  /** The result of a method, where nothing but the columns is at stake. */
  after(method: string, object: Value, args: Args, result: Value): Value {
    if (result.from.size === 0 || result.api) return result;
    const frame = this.#frameOf(object, args);
    const columns = frame ? this.of(frame.from) : undefined;
    // What `agg` makes of it is known with the columns that it is grouped by.
    if (frame && columns && /^group[bB]y$/.test(method))
      return { ...this.#fresh(result, columns), api: { kind: 'grouped', by: args.positional } };
    if (frame && columns) {
      const changed = KEEPS.test(method) ? columns : this.#changed(method, columns, object, args);
      if (changed) return this.#fresh(result, changed);
    }
    // Made by the call itself, such as what was just read.
    if (![object, ...args.positional, ...args.named.values()].some((one) => one.from === result.from))
      return result;
    return this.#known.has(result.from) ? this.forgotten(result) : result;
  }

  /** The same data with columns of which nothing is known. */
  forgotten(value: Value): Value {
    return this.#known.has(value.from) ? { ...value, from: new Set(value.from) } : value;
  }

  #fresh(value: Value, columns: Columns): Value {
    const from = new Set(value.from);
    this.#known.set(from, columns);
    return ofData(from);
  }

  /** The data that a method works on: its object, or the argument of `ApplyMapping.apply(frame = …)`. */
  #frameOf(object: Value, args: Args): Value | null {
    if (object.from.size > 0) return object;
    const given = argument(args, 0, 'frame', 'dataframe');
    return given.from.size > 0 ? given : null;
  }

  #table(read: Read): Columns {
    const made = this.#byRead.get(read);
    if (made) return made;
    const { endpoint, confidence } = read;
    const names = this.#endpoints.tables
      .byDataset(endpoint.dataset)
      ?.schema.columns.map((column) => column.name);
    const sure = Math.min(SURE * endpoint.confidence, confidence);
    const known = new Map((names ?? []).map((name) => [name, [originOf(endpoint, name, sure)]] as const));
    const columns = { known, open: known.size === 0 ? [endpoint] : [], opaque: false, influences: [] };
    this.#byRead.set(read, columns);
    return columns;
  }

  #changed(method: string, columns: Columns, object: Value, args: Args): Columns | null {
    const own = object.from.size > 0;
    const at = (index: number, ...names: string[]): Value =>
      argument(args, own ? index : index + 1, ...names);
    switch (method) {
      case 'toDF':
        return args.positional.length === 0 ? columns : null;
      case 'select': {
        const items = args.positional.flatMap((value) => value.items ?? [value]);
        return items.some(columnIn) ? this.#expressions(columns, items) : selected(columns, flat(items));
      }
      case 'agg':
        return this.#aggregated(columns, object, args);
      case 'select_fields':
        return selected(columns, flat([at(0, 'paths')]));
      case 'drop':
        return without(columns, flat(args.positional));
      case 'drop_fields':
        return without(columns, flat([at(0, 'paths')]));
      case 'withColumnRenamed':
      case 'rename_field':
        return renamed(columns, at(0, 'existing', 'old_name'), at(1, 'new', 'new_name'));
      case 'withColumn':
        return this.#withColumn(columns, at(0, 'colName'), at(1, 'col'));
      case 'apply_mapping':
        return mapped(columns, at(0, 'mappings'));
      case 'selectExpr':
        return this.#selectExpr(columns, flat(args.positional));
      case 'union':
      case 'unionByName':
      case 'unionAll':
        return this.#beside(columns, at(0, 'other'), 1);
      case 'join':
      case 'crossJoin':
        return this.#beside(columns, at(0, 'other'), JOINED);
      default:
        return null;
    }
  }

  /** Columns by expressions; those whose names are not known are left out. */
  #expressions(columns: Columns, values: readonly Value[], groupBy = ''): Columns {
    const items = values.flatMap((value) => selectItem(value) ?? []);
    const sql = `SELECT ${items.map((item) => item.sql).join(', ')} FROM this${groupBy}`;
    const given = items.length > 0 ? this.#asked(columns, sql) : null;
    if (given) return given;
    // Not answered yet: the names are enough to ask what follows.
    const known = new Map(items.flatMap(({ name }) => (name === null ? [] : [[name, []] as const])));
    return { ...columns, known, open: [] };
  }

  #withColumn(columns: Columns, named: Value, value: Value): Columns | null {
    const name = textOf(named);
    const others = without(columns, [name]);
    if (!others || name === null) return null;
    const item = itemNamed(value, name);
    const given = item === null ? null : this.#asked(columns, `SELECT ${item} FROM this`);
    const origins = [...(given?.known ?? [])][0]?.[1] ?? [];
    return { ...others, known: new Map([...others.known, [name, origins]]) };
  }

  #aggregated(columns: Columns, object: Value, args: Args): Columns | null {
    if (object.api?.kind !== 'grouped' || !args.positional.every(columnIn)) return null;
    const by = object.api.by.flatMap((value) => value.items ?? [value]);
    const keys = by.map(selectItem);
    if (keys.includes(null)) return null;
    const groupBy = keys.length === 0 ? '' : ` GROUP BY ${keys.map((_, at) => at + 1).join(', ')}`;
    return this.#expressions(columns, [...by, ...args.positional], groupBy);
  }

  #asked(columns: Columns, sql: string): Columns | null {
    if (sql.includes(HOLE)) return null;
    return queryColumns(
      { sql, dialect: 'spark', tables: [{ name: ['this'], columns }], output: [] },
      this.#analyses,
    );
  }

  #selectExpr(columns: Columns, expressions: readonly (string | null)[]): Columns | null {
    if (expressions.length === 0 || expressions.some((one) => one === null || one.includes(HOLE)))
      return null;
    return this.#asked(columns, `SELECT ${expressions.join(', ')} FROM this`);
  }

  #beside(columns: Columns, other: Value, confidence: number): Columns | null {
    const others = this.of(other.from);
    if (!others) return null;
    const both = united([columns, others]);
    return { ...both, known: new Map([...both.known].map(([name, all]) => [name, atMost(all, confidence)])) };
  }
}

/** Data under the name that a query uses. */
export interface NamedData {
  readonly name: readonly string[];
  readonly data: Data;
}

const originOf = (endpoint: Endpoint, name: string, confidence: number): Origin => ({
  column: { dataset: endpoint.dataset, path: [name] },
  transformation: IDENTITY,
  confidence,
});

const atMost = (origins: readonly Origin[], confidence: number): Origin[] =>
  origins.map((one) => ({ ...one, confidence: Math.min(one.confidence, confidence) }));

/** Names given as texts or lists of texts; null for each that is not a text. */
function flat(values: readonly Value[]): (string | null)[] {
  return values.flatMap((value) => (value.items ?? [value]).map((one) => textOf(one)));
}

const textOf = (value: Value): string | null => {
  const [only] = value.texts;
  return only && value.texts.length === 1 && !only.text.includes(HOLE) ? only.text : null;
};

/** Columns by name; expressions give columns that are left out, because their names are not known. */
function selected(columns: Columns, names: readonly (string | null)[]): Columns {
  const known = new Map<string, readonly Origin[]>();
  for (const name of names) {
    if (name === '*') for (const [one, origins] of columns.known) known.set(one, origins);
    else if (name !== null)
      known.set(name.slice(name.lastIndexOf('.') + 1), originsOf(columns, name.split('.')));
  }
  return { ...columns, known, open: names.includes('*') ? columns.open : [] };
}

/** Null where a name is not known: then any column may be the one. */
function without(columns: Columns, names: readonly (string | null)[]): Columns | null {
  if (names.includes(null)) return null;
  const gone = new Set(names.map((name) => (name ?? '').toLowerCase()));
  return { ...columns, known: new Map([...columns.known].filter(([name]) => !gone.has(name.toLowerCase()))) };
}

function renamed(columns: Columns, from: Value, to: Value): Columns | null {
  const [before, after] = [textOf(from), textOf(to)];
  if (before === null || after === null) return null;
  const origins = originsOf(columns, before.split('.'));
  const known = new Map(columns.known);
  known.delete(before);
  known.set(after, origins);
  return { ...columns, known };
}

/** `[("from", "string", "to", "string"), …]`: all columns that leave. */
function mapped(columns: Columns, mappings: Value): Columns | null {
  const known = new Map<string, readonly Origin[]>();
  for (const mapping of mappings.items ?? []) {
    const parts = (mapping.items ?? []).map(textOf);
    const pair = parts.length >= 4 ? [parts[0], parts[2]] : parts.length === 2 ? parts : [];
    const [from, to] = pair;
    if (!from || !to) return null;
    const cast = parts.length >= 4 && parts[1] !== parts[3] ? (parts[3] ?? null) : null;
    const origins = originsOf(columns, from.replaceAll('`', '').split('.'));
    known.set(to.replaceAll('`', ''), cast === null ? origins : origins.map((one) => castTo(one, cast)));
  }
  return known.size > 0 ? { ...columns, known, open: [] } : null;
}

const castTo = (origin: Origin, type: string): Origin =>
  origin.transformation.type === 'INDIRECT'
    ? origin
    : {
        ...origin,
        transformation: {
          ...origin.transformation,
          subtype:
            origin.transformation.subtype === 'IDENTITY'
              ? 'TRANSFORMATION'
              : (origin.transformation.subtype ?? 'TRANSFORMATION'),
          description: `cast to ${type}`,
        },
      };
