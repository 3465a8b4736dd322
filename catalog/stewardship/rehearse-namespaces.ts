/** What mapping namespaces would do: it is done and rolled back. */
import type { Database } from 'better-sqlite3';
import { nextRevision } from '../ledger/append.ts';
import type { Catalog } from '../catalog.ts';
import { Lookup } from '../store/writer/joining/indications.ts';
import { Sql } from '../store/writer/sql.ts';
import { applyWords, type NamespaceWord } from './namespaces.ts';

export interface Effect {
  /** Each with the dataset under which it would be shown. */
  readonly joins: readonly {
    readonly a: string;
    readonly b: string;
    readonly common: number;
    readonly columns: number;
  }[];
  readonly joinsTotal: number;
  /** Names that would be shown by themselves again. */
  readonly parts: readonly string[];
  readonly partsTotal: number;
  /** What speaks against single joins. */
  readonly conflicts: readonly { readonly name: string; readonly why: string }[];
  readonly conflictsTotal: number;
  /** Jobs that would be shown under another. */
  readonly jobs: number;
}

const LISTED = 200;
/** Share of common columns below which two tables hardly are one. */
const UNLIKE = 0.5;

export async function rehearseNamespaces(
  catalog: Catalog,
  actor: string,
  words: readonly NamespaceWord[],
): Promise<Effect> {
  return catalog.store.rehearse(async (db) => {
    const sql = new Sql(db);
    const before = shownUnder(db);
    const jobsBefore = jobsJoined(db);
    applyWords({ sql, revision: nextRevision(db), actor, touchedDatasets: new Set() }, { words });
    return effectOf(sql, before, shownUnder(db), Math.abs(jobsJoined(db) - jobsBefore));
  });
}

function shownUnder(db: Database): Map<number, number> {
  const rows = db
    .prepare<[], { id: number; to: number }>('SELECT id, canonical_id AS "to" FROM dataset')
    .all();
  return new Map(rows.map(({ id, to }) => [id, to]));
}

function jobsJoined(db: Database): number {
  return db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM job WHERE canonical_id IS NOT NULL').get()!
    .n;
}

function effectOf(
  sql: Sql,
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
  jobs: number,
): Effect {
  const lookup = new Lookup(sql);
  const nameOf = (id: number): string => {
    const row = sql.get<{ namespace: string; name: string }>(
      'SELECT namespace, name FROM dataset WHERE id = ?',
      id,
    )!;
    return `${row.namespace} ${row.name}`;
  };
  const joins: { a: string; b: string; common: number; columns: number }[] = [];
  const conflicts: { name: string; why: string }[] = [];
  const parts: string[] = [];
  // Two identities that were shown apart and are together now count once: by the head that lost its place.
  const groups = new Map<string, [number, number]>();
  for (const [id, to] of after) {
    const was = before.get(id);
    if (was === to || was === undefined) continue;
    if (after.get(was) === to) groups.set(`${was} ${to}`, [was, to]);
    else parts.push(nameOf(id));
  }
  for (const [was, to] of groups.values()) {
    if (before.get(was) === before.get(to)) continue;
    const { columns } = lookup.of(was, to);
    const [a, b, common] = columns;
    joins.push({ a: nameOf(was), b: nameOf(to), common, columns: Math.max(a, b) });
    if (Math.min(a, b) > 0 && common / Math.max(a, b) < UNLIKE)
      conflicts.push({
        name: nameOf(was),
        why: `Only ${common} of ${Math.max(a, b)} columns have the same names.`,
      });
    const levels = sensitivities(sql, was, to);
    if (levels) conflicts.push({ name: nameOf(was), why: `Sensitivity differs: ${levels.join(' and ')}.` });
  }
  return {
    joins: joins.slice(0, LISTED),
    joinsTotal: joins.length,
    parts: parts.slice(0, LISTED),
    partsTotal: parts.length,
    conflicts: conflicts.slice(0, LISTED),
    conflictsTotal: conflicts.length,
    jobs,
  };
}

function sensitivities(sql: Sql, a: number, b: number): readonly string[] | null {
  const of = (id: number): string | undefined =>
    sql.get<{ value: string }>(
      `SELECT value FROM tag WHERE target_type = 'dataset' AND target_id = ? AND kind = 'sensitivity' AND status <> 'rejected'
         AND until_revision IS NULL ORDER BY origin <> 'steward', id DESC LIMIT 1`,
      id,
    )?.value;
  const [x, y] = [of(a), of(b)];
  return x !== undefined && y !== undefined && x !== y ? [x, y] : null;
}
