/**
 * Columns through a query: from the columns of the tables that it reads to those that it gives.
 */
import type { Transformation } from '../../model/facts.ts';
import { isDirect, transformationsOf } from '../../sql/kinds.ts';
import type { KnownRelation, LineageAnswer, Origin as SqlOrigin } from '../../sql/lineage.ts';
import { NO_COLUMNS, originsOf, united, type Columns, type Influence, type Origin } from './columns.ts';
import { confidenceOf, type SqlAnalyses } from './sql-analyses.ts';

/** A table of a query, under the name that it has there. */
export interface QueryTable {
  readonly name: readonly string[];
  readonly columns: Columns;
}

export interface Query {
  readonly sql: string;
  /** As `catalog/sql/dialects.ts` names them. */
  readonly dialect: string;
  readonly tables: readonly QueryTable[];
  /** The query's columns where something else lists them. */
  readonly output: readonly string[];
}

/** The dialect of queries on a server, by the kind of server that its namespace names. */
export function serverDialect(namespace: string): string {
  const scheme = /^([a-z]{2,20}):\/\//.exec(namespace)?.[1] ?? '';
  return scheme === 'postgresql' ? 'postgres' : scheme === 'mssql' ? 'sqlserver' : scheme;
}

/** The columns that a query gives; null where it cannot be told (yet). */
export function queryColumns(query: Query, analyses: SqlAnalyses): Columns | null {
  const answer = analyses.ask({
    sql: query.sql,
    database: query.dialect,
    relations: query.tables.map(relationOf),
    output: query.output,
  });
  return answer && 'lineage' in answer ? columnsOf(answer, query.tables) : null;
}

function relationOf({ name, columns }: QueryTable): KnownRelation {
  const tops = new Set([...columns.known.keys()].map(topOf));
  return { name, columns: [...tops], complete: tops.size > 0 && columns.open.length === 0 };
}

/** Aggregates are columns whose names hold dots of their own. */
const topOf = (name: string): string => (name.includes('(') ? name : (name.split('.')[0] ?? name));

function columnsOf(
  { lineage }: Extract<LineageAnswer, { lineage: unknown }>,
  tables: readonly QueryTable[],
): Columns {
  const sources = (origin: SqlOrigin): readonly Origin[] => {
    const table = tables[origin.relation];
    return table ? originsOf(table.columns, [origin.column]) : [];
  };
  const known = new Map<string, readonly Origin[]>();
  for (const { name, origins, problems } of lineage.columns) {
    if (problems.some(({ reason }) => reason === 'unnamed-column')) continue;
    known.set(
      name,
      origins.flatMap((one) => sources(one).flatMap((source) => through(source, one))),
    );
  }
  const influences = lineage.influences.flatMap((one) =>
    sources(one).flatMap(({ column }) =>
      transformationsOf(one.kinds).flatMap(({ subtype }): Influence[] =>
        isInfluence(subtype) ? [{ column, subtype }] : [],
      ),
    ),
  );
  const all = united(tables.map(({ columns }) => columns));
  return {
    known,
    open: lineage.open ? all.open : NO_COLUMNS.open,
    opaque: all.opaque,
    influences: [...all.influences, ...influences],
  };
}

const INFLUENCES: ReadonlySet<string> = new Set([
  'JOIN',
  'FILTER',
  'GROUP_BY',
  'SORT',
  'WINDOW',
  'CONDITIONAL',
]);

const isInfluence = (subtype: string | undefined): subtype is Influence['subtype'] =>
  INFLUENCES.has(subtype ?? '');

/** A source column after the query's step, one origin for each way. */
function through(source: Origin, step: SqlOrigin): Origin[] {
  const confidence = Math.min(source.confidence, confidenceOf(step));
  const ways = transformationsOf(step.kinds);
  const shown = isDirect(step.kinds) ? ways.filter(({ type }) => type === 'DIRECT') : ways.slice(0, 1);
  return shown.map((way) => ({
    column: source.column,
    transformation: combined(source.transformation, way),
    confidence,
  }));
}

/** One step after another. Influence stays influence, what was masked stays masked. */
function combined(before: Transformation, step: Transformation): Transformation {
  if (before.type === 'INDIRECT' || step.subtype === 'IDENTITY') return before;
  if (step.type === 'INDIRECT' || before.subtype === 'IDENTITY') return step;
  const aggregated = before.subtype === 'AGGREGATION' || step.subtype === 'AGGREGATION';
  // A step that we could not see into may have done anything; it stays unsaid.
  if (before.subtype === undefined) return before;
  return {
    type: 'DIRECT',
    subtype: aggregated ? 'AGGREGATION' : 'TRANSFORMATION',
    ...(before.description ? { description: before.description } : {}),
    ...(before.masking || step.masking ? { masking: true } : {}),
  };
}
