/** The code of jobs as of a moment: as the latest run had it by then, else as sources stated it. */
import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import { lastHeard } from '../../store/writer/runs.ts';
import { idRanges } from '../../store/id-ranges.ts';
import type { Aspect, JobSubject, Value } from '../model.ts';
import { codeAspects } from '../run-aspects.ts';
import { RUN_KNOWN, boundToRuns } from './conditions.ts';
import type { Side } from './sides.ts';

type Told = Readonly<Record<string, unknown>>;

const KEYS = { sql: 'sql', sourceCode: 'source', sourceCodeLocation: 'location' } as const;

const CANONICAL = 'COALESCE(j.canonical_id, j.id)';

/** Every name of the jobs, by the job under which they are shown. */
const NAMES = `SELECT j.id FROM job j WHERE ${CANONICAL} IN (SELECT value FROM json_each(@jobs))`;

/** The jobs under which these are shown. */
export function canonicalJobs(db: Database, ids: Iterable<number>): number[] {
  return db
    .prepare<[string], number>(
      `SELECT DISTINCT ${CANONICAL} FROM job j WHERE j.id IN (SELECT value FROM json_each(?)) ORDER BY 1`,
    )
    .pluck()
    .all(JSON.stringify([...ids]));
}

/** Jobs of whose code something was known, ascending. In steps. */
export function* jobsWithCode(side: Side): Generator<void, number[]> {
  const { db } = side;
  const found = new Set<number>();
  const ofRuns = db
    .prepare<[object], number>(
      `SELECT DISTINCT ${CANONICAL} FROM job j WHERE j.id BETWEEN @first AND @last AND EXISTS (
         SELECT 1 FROM run x WHERE x.job_id = j.id AND x.code IS NOT NULL AND ${RUN_KNOWN})`,
    )
    .pluck();
  const ids = db.prepare<[object], number>('SELECT id FROM job WHERE id BETWEEN @first AND @last').pluck();
  for (const range of idRanges(db, 'job', 'id', JOBS_AT_ONCE)) {
    for (const id of ofRuns.all({ ...boundToRuns(side.instant), ...range })) found.add(id);
    yield;
    for (const id of statedCode(side, ids.all({ ...range })).keys()) found.add(id);
    yield;
  }
  return [...found].sort((a, b) => a - b);
}

const JOBS_AT_ONCE = 500;

/** Aspects of the jobs of whose code something was known; `jobs`: as they are shown. */
export function codeOf(side: Side, jobs: readonly number[]): Map<number, ReadonlyMap<Aspect, Value>> {
  const { db } = side;
  const names = db
    .prepare<[object], number>(NAMES)
    .pluck()
    .all({ jobs: JSON.stringify(jobs) });
  const told = new Map<number, Told>(
    [...statedCode(side, names)].map(([id, held]) => [id, toldBy(held)] as const),
  );
  for (const [id, code] of codeOfRuns(side, names)) told.set(id, code);
  return new Map([...told].map(([id, code]) => [id, new Map(codeAspects(code))]));
}

/** Answers a job as people know it. */
export function jobSubjects(db: Database): (id: number) => JobSubject {
  const statement = db.prepare<[number], JobSubject>(
    `SELECT 'job' AS "on", id, namespace, name, kind FROM job WHERE id = ?`,
  );
  return (id) => statement.get(id)!;
}

function codeOfRuns({ db, instant }: Side, names: readonly number[]): [number, Told][] {
  return db
    .prepare<[object], { jobId: number; content: string }>(
      `SELECT jobId, content FROM (
         SELECT ${CANONICAL} AS jobId, x.code, MAX(COALESCE(${lastHeard('x')}, '') || printf(' %012d', x.id)) FROM run x
         JOIN job j ON j.id = x.job_id WHERE x.job_id IN (SELECT value FROM json_each(@names))
           AND x.code IS NOT NULL AND ${RUN_KNOWN} GROUP BY 1) JOIN seen_content s ON s.digest = code`,
    )
    .all({ ...boundToRuns(instant), names: JSON.stringify(names) })
    .map(({ jobId, content }) => [jobId, JSON.parse(content) as Told]);
}

interface Held {
  readonly key: keyof typeof KEYS;
  /** JSON. */
  readonly value: string;
}

/** Properties of jobs, by the job as it is shown; a value that was replaced is kept under its digest. */
function statedCode({ db, instant }: Side, names: readonly number[]): Map<number, Held[]> {
  const rows = db
    .prepare<[object], Held & { jobId: number; digest: string | null; kept: string | null }>(
      `SELECT ${CANONICAL} AS jobId, p.key, s.value AS digest, p.value, v.value AS kept FROM property p
       JOIN job j ON j.id = p.target_id
       JOIN statement s ON s.record_type = ${RECORD_TYPES.property} AND s.record_id = p.id AND ${holdsAt('s')}
       LEFT JOIN property_value v ON v.property_id = p.id AND v.digest = s.value
       WHERE p.target_type = 'job' AND p.target_id IN (SELECT value FROM json_each(@names))
         AND p.key IN ('sql', 'sourceCode', 'sourceCodeLocation') ORDER BY s.id`,
    )
    .all({ revision: instant.past.revision, names: JSON.stringify(names) });
  const code = new Map<number, Held[]>();
  for (const { jobId, key, digest, value, kept } of rows) {
    const held = kept ?? (digest === null || hash('sha256', value, 'base64url') === digest ? value : null);
    if (held === null) continue;
    const known = code.get(jobId);
    if (known) known.push({ key, value: held });
    else code.set(jobId, [{ key, value: held }]);
  }
  return code;
}

/** What sources state, the latest last. */
const toldBy = (held: readonly Held[]): Told =>
  Object.fromEntries(held.map(({ key, value }) => [KEYS[key], textIn(JSON.parse(value), key)]));

/** The text of a facet, or the facet: `sql` and `sourceCode` are texts, a location is an object. */
function textIn(value: unknown, key: keyof typeof KEYS): unknown {
  if (key === 'sourceCodeLocation' || typeof value !== 'object' || value === null) return value;
  const facet = value as Record<string, unknown>;
  return facet['query'] ?? facet['sourceCode'] ?? facet['text'];
}
