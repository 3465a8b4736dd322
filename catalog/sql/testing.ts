/** For the tests of this folder: queries analysed in this thread, and lineage as short text. */
import { readFileSync } from 'node:fs';
import { analyse } from './analyse.ts';
import { KIND } from './kinds.ts';
import {
  SURE,
  type KnownRelation,
  type LineageAnswer,
  type LineageRequest,
  type Origin,
  type QueryLineage,
} from './lineage.ts';
import { parse, startParser } from './parser.ts';
import { QueryError } from './query-error.ts';
import { workerFiles } from './worker-file.ts';

/** Before the first {@link answer}. */
export const readyParser = (): Promise<void> => startParser(readFileSync(workerFiles().parser));

const known = (name: readonly string[], columns: string): KnownRelation => ({
  name,
  columns: columns.split(' '),
  complete: true,
});

/** Tables that the tests read; nothing is known of the columns of `secret` and `hidden`. */
export const TABLES: readonly KnownRelation[] = [
  known(['db', 'raw', 'users'], 'id email country created_at'),
  known(['db', 'raw', 'orders'], 'id user_id amount status items'),
  known(['db', 'raw', 'events'], 'id payload geo tags'),
  { name: ['db', 'raw', 'secret'], columns: [], complete: false },
  { name: ['db', 'raw', 'hidden'], columns: [], complete: false },
];

export function answer(
  database: string,
  sql: string,
  more: Partial<Pick<LineageRequest, 'relations' | 'output'>> = {},
): LineageAnswer {
  const request: LineageRequest = { sql, database, relations: TABLES, output: [], ...more };
  try {
    return analyse(request, parse(sql, database));
  } catch (error) {
    if (error instanceof QueryError) return { reason: error.reason };
    throw error;
  }
}

/** The lineage of a query that must have one. */
export function lineageOf(...args: Parameters<typeof answer>): QueryLineage {
  const given = answer(...args);
  if (!('lineage' in given)) throw new Error(`no lineage: ${given.reason} ${given.detail ?? ''}`);
  return given.lineage;
}

const LETTERS: readonly (readonly [number, string])[] = [
  [KIND.identity, '='],
  [KIND.transformation, 'T'],
  [KIND.aggregation, 'A'],
  [KIND.maskedTransformation, 'mT'],
  [KIND.maskedAggregation, 'mA'],
  [KIND.conditional, 'C'],
  [KIND.window, 'W'],
  [KIND.join, 'J'],
  [KIND.filter, 'F'],
  [KIND.groupBy, 'G'],
  [KIND.sort, 'S'],
];

/**
 * Columns as `{name: 'users.id = orders.amount A? !ambiguous-column'}`: origins in order of name with
 * the letters of their kinds, `?` where inferred, `??` where one of several, then problems.
 */
export function columnsOf(lineage: QueryLineage, relations = TABLES): Record<string, string> {
  return Object.fromEntries(
    lineage.columns.map(({ name, origins, problems }) => [
      name,
      [...texts(origins, lineage, relations), ...problems.map(({ reason }) => `!${reason}`)].join(', '),
    ]),
  );
}

/** Influences in the same notation. */
export const influencesOf = (lineage: QueryLineage): string[] => texts(lineage.influences, lineage, TABLES);

function texts(
  origins: readonly Origin[],
  { outside }: QueryLineage,
  relations: readonly KnownRelation[],
): string[] {
  return origins
    .map(({ relation, column, kinds, sure }) => {
      const name = relations[relation]?.name.at(-1) ?? outside[relation - relations.length]?.join('.') ?? '-';
      const doubt = sure === SURE.certain ? '' : sure === SURE.inferred ? '?' : '??';
      const letters = LETTERS.flatMap(([bit, letter]) => (kinds & bit ? [letter] : [])).join('');
      return `${name}.${column} ${letters}${doubt}`;
    })
    .sort();
}
