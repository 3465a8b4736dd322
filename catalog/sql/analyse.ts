/**
 * From a parsed query to its column lineage. Pure: the parser and the worker around it are elsewhere.
 */
import { dialectOf } from './dialects.ts';
import { Budget, Flow } from './flow.ts';
import { KIND, type Kind } from './kinds.ts';
import type { LineageAnswer, LineageColumn, LineageRequest, Origin } from './lineage.ts';
import { QueryError } from './query-error.ts';
import { outputOf, query } from './query.ts';
import type { OutputColumn, Rowset } from './rowset.ts';
import type { Analysis } from './scope.ts';
import { Tables } from './tables.ts';

/** Analyses the statements that the parser made of `request.sql`. Never throws for what they hold. */
export function analyse(request: LineageRequest, statements: readonly unknown[]): LineageAnswer {
  const dialect = dialectOf(request.database);
  const budget = new Budget();
  const tables = new Tables(request.relations, dialect, budget);
  const influences = new Flow(budget);
  const analysis: Analysis = {
    dialect,
    budget,
    tables,
    influence: (flow: Flow, kind: Kind) => void influences.absorb(flow, kind),
    query: (value, env, outer) => query(analysis, value, env, outer),
  };
  try {
    const rowset = outputOf(analysis, statements);
    const named = namedOutput(rowset, request, budget);
    return {
      lineage: {
        columns: named,
        open: rowset.open && request.output.length === 0,
        influences: influencing(influences.origins),
        outside: tables.outside,
      },
    };
  } catch (error) {
    if (error instanceof QueryError) return { reason: error.reason };
    // Deep nesting ends in the engine's stack limit.
    if (error instanceof RangeError) return { reason: 'too-deep' };
    throw error;
  }
}

/** What decides about rows is indirect, however it came into the query. */
function influencing(origins: readonly Origin[]): Origin[] {
  const indirect = KIND.join | KIND.filter | KIND.groupBy | KIND.sort | KIND.window | KIND.conditional;
  return origins.map((origin) => ({ ...origin, kinds: origin.kinds & indirect }));
}

/**
 * The output with every column named: by its alias, by the known columns in order where both sides
 * have as many, or left out as unnamed.
 */
function namedOutput(rowset: Rowset, { output }: LineageRequest, budget: Budget): LineageColumn[] {
  const aligned = !rowset.open && output.length === rowset.columns.length;
  const columns: LineageColumn[] = [];
  const seen = new Set<string>();
  const push = (name: string, { origins, problems }: Flow): void => {
    if (seen.has(name.toLowerCase())) return;
    seen.add(name.toLowerCase());
    columns.push({ name, origins, problems });
  };
  const spelled = new Map(output.map((name) => [name.toLowerCase(), name]));
  for (const [at, column] of rowset.columns.entries()) {
    const name = nameOf(column, spelled) ?? (aligned ? output[at] : undefined);
    if (name !== undefined) push(name, column.flow);
    else push(`(${at + 1})`, new Flow(budget).absorb(column.flow, KIND.identity).problem('unnamed-column'));
  }
  if (!rowset.open) return columns;
  for (const name of output) {
    const flow = seen.has(name.toLowerCase()) ? null : rowset.hidden({ text: name, quoted: true }, budget);
    if (flow) push(name, flow);
  }
  return columns;
}

function nameOf({ name }: OutputColumn, spelled: ReadonlyMap<string, string>): string | undefined {
  return name === null || name === '' ? undefined : (spelled.get(name.toLowerCase()) ?? name);
}
