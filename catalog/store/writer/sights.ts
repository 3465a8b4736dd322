/**
 * Which runs showed a column edge or an influence, and of which datasets a run says entry by entry what
 * feeds them (OpenLineage LineageFacet 1-0-0). The entries take precedence over the column lineage facet
 * of the same run, whichever event or import brings which; so what only such runs showed is withdrawn.
 *
 * Of each record a few runs are remembered, which is enough to know whether another one stands behind it.
 */
import { RECORD_TYPES } from '../record-types.ts';
import type { Sql } from './sql.ts';

export type SightedType = 'columnEdge' | 'influence';

/** Runs remembered for a record, of those that showed it by a facet. */
const MAX_SIGHTS = 4;

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

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The run is explicit about what feeds the dataset. */
  target(runId: number, datasetId: number): void {
    const added = this.#sql.run(
      'INSERT OR IGNORE INTO run_target (run_id, dataset_id) VALUES (?, ?)',
      runId,
      datasetId,
    );
    if (added === 0) return;
    this.#lastRun = 0;
    const known = this.#newTargets.get(runId);
    if (known) known.add(datasetId);
    else this.#newTargets.set(runId, new Set([datasetId]));
  }

  /** Whether the run is known to be explicit about the dataset. */
  isTarget(runId: number, datasetId: number): boolean {
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

  /** The run showed the record; `explicit`: by an entry, which nothing takes back. */
  saw(type: SightedType, recordId: number, runId: number, explicit: boolean): void {
    const code = RECORD_TYPES[type];
    this.#sql.run(
      `INSERT OR IGNORE INTO run_sight (record_type, record_id, run_id, explicit)
       SELECT ?1, ?2, ?3, ?4
       WHERE (SELECT COUNT(*) FROM run_sight WHERE record_type = ?1 AND record_id = ?2 AND explicit = ?4) < ${MAX_SIGHTS}`,
      code,
      recordId,
      runId,
      explicit ? 1 : 0,
    );
  }

  /** Forgets what runs showed that turned out to be explicit. Answers the records that no run shows any more. */
  superseded(): SightedRecord[] {
    const lost: SightedRecord[] = [];
    for (const [runId, datasets] of this.#newTargets) {
      for (const datasetId of datasets) {
        lost.push(
          ...this.#forget('columnEdge', runId, COLUMN_EDGES, datasetId),
          ...this.#forget('influence', runId, INFLUENCES, datasetId),
        );
      }
    }
    this.#newTargets.clear();
    return lost;
  }

  #forget(type: SightedType, runId: number, records: string, datasetId: number): SightedRecord[] {
    const code = RECORD_TYPES[type];
    const ids = this.#sql
      .all<{ id: number }>(
        `SELECT record_id AS id FROM run_sight WHERE run_id = ? AND +record_type = ? AND explicit = 0 AND record_id IN (${records})`,
        runId,
        code,
        datasetId,
      )
      .map(({ id }) => id);
    return ids.flatMap((id) => {
      this.#sql.run(
        'DELETE FROM run_sight WHERE record_type = ? AND record_id = ? AND run_id = ? AND explicit = 0',
        code,
        id,
        runId,
      );
      const other = this.#sql.get(
        'SELECT 1 FROM run_sight WHERE record_type = ? AND record_id = ?',
        code,
        id,
      );
      return other === undefined ? [{ type, id }] : [];
    });
  }
}

const COLUMN_EDGES = `SELECT e.id FROM column_edge e JOIN "column" c ON c.id = e.to_id WHERE c.dataset_id = ?`;
const INFLUENCES = 'SELECT id FROM influence WHERE to_id = ?';
