/**
 * What of the catalog may differ between two moments, found by the rows that changed between them. Each set holds at least
 * what differs; whether it does is told by comparing both sides.
 */
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import { columnEdgeHolds } from '../../past/moment.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import { idRanges } from '../../store/id-ranges.ts';
import {
  FIGURE_KNOWN,
  RESULT_KNOWN,
  RUN_KNOWN,
  boundToBoth,
  boundToLineage,
  boundToRuns,
  boundToSaid,
  differs,
} from './conditions.ts';
import { between, rowsWithin, statementsBegun, type RowPage } from './row-pages.ts';
import type { Sides } from './sides.ts';

export interface Touched {
  /** Dataset rows of which something was said or told otherwise. */
  readonly datasets: Set<number>;
  /** Dataset rows that runs wrote. */
  readonly written: Set<number>;
  /** Dataset rows of which a column was stated otherwise. */
  readonly columns: Set<number>;
  /** Job rows of which the code was told otherwise. */
  readonly jobs: Set<number>;
  /** Dataset rows at the start of column edges that differ, each with those at their ends. */
  readonly flows: Map<number, Set<number>>;
}

/** In steps. */
export function* touchedBetween(sides: Sides): Generator<void, Touched> {
  const touched = {
    datasets: new Set<number>(),
    written: new Set<number>(),
    columns: new Set<number>(),
    jobs: new Set<number>(),
    flows: new Map(),
  };
  const { headOf, db } = sides.before;
  // A name by itself that comes or goes is a dataset that does.
  for (const group of sides.names.joined.values())
    for (const id of group) if (headOf[id] !== sides.after.headOf[id]) touched.datasets.add(id);
  yield;
  yield* byStatements(db, sides, touched);
  yield* bySaid(db, sides, touched);
  yield* byFigures(db, sides, touched);
  yield* byRuns(db, sides, touched);
  yield* byColumnEdges(db, sides, touched);
  return touched;
}

const { source, column, columnEdge, tag, owner, description, property, test } = RECORD_TYPES;

/** The dataset, or of a property the job, that a statement speaks of. */
const TARGET = `CASE s.record_type
  WHEN ${source} THEN (SELECT dataset_id FROM dataset_source x WHERE x.id = s.record_id)
  WHEN ${column} THEN (SELECT dataset_id FROM "column" x WHERE x.id = s.record_id)
  WHEN ${tag} THEN (SELECT CASE x.target_type WHEN 'dataset' THEN x.target_id
    WHEN 'column' THEN (SELECT dataset_id FROM "column" c WHERE c.id = x.target_id) END FROM tag x WHERE x.id = s.record_id)
  WHEN ${owner} THEN (SELECT target_id FROM owner x WHERE x.id = s.record_id AND x.target_type = 'dataset')
  WHEN ${description} THEN (SELECT target_id FROM description x WHERE x.id = s.record_id AND x.target_type = 'dataset')
  WHEN ${test} THEN (SELECT dataset_id FROM test x WHERE x.id = s.record_id)
  WHEN ${property} THEN (SELECT target_id FROM property x WHERE x.id = s.record_id AND x.target_type = 'job'
    AND x.key IN ('sql', 'sourceCode', 'sourceCodeLocation')) END`;

function* statementPages(db: Database, a: number, b: number): Generator<RowPage, void> {
  yield* statementsBegun(db, between(a, b));
  yield* rowsWithin(db, { table: 'statement', column: 'until_revision', alias: 's' }, between(a, b));
}

function* byStatements(db: Database, { before, after }: Sides, touched: Touched): Generator<void, void> {
  const bound = boundToBoth(before.instant, after.instant, boundToSaid);
  for (const { where, bind } of statementPages(
    db,
    before.instant.past.revision,
    after.instant.past.revision,
  )) {
    const found = db
      .prepare<[object], [number, number | null]>(
        `SELECT DISTINCT type, target FROM (SELECT s.record_type AS type, ${TARGET} AS target FROM statement s
           WHERE ${where} AND s.record_type IN (${[source, column, tag, owner, description, property, test].join(', ')})
             AND ${differs(holdsAt('s'))})`,
      )
      .raw()
      .all({ ...bound, ...bind });
    for (const [type, target] of found) {
      if (target === null) continue;
      if (type === property) touched.jobs.add(target);
      else touched.datasets.add(target);
      if (type === column) touched.columns.add(target);
    }
    yield;
  }
}

/** What people said, and what sources said first between the two. */
function* bySaid(db: Database, { before, after }: Sides, touched: Touched): Generator<void, void> {
  const revisions = between(before.instant.past.revision, after.instant.past.revision);
  for (const table of ['tag', 'owner', 'description'])
    for (const rowColumn of ['since_revision', 'until_revision'])
      for (const { where, bind } of rowsWithin(db, { table, column: rowColumn, alias: 'x' }, revisions)) {
        const found = db
          .prepare<[object], number | null>(
            `SELECT DISTINCT CASE x.target_type WHEN 'dataset' THEN x.target_id
               WHEN 'column' THEN (SELECT dataset_id FROM "column" c WHERE c.id = x.target_id) END FROM ${table} x WHERE ${where}`,
          )
          .pluck()
          .all({ ...bind });
        for (const id of found) if (id !== null) touched.datasets.add(id);
        yield;
      }
}

function* byFigures(db: Database, { before, after }: Sides, { datasets }: Touched): Generator<void, void> {
  const bound = boundToBoth(before.instant, after.instant, boundToRuns);
  const of = (table: string, sql: string) => ({
    table,
    statement: db.prepare<[object], number>(sql).pluck(),
  });
  const sources = [
    of(
      'metric',
      `SELECT DISTINCT m.dataset_id FROM metric m WHERE m.id BETWEEN @first AND @last AND ${differs(FIGURE_KNOWN)}`,
    ),
    of(
      'test_result',
      `SELECT DISTINCT t.dataset_id FROM test_result x JOIN test t ON t.id = x.test_id
       WHERE x.id BETWEEN @first AND @last AND ${differs(RESULT_KNOWN)}`,
    ),
  ];
  for (const { table, statement } of sources)
    for (const range of idRanges(db, table)) {
      for (const id of statement.all({ ...bound, ...range })) datasets.add(id);
      yield;
    }
}

/** Datasets that runs wrote, and jobs whose code they tell. */
function* byRuns(db: Database, { before, after }: Sides, { written, jobs }: Touched): Generator<void, void> {
  const bound = boundToBoth(before.instant, after.instant, boundToRuns);
  const runs = `FROM run x WHERE x.id BETWEEN @first AND @last AND ${differs(RUN_KNOWN)}`;
  const outputs = db
    .prepare<[object], number>(
      `SELECT DISTINCT o.dataset_id FROM run_output o WHERE o.run_id IN (SELECT x.id ${runs})`,
    )
    .pluck();
  const coded = db
    .prepare<[object], number>(`SELECT DISTINCT x.job_id ${runs} AND x.code IS NOT NULL`)
    .pluck();
  for (const range of idRanges(db, 'run')) {
    for (const id of outputs.all({ ...bound, ...range })) written.add(id);
    for (const id of coded.all({ ...bound, ...range })) jobs.add(id);
    yield;
  }
}

const ENDS = `SELECT DISTINCT f.dataset_id, t.dataset_id FROM column_edge e
  JOIN "column" f ON f.id = e.from_id JOIN "column" t ON t.id = e.to_id`;

/** At run times any observed column edge may be shown first between the two; otherwise statements tell. */
function* byColumnEdges(db: Database, { before, after }: Sides, { flows }: Touched): Generator<void, void> {
  const [a, b] = [before.instant, after.instant];
  const bound = boundToBoth(a, b, boundToLineage);
  const note = (found: readonly [number, number][]): void => {
    for (const [from, to] of found) {
      const ends = flows.get(from);
      if (ends) ends.add(to);
      else flows.set(from, new Set([to]));
    }
  };
  if (a.time !== null || b.time !== null) {
    const statement = db
      .prepare<[object], [number, number]>(
        `${ENDS} WHERE e.id BETWEEN @first AND @last AND ${differs(columnEdgeHolds(a))}`,
      )
      .raw();
    for (const range of idRanges(db, 'column_edge')) {
      note(statement.all({ ...bound, ...range }));
      yield;
    }
    return;
  }
  for (const { where, bind } of statementPages(db, a.revision, b.revision)) {
    const found = db
      .prepare<[object], [number, number]>(
        `${ENDS} WHERE e.id IN (SELECT s.record_id FROM statement s WHERE ${where} AND s.record_type = ${columnEdge}
           AND ${differs(holdsAt('s'))})`,
      )
      .raw();
    note(found.all({ ...bound, ...bind }));
    yield;
  }
}
