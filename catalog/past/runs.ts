/**
 * The runs of the catalog at the moment that it shows. A run's row holds all that is known of it today; what an
 * import after the moment, or an event after it, added is taken off by telling the run again from the others.
 */
import type { Database } from 'better-sqlite3';
import type { Catalog } from '../catalog.ts';
import { foldRun, type RunSaid } from '../store/writer/apply-run.ts';
import { blankRun, firstHeard, lastHeard, type RunEntry } from '../store/writer/runs.ts';
import { boundTo, runHolds, type Moment } from './moment.ts';

/** `table`: SQL in place of the table `run`; `bind`: values that it needs. */
export interface RunsThen {
  readonly table: string;
  readonly bind: { readonly revision: number; readonly time: string; readonly runsThen: string };
}

/** What of a run may be other than its row says. */
const TOLD = [
  'state',
  'state_at',
  'started_at',
  'ended_at',
  'first_at',
  'code',
  'explicit_flows',
  'referenced_only',
] as const;

const KEPT = ['id', 'run_id', 'job_id', 'parent_id', 'since_revision', 'until_revision'] as const;

/** Of the catalog now, or at the moment that it shows. */
export function runsThen(catalog: Catalog): RunsThen {
  return catalog.cached('runs-then', () => {
    const { moment } = catalog;
    const { revision, time } = boundTo(moment);
    const now = `(SELECT * FROM run WHERE ${runHolds(moment, 'run')})`;
    if (!moment) return { table: now, bind: { revision, time, runsThen: '[]' } };
    const told = retold(catalog.store.reader, moment);
    if (told.length === 0) return { table: now, bind: { revision, time, runsThen: '[]' } };
    const values = TOLD.map((name, i) => `value ->> ${i + 1} AS ${name}`).join(', ');
    const columns = [
      ...KEPT.map((name) => `run.${name}`),
      ...TOLD.map((name) => `CASE WHEN o.id IS NULL THEN run.${name} ELSE o.${name} END AS ${name}`),
    ].join(', ');
    const table = `(SELECT ${columns} FROM run LEFT JOIN (SELECT value ->> 0 AS id, ${values} FROM json_each(@runsThen)) o
      ON o.id = run.id WHERE ${runHolds(moment, 'run')})`;
    return { table, bind: { revision, time, runsThen: JSON.stringify(told) } };
  });
}

type Retold = (string | number | null)[];

/** Runs that hold at the moment and of which more was told since: their id, then {@link TOLD}. */
function retold(db: Database, moment: Moment): Retold[] {
  return moment.time === null ? withoutLaterImports(db, moment) : withoutLaterEvents(db, moment);
}

function withoutLaterImports(db: Database, moment: Moment): Retold[] {
  const { standing, differ } = importsThen(db, moment.revision);
  if (differ.length === 0) return [];
  const rows = db
    .prepare<[object], EventRow>(
      `SELECT e.run_id AS id, run.job_id AS jobId, e.import_id AS importId, e.said FROM run JOIN run_event e ON e.run_id = run.id
       WHERE run.id IN (SELECT run_id FROM run_event WHERE import_id IN (SELECT value FROM json_each(@differ)))
         AND ${runHolds(moment, 'run')} ORDER BY e.run_id, e.id`,
    )
    .all({ ...boundTo(moment), differ: JSON.stringify(differ) });
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((events) =>
    folded(
      events[0]!,
      events.filter(({ importId }) => importId === 0 || standing.has(importId)),
    ),
  );
}

function withoutLaterEvents(db: Database, moment: Moment): Retold[] {
  const { standing } = importsThen(db, null);
  const rows = db
    .prepare<[object], { id: number; jobId: number; importId: number | null; said: string | null }>(
      `SELECT run.id, run.job_id AS jobId, e.import_id AS importId, e.said FROM run LEFT JOIN run_event e ON e.run_id = run.id
       WHERE ${runHolds(moment, 'run')} AND ${lastHeard('run')} > @time AND ${firstHeard('run')} <= @time
       ORDER BY run.id, e.id`,
    )
    .all(boundTo(moment));
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((events) => {
    const { time } = boundTo(moment);
    const by = events.filter((event): event is EventRow => {
      if (event.said === null || event.importId === null) return false;
      if (event.importId !== 0 && !standing.has(event.importId)) return false;
      return atOf(JSON.parse(event.said) as RunSaid) <= time;
    });
    // It had begun, and nothing had ended it.
    return by.length > 0 ? folded(events[0]!, by) : begun(events[0]!);
  });
}

const atOf = ({ at, state }: RunSaid): string => at ?? state?.stateAt ?? '';

interface EventRow {
  readonly id: number;
  readonly jobId: number;
  readonly importId: number;
  readonly said: string;
}

function folded({ id, jobId }: { id: number; jobId: number }, events: readonly EventRow[]): Retold {
  const run = blankRun(id, jobId);
  for (const { said } of events) foldRun(run, JSON.parse(said) as RunSaid);
  return valuesOf(run);
}

function begun({ id, jobId }: { id: number; jobId: number }): Retold {
  return valuesOf({ ...blankRun(id, jobId), state: 'RUNNING', referencedOnly: false });
}

const valuesOf = (run: RunEntry): Retold => [
  run.id,
  run.state,
  run.stateAt,
  run.startedAt,
  run.endedAt,
  run.firstAt,
  run.code,
  run.explicitFlows ? 1 : 0,
  run.referencedOnly ? 1 : 0,
];

/** Imports that counted at the revision (null: now), and those that count otherwise today. */
function importsThen(db: Database, revision: number | null): { standing: Set<number>; differ: number[] } {
  const rows = db
    .prepare<[], { id: number; revision: number; undone: number | null }>(
      'SELECT id, revision, undone_in AS undone FROM import_batch',
    )
    .all();
  if (revision === null)
    return { standing: new Set(rows.flatMap(({ id, undone }) => (undone === null ? [id] : []))), differ: [] };
  const turns = db
    .prepare<[number], { id: string; action: string }>(
      `SELECT object_id AS id, action FROM ledger_entry WHERE object_type = 'import'
         AND action IN ('import.undo', 'import.redo') AND seq <= ? ORDER BY seq`,
    )
    .all(revision);
  const last = new Map(turns.map(({ id, action }) => [Number(id), action]));
  const stood = (row: { id: number; revision: number }): boolean =>
    row.revision <= revision && last.get(row.id) !== 'import.undo';
  return {
    standing: new Set(rows.filter(stood).map(({ id }) => id)),
    differ: rows.filter((row) => stood(row) !== (row.undone === null)).map(({ id }) => id),
  };
}
