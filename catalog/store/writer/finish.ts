/**
 * The end of an import: what replaced scopes no longer say is retired, the graph is derived, identities
 * are joined, the search index is fed.
 */
import { refreshSearch } from '../search-index.ts';
import type { RecordType } from '../record-types.ts';
import { COUNTED } from './changes.ts';
import { tellAlias } from './alias-said.ts';
import { tellColumn, tellJob, tellKind } from './from-statements.ts';
import { dependentsOfDataset, dependentsOfJob, type Dependent } from './dependents.ts';
import { deriveEdges } from './derive-edges.ts';
import { joinIdentities, joinJobs } from './join.ts';
import { restateWays } from './restate-ways.ts';
import { settleLifecycles } from './lifecycles.ts';
import { shownOf, toldOf, waysOf } from './sighted.ts';
import { isSuperseded, type SightedRecord } from './sights.ts';
import type { WriterSession } from './session.ts';

export function settle(session: WriterSession): void {
  session.flush();
  for (const { type, id, stands } of session.book.closeUnrepeated()) {
    if (stands) weaken(session, type, id);
    else retire(session, type, id);
  }
  for (const id of session.touched.retoldKinds) tellKind(session, id);
  for (const record of session.sights.affected()) showLess(session, record);
  session.identities.forgetColumns();
}

/** Runs that showed it turned out to be explicit about the dataset, so that their column lineage facet does not count. */
function showLess(session: WriterSession, record: SightedRecord): void {
  const { sql, touched } = session;
  const told = toldOf(sql, record, session.stands);
  const ways = told && waysOf(shownOf(sql, record, told));
  if (told ? ways === null : isSuperseded(sql, record)) {
    withdraw(session, record);
    return;
  }
  if (ways) restateWays(session, record, ways);
  if (record.type === 'columnEdge') touched.recountedSights.add(record.id);
}

/** One of several that stood behind a record is silent now: it is as the others say. */
function weaken(session: WriterSession, type: RecordType, id: number): void {
  const { sql, touched, identities } = session;
  if (type === 'alias') {
    tellAlias(sql, id);
    touched.aliases.add(id);
  } else if (type === 'job') {
    tellJob(sql, id);
    touched.jobs.add(id);
  } else if (type === 'column') tellColumn(sql, id);
  else if (type === 'source') {
    const { datasetId } = sql.get<{ datasetId: number }>(
      'SELECT dataset_id AS datasetId FROM dataset_source WHERE id = ?',
      id,
    )!;
    tellKind(session, datasetId);
    identities.touchedDatasets.add(datasetId);
  }
}

/** Step by step: between two steps the import may be cancelled. */
export function* derive(session: WriterSession): Iterable<void> {
  yield* deriveEdges(session);
  yield* deriveJoins(session);
}

/** What follows from edges and from what stands: drops, joined identities. Step by step. */
export function* deriveJoins(session: WriterSession): Iterable<void> {
  settleLifecycles(session);
  const counts = session.changes.counts();
  const { touchedDatasets } = session.identities;
  const { aliases, settledJobs } = session.touched;
  if (aliases.size > 0 || touchedDatasets.size > 0) {
    const scope = { datasets: [...touchedDatasets], aliases };
    for (const id of joinIdentities(session.sql, session.changes, session.revision, scope))
      touchedDatasets.add(id);
  }
  yield;
  if (counts['job'] || counts['edge'] || counts['run'] || settledJobs.size > 0) joinJobs(session.sql);
}

export function index(session: WriterSession): void {
  session.sql.flush();
  refreshSearch(session.sql.db, session.identities.touchedDatasets);
}

/**
 * What only made sense while the dataset or job existed goes with it, even if a finer scope said it
 * and was silent this time (a table that a listing no longer has takes its columns along).
 */
function withdraw(session: WriterSession, record: Dependent): void {
  if (!session.book.withdraw(record.type, record.id)) return;
  retire(session, record.type, record.id);
}

function retire(session: WriterSession, type: RecordType, id: number): void {
  const { sql, changes, touched, identities, revision } = session;
  const counted = COUNTED[type];
  if (counted) changes.retired(counted, id);
  switch (type) {
    case 'source': {
      const { datasetId } = sql.get<{ datasetId: number }>(
        'SELECT dataset_id AS datasetId FROM dataset_source WHERE id = ?',
        id,
      )!;
      const stands = sql.get(
        'SELECT 1 FROM dataset_source WHERE dataset_id = ? AND until_revision IS NULL',
        datasetId,
      );
      if (!stands) {
        sql.run('UPDATE dataset SET until_revision = ? WHERE id = ?', revision, datasetId);
        identities.datasetRetired(datasetId);
        changes.retired('dataset', datasetId);
        for (const dependent of dependentsOfDataset(sql, datasetId)) withdraw(session, dependent);
      }
      identities.touchedDatasets.add(datasetId);
      return;
    }
    case 'job':
      for (const dependent of dependentsOfJob(sql, id)) withdraw(session, dependent);
      return;
    case 'column': {
      const { datasetId } = sql.get<{ datasetId: number }>(
        'SELECT dataset_id AS datasetId FROM "column" WHERE id = ?',
        id,
      )!;
      identities.touchedDatasets.add(datasetId);
      return;
    }
    case 'jobInput':
    case 'jobOutput':
    case 'jobFlow': {
      const table = type === 'jobInput' ? 'job_input' : type === 'jobOutput' ? 'job_output' : 'job_flow';
      touched.jobs.add(
        sql.get<{ jobId: number }>(`SELECT job_id AS jobId FROM ${table} WHERE id = ?`, id)!.jobId,
      );
      return;
    }
    case 'alias':
      touched.aliases.add(id);
      return;
    case 'tag':
    case 'owner':
    case 'description': {
      const row = sql.get<{ type: string; target: number }>(
        `SELECT target_type AS type, target_id AS target FROM ${type} WHERE id = ?`,
        id,
      )!;
      const datasetId =
        row.type === 'dataset'
          ? row.target
          : row.type === 'column'
            ? sql.get<{ d: number }>('SELECT dataset_id AS d FROM "column" WHERE id = ?', row.target)?.d
            : undefined;
      if (datasetId !== undefined) identities.touchedDatasets.add(datasetId);
      return;
    }
    default:
      return;
  }
}
