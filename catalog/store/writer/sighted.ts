/**
 * Column lineage that runs show, as the imports that stand tell it: in which ways, and when it was first and
 * last seen. What a run says entry by entry goes before its column lineage facet, whichever import brings which,
 * so it is kept by run (up to a bound) what each import told.
 */
import { ALSO_SAID } from '../also-said.ts';
import { RECORD_TYPES } from '../record-types.ts';
import { firstHeard, lastHeard } from './runs.ts';
import { MAX_SIGHTS, type SightedRecord } from './sights.ts';
import type { Sql } from './sql.ts';
import { readSights, together, type SightsTold, type Ways } from './ways.ts';

export interface ToldBy extends SightsTold {
  readonly importId: number;
}

/** What the imports that stand told of the record; null where only one ever did, in one way. */
export function toldOf(
  sql: Sql,
  { type, id }: SightedRecord,
  stands: (importId: number) => boolean,
): ToldBy[] | null {
  const rows = sql.all<{ importId: number; value: string }>(
    'SELECT import_id AS importId, value FROM also_said WHERE record_type = ? AND record_id = ? ORDER BY import_id',
    ALSO_SAID[type],
    id,
  );
  if (rows.length === 0) return null;
  return rows
    .filter(({ importId }) => stands(importId))
    .map(({ importId, value }) => ({ ...readSights(value), importId }));
}

/** Those that count: not where the run is explicit about the dataset. */
export function shownOf(sql: Sql, record: SightedRecord, told: readonly ToldBy[]): ToldBy[] {
  const explicit = new Set(
    sql
      .all<{ id: number }>(
        `SELECT run_id AS id FROM run_target WHERE dataset_id = (${TARGET_OF[record.type]})`,
        record.id,
      )
      .map(({ id }) => id),
  );
  return told.flatMap((one) => {
    const said = one.said.flatMap((ways) => {
      const runs = ways.runs?.filter(([id, how]) => how === 1 || !explicit.has(id)) ?? null;
      return runs?.length === 0 && !one.more ? [] : [{ ...ways, runs }];
    });
    return said.length === 0 ? [] : [{ ...one, said }];
  });
}

/** All ways together; null: it is not shown. */
export function waysOf(shown: readonly ToldBy[]): Ways | null {
  return shown.flatMap(({ said }) => said).reduce<Ways | null>((all, one) => together(all, one), null);
}

/** Between which instants the runs that show it were heard of; null where not all of these runs are known. */
export function seenBetween(
  sql: Sql,
  record: SightedRecord,
  stands: (importId: number) => boolean,
): { readonly first: string | null; readonly last: string | null } | null {
  const runs = showingRuns(sql, record, stands);
  if (runs === null) return null;
  return sql.get<{ first: string | null; last: string | null }>(
    `SELECT MIN(${firstHeard('run')}) AS first, MAX(${lastHeard('run')}) AS last FROM run
     WHERE until_revision IS NULL AND id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(runs),
  )!;
}

function showingRuns(
  sql: Sql,
  record: SightedRecord,
  stands: (importId: number) => boolean,
): number[] | null {
  const told = toldOf(sql, record, stands);
  if (told) {
    if (told.some(({ more, said }) => more || said.some(({ runs }) => runs === null))) return null;
    return shownOf(sql, record, told).flatMap(({ said }) =>
      said.flatMap(({ runs }) => runs!.map(([id]) => id)),
    );
  }
  const sights = sql.all<{ runId: number; explicit: number; covered: number }>(
    `SELECT s.run_id AS runId, s.explicit, t.run_id IS NOT NULL AS covered FROM run_sight s
     LEFT JOIN run_target t ON t.run_id = s.run_id AND t.dataset_id = (${TARGET_OF[record.type]})
     WHERE s.record_type = ?2 AND s.record_id = ?1`,
    record.id,
    RECORD_TYPES[record.type],
  );
  const count = (explicit: number): number => sights.filter((one) => one.explicit === explicit).length;
  if (count(0) >= MAX_SIGHTS || count(1) >= MAX_SIGHTS) return null;
  return sights.filter((one) => one.explicit === 1 || one.covered === 0).map(({ runId }) => runId);
}

/** The dataset whose feeding the record is about; `?1`: the record. */
const TARGET_OF: Readonly<Record<SightedRecord['type'], string>> = {
  columnEdge: 'SELECT c.dataset_id FROM column_edge e JOIN "column" c ON c.id = e.to_id WHERE e.id = ?1',
  influence: 'SELECT to_id FROM influence WHERE id = ?1',
};
