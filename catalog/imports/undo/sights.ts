/**
 * Column lineage that runs show: again where a run is not explicit any more, away where it is again, and in
 * the ways that the imports that stand told.
 */
import { ALSO_SAID } from '../../store/also-said.ts';
import { RECORD_TABLES, RECORD_TYPES } from '../../store/record-types.ts';
import { valueOf } from '../../store/writer/restate-ways.ts';
import { isSuperseded, sightsOf, type SightedRecord, type SightedType } from '../../store/writer/sights.ts';
import { shownOf, toldOf, waysOf, type ToldBy } from '../../store/writer/sighted.ts';
import type { Sql } from '../../store/writer/sql.ts';
import type { Pictures } from './pictures.ts';
import { makeUp, touch } from './records.ts';
import type { Retelling } from './runs.ts';
import { supported } from './support.ts';

const TYPES = ['columnEdge', 'influence'] as const;

/** Step by step. `touched`: by record type, the records of which statements were closed or opened. */
export function* retellSights(
  work: Retelling,
  pictures: Pictures,
  touched: ReadonlyMap<number, ReadonlySet<number>>,
): Iterable<void> {
  let count = 0;
  for (const record of [...affected(work, touched)]) {
    settleSighted(work, pictures, record);
    if (++count % 1000 === 0) yield;
  }
}

function* affected(
  { session, standing, importId }: Retelling,
  touched: ReadonlyMap<number, ReadonlySet<number>>,
): Iterable<SightedRecord> {
  const { sql } = session;
  const seen = new Set<string>();
  const once = function* (type: SightedType, ids: Iterable<number>): Iterable<SightedRecord> {
    for (const id of ids) {
      if (seen.has(`${type}${id}`)) continue;
      seen.add(`${type}${id}`);
      yield { type, id };
    }
  };
  const targets = sql.all<{ runId: number; datasetId: number }>(
    `SELECT run_id AS runId, from_id AS datasetId FROM run_io_part WHERE part = 'target' AND import_id = ?`,
    importId,
  );
  for (const { runId, datasetId } of targets) {
    const stands = sql
      .all<{ id: number }>(
        `SELECT import_id AS id FROM run_io_part WHERE part = 'target' AND run_id = ? AND from_id = ? AND to_id = 0`,
        runId,
        datasetId,
      )
      .some(({ id }) => standing.stands(id));
    sql.run(
      stands
        ? 'INSERT OR IGNORE INTO run_target (run_id, dataset_id) VALUES (?, ?)'
        : 'DELETE FROM run_target WHERE run_id = ? AND dataset_id = ?',
      runId,
      datasetId,
    );
  }
  for (const { runId, datasetId } of targets)
    for (const { type, id } of sightsOf(sql, runId, datasetId)) yield* once(type, [id]);
  for (const type of TYPES) {
    yield* once(type, touched.get(RECORD_TYPES[type]) ?? []);
    const ids = sql.all<{ id: number }>(
      `SELECT record_id AS id FROM also_said WHERE record_type = ?1 AND import_id = ?2 UNION
       SELECT s.record_id FROM run_sight s JOIN run_target t ON t.run_id = s.run_id
         WHERE s.record_type = ?3 AND s.run_id IN (SELECT run_id FROM run_event WHERE import_id = ?2)`,
      ALSO_SAID[type],
      importId,
      RECORD_TYPES[type],
    );
    yield* once(
      type,
      ids.map(({ id }) => id),
    );
  }
}

function settleSighted({ session, gone }: Retelling, pictures: Pictures, record: SightedRecord): void {
  const { sql, revision } = session;
  const code = RECORD_TYPES[record.type];
  const table = RECORD_TABLES[record.type];
  const row = sql.get<{ until: number | null; basis: string }>(
    `SELECT until_revision AS until, basis FROM ${table} WHERE id = ?`,
    record.id,
  );
  if (!row || row.basis !== 'observed') return;
  // Shown or not, it names its ends.
  touch(session, record.type, record.id, gone);
  const told = toldOf(sql, record, session.stands);
  if (told) forgetOthers(sql, record, told);
  const shown = told && shownOf(sql, record, told);
  const ways = shown && waysOf(shown);
  if (told ? !ways : isSuperseded(sql, record)) {
    const closed = sql.run(
      'UPDATE statement SET until_revision = ? WHERE record_type = ? AND record_id = ? AND until_revision IS NULL',
      revision,
      code,
      record.id,
    );
    if (closed > 0) makeUp(session, code, record.id, gone);
    return;
  }
  if (shown && ways) {
    const by = shown.map(({ importId }) => importId);
    const value = valueOf(session, record, ways);
    supported(session, { type: code, recordId: record.id }, value, shown[0]!, by);
  } else if (row.until !== null && !reopen(pictures, code, record.id, revision, sql)) return;
  if (record.type === 'columnEdge') session.touched.recountedSights.add(record.id);
  makeUp(session, code, record.id, gone);
}

/** Runs of which only imports told that were taken back did not show it. */
function forgetOthers(sql: Sql, { type, id }: SightedRecord, told: readonly ToldBy[]): void {
  const said = told.flatMap((one) => one.said);
  if (said.some(({ runs }) => runs === null)) return;
  sql.run('DELETE FROM run_sight WHERE record_type = ? AND record_id = ?', RECORD_TYPES[type], id);
  for (const [runId, explicit] of said.flatMap(({ runs }) => runs!))
    sql.run(
      'INSERT OR IGNORE INTO run_sight (record_type, record_id, run_id, explicit) VALUES (?, ?, ?, ?)',
      RECORD_TYPES[type],
      id,
      runId,
      explicit,
    );
}

/** What a standing import said and an explicit one had closed. */
function reopen(pictures: Pictures, type: number, recordId: number, revision: number, sql: Sql): boolean {
  const scopes = sql.all<{ id: number }>(
    'SELECT DISTINCT scope_id AS id FROM statement WHERE record_type = ? AND record_id = ?',
    type,
    recordId,
  );
  let reopened = false;
  for (const { id } of scopes) {
    for (const { now, wanted, by } of pictures.ofRecords(id, [{ type, recordId }])) {
      if (now || !wanted) continue;
      pictures.reopen(wanted, by, revision);
      reopened = true;
    }
  }
  return reopened;
}
