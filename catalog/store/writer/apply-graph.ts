/**
 * Facts that declare the graph without runs: job inputs and outputs, flows, job order.
 */
import type { ColumnEdgeFact, FlowFact, JobEdgeFact, JobIoFact } from '../../model/facts.ts';
import type { RecordType } from '../record-types.ts';
import type { ChangedType } from './changes.ts';
import type { Parent } from './fresh-rows.ts';
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
    parent: ['job', job.id],
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
    parent: ['job', jobId],
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

export interface Standing {
  readonly type: RecordType;
  readonly counted: ChangedType | null;
  readonly table: string;
  /** The natural key. */
  readonly key: Readonly<Record<string, number | string>>;
  /** A row that the key refers to: where that is new, so is the record. */
  readonly parent?: Parent;
  /** What the source says beyond the key; a different value is a change. */
  readonly values: Readonly<Record<string, number | string | null>>;
  /** What the statement holds, where that is not the values. */
  readonly said?: string | null | WhereNothingSaid;
  /** Receives the row id. */
  readonly id?: { value: number };
}

/** The statements for one table, made once. */
interface Shape {
  readonly select: string;
  readonly columns: readonly string[];
  readonly update: string;
}

const shapes = new Map<string, Shape>();

function shapeOf({ table, key, values }: Standing): Shape {
  let shape = shapes.get(table);
  if (!shape) {
    const keys = Object.keys(key);
    const names = ['id', ...keys, ...Object.keys(values), 'since_revision'];
    const assignments = [...Object.keys(values).map((name) => `${name} = ?`), 'until_revision = NULL'];
    shape = {
      select: `SELECT id, until_revision AS until FROM ${table} WHERE ${keys.map((name) => `${name} = ?`).join(' AND ')}`,
      columns: names,
      update: `UPDATE ${table} SET ${assignments.join(', ')} WHERE id = ?`,
    };
    shapes.set(table, shape);
  }
  return shape;
}

interface Found {
  readonly id: number;
  readonly until: number | null;
}

function findRecord(
  session: WriterSession,
  record: Standing,
  keyValues: (number | string)[],
  noteKey: string,
): Found | undefined {
  const { table, parent } = record;
  const noted = parent && session.fresh.find(table, noteKey, parent);
  if (noted === null) return undefined;
  if (noted !== undefined) return { id: noted, until: null };
  const { select } = shapeOf(record);
  return parent
    ? session.sql.getWritten<Found>(select, ...keyValues)
    : session.sql.get<Found>(select, ...keyValues);
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
  const { table } = record;
  const keyValues = Object.values(record.key);
  const values = Object.values(record.values);
  const noteKey = record.parent ? keyValues.join('\u0000') : '';
  const found = findRecord(session, record, keyValues, noteKey);
  const id = found?.id ?? sql.nextId(table);
  if (record.id) record.id.value = id;
  if (!found) sql.rows(table, shapeOf(record).columns).add(id, ...keyValues, ...values, revision);
  if (record.parent) session.fresh.note(table, noteKey, id, record.parent);
  const said = record.said !== undefined ? record.said : values.length > 0 ? JSON.stringify(values) : null;
  const current = found !== undefined && found.until === null;
  const outcome = session.book.assert(record.type, id, fact.evidence, current, said);
  if (found && (outcome.appeared || outcome.changed || outcome.reverted))
    sql.run(shapeOf(record).update, ...values, id);
  if (record.counted) {
    if (outcome.appeared) session.changes.added(record.counted, id);
    else if (outcome.changed) session.changes.changed(record.counted, id);
    else if (outcome.reverted) session.changes.reverted(record.counted, id);
  }
  return outcome.appeared || outcome.changed || outcome.reverted;
}
