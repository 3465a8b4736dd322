/** What importers may ask of the catalog that they import into. */
import type { ImportOptions } from '../importers/importer.ts';
import type { LiteralRule } from '../importers/sql-literals.ts';
import type { DatasetKey } from '../model/identity.ts';
import type { Sql } from '../store/writer/sql.ts';
import { storedRules } from './import-rules.ts';
import { knownNodes, sourceNodes } from './known-nodes.ts';
import { rememberedNamespace } from './projects.ts';

/** `importer`: whose ids are looked up. */
export function importOptions(
  sql: Sql,
  importer: string,
  request: { readonly namespace?: string; readonly columnLineage?: boolean },
): ImportOptions {
  let gaps: Map<string, DatasetKey[]> | undefined;
  const allGaps = (): Map<string, DatasetKey[]> =>
    Map.groupBy(
      sql.all<DatasetKey>(
        'SELECT namespace, name FROM dataset WHERE referenced_only = 1 AND until_revision IS NULL',
      ),
      ({ name }) => name,
    );
  return {
    ...(request.namespace === undefined ? {} : { namespace: request.namespace }),
    columnLineage: request.columnLineage ?? true,
    sqlLiterals: literalRule(sql),
    rules: storedRules(sql),
    namespacesHolding: (names) =>
      names.map((name) =>
        sql
          .all<{ namespace: string }>(
            'SELECT DISTINCT namespace FROM dataset WHERE name = ? AND until_revision IS NULL ORDER BY namespace',
            name,
          )
          .map((row) => row.namespace),
      ),
    namespaces: () =>
      sql
        .all<{ namespace: string }>(
          'SELECT DISTINCT namespace FROM dataset WHERE until_revision IS NULL ORDER BY namespace',
        )
        .map((row) => row.namespace),
    remembered: (project) => rememberedNamespace(sql, project),
    known: {
      nodes: knownNodes(sql, importer),
      described: (sourceId) => sourceNodes(sql, importer, sourceId),
      had: (keys) =>
        keys.map(
          ({ namespace, name }) =>
            sql.get('SELECT 1 FROM dataset WHERE namespace = ? AND name = ?', namespace, name) !== undefined,
        ),
      gaps: (names) => names.map((name) => (gaps ??= allGaps()).get(name) ?? []),
    },
  };
}

/** A setting of the catalog, so that it holds for imports of every kind, live collection included. */
function literalRule(sql: Sql): LiteralRule {
  const row = sql.get<{ value: string }>(`SELECT value FROM setting WHERE key = 'sqlLiterals'`);
  return row?.value === '"all"' ? 'all' : 'suspicious';
}
