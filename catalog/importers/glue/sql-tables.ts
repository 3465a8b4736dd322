/**
 * Which tables a SQL text reads and writes. It walks tokens instead of a grammar, because the dialect
 * is rarely known and every dialect names tables in the same places: after FROM, JOIN, INTO, USING,
 * TABLE. Common table expressions, functions with FROM in their arguments and subqueries are told apart.
 */
import { statementHead } from './sql-head.ts';
import { SqlCursor, sqlStatements, sqlTokens, type SqlToken } from './sql-tokens.ts';

export interface SqlStatement {
  /** Names of tables, each as its parts. */
  readonly reads: readonly (readonly string[])[];
  readonly writes: readonly (readonly string[])[];
  /** Folders that are read or written by path. */
  readonly readPaths: readonly string[];
  readonly writePaths: readonly string[];
  /** The temporary view that the statement defines. */
  readonly view?: string;
  /** The database that `USE` chooses. */
  readonly use?: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that end the list of tables after FROM. */
const CLAUSE_END = words(`
  WHERE GROUP ORDER HAVING LIMIT UNION INTERSECT EXCEPT MINUS WINDOW QUALIFY SORT DISTRIBUTE CLUSTER
  SELECT SET WHEN RETURNING FETCH OFFSET VALUES CONNECT START
`);

/** Words that follow FROM or JOIN without being a table. */
const NOT_TABLES = words(`
  SELECT LATERAL UNNEST TABLE VALUES ONLY WITH EXPLODE GENERATE_SERIES
`);

/** Functions with FROM among their arguments. */
const FROM_FUNCTIONS = words(`
  EXTRACT TRIM SUBSTRING SUBSTR OVERLAY POSITION LTRIM RTRIM BTRIM
`);

/** Spark's file formats before a path in backticks: parquet.`s3://…`. */
const FILE_FORMATS = words(`
  parquet csv json orc avro text delta binaryfile iceberg hudi
`);

export interface SqlOptions {
  readonly doubleQuoted: 'name' | 'string';
}

/** What each statement of a text reads and writes. Never throws; nonsense gives empty lists. */
export function sqlTables(text: string, options: SqlOptions = { doubleQuoted: 'name' }): SqlStatement[] {
  return sqlStatements(sqlTokens(text, options.doubleQuoted)).map((tokens) =>
    new StatementReader(tokens).read(),
  );
}

interface Level {
  /** Opened by a function with FROM in its arguments. */
  readonly noFrom: boolean;
  /** Inside the list of tables after FROM. */
  fromList: boolean;
  /** Name of the common table expression that this bracket holds. */
  readonly cte?: string;
}

class StatementReader {
  private readonly cursor: SqlCursor;
  private readonly reads: string[][] = [];
  private readonly writes: string[][] = [];
  private readonly readPaths: string[] = [];
  private readonly writePaths: string[] = [];
  private readonly ctes = new Set<string>();
  private readonly levels: Level[] = [{ noFrom: false, fromList: false }];
  private merging = false;

  constructor(tokens: readonly SqlToken[]) {
    this.cursor = new SqlCursor(tokens);
  }

  read(): SqlStatement {
    const head = statementHead(this.cursor);
    this.readPaths.push(...head.readPaths);
    this.writePaths.push(...head.writePaths);
    if (head.target) this.write([...head.target]);
    for (let at = head.next; at < this.cursor.tokens.length; at++) at = this.step(at);
    const { reads, writes, readPaths, writePaths } = this;
    return {
      reads,
      writes,
      readPaths,
      writePaths,
      ...(head.view ? { view: head.view } : {}),
      ...(head.use ? { use: head.use } : {}),
    };
  }

  /** Reads on from `at`; answers with the index of the last token that it used. */
  private step(at: number): number {
    const sign = this.cursor.sign(at);
    if (sign === '(') return this.open(at);
    if (sign === ')') return this.close(at);
    const level = this.level();
    if (sign === ',' && level.fromList) return this.table(at + 1);
    const word = this.cursor.word(at);
    if (word === '' || this.cursor.sign(at - 1) === '.') return at;
    if (CLAUSE_END.has(word)) level.fromList = false;
    if (word === 'WITH') return this.with(at);
    if (word === 'MERGE') this.merging = true;
    if (word === 'FROM' && !level.noFrom && this.cursor.word(at - 1) !== 'DISTINCT') {
      level.fromList = true;
      // DELETE FROM moves no data.
      return this.cursor.word(at - 1) === 'DELETE' ? this.cursor.name(at + 1).next - 1 : this.table(at + 1);
    }
    if (word === 'JOIN' || word === 'APPLY') return this.table(at + 1);
    if (word === 'USING' && this.merging) return this.table(at + 1);
    if (word === 'INTO' || (word === 'OVERWRITE' && this.cursor.word(at - 1) === 'INSERT'))
      return this.target(at + 1);
    if (word === 'UPDATE' && (at === 0 || this.cursor.word(at - 1) === ''))
      return this.merging ? at : this.target(at + 1);
    if (word === 'UNLOAD' && this.cursor.sign(at + 1) === '(') return this.unload(at + 2);
    if (word === 'TO' && this.cursor.tokens[at + 1]?.kind === 'string' && this.cursor.word(0) === 'UNLOAD')
      return this.path(at + 1, this.writePaths);
    return at;
  }

  /** Redshift: UNLOAD ('query') TO 's3://…', the query in a string. */
  private unload(at: number): number {
    const query = this.cursor.tokens[at];
    if (query?.kind !== 'string') return at - 1;
    const inner = sqlStatements(sqlTokens(query.raw.replaceAll("''", "'"), 'name'))[0];
    // One level only: the query of an UNLOAD holds no other.
    if (inner && this.cursor.word(0) === 'UNLOAD' && inner[0]?.text !== 'UNLOAD') {
      const { reads } = new StatementReader(inner).read();
      for (const parts of reads) this.reads.push([...parts]);
    }
    return at;
  }

  private level(): Level {
    return this.levels.at(-1) ?? { noFrom: false, fromList: false };
  }

  private open(at: number, cte?: string): number {
    // Brackets may nest without bound in hostile text; the list costs no stack.
    const noFrom = cte === undefined && FROM_FUNCTIONS.has(this.cursor.word(at - 1));
    this.levels.push({ noFrom, fromList: false, ...(cte === undefined ? {} : { cte }) });
    return at;
  }

  private close(at: number): number {
    if (this.levels.length === 1) return at;
    const { cte } = this.level();
    this.levels.pop();
    if (cte === undefined) return at;
    this.ctes.add(cte);
    return this.cursor.sign(at + 1) === ',' ? this.cte(at + 2) : at;
  }

  private with(at: number): number {
    return this.cursor.word(at + 1) === 'RECURSIVE' ? this.cte(at + 2, true) : this.cte(at + 1);
  }

  /** `name [(columns)] AS [NOT MATERIALIZED] (`: the name counts once its bracket is closed. */
  private cte(at: number, recursive = false): number {
    const name = this.cursor.tokens[at];
    if (!name || (name.kind !== 'word' && name.kind !== 'name')) return at - 1;
    let next = at + 1;
    if (this.cursor.sign(next) === '(') {
      while (next < this.cursor.tokens.length && this.cursor.sign(next) !== ')') next++;
      next++;
    }
    if (this.cursor.word(next) !== 'AS') return at - 1;
    next++;
    while (this.cursor.word(next) === 'NOT' || this.cursor.word(next) === 'MATERIALIZED') next++;
    if (this.cursor.sign(next) !== '(') return next - 1;
    if (recursive) this.ctes.add(name.raw.toLowerCase());
    return this.open(next, name.raw.toLowerCase());
  }

  /** A table that is read, at `at`. */
  private table(at: number): number {
    let start = at;
    // A bracket around a join, `FROM (a JOIN b)`, as against one around a query.
    while (
      this.cursor.sign(start) === '(' &&
      !/^(?:SELECT|WITH|VALUES|FROM)$/.test(this.cursor.word(start + 1))
    ) {
      this.open(start);
      this.level().fromList = true;
      start++;
    }
    if (this.cursor.sign(start) === '(' || NOT_TABLES.has(this.cursor.word(start))) return start - 1;
    const name = this.cursor.name(start);
    if (name.parts.length === 0) return start - 1;
    // A function that yields a table is none.
    if (this.cursor.sign(name.next) !== '(') this.note(name.parts, this.reads, this.readPaths);
    return name.next - 1;
  }

  /** Takes a name up as a table, as a path in backticks, or not at all where it is a named query. */
  private note(parts: string[], tables: string[][], paths: string[]): void {
    const [first = '', second = ''] = parts;
    const isPath = parts.length === 2 && second.includes('://') && FILE_FORMATS.has(first.toLowerCase());
    if (isPath) paths.push(second);
    else if (parts.length > 1 || (parts.length === 1 && !this.ctes.has(first.toLowerCase())))
      tables.push(parts);
  }

  /** A table that is written, at `at`. */
  private target(at: number): number {
    let next = at;
    while (/^(?:TABLE|ONLY|LOCAL)$/.test(this.cursor.word(next))) next++;
    if (this.cursor.word(next) === 'DIRECTORY') return this.path(next + 1, this.writePaths);
    const name = this.cursor.name(next);
    if (name.parts.length === 0) return at - 1;
    this.write(name.parts);
    this.level().fromList = false;
    return name.next - 1;
  }

  private write(parts: string[]): void {
    this.note(parts, this.writes, this.writePaths);
  }

  private path(at: number, into: string[]): number {
    const path = this.cursor.tokens[at];
    if (path?.kind !== 'string') return at - 1;
    into.push(path.raw);
    return at;
  }
}
