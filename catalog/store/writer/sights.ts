/**
 * Which runs showed a column edge or an influence, and of which datasets a run says entry by entry what
 * feeds them (OpenLineage LineageFacet 1-0-0). The entries take precedence over the column lineage facet
 * of the same run, whichever event or import brings which; so what only such runs showed is withdrawn.
 *
 * Of each record a few runs are remembered, which is enough to know whether another one stands behind it.
 */
import { RECORD_TYPES } from '../record-types.ts';
import type { RowBuffer } from './row-buffer.ts';
import type { Sql } from './sql.ts';

export type SightedType = 'columnEdge' | 'influence';

/** Runs remembered for a record, of those that showed it by a facet. */
export const MAX_SIGHTS = 4;
/** New records of which the runs are known without asking the file. */
const REMEMBERED = 100_000;
const TABLES: Readonly<Record<SightedType, string>> = { columnEdge: 'column_edge', influence: 'influence' };

export interface SightedRecord {
  readonly type: SightedType;
  readonly id: number;
}

export class Sights {
  readonly #sql: Sql;
  /** Runs whose explicit targets changed in this import. */
  readonly #newTargets = new Map<number, Set<number>>();
  #lastRun = 0;
  #targetsOfLast: ReadonlySet<number> = new Set();
  /** Whether any run is explicit about anything. */
  anyTargets: boolean;
  /** Of records that this import made: the runs that showed them. */
  readonly #ofNew = new Map<string, number[]>();
  /** Of records below these ids, that may have been forgotten. */
  readonly #floors: Record<SightedType, number> = { columnEdge: 0, influence: 0 };
  readonly #new: RowBuffer;
  /** Something was seen that is not shown. */
  anyHidden = false;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#new = sql.rows('run_sight', ['record_type', 'record_id', 'run_id', 'explicit']);
    this.anyTargets = sql.get('SELECT 1 FROM run_target LIMIT 1') !== undefined;
  }

  /** The run is explicit about what feeds the dataset. `place`: where that was said, by which import. */
  target(
    runId: number,
    datasetId: number,
    place: { readonly importId: number; readonly fileId: number; readonly at: string },
  ): void {
    this.#sql.run(
      `INSERT OR IGNORE INTO run_io_part (part, run_id, from_id, to_id, import_id, value, file_id, at)
       VALUES ('target', ?, ?, 0, ?, '[]', ?, ?)`,
      runId,
      datasetId,
      place.importId,
      place.fileId,
      place.at,
    );
    const added = this.#sql.run(
      'INSERT OR IGNORE INTO run_target (run_id, dataset_id) VALUES (?, ?)',
      runId,
      datasetId,
    );
    if (added === 0) return;
    if (!this.anyTargets) this.#forget();
    this.anyTargets = true;
    this.#lastRun = 0;
    const known = this.#newTargets.get(runId);
    if (known) known.add(datasetId);
    else this.#newTargets.set(runId, new Set([datasetId]));
  }

  /** Whether the run is known to be explicit about the dataset. */
  isTarget(runId: number, datasetId: number): boolean {
    if (!this.anyTargets) return false;
    if (runId !== this.#lastRun) {
      this.#lastRun = runId;
      this.#targetsOfLast = new Set(
        this.#sql
          .all<{ id: number }>('SELECT dataset_id AS id FROM run_target WHERE run_id = ?', runId)
          .map(({ id }) => id),
      );
    }
    return this.#targetsOfLast.has(datasetId);
  }

  /**
   * The run showed the record; `explicit`: by an entry, which nothing takes back. `hidden`: not shown, since
   * the run is explicit about the dataset; such sights do not count among those that are remembered.
   */
  saw(type: SightedType, recordId: number, runId: number, explicit: boolean, hidden = false): void {
    const code = RECORD_TYPES[type];
    if (hidden) this.anyHidden = true;
    else if (!this.anyTargets && this.#sql.isFresh(TABLES[type], recordId) && recordId >= this.#floors[type])
      return this.#sawNew(type, recordId, runId, explicit);
    const count = `SELECT COUNT(*) FROM run_sight s WHERE s.record_type = ?1 AND s.record_id = ?2 AND s.explicit = ?4`;
    const room = `(${count}) < ${MAX_SIGHTS}`;
    const orCovered = this.anyTargets ? ` OR (${count} AND NOT ${COVERED[type]}) < ${MAX_SIGHTS}` : '';
    this.#sql.run(
      `INSERT OR IGNORE INTO run_sight (record_type, record_id, run_id, explicit) SELECT ?1, ?2, ?3, ?4
       ${hidden ? '' : `WHERE ${room}${orCovered}`}`,
      code,
      recordId,
      runId,
      explicit ? 1 : 0,
    );
  }

  /** As {@link saw}, of a record that nobody saw before this import. */
  #sawNew(type: SightedType, recordId: number, runId: number, explicit: boolean): void {
    const key = `${explicit ? '!' : ''}${type}${recordId}`;
    const runs = this.#ofNew.get(key);
    if (runs && (runs.length >= MAX_SIGHTS || runs.includes(runId))) return;
    if (runs) runs.push(runId);
    else this.#ofNew.set(key, [runId]);
    this.#new.add(RECORD_TYPES[type], recordId, runId, explicit ? 1 : 0);
    if (this.#ofNew.size >= REMEMBERED) this.#forget();
  }

  #forget(): void {
    this.#ofNew.clear();
    for (const type of ['columnEdge', 'influence'] as const)
      this.#floors[type] = this.#sql.endOfIds(TABLES[type]);
  }

  /** The records that runs showed which turned out to be explicit: fewer runs show them now, or none. */
  affected(): Iterable<SightedRecord> {
    const records = new Map<string, SightedRecord>();
    for (const [runId, datasets] of this.#newTargets) {
      for (const datasetId of datasets) {
        for (const record of sightsOf(this.#sql, runId, datasetId))
          records.set(`${record.type}${record.id}`, record);
      }
    }
    this.#newTargets.clear();
    return records.values();
  }
}

/** What facets of a run showed of a dataset. */
export function sightsOf(sql: Sql, runId: number, datasetId: number): SightedRecord[] {
  return (['columnEdge', 'influence'] as const).flatMap((type) =>
    sql
      .all<{ id: number }>(
        `SELECT record_id AS id FROM run_sight WHERE run_id = ? AND +record_type = ? AND explicit = 0 AND record_id IN (${RECORDS[type]})`,
        runId,
        RECORD_TYPES[type],
        datasetId,
      )
      .map(({ id }) => ({ type, id })),
  );
}

/** Whether every run that is known to show the record is explicit about the dataset, and so does not. */
export function isSuperseded(sql: Sql, { type, id }: SightedRecord): boolean {
  const { covered, shown } = sql.get<{ covered: number | null; shown: number | null }>(
    `SELECT SUM(s.explicit = 0 AND ${COVERED[type]}) AS covered, SUM(s.explicit = 1 OR NOT ${COVERED[type]}) AS shown
     FROM run_sight s JOIN run r ON r.id = s.run_id AND r.until_revision IS NULL WHERE s.record_type = ? AND s.record_id = ?`,
    RECORD_TYPES[type],
    id,
  )!;
  return (covered ?? 0) > 0 && (shown ?? 0) === 0;
}

const RECORDS: Readonly<Record<SightedType, string>> = {
  columnEdge: `SELECT e.id FROM column_edge e JOIN "column" c ON c.id = e.to_id WHERE c.dataset_id = ?`,
  influence: 'SELECT id FROM influence WHERE to_id = ?',
};
/** SQL condition on a row `s` of `run_sight`. */
export const COVERED: Readonly<Record<SightedType, string>> = {
  columnEdge: `EXISTS (SELECT 1 FROM run_target t WHERE t.run_id = s.run_id AND t.dataset_id =
    (SELECT c.dataset_id FROM column_edge e JOIN "column" c ON c.id = e.to_id WHERE e.id = s.record_id))`,
  influence: `EXISTS (SELECT 1 FROM run_target t WHERE t.run_id = s.run_id AND t.dataset_id =
    (SELECT e.to_id FROM influence e WHERE e.id = s.record_id))`,
};
