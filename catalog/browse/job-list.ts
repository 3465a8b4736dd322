/** Jobs as a list: what each does and how its latest run went. */
import type { Catalog } from '../open.ts';

export interface JobListQuery {
  readonly text: string;
  readonly state: 'any' | 'failed' | 'running' | 'incomplete' | 'never-ran' | 'retired';
  readonly offset: number;
  readonly limit: number;
}

export interface JobListRow {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly parent: string | null;
  readonly runs: number;
  readonly lastState: string | null;
  readonly lastAt: string | null;
  readonly inputs: number;
  readonly outputs: number;
  readonly retired: boolean;
}

/** The job `j` and those that are shown under it. */
const MEMBERS = 'SELECT j.id AS id UNION ALL SELECT m.id FROM job m WHERE m.canonical_id = j.id';

/** The latest by its last event; a run that was only mentioned says nothing. */
const LAST_RUN = `SELECT r.id FROM (${MEMBERS}) s JOIN run r ON r.id = (
    SELECT x.id FROM run x WHERE x.job_id = s.id AND x.referenced_only = 0 AND x.until_revision IS NULL
    ORDER BY x.state_at DESC, x.id DESC LIMIT 1)
  ORDER BY r.state_at DESC, r.id DESC LIMIT 1`;

/** A run of which the producer says that lineage could not be extracted in full. */
export const INCOMPLETE = `SELECT 1 FROM property p WHERE p.target_type = 'run' AND p.target_id = r.id
  AND p.key IN ('extractionError', 'extractionErrors') AND p.until_revision IS NULL`;

const RETIRED = `NOT EXISTS (SELECT 1 FROM job m WHERE m.id IN (${MEMBERS}) AND m.until_revision IS NULL)`;

const STATES: Readonly<Record<JobListQuery['state'], string>> = {
  any: '1',
  failed: `l.state IN ('FAIL', 'ABORT')`,
  running: `l.state IN ('START', 'RUNNING')`,
  incomplete: `EXISTS (SELECT 1 FROM run r WHERE r.job_id IN (${MEMBERS}) AND r.until_revision IS NULL AND EXISTS (${INCOMPLETE}))`,
  'never-ran': 'l.id IS NULL',
  retired: RETIRED,
};

/** One line for jobs that are shown as one; none for a job of which only imports told that were undone. */
const LISTED = 'j.canonical_id IS NULL AND NOT (j.referenced_only = 1 AND j.until_revision IS NOT NULL)';

export function jobList(catalog: Catalog, query: JobListQuery): { total: number; items: JobListRow[] } {
  const db = catalog.store.reader;
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 16);
  const matches = words.map(
    () => `EXISTS (SELECT 1 FROM job t WHERE t.id IN (${MEMBERS})
      AND instr(lower(t.name || ' ' || t.namespace || ' ' || COALESCE(t.kind, '')), ?) > 0)`,
  );
  const where = [LISTED, STATES[query.state], ...matches].join(' AND ');
  const from = `FROM job j LEFT JOIN run l ON l.id = (${LAST_RUN}) WHERE ${where}`;
  const total = db.prepare<string[], { n: number }>(`SELECT COUNT(*) AS n ${from}`).get(...words)!.n;
  const rows = db
    .prepare<(string | number)[], Omit<JobListRow, 'retired'> & { retired: number }>(
      `SELECT j.id, j.namespace, j.name, COALESCE(j.kind, (SELECT k.kind FROM job k WHERE k.canonical_id = j.id AND k.kind IS NOT NULL ORDER BY k.id LIMIT 1)) AS kind,
              (SELECT p.name FROM job c JOIN job p ON p.id = c.parent_id WHERE c.id IN (${MEMBERS}) ORDER BY c.id <> j.id, c.id LIMIT 1) AS parent,
              (SELECT COUNT(*) FROM run r WHERE r.job_id IN (${MEMBERS}) AND r.referenced_only = 0 AND r.until_revision IS NULL) AS runs,
              l.state AS lastState, COALESCE(l.state_at, l.ended_at, l.started_at) AS lastAt,
              (SELECT COUNT(*) FROM (${datasetsOf('input')})) AS inputs,
              (SELECT COUNT(*) FROM (${datasetsOf('output')})) AS outputs,
              ${RETIRED} AS retired
       ${from} ORDER BY retired, j.referenced_only, j.name, j.namespace, j.id LIMIT ? OFFSET ?`,
    )
    .all(...words, query.limit, query.offset);
  return { total, items: rows.map((row) => ({ ...row, retired: row.retired === 1 })) };
}

function datasetsOf(direction: 'input' | 'output'): string {
  return `SELECT d.canonical_id FROM job_${direction} x JOIN dataset d ON d.id = x.dataset_id
      WHERE x.job_id IN (${MEMBERS}) AND x.until_revision IS NULL
    UNION SELECT d.canonical_id FROM run r JOIN run_${direction} x ON x.run_id = r.id JOIN dataset d ON d.id = x.dataset_id
      WHERE r.job_id IN (${MEMBERS}) AND r.until_revision IS NULL AND x.until_revision IS NULL`;
}
