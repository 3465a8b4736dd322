/** Records of jobs, runs, and what they read and write. */
import type { Database } from 'better-sqlite3';
import type { Line, Name, Names } from './lines.ts';

/** Jobs of which something stands even when no source describes them any more. */
const REFERRED = `SELECT job_id FROM run WHERE until_revision IS NULL UNION SELECT parent_id FROM job WHERE until_revision IS NULL
  UNION SELECT job_id FROM edge WHERE until_revision IS NULL
  UNION SELECT target_id FROM tag WHERE target_type = 'job' AND until_revision IS NULL
  UNION SELECT target_id FROM owner WHERE target_type = 'job' AND until_revision IS NULL`;

export function jobs(db: Database): Line[] {
  return db
    .prepare<
      [],
      Name & {
        kind: string | null;
        referencedOnly: number;
        parentNamespace: string | null;
        parentName: string | null;
      }
    >(
      `SELECT j.namespace, j.name, j.kind, j.referenced_only OR j.until_revision IS NOT NULL AS referencedOnly,
              p.namespace AS parentNamespace, p.name AS parentName
       FROM job j LEFT JOIN job p ON p.id = j.parent_id AND j.until_revision IS NULL
       WHERE j.until_revision IS NULL OR j.id IN (${REFERRED})`,
    )
    .all()
    .map((row) => ({
      type: row.referencedOnly ? 'job_ref' : 'job',
      namespace: row.namespace,
      name: row.name,
      kind: row.kind,
      ...(row.parentName === null
        ? {}
        : { parent: { namespace: row.parentNamespace, name: row.parentName } }),
    }));
}

export function runs(db: Database): Line[] {
  return db
    .prepare<
      [],
      Name & {
        id: string;
        state: string;
        startedAt: string | null;
        endedAt: string | null;
        referencedOnly: number;
      }
    >(
      `SELECT r.run_id AS id, j.namespace, j.name, r.state, r.started_at AS startedAt, r.ended_at AS endedAt, r.referenced_only AS referencedOnly
       FROM run r JOIN job j ON j.id = r.job_id WHERE r.until_revision IS NULL`,
    )
    .all()
    .map((row) =>
      row.referencedOnly
        ? { type: 'run_ref', id: row.id, job: { namespace: row.namespace, name: row.name } }
        : {
            type: 'run',
            id: row.id,
            job: { namespace: row.namespace, name: row.name },
            state: row.state,
            startedAt: row.startedAt,
            endedAt: row.endedAt,
          },
    );
}

export function io(db: Database, names: Names): Line[] {
  return db
    .prepare<[], Name & { datasetId: number; direction: string }>(
      `SELECT DISTINCT j.namespace, j.name, x.datasetId, x.direction FROM (
         SELECT job_id AS jobId, dataset_id AS datasetId, 'input' AS direction FROM job_input WHERE until_revision IS NULL
         UNION SELECT job_id, dataset_id, 'output' FROM job_output WHERE until_revision IS NULL
         UNION SELECT r.job_id, i.dataset_id, 'input' FROM run_input i JOIN run r ON r.id = i.run_id WHERE i.until_revision IS NULL
         UNION SELECT r.job_id, o.dataset_id, 'output' FROM run_output o JOIN run r ON r.id = o.run_id WHERE o.until_revision IS NULL
       ) x JOIN job j ON j.id = x.jobId`,
    )
    .all()
    .map((row) => ({
      type: 'io',
      job: { namespace: row.namespace, name: row.name },
      dataset: names.dataset(row.datasetId),
      direction: row.direction,
    }));
}
