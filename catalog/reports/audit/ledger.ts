/** What the ledger and the import history say about a period, up to a revision. */
import type { Database } from 'better-sqlite3';

export interface Period {
  /** Civil dates, UTC, both included; null: open. */
  readonly from: string | null;
  readonly to: string | null;
}

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

export interface ChangeLog {
  readonly rows: readonly ChangeRow[];
  readonly byActor: readonly { readonly key: string; readonly count: number }[];
  readonly byAction: readonly { readonly key: string; readonly count: number }[];
  readonly byDay: readonly { readonly key: string; readonly count: number }[];
}

const WITHIN = (at: string) =>
  `(@from IS NULL OR substr(${at}, 1, 10) >= @from) AND (@to IS NULL OR substr(${at}, 1, 10) <= @to)`;

/** Oldest first. */
export function importsIn(db: Database, revision: number, period: Period): ImportRow[] {
  const imports = db
    .prepare<[object], Omit<ImportRow, 'files'>>(
      `SELECT id, revision, at, actor, label, accepted, rejected, warnings, tool_version AS toolVersion FROM import_batch b
       WHERE revision <= @revision AND ${WITHIN('b.at')} ORDER BY revision`,
    )
    .all({ revision, ...period });
  const filesOf = db.prepare<[number], ImportRow['files'][number]>(
    'SELECT path, sha256, bytes, importer, role FROM source_file WHERE import_id = ? ORDER BY path, id',
  );
  return imports.map((one) => ({ ...one, files: filesOf.all(one.id) }));
}

/**
 * Ledger entries of the period up to an entry, oldest first, with counts. An entry whose payload was erased
 * keeps its place.
 */
export function changesIn(db: Database, upTo: number, period: Period): ChangeLog {
  const rows = db
    .prepare<[object], ChangeRow>(
      `SELECT e.seq, e.at, e.actor, e.action, lower(hex(e.entry_hash)) AS entryHash,
              CASE WHEN p.erased_at IS NOT NULL THEN 'Content erased' ELSE COALESCE(json_extract(p.payload, '$.label'), e.action) END AS label
       FROM ledger_entry e LEFT JOIN ledger_payload p ON p.seq = e.seq
       WHERE e.seq <= @upTo AND ${WITHIN('e.at')} ORDER BY e.seq`,
    )
    .all({ upTo, ...period });
  const by = (keyOf: (row: ChangeRow) => string) => {
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
    return [...counts]
      .map(([key, count]) => ({ key, count }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  };
  return {
    rows,
    byActor: by((row) => row.actor),
    byAction: by((row) => row.action),
    byDay: by((row) => row.at.slice(0, 10)),
  };
}
