/** Records of what is said about things: tags, owners, tests. */
import type { Database } from 'better-sqlite3';
import { dotted, type Line, type Name, type Names } from './lines.ts';

/** What a tag or owner is about, as part of its line; null for what is not exported. */
export function target(db: Database, names: Names): (type: string, id: number) => Line | null {
  const column = db.prepare<[number], { datasetId: number; path: string }>(
    'SELECT dataset_id AS datasetId, path FROM "column" WHERE id = ?',
  );
  const job = db.prepare<[number], Name>('SELECT namespace, name FROM job WHERE id = ?');
  return (type, id) => {
    if (type === 'dataset') return { dataset: names.dataset(id) };
    if (type === 'column') {
      const row = column.get(id);
      return row ? { dataset: names.dataset(row.datasetId), column: dotted(row.path) } : null;
    }
    const row = type === 'job' ? job.get(id) : undefined;
    return row ? { job: row } : null;
  };
}

export function tags(db: Database, names: Names): Line[] {
  const about = target(db, names);
  return db
    .prepare<
      [],
      {
        targetType: string;
        targetId: number;
        kind: string;
        key: string;
        value: string;
        origin: string;
        status: string;
      }
    >(
      `SELECT target_type AS targetType, target_id AS targetId, kind, key, value, origin, status FROM tag WHERE until_revision IS NULL`,
    )
    .all()
    .flatMap((row) => {
      const of = about(row.targetType, row.targetId);
      return of
        ? [
            {
              type: 'tag',
              ...of,
              kind: row.kind,
              key: row.key,
              value: row.value,
              origin: row.origin,
              status: row.status,
            },
          ]
        : [];
    });
}

export function owners(db: Database, names: Names): Line[] {
  const about = target(db, names);
  return db
    .prepare<
      [],
      {
        targetType: string;
        targetId: number;
        name: string;
        email: string | null;
        role: string;
        origin: string;
        status: string;
      }
    >(
      `SELECT target_type AS targetType, target_id AS targetId, name, email, role, origin, status FROM owner WHERE until_revision IS NULL`,
    )
    .all()
    .flatMap((row) => {
      const of = about(row.targetType, row.targetId);
      return of
        ? [
            {
              type: 'owner',
              ...of,
              name: row.name,
              email: row.email,
              role: row.role,
              origin: row.origin,
              status: row.status,
            },
          ]
        : [];
    });
}

export function tests(db: Database, names: Names): Line[] {
  return db
    .prepare<
      [],
      {
        testId: string;
        name: string;
        datasetId: number;
        path: string | null;
        kind: string | null;
        severity: string | null;
        status: string | null;
        statusAt: string | null;
        failures: number | null;
      }
    >(
      `SELECT t.test_id AS testId, t.name, t.dataset_id AS datasetId, c.path, t.kind, t.severity, t.status, t.status_at AS statusAt, t.failures
       FROM test t LEFT JOIN "column" c ON c.id = t.column_id WHERE t.until_revision IS NULL`,
    )
    .all()
    .map((row) => ({
      type: 'test',
      id: row.testId,
      name: row.name,
      dataset: names.dataset(row.datasetId),
      column: row.path === null ? null : dotted(row.path),
      kind: row.kind,
      severity: row.severity,
      status: row.status,
      at: row.statusAt || null,
      failures: row.failures,
    }));
}
