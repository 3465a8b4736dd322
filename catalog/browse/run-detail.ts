/** One run with everything that its page shows, and the runs of a job. */
import type { Catalog } from '../catalog.ts';
import type { Card } from './cards.ts';
import { groupOfJob, memberOf, propertiesOf, saidOf, type JobRef, type PropertyRow } from './job-detail.ts';
import { INCOMPLETE } from './job-state.ts';

interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface JobRunRow {
  readonly id: number;
  readonly runId: string;
  readonly state: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly lastAt: string | null;
  readonly nominalStart: string | null;
  readonly inputs: number;
  readonly outputs: number;
  readonly rowsWritten: number | null;
  readonly incomplete: boolean;
  readonly referencedOnly: boolean;
}

/** Runs of a job, latest first. */
export function jobRuns(catalog: Catalog, jobId: number, page: Page): { total: number; items: JobRunRow[] } {
  const db = catalog.store.reader;
  const members = groupOfJob(catalog, jobId)?.members ?? '[]';
  const from = 'FROM run r WHERE r.job_id IN (SELECT value FROM json_each(?)) AND r.until_revision IS NULL';
  const total = db.prepare<[string], { n: number }>(`SELECT COUNT(*) AS n ${from}`).get(members)!.n;
  const rows = db
    .prepare<
      [string, number, number],
      Omit<JobRunRow, 'incomplete' | 'referencedOnly'> & { incomplete: number; referencedOnly: number }
    >(
      `SELECT r.id, r.run_id AS runId, r.state, r.started_at AS startedAt, r.ended_at AS endedAt, r.state_at AS lastAt,
              r.nominal_start AS nominalStart, r.referenced_only AS referencedOnly,
              (SELECT COUNT(*) FROM run_input i WHERE i.run_id = r.id AND i.until_revision IS NULL) AS inputs,
              (SELECT COUNT(*) FROM run_output o WHERE o.run_id = r.id AND o.until_revision IS NULL) AS outputs,
              (SELECT SUM(o.row_count) FROM run_output o WHERE o.run_id = r.id AND o.until_revision IS NULL) AS rowsWritten,
              EXISTS (${INCOMPLETE}) AS incomplete
       ${from}
       ORDER BY r.referenced_only, r.state_at DESC, r.id DESC LIMIT ? OFFSET ?`,
    )
    .all(members, page.limit, page.offset);
  return {
    total,
    items: rows.map((row) => ({
      ...row,
      incomplete: row.incomplete === 1,
      referencedOnly: row.referencedOnly === 1,
    })),
  };
}

interface RunRecord {
  readonly id: number;
  readonly runId: string;
  readonly state: string;
  readonly jobId: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
}

const RUN_REF = 'r.id, r.run_id AS runId, r.state, j.id AS jobId, j.namespace, j.name, j.kind';
/** A run under the job that is shown for its own. */
const RUN_AND_JOB = 'run r JOIN job s ON s.id = r.job_id JOIN job j ON j.id = COALESCE(s.canonical_id, s.id)';
const CHILDREN_SHOWN = 50;

export interface RunRefRow {
  readonly id: number;
  readonly runId: string;
  readonly state: string;
  readonly job: JobRef;
}

const refOf = ({ id, runId, state, jobId, namespace, name, kind }: RunRecord): RunRefRow => ({
  id,
  runId,
  state,
  job: { id: jobId, namespace, name, kind },
});

interface Times {
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly nominalStart: string | null;
  readonly nominalEnd: string | null;
  readonly parentId: number | null;
  readonly explicitFlows: number;
  readonly referencedOnly: number;
  readonly since: number;
  readonly file: string;
  readonly sha256: string;
  readonly at: string;
}

export function runDetail(catalog: Catalog, id: number) {
  const db = catalog.store.reader;
  const run = db
    .prepare<[number], RunRecord & Times>(
      `SELECT ${RUN_REF}, r.started_at AS startedAt, r.ended_at AS endedAt, r.first_at AS firstAt, r.state_at AS lastAt,
              r.nominal_start AS nominalStart, r.nominal_end AS nominalEnd, r.parent_id AS parentId,
              r.explicit_flows AS explicitFlows, r.referenced_only AS referencedOnly, r.since_revision AS since,
              f.path AS file, f.sha256, r.at
       FROM ${RUN_AND_JOB} JOIN source_file f ON f.id = r.file_id WHERE r.id = ? AND r.until_revision IS NULL`,
    )
    .get(id);
  if (!run) return null;
  const refs = (where: string, value: number) =>
    db
      .prepare<[number], RunRecord>(
        `SELECT ${RUN_REF} FROM ${RUN_AND_JOB} WHERE ${where} AND r.until_revision IS NULL LIMIT ${CHILDREN_SHOWN}`,
      )
      .all(value)
      .map(refOf);
  const properties = propertiesOf(catalog, 'run', JSON.stringify([id]));
  const value = (...keys: string[]): unknown => properties.find(({ key }) => keys.includes(key))?.value;
  return {
    run,
    ref: refOf(run),
    parent: run.parentId === null ? null : (refs('r.id = ?', run.parentId)[0] ?? null),
    children: refs('r.parent_id = ?', id),
    childrenTotal: db
      .prepare<[number], { n: number }>(
        'SELECT COUNT(*) AS n FROM run WHERE parent_id = ? AND until_revision IS NULL',
      )
      .get(id)!.n,
    inputs: datasetsOfRun(catalog, id, 'input', properties),
    outputs: datasetsOfRun(catalog, id, 'output', properties),
    flows: run.explicitFlows === 1 ? flowsOf(catalog, id) : null,
    error: errorOf(value('errorMessage')),
    extraction: extractionOf(value('extractionError', 'extractionErrors')),
    root: rootOf(value('root')),
    labels: saidOf(catalog, 'run', JSON.stringify([id])).labels,
    properties: properties.filter(({ key }) => key !== 'root' && !/^(?:input|output)\//.test(key)),
  };
}

export interface RunDatasetRow {
  readonly card: Card;
  readonly version: string | null;
  readonly rowCount: number | null;
  readonly byteCount: number | null;
  readonly fileCount: number | null;
  readonly file: string;
  readonly at: string;
  readonly facets: readonly { readonly key: string; readonly value: unknown }[];
}

function datasetsOfRun(
  catalog: Catalog,
  runId: number,
  direction: 'input' | 'output',
  properties: readonly PropertyRow[],
): RunDatasetRow[] {
  const rows = catalog.store.reader
    .prepare<
      [number],
      Omit<RunDatasetRow, 'card' | 'facets'> & { datasetId: number; namespace: string; name: string }
    >(
      `SELECT x.dataset_id AS datasetId, d.namespace, d.name, v.label AS version, x.row_count AS rowCount,
              x.byte_count AS byteCount, x.file_count AS fileCount, f.path AS file, x.at
       FROM run_${direction} x JOIN dataset d ON d.id = x.dataset_id JOIN source_file f ON f.id = x.file_id
       LEFT JOIN dataset_version v ON v.id = x.version_id WHERE x.run_id = ? AND x.until_revision IS NULL ORDER BY d.name, d.namespace`,
    )
    .all(runId);
  return rows.flatMap(({ datasetId, namespace, name, ...row }) => {
    const card = catalog.cards().get(datasetId);
    if (!card) return [];
    const tail = `/${namespace}#${name}`;
    const facets = properties.flatMap(({ key, value }) =>
      key.startsWith(`${direction}/`) && key.endsWith(tail)
        ? [{ key: key.slice(direction.length + 1, key.length - tail.length), value }]
        : [],
    );
    return [{ ...row, card, facets }];
  });
}

function flowsOf(catalog: Catalog, runId: number): { from: Card; to: Card }[] {
  const cards = catalog.cards();
  return catalog.store.reader
    .prepare<[number], { fromId: number; toId: number }>(
      'SELECT from_id AS fromId, to_id AS toId FROM run_flow WHERE run_id = ? AND until_revision IS NULL',
    )
    .all(runId)
    .flatMap(({ fromId, toId }) => {
      const [from, to] = [cards.get(fromId), cards.get(toId)];
      return from && to ? [{ from, to }] : [];
    });
}

function errorOf(value: unknown) {
  const message = memberOf(value, ['message']);
  if (message === null) return null;
  return {
    message,
    language: memberOf(value, ['programmingLanguage'], false),
    stackTrace: memberOf(value, ['stackTrace'], false),
  };
}

/** ExtractionErrorRunFacet 1-1-2: part of the run's lineage is missing. */
function extractionOf(value: unknown) {
  if (typeof value !== 'object' || value === null) return null;
  const facet = value as Record<string, unknown>;
  const count = (member: unknown): number | null =>
    typeof member === 'number' && Number.isFinite(member) ? member : null;
  const errors = Array.isArray(facet['errors']) ? (facet['errors'] as unknown[]) : [];
  return {
    totalTasks: count(facet['totalTasks']),
    failedTasks: count(facet['failedTasks']),
    errors: errors.flatMap((error) => {
      const message = memberOf(error, ['errorMessage', 'message']);
      return message === null ? [] : [{ message, task: memberOf(error, ['task'], false) }];
    }),
  };
}

function rootOf(value: unknown): { runId: string; namespace: string; name: string } | null {
  const runId = memberOf(value, ['runId'], false);
  const job = (value as { job?: unknown } | undefined)?.job;
  const [namespace, name] = [memberOf(job, ['namespace'], false), memberOf(job, ['name'], false)];
  return runId === null || namespace === null || name === null ? null : { runId, namespace, name };
}
