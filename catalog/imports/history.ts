/** Imports as they were recorded, with their files and what did not land. */
import type { Catalog } from '../catalog.ts';
import type { ImporterKind } from '../importers/importer.ts';
import type { LeftOut } from './leave-out.ts';

interface Row {
  id: number;
  revision: number;
  at: string;
  actor: string;
  label: string;
  importers: string;
  files: number;
  accepted: number;
  rejected: number;
  warnings: number;
  changes: string;
  undoneIn: number | null;
  undoable: number | null;
  leftOut: string | null;
}

interface Page {
  readonly offset: number;
  readonly limit: number;
}

const SELECT = `SELECT b.id, b.revision, b.at, b.actor, b.label, b.importers, b.accepted, b.rejected, b.warnings, b.changes, b.undone_in AS undoneIn, b.undoable, b.left_out AS leftOut,
  (SELECT COUNT(*) FROM source_file f WHERE f.import_id = b.id) AS files FROM import_batch b`;

export function listImports(catalog: Catalog, page: Page) {
  const db = catalog.store.reader;
  return {
    total: db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM import_batch').get()!.n,
    items: db
      .prepare<[number, number], Row>(`${SELECT} ORDER BY b.id DESC LIMIT ? OFFSET ?`)
      .all(page.limit, page.offset)
      .map(summary),
  };
}

/** `page` is of the issues. */
export function getImport(catalog: Catalog, id: number, page: Page) {
  const db = catalog.store.reader;
  const row = db.prepare<[number], Row>(`${SELECT} WHERE b.id = ?`).get(id);
  if (!row) return null;
  const leftOut = row.leftOut === null ? null : (JSON.parse(row.leftOut) as LeftOut);
  return {
    ...summary(row),
    sources: db
      .prepare<
        [number],
        { path: string; sha256: string; bytes: number; importer: ImporterKind | null; role: string | null }
      >('SELECT path, sha256, bytes, importer, role FROM source_file WHERE import_id = ? ORDER BY id')
      .all(id),
    issues: db
      .prepare<
        [number, number, number],
        {
          severity: 'rejected' | 'warning';
          code: string;
          file: string | null;
          at: string | null;
          message: string;
        }
      >(
        `SELECT i.severity, i.code, f.path AS file, i.at, i.message FROM import_issue i LEFT JOIN source_file f ON f.id = i.source_file_id
         WHERE i.import_id = ? ORDER BY i.id LIMIT ? OFFSET ?`,
      )
      .all(id, page.limit, page.offset),
    issuesTotal: row.rejected + row.warnings,
    leftOutParts: [...(leftOut?.parts ?? [])],
    leftOutItems: [...(leftOut?.items ?? [])],
  };
}

function summary(row: Row) {
  return {
    ...row,
    undoable: row.undoable === 1,
    leftOut: row.leftOut === null ? 0 : (JSON.parse(row.leftOut) as LeftOut).total,
    importers: JSON.parse(row.importers) as string[],
    changes: JSON.parse(row.changes) as Record<string, { added: number; changed: number; retired: number }>,
  };
}

/** Every issue that was kept with an import, as CSV; null where there is no such import. */
export function issuesCsv(catalog: Catalog, id: number): string | null {
  const db = catalog.store.reader;
  if (!db.prepare('SELECT 1 FROM import_batch WHERE id = ?').get(id)) return null;
  const rows = db
    .prepare<
      [number],
      { severity: string; code: string; file: string | null; at: string | null; message: string }
    >(
      `SELECT i.severity, i.code, f.path AS file, i.at, i.message FROM import_issue i LEFT JOIN source_file f ON f.id = i.source_file_id
       WHERE i.import_id = ? ORDER BY i.id`,
    )
    .all(id);
  const lines = rows.map((row) => [row.severity, row.code, row.file ?? '', row.at ?? '', row.message]);
  return [['severity', 'code', 'file', 'place', 'message'], ...lines]
    .map((line) => line.map(csvCell).join(','))
    .join('\r\n')
    .concat('\r\n');
}

/** Quoted, and never the beginning of a formula: spreadsheets would run what a file of others says. */
export function csvCell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
