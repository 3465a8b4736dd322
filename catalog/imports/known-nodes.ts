/** What the catalog knows under an id of a source's own (a dbt `unique_id`), for results that came without it. */
import type { KnownNode } from '../importers/importer.ts';
import type { DatasetKey } from '../model/identity.ts';
import { RECORD_TYPES } from '../store/record-types.ts';
import type { Sql } from '../store/writer/sql.ts';

/** Answers by id; jobs are loaded once, at the first question. */
export function knownNodes(sql: Sql, importer: string): (sourceId: string) => KnownNode[] {
  let jobs: Map<string, JobRow[]> | undefined;
  return (sourceId) => {
    jobs ??= Map.groupBy(
      sql.all<JobRow>(
        `SELECT id, namespace, name, source_id AS sourceId FROM job
         WHERE importer = ? AND source_id IS NOT NULL AND referenced_only = 0 AND until_revision IS NULL ORDER BY id`,
        importer,
      ),
      (row) => row.sourceId,
    );
    return [
      ...(jobs.get(sourceId) ?? []).flatMap((job) => jobNodes(sql, job)),
      ...sql
        .all<{ id: number }>(
          'SELECT id FROM test WHERE importer = ? AND test_id = ? AND until_revision IS NULL',
          importer,
          sourceId,
        )
        .flatMap(({ id }) => scopesOf(sql, 'test', id).map((scope): KnownNode => ({ is: 'test', scope }))),
      ...sourceNodes(sql, importer, sourceId),
    ];
  };
}

interface JobRow {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly sourceId: string;
}

function jobNodes(sql: Sql, { id, namespace, name }: JobRow): KnownNode[] {
  const side = (table: 'job_input' | 'job_output'): DatasetKey[] =>
    sql.all<DatasetKey>(
      `SELECT d.namespace, d.name FROM ${table} s JOIN dataset d ON d.id = s.dataset_id
       WHERE s.job_id = ? AND s.until_revision IS NULL ORDER BY s.id`,
      id,
    );
  return scopesOf(sql, 'job', id).map((scope) => ({
    is: 'job',
    scope,
    job: { namespace, name },
    inputs: side('job_input'),
    outputs: side('job_output'),
  }));
}

/** Datasets that are described under an id, once for each scope that does. */
export function sourceNodes(
  sql: Sql,
  importer: string,
  sourceId: string,
): Extract<KnownNode, { is: 'dataset' }>[] {
  return sql
    .all<DatasetKey & { readonly id: number }>(
      `SELECT s.id, d.namespace, d.name FROM dataset_source s JOIN dataset d ON d.id = s.dataset_id
       WHERE s.importer = ? AND s.source_id = ? AND s.until_revision IS NULL AND d.referenced_only = 0 ORDER BY s.id`,
      importer,
      sourceId,
    )
    .flatMap(({ id, namespace, name }) =>
      scopesOf(sql, 'source', id).map((scope) => ({
        is: 'dataset' as const,
        scope,
        dataset: { namespace, name },
      })),
    );
}

/** Keys of the scopes that state a record now. */
const scopesOf = (sql: Sql, type: 'job' | 'test' | 'source', id: number): string[] =>
  sql
    .all<{ key: string }>(
      `SELECT DISTINCT c.key FROM statement s JOIN scope c ON c.id = s.scope_id
       WHERE s.record_type = ? AND s.record_id = ? AND s.until_revision IS NULL ORDER BY c.key`,
      RECORD_TYPES[type],
      id,
    )
    .map(({ key }) => key);
