/** Exporting the catalog: writes the lines and enters the disclosure in the ledger. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { appendEntry } from '../ledger/append.ts';
import { newestRevision } from '../ledger/read.ts';
import type { Catalog } from '../catalog.ts';
import { exportLines } from './ndjson.ts';

export interface ExportResult {
  readonly records: number;
  readonly bytes: number;
  /** Hex, of the whole output. */
  readonly sha256: string;
  readonly revision: number;
  readonly ledgerEntry: { readonly seq: number; readonly hash: string };
}

export interface ExportOptions {
  readonly canonical: boolean;
  /**
   * When it is entered in the ledger: `after` the last line, where nobody reads the lines until they are put in place;
   * `before` the first one into a pipe, whose reader has what came through, also where the export is ended then. The lines
   * are read twice for that.
   */
  readonly entered: 'before' | 'after';
}

/** Writes one state of the catalog as NDJSON to a stream, whatever is imported meanwhile, waiting where it is full; does not end the stream. */
export async function exportNdjson(
  catalog: Catalog,
  actor: string,
  out: Writable,
  options: ExportOptions,
): Promise<ExportResult> {
  return catalog.store.snapshot(async (db) => {
    const revision = newestRevision(db);
    const { canonical } = options;
    const lines = () => exportLines(db, { canonical });
    const written = await through(lines(), options.entered === 'before' ? null : out);
    const ledgerEntry = await enter(catalog, actor, { ...written, revision, canonical });
    if (options.entered === 'before') await through(lines(), out);
    return { ...written, revision, ledgerEntry };
  });
}

/** Sends the lines through, or only measures them. */
async function through(
  lines: Iterable<string>,
  out: Writable | null,
): Promise<Pick<ExportResult, 'records' | 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let records = 0;
  let bytes = 0;
  for (const line of lines) {
    const text = `${line}\n`;
    hash.update(text);
    records++;
    bytes += Buffer.byteLength(text);
    if (out && !out.write(text)) await once(out, 'drain');
  }
  return { records, bytes, sha256: hash.digest('hex') };
}

async function enter(
  catalog: Catalog,
  actor: string,
  exported: Omit<ExportResult, 'ledgerEntry'> & { readonly canonical: boolean },
): Promise<ExportResult['ledgerEntry']> {
  const { records, bytes, sha256, revision, canonical } = exported;
  const { seq, entryHash } = await catalog.store.write((db) =>
    appendEntry(db, {
      actor,
      action: 'export.ndjson',
      objectType: 'catalog',
      objectId: String(revision),
      payload: {
        label: `Exported ${records} records as NDJSON`,
        ...{ records, bytes, sha256, revision, canonical },
      },
    }),
  );
  catalog.announce(['ledger']);
  return { seq, hash: Buffer.from(entryHash).toString('hex') };
}
