/** What the ledger and the import history say about a period, up to an entry. */
import type { Database } from 'better-sqlite3';
import { within, type Period } from './period.ts';

export interface ImportRow {
  readonly id: number;
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly label: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly warnings: number;
  readonly toolVersion: string;
  /** By type of record: what was added, changed, retired. */
  readonly changes: readonly {
    readonly type: string;
    readonly added: number;
    readonly changed: number;
    readonly retired: number;
  }[];
  readonly files: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly importer: string | null;
    readonly role: string | null;
  }[];
}

export interface ChangeRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly label: string;
  readonly entryHash: string;
}

export interface Counted {
  readonly key: string;
  readonly count: number;
}

export interface ChangeLog {
  readonly rows: readonly ChangeRow[];
  readonly byActor: readonly Counted[];
  readonly byAction: readonly Counted[];
  readonly byDay: readonly Counted[];
  readonly byActorAndAction: readonly {
    readonly actor: string;
    readonly action: string;
    readonly count: number;
  }[];
}

/** Oldest first. */
export function importsIn(db: Database, revision: number, period: Period): ImportRow[] {
  const imports = db
    .prepare<[object], Omit<ImportRow, 'files' | 'changes'> & { changes: string }>(
      `SELECT id, revision, at, actor, label, accepted, rejected, warnings, tool_version AS toolVersion, changes FROM import_batch b
       WHERE revision <= @revision AND ${within('b.at')} ORDER BY revision`,
    )
    .all({ revision, ...period });
  const filesOf = db.prepare<[number], ImportRow['files'][number]>(
    'SELECT path, sha256, bytes, importer, role FROM source_file WHERE import_id = ? ORDER BY path, id',
  );
  return imports.map((one) => ({ ...one, changes: changesOf(one.changes), files: filesOf.all(one.id) }));
}

function changesOf(text: string): ImportRow['changes'] {
  const kept = JSON.parse(text) as Record<
    string,
    { added?: number; changed?: number; retired?: number } | undefined
  >;
  return Object.keys(kept)
    .sort()
    .map((type) => {
      const { added = 0, changed = 0, retired = 0 } = kept[type] ?? {};
      return { type, added, changed, retired };
    })
    .filter(({ added, changed, retired }) => added + changed + retired > 0);
}

/**
 * Ledger entries of the period up to an entry, oldest first, with counts. An entry whose payload was erased
 * keeps its place.
 */
export function changesIn(db: Database, upTo: number, period: Period): ChangeLog {
  const rows = db
    .prepare<[object], ChangeRow>(
      `SELECT e.seq, e.at, e.actor, e.action, lower(hex(e.entry_hash)) AS entryHash,
              CASE WHEN p.erased_at IS NOT NULL THEN 'Content erased' ELSE COALESCE(CASE WHEN json_valid(p.payload) THEN json_extract(p.payload, '$.label') END, e.action) END AS label
       FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq
       WHERE e.seq <= @upTo AND ${within('e.at')} ORDER BY e.seq`,
    )
    .all({ upTo, ...period });
  return changeLog(rows);
}

/** Entries of the ledger, and how many there are by who and what and when. */
export function changeLog(rows: readonly ChangeRow[]): ChangeLog {
  return {
    rows,
    byActor: countBy(rows, (row) => row.actor),
    byAction: countBy(rows, (row) => row.action),
    byDay: countBy(rows, (row) => row.at.slice(0, 10)),
    byActorAndAction: countBy(rows, (row) => `${row.actor}\u0000${row.action}`).map(({ key, count }) => {
      const [actor = '', action = ''] = key.split('\u0000');
      return { actor, action, count };
    }),
  };
}

/** In the order of their keys. */
export function countBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Counted[] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return [...counts]
    .map(([key, count]) => ({ key, count }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}
