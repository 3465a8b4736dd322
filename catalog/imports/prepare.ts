/**
 * What an import does before it takes the write lock.
 */
import type { Database } from 'better-sqlite3';
import type { Importer } from '../importers/importer.ts';
import { Sql } from '../store/writer/sql.ts';
import { importOptions } from './import-options.ts';
import type { ImportRequest } from './import-request.ts';
import { bytesToRead, type Candidate } from './recognise.ts';

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
        options: importOptions(new Sql(reader), importer.kind, request),
        reading: (bytes) => report(bytes),
        progress: (done, total) => report(0, { done, total }),
      },
    );
    request.signal.throwIfAborted();
  }
}

function reporter(candidates: readonly Candidate[], request: ImportRequest) {
  const bytesTotal = bytesToRead(candidates);
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
