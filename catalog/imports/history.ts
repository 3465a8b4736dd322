/** Imports as they were recorded, with their files and what did not land. */
import type { Catalog } from '../open.ts';
import type { ImporterKind } from '../importers/importer.ts';

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
}

interface Page {
  readonly offset: number;
  readonly limit: number;
}

const SELECT = `SELECT b.id, b.revision, b.at, b.actor, b.label, b.importers, b.accepted, b.rejected, b.warnings, b.changes,
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
  };
}

function summary(row: Row) {
  return {
    ...row,
    importers: JSON.parse(row.importers) as string[],
    changes: JSON.parse(row.changes) as Record<string, { added: number; changed: number; retired: number }>,
  };
}
