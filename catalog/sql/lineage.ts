/**
 * Column lineage of one query: what goes in, what comes out. Plain data, so that it can pass between
 * threads.
 */
import type { QueryReason } from './query-error.ts';
import type { Statement } from './statements.ts';

/** Why a column's origins are not known, or not all. */
export const COLUMN_REASONS = [
  'column-not-found',
  'ambiguous-column',
  'alias-or-column',
  'unknown-table',
  'unknown-columns',
  'unnamed-column',
  'column-pattern',
  'dynamic-pivot',
  'different-widths',
] as const;
export type ColumnReason = (typeof COLUMN_REASONS)[number];

/** A table, view or model that a query may read. */
export interface KnownRelation {
  /** Parts of the name as it may stand in the query, outermost first: `['db', 'schema', 'table']`. */
  readonly name: readonly string[];
  /** Column names in order, as far as they are known. */
  readonly columns: readonly string[];
  /** True when `columns` are all that there are. */
  readonly complete: boolean;
  /** Names of common table expressions that stand for the relation (a model put into the query). */
  readonly inlinedAs?: readonly string[];
}

export interface LineageRequest {
  readonly sql: string;
  /** The database, as dbt names its adapters: `snowflake`, `postgres` … */
  readonly database: string;
  readonly relations: readonly KnownRelation[];
  /** The output's columns where they are known; they name what a star hides and what has no alias. */
  readonly output: readonly string[];
}

/** How sure an origin is. */
export const SURE = { ambiguous: 0, inferred: 1, certain: 2 } as const;
export type Sureness = (typeof SURE)[keyof typeof SURE];

/** Where a value comes from, or what influences it. */
export interface Origin {
  /** Index into the request's relations, then into {@link QueryLineage.outside}. */
  readonly relation: number;
  readonly column: string;
  /** Bits of `kinds.ts`. */
  readonly kinds: number;
  readonly sure: Sureness;
}

export interface ColumnProblem {
  readonly reason: ColumnReason;
  /** The name that could not be placed, as written. */
  readonly name?: string;
}

export interface LineageColumn {
  readonly name: string;
  readonly origins: readonly Origin[];
  /** Empty: every origin was found. */
  readonly problems: readonly ColumnProblem[];
}

export interface QueryLineage {
  readonly columns: readonly LineageColumn[];
  /** True when the query has further columns whose names are not known (`select *`). */
  readonly open: boolean;
  /** Columns that decide which rows there are: join, filter, grouping, order. */
  readonly influences: readonly Origin[];
  /** Relations that the query reads and the request does not name; parts as written. */
  readonly outside: readonly (readonly string[])[];
}

/** A request's outcome: the lineage, or why there is none. `detail` says where, in the parser's words. */
export type LineageAnswer =
  { readonly lineage: QueryLineage } | { readonly reason: QueryReason; readonly detail?: string };

/** A text whose tables are asked for, of any number of statements. */
export interface TablesRequest {
  readonly sql: string;
  /** As in {@link LineageRequest}. */
  readonly database: string;
  readonly only: 'tables';
}

export type TablesAnswer =
  { readonly statements: readonly Statement[] } | { readonly reason: QueryReason; readonly detail?: string };

/** A text in which the code is looked for that makes one dataset from another. */
export interface MarksRequest {
  readonly sql: string;
  /** As in {@link LineageRequest}. */
  readonly database: string;
  readonly only: 'marks';
  /** Names of the two datasets, in parts; each may have several. */
  readonly source: readonly (readonly string[])[];
  readonly target: readonly (readonly string[])[];
  /** Columns of the source that are read, and of the target that are made. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** `column`: an expression of a select list. UTF-16 positions. */
export interface SqlMark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'source' | 'target' | 'column';
}

export type MarksAnswer =
  { readonly marks: readonly SqlMark[] } | { readonly reason: QueryReason; readonly detail?: string };
