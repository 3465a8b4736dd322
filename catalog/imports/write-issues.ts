import type { Sql } from '../store/writer/sql.ts';
import type { IssueRecord } from './issues.ts';

/** Keeps what could not be used with its import and, where one is to blame, its file. */
export function writeIssues(sql: Sql, importId: number, issues: readonly IssueRecord[]): void {
  const idOf = new Map(
    sql
      .all<{ id: number; path: string }>('SELECT id, path FROM source_file WHERE import_id = ?', importId)
      .map((row) => [row.path, row.id]),
  );
  for (const issue of issues) {
    sql.run(
      'INSERT INTO import_issue (import_id, source_file_id, severity, code, at, message) VALUES (?, ?, ?, ?, ?, ?)',
      importId,
      issue.file === null ? null : (idOf.get(issue.file) ?? null),
      issue.severity,
      issue.code,
      issue.at,
      issue.message,
    );
  }
}
