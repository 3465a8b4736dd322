/**
 * Which tables a SQL text reads and writes. It walks tokens instead of a grammar, because the dialect
 * is rarely known and every dialect names tables in the same places: after FROM, JOIN, INTO, USING,
 * TABLE. Common table expressions, functions with FROM in their arguments and subqueries are told apart.
 */
import { sqlStatements, sqlTokens, type SqlToken } from './sql-tokens.ts';

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

/** Words that end the list of tables after FROM. */
const CLAUSE_END = new Set([
  'WHERE',
  'GROUP',
  'ORDER',
  'HAVING',
  'LIMIT',
  'UNION',
  'INTERSECT',
  'EXCEPT',
  'MINUS',
  'WINDOW',
  'QUALIFY',
  'SORT',
  'DISTRIBUTE',
  'CLUSTER',
  'SELECT',
  'SET',
  'WHEN',
  'RETURNING',
  'FETCH',
  'OFFSET',
  'VALUES',
  'CONNECT',
  'START',
]);

/** Words that follow FROM or JOIN without being a table. */
const NOT_TABLES = new Set([
  'SELECT',
  'LATERAL',
  'UNNEST',
  'TABLE',
  'VALUES',
  'ONLY',
  'WITH',
  'EXPLODE',
  'GENERATE_SERIES',
]);

/** Functions with FROM among their arguments. */
const FROM_FUNCTIONS = new Set([
  'EXTRACT',
  'TRIM',
  'SUBSTRING',
  'SUBSTR',
  'OVERLAY',
  'POSITION',
  'LTRIM',
  'RTRIM',
  'BTRIM',
]);

/** Spark's file formats before a path in backticks: parquet.`s3://…`. */
const FILE_FORMATS = new Set([
  'parquet',
  'csv',
  'json',
  'orc',
  'avro',
  'text',
  'delta',
  'binaryfile',
  'iceberg',
  'hudi',
]);

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
  private readonly tokens: readonly SqlToken[];
  private readonly reads: string[][] = [];
  private readonly writes: string[][] = [];
  private readonly readPaths: string[] = [];
  private readonly writePaths: string[] = [];
  private readonly ctes = new Set<string>();
  private readonly levels: Level[] = [{ noFrom: false, fromList: false }];
  private merging = false;

  constructor(tokens: readonly SqlToken[]) {
    this.tokens = tokens;
  }

  read(): SqlStatement {
    const head = this.head();
    for (let at = head.next; at < this.tokens.length; at++) at = this.step(at);
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

  private word(at: number): string {
    const token = this.tokens[at];
    return token?.kind === 'word' ? token.text : '';
  }

  private sign(at: number): string {
    const token = this.tokens[at];
    return token?.kind === 'sign' ? token.text : '';
  }

  /** Statements whose first words say what is written. */
  private head(): { next: number; view?: string; use?: string } {
    const first = this.word(0);
    if (first === 'USE') {
      const name = this.name(/^(?:DATABASE|SCHEMA|NAMESPACE|CATALOG)$/.test(this.word(1)) ? 2 : 1);
      return { next: this.tokens.length, ...(name.parts.length > 0 ? { use: name.parts.at(-1) ?? '' } : {}) };
    }
    if (first === 'CACHE') return this.cacheHead();
    if (first === 'CREATE' || first === 'REPLACE') return this.createHead();
    if (first === 'COPY') return this.copyHead();
    // Statements about tables that move no data.
    const movesNothing =
      /^(?:DROP|TRUNCATE|ALTER|DESCRIBE|DESC|SHOW|ANALYZE|REFRESH|MSCK|VACUUM|OPTIMIZE|GRANT|REVOKE|UNCACHE|CLEAR|RESET|COMMENT|CALL)$/;
    return {
      next:
        movesNothing.test(first) || (first === 'SET' && this.word(1) !== 'OPERATION')
          ? this.tokens.length
          : 0,
    };
  }

  private createHead(): { next: number; view?: string } {
    let at = 1;
    let temporary = false;
    while (
      /^(?:OR|REPLACE|GLOBAL|LOCAL|TEMP|TEMPORARY|EXTERNAL|MATERIALIZED|PROTECTED|MULTI|DIALECT|TRANSIENT|FORCE)$/.test(
        this.word(at),
      )
    ) {
      temporary ||= this.word(at).startsWith('TEMP');
      at++;
    }
    const kind = this.word(at);
    if (kind !== 'TABLE' && kind !== 'VIEW') return { next: this.tokens.length };
    at++;
    while (/^(?:IF|NOT|EXISTS)$/.test(this.word(at))) at++;
    const name = this.name(at);
    const query = this.queryAfter(name.next);
    if (kind === 'VIEW' && temporary) return { next: query, view: name.parts.at(-1) ?? '' };
    // Without a query a new table gets no data: only its definition is written.
    if (query < this.tokens.length) this.write(name.parts);
    return { next: query };
  }

  /** Where the query of CREATE … AS begins, past columns, options and LOCATION. */
  private queryAfter(from: number): number {
    let depth = 0;
    for (let at = from; at < this.tokens.length; at++) {
      const sign = this.sign(at);
      if (sign === '(') depth++;
      else if (sign === ')') depth--;
      if (depth > 0) continue;
      const word = this.word(at);
      const location = this.tokens[at + 1];
      if (word === 'LOCATION' && location?.kind === 'string') this.writePaths.push(location.raw);
      if (
        word === 'SELECT' ||
        (word === 'WITH' && this.word(at + 1) !== 'DBPROPERTIES' && this.sign(at + 1) !== '(')
      )
        return at;
      if (
        word === 'AS' &&
        (this.sign(at + 1) === '(' || /^(?:SELECT|WITH|FROM|TABLE|VALUES)$/.test(this.word(at + 1)))
      )
        return at + 1;
    }
    // Nothing is selected, so the place that was named gets no data either.
    this.writePaths.length = 0;
    return this.tokens.length;
  }

  private cacheHead(): { next: number; view?: string } {
    const at = this.word(1) === 'LAZY' ? 3 : 2;
    const name = this.name(at);
    const query = this.queryAfter(name.next);
    return query < this.tokens.length ? { next: query, view: name.parts.at(-1) ?? '' } : { next: query };
  }

  /** Redshift: COPY table FROM 's3://…'. */
  private copyHead(): { next: number } {
    const name = this.name(1);
    const from = this.tokens.findIndex((_, at) => at >= name.next && this.word(at) === 'FROM');
    const source = from < 0 ? undefined : this.tokens[from + 1];
    if (source?.kind === 'string') {
      this.write(name.parts);
      this.readPaths.push(source.raw);
    }
    return { next: this.tokens.length };
  }

  /** Reads on from `at`; answers with the index of the last token that it used. */
  private step(at: number): number {
    const sign = this.sign(at);
    if (sign === '(') return this.open(at);
    if (sign === ')') return this.close(at);
    const level = this.level();
    if (sign === ',' && level.fromList) return this.table(at + 1);
    const word = this.word(at);
    if (word === '' || this.sign(at - 1) === '.') return at;
    if (CLAUSE_END.has(word)) level.fromList = false;
    if (word === 'WITH') return this.with(at);
    if (word === 'MERGE') this.merging = true;
    if (word === 'FROM' && !level.noFrom && this.word(at - 1) !== 'DISTINCT') {
      level.fromList = true;
      // DELETE FROM moves no data.
      return this.word(at - 1) === 'DELETE' ? this.name(at + 1).next - 1 : this.table(at + 1);
    }
    if (word === 'JOIN' || word === 'APPLY') return this.table(at + 1);
    if (word === 'USING' && this.merging) return this.table(at + 1);
    if (word === 'INTO' || (word === 'OVERWRITE' && this.word(at - 1) === 'INSERT'))
      return this.target(at + 1);
    if (word === 'UPDATE' && (at === 0 || this.word(at - 1) === ''))
      return this.merging ? at : this.target(at + 1);
    if (word === 'UNLOAD' && this.sign(at + 1) === '(') return this.unload(at + 2);
    if (word === 'TO' && this.tokens[at + 1]?.kind === 'string' && this.word(0) === 'UNLOAD')
      return this.path(at + 1, this.writePaths);
    return at;
  }

  /** Redshift: UNLOAD ('query') TO 's3://…', the query in a string. */
  private unload(at: number): number {
    const query = this.tokens[at];
    if (query?.kind !== 'string') return at - 1;
    const inner = sqlStatements(sqlTokens(query.raw.replaceAll("''", "'"), 'name'))[0];
    // One level only: the query of an UNLOAD holds no other.
    if (inner && this.word(0) === 'UNLOAD' && inner[0]?.text !== 'UNLOAD') {
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
    const noFrom = cte === undefined && FROM_FUNCTIONS.has(this.word(at - 1));
    this.levels.push({ noFrom, fromList: false, ...(cte === undefined ? {} : { cte }) });
    return at;
  }

  private close(at: number): number {
    if (this.levels.length === 1) return at;
    const { cte } = this.level();
    this.levels.pop();
    if (cte === undefined) return at;
    this.ctes.add(cte);
    return this.sign(at + 1) === ',' ? this.cte(at + 2) : at;
  }

  private with(at: number): number {
    return this.word(at + 1) === 'RECURSIVE' ? this.cte(at + 2, true) : this.cte(at + 1);
  }

  /** `name [(columns)] AS [NOT MATERIALIZED] (`: the name counts once its bracket is closed. */
  private cte(at: number, recursive = false): number {
    const name = this.tokens[at];
    if (!name || (name.kind !== 'word' && name.kind !== 'name')) return at - 1;
    let next = at + 1;
    if (this.sign(next) === '(') {
      while (next < this.tokens.length && this.sign(next) !== ')') next++;
      next++;
    }
    if (this.word(next) !== 'AS') return at - 1;
    next++;
    while (this.word(next) === 'NOT' || this.word(next) === 'MATERIALIZED') next++;
    if (this.sign(next) !== '(') return next - 1;
    if (recursive) this.ctes.add(name.raw.toLowerCase());
    return this.open(next, name.raw.toLowerCase());
  }

  /** A table that is read, at `at`. */
  private table(at: number): number {
    let start = at;
    // A bracket around a join, `FROM (a JOIN b)`, as against one around a query.
    while (this.sign(start) === '(' && !/^(?:SELECT|WITH|VALUES|FROM)$/.test(this.word(start + 1))) {
      this.open(start);
      this.level().fromList = true;
      start++;
    }
    if (this.sign(start) === '(' || NOT_TABLES.has(this.word(start))) return start - 1;
    const name = this.name(start);
    if (name.parts.length === 0) return start - 1;
    // A function that yields a table is none.
    if (this.sign(name.next) !== '(') this.note(name.parts, this.reads, this.readPaths);
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
    while (/^(?:TABLE|ONLY|LOCAL)$/.test(this.word(next))) next++;
    if (this.word(next) === 'DIRECTORY') return this.path(next + 1, this.writePaths);
    const name = this.name(next);
    if (name.parts.length === 0) return at - 1;
    this.write(name.parts);
    this.level().fromList = false;
    return name.next - 1;
  }

  private write(parts: string[]): void {
    this.note(parts, this.writes, this.writePaths);
  }

  private path(at: number, into: string[]): number {
    const path = this.tokens[at];
    if (path?.kind !== 'string') return at - 1;
    into.push(path.raw);
    return at;
  }

  /** A dotted name at `at`. */
  private name(at: number): { readonly parts: string[]; readonly next: number } {
    const parts: string[] = [];
    let next = at;
    for (;;) {
      const token = this.tokens[next];
      if (!token || (token.kind !== 'word' && token.kind !== 'name')) break;
      parts.push(token.raw);
      next++;
      if (this.sign(next) !== '.') break;
      next++;
    }
    return { parts, next };
  }
}
