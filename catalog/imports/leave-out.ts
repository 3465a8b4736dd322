/**
 * Leaving parts of an import out: what they would change is taken back record by record before anything is
 * derived, so that the rest stands as if the source had been silent about them.
 */
import { OWNERS } from './undo/pictures.ts';
import { makeUp, type MaybeGone } from './undo/records.ts';
import { settleThings } from './undo/things.ts';
import type { Difference, Part } from './difference/difference.ts';
import type { WriterSession } from '../store/writer/session.ts';
import type { Sql } from '../store/writer/sql.ts';

/** Parts that a person always leaves out, oldest first. */
export function alwaysLeftOut(sql: Sql): Part[] {
  return sql
    .all<{ selection: string }>('SELECT selection FROM import_rule ORDER BY id')
    .map((row) => JSON.parse(row.selection) as Part);
}

/** Takes back what the difference marks as left out. Step by step. */
export function* takeBackLeftOut(session: WriterSession, difference: Difference): Iterable<void> {
  const { sql, revision } = session;
  const gone: MaybeGone = { datasets: new Set(), columns: new Set(), jobs: new Set() };
  const records = [...difference.leftOutRecords()];
  for (const { type, id } of records) {
    sql.run(
      'DELETE FROM statement WHERE record_type = ? AND record_id = ? AND since_revision = ? AND until_revision IS NULL',
      type,
      id,
      revision,
    );
    sql.run(
      'UPDATE statement SET until_revision = NULL WHERE record_type = ? AND record_id = ? AND until_revision = ?',
      type,
      id,
      revision,
    );
  }
  yield;
  for (const owners of [true, false]) {
    let count = 0;
    for (const { type, id } of records) {
      if (OWNERS.includes(type) !== owners) continue;
      makeUp(session, type, id, gone);
      if (++count % 500 === 0) yield;
    }
    settleThings(session, gone);
  }
  takeBackIo(session, difference);
  settleThings(session, gone);
  session.identities.forgetColumns();
}

/** A dataset that is left out takes what runs read and wrote of it along. */
function takeBackIo({ sql, revision, touched, changes }: WriterSession, difference: Difference): void {
  for (const { namespace, dataset } of difference.datasetsLeftOut()) {
    const id = sql.get<{ id: number }>(
      'SELECT id FROM dataset WHERE namespace = ? AND name = ?',
      namespace,
      dataset,
    )?.id;
    if (id === undefined) continue;
    for (const table of ['run_input', 'run_output']) {
      for (const { runId, jobId } of sql.all<{ runId: number; jobId: number }>(
        `SELECT x.run_id AS runId, r.job_id AS jobId FROM ${table} x JOIN run r ON r.id = x.run_id
         WHERE x.dataset_id = ? AND x.since_revision = ? AND x.until_revision IS NULL`,
        id,
        revision,
      )) {
        touched.runs.add(runId);
        touched.explicitJobs.add(jobId);
        sql.run(
          `UPDATE ${table} SET until_revision = ? WHERE run_id = ? AND dataset_id = ?`,
          revision,
          runId,
          id,
        );
        changes.retiredOne('io');
      }
    }
  }
}

/** What is kept with the import of what was left out. */
export interface LeftOut {
  readonly parts: readonly Part[];
  readonly total: number;
  /** The first of them, for the history. */
  readonly items: readonly {
    readonly change: string;
    readonly type: string;
    readonly namespace: string;
    readonly dataset: string;
    readonly name: string;
  }[];
}

const ITEMS_KEPT = 1000;

export function leftOutOf(difference: Difference, parts: readonly Part[]): LeftOut {
  return { parts, ...difference.leftOut(ITEMS_KEPT) };
}
