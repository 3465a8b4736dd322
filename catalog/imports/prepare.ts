/**
 * What an import does before it takes the write lock, and what importers are told of the request.
 */
import type { Database, Statement } from 'better-sqlite3';
import type { Importer, ImportOptions } from '../importers/importer.ts';
import type { LiteralRule } from '../importers/sql-literals.ts';
import type { Candidate } from './recognise.ts';
import type { ImportRequest } from './run-import.ts';

/** Lets importers do their long work, while others may write. */
export async function prepare(
  candidates: readonly Candidate[],
  reader: Database,
  request: ImportRequest,
): Promise<void> {
  const byImporter = new Map<Importer, Candidate[]>();
  for (const one of candidates) {
    if (!one.importer?.prepare) continue;
    byImporter.set(one.importer, [...(byImporter.get(one.importer) ?? []), one]);
  }
  const report = reporter(candidates, request);
  for (const [importer, own] of byImporter) {
    await importer.prepare?.(
      own.map(({ file, role }) => ({ file, role: role! })),
      {
        signal: request.signal,
        options: importOptions(request, reader),
        reading: (bytes) => report(bytes),
        progress: (done, total) => report(0, { done, total }),
      },
    );
    request.signal.throwIfAborted();
  }
}

function reporter(candidates: readonly Candidate[], request: ImportRequest) {
  const bytesTotal = candidates.reduce((sum, one) => sum + (one.importer ? one.file.size : 0), 0);
  let last = Number.NEGATIVE_INFINITY;
  return (bytesDone: number, steps?: { readonly done: number; readonly total: number }): void => {
    const now = performance.now();
    if (now - last < REPORT_MS && (!steps || steps.done < steps.total)) return;
    last = now;
    const counted = steps ? { steps } : {};
    request.onProgress?.({ phase: 'analysing', bytesDone, bytesTotal, records: 0, file: null, ...counted });
  };
}

/** Least time between two reports. */
const REPORT_MS = 80;

/** Options of a request; `db` tells which identities the catalog holds. */
export function importOptions(
  request: Pick<ImportRequest, 'namespace' | 'columnLineage'>,
  db: Database,
): ImportOptions {
  let statement: Statement<[string], { namespace: string }> | null = null;
  return {
    ...(request.namespace === undefined ? {} : { namespace: request.namespace }),
    columnLineage: request.columnLineage ?? true,
    sqlLiterals: literalRule(db),
    namespacesHolding: (name) => {
      statement ??= db.prepare(
        'SELECT DISTINCT namespace FROM dataset WHERE name = ? AND until_revision IS NULL ORDER BY namespace',
      );
      return statement.all(name).map((row) => row.namespace);
    },
  };
}

/** A setting of the catalog, so that it holds for imports of every kind, live collection included. */
function literalRule(db: Database): LiteralRule {
  const row = db.prepare<[], { value: string }>(`SELECT value FROM setting WHERE key = 'sqlLiterals'`).get();
  return row?.value === '"all"' ? 'all' : 'suspicious';
}
