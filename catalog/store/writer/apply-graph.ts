/**
 * Facts that declare the graph without runs: job inputs and outputs, flows, job order; and column
 * derivations of both kinds.
 */
import type {
  ColumnEdgeFact,
  DatasetInfluenceFact,
  FlowFact,
  JobEdgeFact,
  JobIoFact,
  Transformation,
} from '../../model/facts.ts';
import type { RecordType } from '../record-types.ts';
import type { ChangedType } from './changes.ts';
import type { WriterSession } from './session.ts';
import type { WhereNothingSaid } from './statements.ts';

export function applyJobIo(session: WriterSession, fact: JobIoFact): void {
  const job = session.job(fact.job);
  const dataset = session.identities.dataset(fact.dataset);
  const input = fact.type === 'job-input';
  const changed = standing(session, fact, {
    type: input ? 'jobInput' : 'jobOutput',
    counted: 'io',
    table: input ? 'job_input' : 'job_output',
    key: { job_id: job.id, dataset_id: dataset.id },
    values: {},
  });
  if (changed) session.touched.jobs.add(job.id);
}

export function applyJobFlow(session: WriterSession, fact: FlowFact): void {
  const jobId = fact.job ? session.job(fact.job).id : 0;
  const changed = standing(session, fact, {
    type: 'jobFlow',
    counted: null,
    table: 'job_flow',
    key: {
      job_id: jobId,
      from_id: session.identities.dataset(fact.from).id,
      to_id: session.identities.dataset(fact.to).id,
    },
    values: { confidence: fact.confidence ?? null },
  });
  if (changed) session.touched.jobs.add(jobId);
}

export function applyJobEdge(session: WriterSession, fact: JobEdgeFact): void {
  standing(session, fact, {
    type: 'jobEdge',
    counted: 'job_edge',
    table: 'job_edge',
    key: { from_id: session.job(fact.from).id, to_id: session.job(fact.to).id, kind: fact.kind },
    values: {},
  });
}

export function applyColumnEdge(session: WriterSession, fact: ColumnEdgeFact): void {
  const { identities } = session;
  const from = identities.column(identities.dataset(fact.from.dataset).id, fact.from.path);
  const to = identities.column(identities.dataset(fact.to.dataset).id, fact.to.path);
  const { jobId, basis } = session.attribution(fact);
  const id = { value: 0 };
  const transformations = normalise(fact.transformations);
  standing(session, fact, {
    type: 'columnEdge',
    counted: 'column_edge',
    table: 'column_edge',
    key: { from_id: from.id, to_id: to.id, job_id: jobId, basis },
    values: {
      flags: flagsOf(fact.transformations),
      transformations: JSON.stringify(transformations),
      confidence: fact.confidence ?? null,
    },
    id,
  });
  if (fact.run) {
    const runId = session.run(fact.run, fact.evidence).id;
    const seen = session.touched.seenColumnEdges.get(id.value);
    if (seen) seen.add(runId);
    else session.touched.seenColumnEdges.set(id.value, new Set([runId]));
  }
}

export function applyInfluence(session: WriterSession, fact: DatasetInfluenceFact): void {
  const { identities } = session;
  const from = identities.column(identities.dataset(fact.from.dataset).id, fact.from.path);
  const to = identities.dataset(fact.to);
  const { jobId, basis } = session.attribution(fact);
  standing(session, fact, {
    type: 'influence',
    counted: 'influence',
    table: 'influence',
    key: { from_id: from.id, to_id: to.id, job_id: jobId, basis },
    values: { transformations: JSON.stringify(normalise(fact.transformations)) },
  });
}

/** Same set, same text: sorted and without repetition. */
function normalise(transformations: readonly Transformation[]): Transformation[] {
  const byText = new Map(
    transformations.map((one) => [
      JSON.stringify([one.type, one.subtype ?? '', one.description ?? '', one.masking ?? null]),
      one,
    ]),
  );
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/**
 * 1 direct, 2 indirect, 4 masked, 8 aggregated. Nothing said: the raw value may survive, so direct. Of
 * several direct ways the one that shows most counts: masked or aggregated only where all of them are.
 */
function flagsOf(transformations: readonly Transformation[]): number {
  if (transformations.length === 0) return 1;
  const direct = transformations.filter(({ type }) => type !== 'INDIRECT');
  const said = direct.length > 0 ? direct : transformations;
  return (
    (direct.length > 0 ? 1 : 0) |
    (direct.length < transformations.length ? 2 : 0) |
    (said.every(({ masking }) => masking === true) ? 4 : 0) |
    (said.every(({ subtype }) => subtype === 'AGGREGATION') ? 8 : 0)
  );
}

export interface Standing {
  readonly type: RecordType;
  readonly counted: ChangedType | null;
  readonly table: string;
  /** The natural key. */
  readonly key: Readonly<Record<string, number | string>>;
  /** What the source says beyond the key; a different value is a change. */
  readonly values: Readonly<Record<string, number | string | null>>;
  /** What the statement holds, where that is not the values. */
  readonly said?: string | null | WhereNothingSaid;
  /** Receives the row id. */
  readonly id?: { value: number };
}

/**
 * Writes a record with a natural key and states it. Answers whether anything about it changed.
 */
export function standing(
  session: WriterSession,
  fact: { readonly evidence: ColumnEdgeFact['evidence'] },
  record: Standing,
): boolean {
  const { sql, revision } = session;
  const keyNames = Object.keys(record.key);
  const keyValues = Object.values(record.key);
  const valueNames = Object.keys(record.values);
  const values = Object.values(record.values);
  const found = sql.get<{ id: number; until: number | null }>(
    `SELECT id, until_revision AS until FROM ${record.table} WHERE ${keyNames.map((name) => `${name} = ?`).join(' AND ')}`,
    ...keyValues,
  );
  const id = found?.id ?? sql.nextId(record.table);
  if (record.id) record.id.value = id;
  if (!found) {
    const names = ['id', ...keyNames, ...valueNames, 'since_revision'];
    sql.run(
      `INSERT INTO ${record.table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      id,
      ...keyValues,
      ...values,
      revision,
    );
  }
  const said = record.said !== undefined ? record.said : values.length > 0 ? JSON.stringify(values) : null;
  const outcome = session.book.assert(
    record.type,
    id,
    fact.evidence,
    found !== undefined && found.until === null,
    said,
  );
  if (found && (outcome.appeared || outcome.changed || outcome.reverted)) {
    const assignments = [...valueNames.map((name) => `${name} = ?`), 'until_revision = NULL'];
    sql.run(`UPDATE ${record.table} SET ${assignments.join(', ')} WHERE id = ?`, ...values, id);
  }
  if (record.counted) {
    if (outcome.appeared) session.changes.added(record.counted, id);
    else if (outcome.changed) session.changes.changed(record.counted, id);
    else if (outcome.reverted) session.changes.reverted(record.counted, id);
  }
  return outcome.appeared || outcome.changed || outcome.reverted;
}
