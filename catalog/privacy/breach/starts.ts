/** Which datasets a compromised system, dataset, job, run or credential holds or touches, as of a revision. */
import type { Database } from 'better-sqlite3';
import { holdsAt } from '../../browse/in-force.ts';
import { RECORD_TYPES } from '../../store/record-types.ts';
import { Refused } from '../../stewardship/refused.ts';
import { byText } from '../../past/as-of-parts.ts';
import type { PastCatalog } from '../../past/as-of.ts';
import type { BreachStart, StartPart } from './fields.ts';

/** A dataset that is compromised itself, and why it counts. */
export interface HeldDataset {
  /** Position in the past catalog. */
  readonly node: number;
  readonly reasons: readonly string[];
}

export interface ResolvedStart {
  /** By position. */
  readonly held: readonly HeldDataset[];
  /** What was named, in words. */
  readonly parts: readonly string[];
  /** Parts that led to no dataset of that moment, in words. */
  readonly empty: readonly string[];
}

export function resolveStart(past: PastCatalog, start: BreachStart): ResolvedStart {
  const reasons = new Map<number, string[]>();
  const parts: string[] = [];
  const empty: string[] = [];
  for (const part of start.parts) {
    const { words, found } = resolvePart(past, part);
    parts.push(words);
    if (found.length === 0) empty.push(words);
    for (const [node, reason] of found) {
      const known = reasons.get(node) ?? [];
      if (!known.includes(reason)) known.push(reason);
      reasons.set(node, known);
    }
  }
  const held = [...reasons].map(([node, why]) => ({ node, reasons: why })).sort((a, b) => a.node - b.node);
  return { held, parts, empty };
}

interface ResolvedPart {
  readonly words: string;
  readonly found: readonly (readonly [node: number, reason: string])[];
}

function resolvePart(past: PastCatalog, part: StartPart): ResolvedPart {
  switch (part.on) {
    case 'namespace':
      return ofNamespace(past, part.namespace, part.prefix);
    case 'dataset':
      return ofDataset(past, part.id);
    case 'job':
      return ofJob(past, part.id);
    case 'run':
      return ofRun(past, part.id);
  }
}

function ofNamespace(past: PastCatalog, namespace: string, prefix: string): ResolvedPart {
  const words = prefix === '' ? namespace : `${namespace}, names that begin with ${prefix}`;
  // Identities that are shown under another name are held there as well.
  const rows = past.db
    .prepare<[string], { id: number; name: string }>('SELECT id, name FROM dataset WHERE namespace = ?')
    .all(namespace)
    .filter(({ name }) => name.startsWith(prefix));
  const nodes = new Set(rows.flatMap(({ id }) => past.indexOf.get(id) ?? []));
  return { words, found: [...nodes].map((node) => [node, `held in ${words}`]) };
}

function ofDataset(past: PastCatalog, id: number): ResolvedPart {
  const node = past.indexOf.get(id);
  if (node === undefined) return { words: `dataset ${nameOf(past.db, 'dataset', id)}`, found: [] };
  return { words: `dataset ${past.datasets[node]!.name}`, found: [[node, 'named']] };
}

type Touched = { readonly id: number; readonly reads: number };

function ofJob(past: PastCatalog, id: number): ResolvedPart {
  const name = nameOf(past.db, 'job', id);
  const io = (table: string, type: 'jobInput' | 'jobOutput', reads: 0 | 1) =>
    `SELECT x.dataset_id AS id, ${reads} AS reads FROM ${table} x WHERE x.job_id IN ${GROUP} AND EXISTS (SELECT 1 FROM statement s
       WHERE s.record_type = ${RECORD_TYPES[type]} AND s.record_id = x.id AND ${holdsAt('s')})`;
  const ofRuns = (table: string, reads: 0 | 1) =>
    `SELECT x.dataset_id, ${reads} FROM run r JOIN ${table} x ON x.run_id = r.id WHERE r.job_id IN ${GROUP} AND ${holdsAt('x')}`;
  const flows = (end: 'from_id' | 'to_id', reads: 0 | 1) =>
    `SELECT x.${end}, ${reads} FROM edge x WHERE x.job_id IN ${GROUP} AND (${holdsAt('x')}
       OR EXISTS (SELECT 1 FROM edge_period p WHERE p.edge_id = x.id AND ${holdsAt('p')}))`;
  const rows = past.db
    .prepare<[object], Touched>(
      [
        io('job_input', 'jobInput', 1),
        io('job_output', 'jobOutput', 0),
        ofRuns('run_input', 1),
        ofRuns('run_output', 0),
        flows('from_id', 1),
        flows('to_id', 0),
      ].join(' UNION '),
    )
    .all({ revision: past.revision, job: id });
  return { words: `job ${name}`, found: touched(past, rows, `job ${name}`) };
}

/** All identities of a job. */
const GROUP = `(SELECT g.id FROM job g WHERE COALESCE(g.canonical_id, g.id) =
  (SELECT COALESCE(j.canonical_id, j.id) FROM job j WHERE j.id = @job))`;

function ofRun(past: PastCatalog, id: number): ResolvedPart {
  const run = past.db
    .prepare<[number], { runId: string; name: string }>(
      'SELECT r.run_id AS runId, j.name FROM run r JOIN job j ON j.id = r.job_id WHERE r.id = ?',
    )
    .get(id);
  const words = run ? `run ${run.runId} of job ${run.name}` : `run ${id}`;
  const rows = past.db
    .prepare<[object], Touched>(
      `SELECT x.dataset_id AS id, 1 AS reads FROM run_input x WHERE x.run_id = @run AND ${holdsAt('x')}
       UNION SELECT x.dataset_id, 0 FROM run_output x WHERE x.run_id = @run AND ${holdsAt('x')}`,
    )
    .all({ revision: past.revision, run: id });
  return { words, found: touched(past, rows, words) };
}

function touched(past: PastCatalog, rows: readonly Touched[], by: string): [number, string][] {
  return rows
    .flatMap(({ id, reads }): [number, string][] => {
      const node = past.indexOf.get(id);
      return node === undefined ? [] : [[node, `${reads === 1 ? 'read' : 'written'} by ${by}`]];
    })
    .sort((a, b) => a[0] - b[0] || byText(a[1], b[1]));
}

function nameOf(db: Database, table: 'dataset' | 'job', id: number): string {
  return (
    db.prepare<[number], { name: string }>(`SELECT name FROM ${table} WHERE id = ?`).get(id)?.name ?? `${id}`
  );
}

/** @throws Refused that names the part which the catalog does not know at all */
export function checkStart(db: Database, start: BreachStart): void {
  for (const part of start.parts) {
    const known =
      part.on === 'namespace'
        ? db
            .prepare('SELECT 1 FROM dataset WHERE namespace = ? AND substr(name, 1, length(?)) = ? LIMIT 1')
            .get(part.namespace, part.prefix, part.prefix)
        : db.prepare(`SELECT 1 FROM ${part.on} WHERE id = ?`).get(part.id);
    if (known === undefined) throw new Refused('INVALID', unknownPart(part), { field: 'start' });
  }
}

function unknownPart(part: StartPart): string {
  if (part.on !== 'namespace') return `There is no ${part.on} ${part.id} in this catalog.`;
  const where = part.namespace.slice(0, 200);
  return part.prefix === ''
    ? `No dataset of this catalog is in ${where}.`
    : `No dataset of this catalog is in ${where} with a name that begins with ${part.prefix.slice(0, 200)}.`;
}
