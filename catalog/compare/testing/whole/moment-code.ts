/** The code of jobs as of a moment: as the latest run had it by then, else as sources stated it. */
import { hash } from 'node:crypto';
import { holdsAt } from '../../../browse/in-force.ts';
import type { Moment } from '../../../past/moment.ts';
import type { Catalog } from '../../../catalog.ts';
import { knownAt } from '../../../past/as-of-parts.ts';
import { RECORD_TYPES } from '../../../store/record-types.ts';
import { lastHeard } from '../../../store/writer/runs.ts';
import { codeAspects } from '../../run-aspects.ts';
import type { Entity, JobSubject } from '../../model.ts';

type Told = Readonly<Record<string, unknown>>;

/** Jobs of whose code something is known. */
export function codeAtMoment(view: Catalog, moment: Moment): Entity[] {
  const code = new Map<number, Told>([...statedCode(view, moment), ...codeOfRuns(view, moment)]);
  const jobs = view.store.reader
    .prepare<[string], JobSubject>(
      `SELECT 'job' AS "on", id, namespace, name, kind FROM job WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify([...code.keys()]));
  return jobs.map((subject) => ({
    key: `job ${subject.id}`,
    subject,
    depth: 0,
    aspects: new Map(codeAspects(code.get(subject.id)!)),
  }));
}

function codeOfRuns(view: Catalog, { revision, time, past }: Moment): Map<number, Told> {
  const rows = view.store.reader
    .prepare<[object], { jobId: number; content: string }>(
      `SELECT jobId, content FROM (
         SELECT COALESCE(j.canonical_id, j.id) AS jobId, x.code, MAX(COALESCE(${lastHeard('x')}, '') || printf(' %012d', x.id)) FROM run x
         JOIN job j ON j.id = x.job_id WHERE x.code IS NOT NULL AND COALESCE(${lastHeard('x')}, '') <= @time
           AND CASE @anyRevision WHEN 1 THEN x.until_revision IS NULL ELSE x.since_revision <= @revision AND ${knownAt(103)} END
         GROUP BY 1) JOIN seen_content s ON s.digest = code`,
    )
    .all({
      revision: time === null ? revision : past.revision,
      time: time ?? '\uffff',
      anyRevision: time === null ? 0 : 1,
    });
  return new Map(rows.map((row) => [row.jobId, JSON.parse(row.content) as Told]));
}

const KEYS = { sql: 'sql', sourceCode: 'source', sourceCodeLocation: 'location' } as const;

/** Properties of jobs; a value that was replaced is kept under its digest. */
function statedCode(view: Catalog, { past }: Moment): Map<number, Told> {
  const rows = view.store.reader
    .prepare<
      [object],
      { jobId: number; key: keyof typeof KEYS; digest: string | null; value: string; kept: string | null }
    >(
      `SELECT COALESCE(j.canonical_id, j.id) AS jobId, p.key, s.value AS digest, p.value, v.value AS kept FROM property p
       JOIN job j ON j.id = p.target_id
       JOIN statement s ON s.record_type = ${RECORD_TYPES.property} AND s.record_id = p.id AND ${holdsAt('s')}
       LEFT JOIN property_value v ON v.property_id = p.id AND v.digest = s.value
       WHERE p.target_type = 'job' AND p.key IN ('sql', 'sourceCode', 'sourceCodeLocation') ORDER BY s.id`,
    )
    .all({ revision: past.revision });
  const code = new Map<number, Record<string, unknown>>();
  for (const { jobId, key, digest, value, kept } of rows) {
    const held = kept ?? (digest === null || hash('sha256', value, 'base64url') === digest ? value : null);
    if (held === null) continue;
    const known = code.get(jobId) ?? {};
    known[KEYS[key]] = textIn(JSON.parse(held), key);
    code.set(jobId, known);
  }
  return code;
}

/** The text of a facet, or the facet: `sql` and `sourceCode` are texts, a location is an object. */
function textIn(value: unknown, key: keyof typeof KEYS): unknown {
  if (key === 'sourceCodeLocation' || typeof value !== 'object' || value === null) return value;
  const facet = value as Record<string, unknown>;
  return facet['query'] ?? facet['sourceCode'] ?? facet['text'];
}
