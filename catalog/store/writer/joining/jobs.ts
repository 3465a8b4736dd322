/** Jobs that are one: what a source declares and what runs showed, under one job. */
import { groupsOf, type Link } from '../../../joining/groups.ts';
import { appKey, dbtKeyOf, dbtNamesOf, sparkAppOf, taskNodeOf } from '../../../joining/jobs.ts';
import { mapped } from '../../../joining/mapping.ts';
import type { Sql } from '../sql.ts';
import { currentMappings } from './identities.ts';

interface JobRow {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string | null;
  readonly importer: string;
}

interface JobLink {
  readonly a: number;
  readonly b: number;
  readonly basis: 'dbt' | 'glue' | 'mapping' | 'task';
  readonly certainty: 'certain' | 'likely';
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Declared jobs by the key under which runs name them. */
interface Declared {
  readonly dbt: Map<string, JobRow[]>;
  readonly dbtByNode: Map<string, JobRow[]>;
  readonly glue: Map<string, JobRow[]>;
}

/** Derives the links of all jobs anew; answers whether any job is shown elsewhere now. Linear in the jobs. */
export function joinJobs(sql: Sql): boolean {
  const jobs = sql.all<JobRow>(`SELECT id, namespace, name, kind, importer FROM job
     WHERE NOT (referenced_only = 1 AND until_revision IS NOT NULL) ORDER BY id`);
  const declared = declaredOf(jobs);
  const links: JobLink[] = mappedJobs(sql, jobs);
  if (declared.dbt.size + declared.glue.size > 0) {
    for (const job of jobs) {
      if (job.importer !== 'openlineage' || isDeclared(job)) continue;
      const link = linkOf(sql, declared, job);
      if (link) links.push(link);
    }
  }
  store(sql, links);
  return regroupJobs(sql, links);
}

const isDeclared = (job: JobRow): boolean =>
  job.namespace.startsWith('dbt://') ||
  (/^arn:aws[a-z-]*:glue:/i.test(job.namespace) && job.name.startsWith('job/'));

function declaredOf(jobs: readonly JobRow[]): Declared {
  const declared: Declared = { dbt: new Map(), dbtByNode: new Map(), glue: new Map() };
  const add = (map: Map<string, JobRow[]>, key: string, job: JobRow): void => {
    const list = map.get(key);
    if (list) list.push(job);
    else map.set(key, [job]);
  };
  for (const job of jobs) {
    if (!isDeclared(job)) continue;
    if (job.namespace.startsWith('dbt://')) {
      const key = dbtKeyOf(job.name);
      if (key === null) continue;
      add(declared.dbt, key, job);
      add(declared.dbtByNode, key.slice(key.indexOf('\n') + 1).toLowerCase(), job);
    } else add(declared.glue, appKey(job.name.slice('job/'.length)), job);
  }
  return declared;
}

function linkOf(sql: Sql, declared: Declared, job: JobRow): JobLink | null {
  return dbtLink(sql, declared, job) ?? glueLink(sql, declared, job) ?? taskLink(sql, declared, job);
}

function dbtLink(sql: Sql, { dbt }: Declared, job: JobRow): JobLink | null {
  for (const { project, node, uniqueId } of dbtNamesOf(job.name)) {
    const nodes = (dbt.get(`${project}\n${node}`) ?? []).filter(
      (one) => uniqueId === null || one.name === uniqueId,
    );
    const [only] = nodes;
    if (!only) continue;
    const form = `The name is the one that the OpenLineage integration of dbt gives to ${only.name}.`;
    const link = { a: only.id, b: job.id, basis: 'dbt' } as const;
    if (nodes.length === 1 && ranByDbt(sql, job))
      return { ...link, certainty: 'certain', score: 1, reasons: [form, 'Its runs say that dbt ran it.'] };
    const doubt =
      nodes.length === 1
        ? 'Its runs do not say that dbt ran it.'
        : `${nodes.length} projects have a node of this name.`;
    return { ...link, certainty: 'likely', score: 0.7, reasons: [form, doubt] };
  }
  return null;
}

function ranByDbt(sql: Sql, job: JobRow): boolean {
  if (job.kind !== null && /^dbt\b/i.test(job.kind)) return true;
  return (
    sql.get(
      `SELECT 1 FROM property WHERE target_type = 'job' AND target_id = ?1 AND key = 'dbt_node' AND until_revision IS NULL
       UNION ALL SELECT 1 FROM run r JOIN property p ON p.target_type = 'run' AND p.target_id = r.id AND p.key IN ('dbt_version', 'dbt_run') AND p.until_revision IS NULL
       WHERE r.job_id = ?1 AND r.until_revision IS NULL LIMIT 1`,
      job.id,
    ) !== undefined
  );
}

function glueLink(sql: Sql, { glue }: Declared, job: JobRow): JobLink | null {
  if (glue.size === 0) return null;
  const app = sparkAppOf(job.name);
  const jobs = app === '' ? [] : (glue.get(app) ?? []);
  const [only] = jobs;
  if (!only) return null;
  const spark = /^spark/i.test(job.kind ?? '');
  const whole = appKey(job.name) === app;
  if (!spark && !whole) return null;
  const name = `Spark runs name it after the Glue job ${only.name.slice('job/'.length)}.`;
  const link = { a: only.id, b: job.id, basis: 'glue' } as const;
  if (jobs.length === 1 && sharesOutput(sql, only.id, job.id))
    return { ...link, certainty: 'certain', score: 1, reasons: [name, 'Both write the same dataset.'] };
  const doubt =
    jobs.length === 1 ? 'No dataset is known that both write.' : `${jobs.length} Glue jobs have this name.`;
  return { ...link, certainty: 'likely', score: 0.7, reasons: [name, doubt] };
}

/** A task that runs one node (Airflow, Cosmos): named after it, and writing what it writes. */
function taskLink(sql: Sql, { dbtByNode }: Declared, job: JobRow): JobLink | null {
  const node = taskNodeOf(job.name);
  if (node === null) return null;
  const nodes = (dbtByNode.get(node) ?? []).filter((one) => sharesOutput(sql, one.id, job.id));
  if (nodes.length !== 1) return null;
  return {
    a: nodes[0]!.id,
    b: job.id,
    basis: 'task',
    certainty: 'likely',
    score: 0.8,
    reasons: [`The task is named after ${nodes[0]!.name}.`, 'Both write the same dataset.'],
  };
}

function sharesOutput(sql: Sql, declared: number, seen: number): boolean {
  return (
    sql.get(
      `SELECT 1 FROM edge e JOIN dataset d ON d.id = e.to_id
       WHERE e.job_id = ?1 AND d.canonical_id IN (
         SELECT x.canonical_id FROM edge f JOIN dataset x ON x.id = f.to_id WHERE f.job_id = ?2 AND f.until_revision IS NULL)
       UNION ALL
       SELECT 1 FROM job_output o JOIN dataset d ON d.id = o.dataset_id
       WHERE o.job_id = ?1 AND d.canonical_id IN (
         SELECT x.canonical_id FROM run r JOIN run_output w ON w.run_id = r.id JOIN dataset x ON x.id = w.dataset_id WHERE r.job_id = ?2 AND w.until_revision IS NULL)
       LIMIT 1`,
      declared,
      seen,
    ) !== undefined
  );
}

/** One name in namespaces that a person mapped to each other. */
function mappedJobs(sql: Sql, jobs: readonly JobRow[]): JobLink[] {
  const mappings = currentMappings(sql, 'job');
  if (mappings.length === 0) return [];
  const first = new Map<string, JobRow>();
  const links: JobLink[] = [];
  const reasons = ['They have one name in namespaces that were mapped to each other.'];
  for (const job of jobs) {
    const key = `${mapped(job.namespace, mappings)}\n${job.name}`;
    const one = first.get(key);
    if (one) links.push({ a: one.id, b: job.id, basis: 'mapping', certainty: 'certain', score: 1, reasons });
    else first.set(key, job);
  }
  return links;
}

function store(sql: Sql, links: readonly JobLink[]): void {
  sql.run('DELETE FROM job_link');
  for (const { a, b, basis, certainty, score, reasons } of links)
    sql.run(
      'INSERT OR IGNORE INTO job_link (a_id, b_id, basis, certainty, score, reasons) VALUES (?, ?, ?, ?, ?, ?)',
      a,
      b,
      basis,
      certainty,
      score,
      JSON.stringify(reasons),
    );
}

function regroupJobs(sql: Sql, found: readonly JobLink[]): boolean {
  const decided = sql.all<{ a: number; b: number; decision: string }>(
    `SELECT a_id AS a, b_id AS b, decision FROM join_decision WHERE space = 'job' AND until_revision IS NULL`,
  );
  const links: Link[] = [
    ...decided.filter(({ decision }) => decision === 'same').map(({ a, b }) => ({ a, b, rank: 0 })),
    ...found.filter(({ certainty }) => certainty === 'certain').map(({ a, b }) => ({ a, b, rank: 1 })),
  ];
  const apart = decided
    .filter(({ decision }) => decision === 'apart')
    .map(({ a, b }): [number, number] => [a, b]);
  const nameOf = (id: number): string => {
    const row = sql.get<{ namespace: string; name: string }>(
      'SELECT namespace, name FROM job WHERE id = ?',
      id,
    )!;
    return `${row.namespace}\n${row.name}`;
  };
  const wanted = new Map<number, number>();
  for (const group of groupsOf(links, apart, nameOf).groups) {
    const members = group.map((id) =>
      sql.get<JobRow>('SELECT id, namespace, name, kind, importer FROM job WHERE id = ?', id)!,
    );
    const head = (members.find(isDeclared) ?? members[0]!).id;
    for (const { id } of members) if (id !== head) wanted.set(id, head);
  }
  let changed = false;
  for (const row of sql.all<{ id: number; was: number }>(
    'SELECT id, canonical_id AS was FROM job WHERE canonical_id IS NOT NULL',
  )) {
    if (wanted.get(row.id) === row.was) wanted.delete(row.id);
    else if (!wanted.has(row.id)) {
      sql.run('UPDATE job SET canonical_id = NULL WHERE id = ?', row.id);
      changed = true;
    }
  }
  for (const [id, head] of wanted) {
    sql.run('UPDATE job SET canonical_id = ? WHERE id = ?', head, id);
    changed = true;
  }
  return changed;
}
