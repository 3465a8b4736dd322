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

/** The latest by its last event; a run that was only mentioned says nothing. */
export const LAST_RUN = `SELECT r.id FROM run r WHERE r.job_id = j.id AND r.referenced_only = 0
  ORDER BY r.state_at DESC, r.id DESC LIMIT 1`;

/** A run of which the producer says that lineage could not be extracted in full. */
export const INCOMPLETE = `SELECT 1 FROM property p WHERE p.target_type = 'run' AND p.target_id = r.id
  AND p.key IN ('extractionError', 'extractionErrors') AND p.until_revision IS NULL`;

const STATES: Readonly<Record<JobListQuery['state'], string>> = {
  any: '1',
  failed: `l.state IN ('FAIL', 'ABORT')`,
  running: `l.state IN ('START', 'RUNNING')`,
  incomplete: `EXISTS (SELECT 1 FROM run r WHERE r.job_id = j.id AND EXISTS (${INCOMPLETE}))`,
  'never-ran': 'l.id IS NULL',
  retired: 'j.until_revision IS NOT NULL',
};

export function jobList(catalog: Catalog, query: JobListQuery): { total: number; items: JobListRow[] } {
  const db = catalog.store.reader;
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 16);
  const matches = words.map(
    () => `instr(lower(j.name || ' ' || j.namespace || ' ' || COALESCE(j.kind, '')), ?) > 0`,
  );
  const where = [STATES[query.state], ...matches].join(' AND ');
  const from = `FROM job j LEFT JOIN run l ON l.id = (${LAST_RUN}) WHERE ${where}`;
  const total = db.prepare<string[], { n: number }>(`SELECT COUNT(*) AS n ${from}`).get(...words)!.n;
  const rows = db
    .prepare<(string | number)[], Omit<JobListRow, 'retired'> & { retired: number }>(
      `SELECT j.id, j.namespace, j.name, j.kind, (SELECT p.name FROM job p WHERE p.id = j.parent_id) AS parent,
              (SELECT COUNT(*) FROM run r WHERE r.job_id = j.id AND r.referenced_only = 0) AS runs,
              l.state AS lastState, COALESCE(l.state_at, l.ended_at, l.started_at) AS lastAt,
              (SELECT COUNT(*) FROM (${datasetsOf('input')})) AS inputs,
              (SELECT COUNT(*) FROM (${datasetsOf('output')})) AS outputs,
              j.until_revision IS NOT NULL AS retired
       ${from} ORDER BY j.until_revision IS NOT NULL, j.referenced_only, j.name, j.namespace, j.id LIMIT ? OFFSET ?`,
    )
    .all(...words, query.limit, query.offset);
  return { total, items: rows.map((row) => ({ ...row, retired: row.retired === 1 })) };
}

function datasetsOf(direction: 'input' | 'output'): string {
  return `SELECT d.canonical_id FROM job_${direction} x JOIN dataset d ON d.id = x.dataset_id
      WHERE x.job_id = j.id AND x.until_revision IS NULL
    UNION SELECT d.canonical_id FROM run r JOIN run_${direction} x ON x.run_id = r.id JOIN dataset d ON d.id = x.dataset_id
      WHERE r.job_id = j.id`;
}
