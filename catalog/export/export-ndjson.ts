/** Exporting the catalog: writes the lines and enters the disclosure in the ledger. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Database } from 'better-sqlite3';
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

/** Writes one state of the catalog as NDJSON to a stream, whatever is imported meanwhile, waiting where it is full; does not end the stream. */
export async function exportNdjson(
  catalog: Catalog,
  actor: string,
  out: Writable,
  options: { readonly canonical: boolean },
): Promise<ExportResult> {
  return catalog.store.snapshot((db) => writeAll(catalog, actor, out, { ...options, db }));
}

async function writeAll(
  catalog: Catalog,
  actor: string,
  out: Writable,
  options: { readonly canonical: boolean; readonly db: Database },
): Promise<ExportResult> {
  const revision = newestRevision(options.db);
  const hash = createHash('sha256');
  let records = 0;
  let bytes = 0;
  for (const line of exportLines(options.db, options)) {
    const text = `${line}\n`;
    hash.update(text);
    records++;
    bytes += Buffer.byteLength(text);
    if (!out.write(text)) await once(out, 'drain');
  }
  const sha256 = hash.digest('hex');
  const entry = await catalog.store.write((db) =>
    appendEntry(db, {
      actor,
      action: 'export.ndjson',
      objectType: 'catalog',
      objectId: String(revision),
      payload: {
        label: `Exported ${records} records as NDJSON`,
        records,
        bytes,
        sha256,
        revision,
        canonical: options.canonical,
      },
    }),
  );
  catalog.announce(['ledger']);
  return {
    records,
    bytes,
    sha256,
    revision,
    ledgerEntry: { seq: entry.seq, hash: Buffer.from(entry.entryHash).toString('hex') },
  };
}
