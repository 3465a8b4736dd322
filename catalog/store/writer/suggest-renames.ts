/**
 * After an import: of what it retired and what it added, the pairs that are likely one dataset under
 * another name become suggestions to join. Accepted, history and tags follow.
 */
import { createHash } from 'node:crypto';
import { likelyRenames, type LikelyRename, type RenameSide } from './renames.ts';
import type { Doubt, WriterSession } from './session.ts';
import type { Sql } from './sql.ts';

/** Beyond this many on a side it is no change of names but another catalog. */
const MOST = 20_000;

/**
 * The pairs, best first; those that a person rejected or that are joined already are left out. At most `most` datasets
 * on a side are compared; where there are more, that becomes an issue of the import.
 */
export function suggestRenames(session: WriterSession, most = MOST): LikelyRename[] {
  const { sql, changes, revision } = session;
  const { retired = 0, added = 0 } = changes.counts()['dataset'] ?? {};
  if (retired === 0 || added === 0) return [];
  if (retired > most || added > most) session.doubts.push(notAllCompared(retired, added, most));
  const sides = (change: 'retired' | 'added') =>
    firstOf(changes.ids('dataset', change), most).flatMap((id) => sideOf(sql, id, revision) ?? []);
  return likelyRenames(sides('retired'), sides('added')).filter(({ from, to, score, reasons }) => {
    const known = sql.get<{ status: string }>(
      'SELECT status FROM alias WHERE dataset_id = ? AND namespace = ? AND name = ?',
      to.id,
      from.namespace,
      from.name,
    );
    const joined = sql.get(
      'SELECT 1 FROM dataset a JOIN dataset b ON b.canonical_id = a.canonical_id WHERE a.id = ? AND b.id = ?',
      from.id,
      to.id,
    );
    if (known || joined) return known?.status === 'suggested';
    const id = sql.nextId('alias');
    sql.run(
      `INSERT INTO alias (id, dataset_id, namespace, name, basis, status, origin, since_revision, score, reasons)
       VALUES (?, ?, ?, ?, 'rename', 'suggested', 'headwater', ?, ?, ?)`,
      id,
      to.id,
      from.namespace,
      from.name,
      revision,
      score,
      JSON.stringify(reasons.map((reason) => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`)),
    );
    changes.added('alias', id);
    session.identities.touchedDatasets.add(to.id);
    return true;
  });
}

function firstOf(ids: Iterable<number>, most: number): number[] {
  const first: number[] = [];
  for (const id of ids) {
    if (first.length >= most) break;
    first.push(id);
  }
  return first;
}

function notAllCompared(retired: number, added: number, most: number): Doubt {
  return {
    severity: 'warning',
    code: 'renames-not-all-compared',
    at: 'datasets',
    message: `${retired} datasets went and ${added} came. Likely renames were looked for among ${Math.min(retired, most)} of those that went and ${Math.min(added, most)} of those that came, the ones that were known first; there may be more.`,
  };
}

function sideOf(sql: Sql, id: number, revision: number): RenameSide | null {
  const row = sql.get<{ namespace: string; name: string; kind: string; referencedOnly: number }>(
    'SELECT namespace, name, kind, referenced_only AS referencedOnly FROM dataset WHERE id = ?',
    id,
  );
  if (!row || row.referencedOnly) return null;
  const lately = '(until_revision IS NULL OR until_revision = ?)';
  const names = (text: string): string[] =>
    sql.all<{ name: string }>(text, id, revision).map(({ name }) => name);
  const said = (text: string): string | null => sql.get<{ v: string }>(text, id, revision)?.v ?? null;
  const code = said(
    `SELECT p.value AS v FROM job_output o JOIN property p ON p.target_type = 'job' AND p.target_id = o.job_id AND p.key IN ('checksum', 'sql')
     WHERE o.dataset_id = ? AND (p.until_revision IS NULL OR p.until_revision = ?) ORDER BY p.key LIMIT 1`,
  );
  const other = (near: string, far: string): string[] =>
    names(
      `SELECT DISTINCT d.namespace || ' ' || d.name AS name FROM edge e JOIN dataset d ON d.id = e.${far}
       WHERE e.${near} = ? AND (e.until_revision IS NULL OR e.until_revision = ?)`,
    );
  return {
    id,
    ...row,
    columns: names(`SELECT lower(path) AS name FROM "column" WHERE dataset_id = ? AND ${lately}`),
    description: said(
      `SELECT text AS v FROM description WHERE target_type = 'dataset' AND target_id = ? AND ${lately} LIMIT 1`,
    ),
    fingerprint: code === null ? null : createHash('sha256').update(code).digest('base64url'),
    path: said(
      `SELECT value AS v FROM property WHERE target_type = 'dataset' AND target_id = ? AND key = 'path' AND ${lately} LIMIT 1`,
    ),
    upstream: other('to_id', 'from_id'),
    downstream: other('from_id', 'to_id'),
  };
}
