/**
 * The entrance to SQL analysis, for every importer whose source holds SQL: which columns a query's output
 * comes from, and which tables statements read and write.
 *
 * ```ts
 * const sql = new SqlAnalysis();
 * try {
 *   const answer = await sql.lineage({
 *     sql: 'select id, upper(name) as name from shop.users',
 *     database: 'glue', // as dbt names its adapters: athena, spark, snowflake …; unknown ones are read as plain SQL
 *     relations: [{ name: ['shop', 'users'], columns: ['id', 'name'], complete: true }],
 *     output: [], // the output's columns in order, where they are known
 *   });
 *   if ('lineage' in answer) {
 *     for (const { name, origins, problems } of answer.lineage.columns) …
 *   } else … // answer.reason, one of QUERY_REASONS
 *   const tables = await sql.tables('insert into a select * from b', 'spark');
 * } finally {
 *   await sql.close();
 * }
 * ```
 *
 * - `origins[].relation` is an index into `relations`, then into `lineage.outside`: tables that the query
 *   names and the request does not. Names match by their last parts, regardless of case.
 * - `origins[].kinds` are bits; {@link transformationsOf} puts them in OpenLineage's words.
 *   {@link CONFIDENCE} gives `origins[].sure` as a number.
 * - A column is resolved when `problems` is empty; no origins then means a constant.
 * - `lineage.influences` are the columns that decide about rows (join, filter, grouping, order).
 * - Statements other than a query: the last one that holds a query counts (`insert`, `create … as`).
 *
 * Threads are started when they are first needed. A query that takes more than four seconds of CPU ends as
 * `timed-out`, one longer than 1 MiB as `too-large`; nothing here throws or rejects. Answers about
 * columns are kept in memory by content.
 */
import { answers } from './answers.ts';
import {
  SURE,
  type LineageAnswer,
  type LineageRequest,
  type MarksAnswer,
  type MarksRequest,
  type Sureness,
  type TablesAnswer,
} from './lineage.ts';
import { LineagePool } from './pool.ts';

export { transformationsOf } from './kinds.ts';
export type {
  ColumnProblem,
  KnownRelation,
  LineageAnswer,
  LineageColumn,
  LineageRequest,
  Origin,
  QueryLineage,
  TablesAnswer,
} from './lineage.ts';

/** Confidence of an origin: found among known columns, following from the SQL being valid, one of several. */
export const CONFIDENCE: Readonly<Record<Sureness, number>> = {
  [SURE.certain]: 1,
  [SURE.inferred]: 0.9,
  [SURE.ambiguous]: 0.5,
};

/** Where an importer has queries analysed. */
export type Analyses = Pick<SqlAnalysis, 'lineage' | 'close'>;

export class SqlAnalysis {
  readonly #pool = new LineagePool();

  /** Column lineage of one query. */
  lineage(request: LineageRequest): Promise<LineageAnswer> {
    return answers.of(request, (asked) => this.#pool.analyse(asked));
  }

  /** Tables that the statements of a text read and write. */
  tables(sql: string, database: string): Promise<TablesAnswer> {
    return this.#pool.tables(sql, database);
  }

  /** Where the SQL stands that makes one dataset from another. */
  marks(request: Omit<MarksRequest, 'only'>): Promise<MarksAnswer> {
    return this.#pool.marks({ ...request, only: 'marks' });
  }

  /** Ends what is under way; answers after that are `analysis-failed`. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}
