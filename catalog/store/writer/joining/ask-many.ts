/** One question about many rows. */
import type { Sql } from '../sql.ts';
import { portions } from '../../../portions.ts';

/** Ids in one question. */
export const AT_A_TIME = 1_000;

/** The ids in parts of {@link AT_A_TIME}. */
export function parts(ids: Iterable<number>): Iterable<readonly number[]> {
  return portions(ids, AT_A_TIME);
}

/**
 * What a statement answers about these ids, which it takes as `json_each(?1)`. To be used for as many as
 * {@link AT_A_TIME}.
 */
export function askMany<Row>(sql: Sql, text: string, ids: readonly number[]): Row[] {
  return ids.length === 0 ? [] : sql.all<Row>(text, JSON.stringify(ids));
}

/** Likewise for any number of ids; answers those that the statement gives in its one column. */
export function idsAmong(sql: Sql, text: string, ids: Iterable<number>): number[] {
  const found: number[] = [];
  for (const part of parts(ids))
    for (const { id } of askMany<{ id: number }>(sql, text, part)) found.push(id);
  return found;
}
