/** Writing the records of a lineage, from one committed state of the catalog, or as of the moment that it shows. */
import { Pace } from '../../breathe.ts';
import { momentWords } from '../../past/moment.ts';
import { newestRevision } from '../../ledger/read.ts';
import type { Catalog } from '../../catalog.ts';
import { columnEdgesCsv, edgesCsv } from './csv.ts';
import { lineageEvents } from './openlineage.ts';
import { LineageRows, type LineageScope } from './rows.ts';

export const ROW_FORMATS = ['csv', 'csv-columns', 'openlineage'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** Whether a format lists records; others are pictures. */
export const isRowFormat = (format: string): format is RowFormat =>
  (ROW_FORMATS as readonly string[]).includes(format);

export interface WriteOptions {
  readonly signal?: AbortSignal;
  /** Told from time to time how many lines are written. */
  readonly progress?: (lines: number) => void;
}

export interface WrittenRows {
  /** Records: rows below the header, or events. */
  readonly records: number;
  readonly revision: number;
}

/** Characters handed on at a time. */
const CHUNK = 256 * 1024;

/**
 * Hands the text on piece by piece and waits for each; memory does not grow with the lineage.
 * @throws the signal's reason once it is aborted
 */
export async function writeRows(
  catalog: Catalog,
  scope: LineageScope,
  format: RowFormat,
  write: (text: string) => Promise<void> | void,
  options: WriteOptions = {},
): Promise<WrittenRows> {
  return catalog.store.snapshot(async (db) => {
    const { moment } = catalog;
    const revision = moment?.past.revision ?? newestRevision(db);
    const at = db
      .prepare<[number], { at: string }>('SELECT at FROM ledger_entry WHERE seq = ?')
      .get(revision);
    const rows = new LineageRows(db, scope, catalog);
    const eventTime = moment?.time ?? at?.at ?? '1970-01-01T00:00:00Z';
    const producer = `urn:headwater:${encodeURIComponent(catalog.options.toolVersion)}`;
    const lines = linesOf(rows, format, { eventTime, producer }, moment && momentWords(moment).slice(3));
    const pace = new Pace();
    let [text, written] = ['', 0];
    for (const line of lines) {
      text += line;
      written++;
      if (text.length < CHUNK && !pace.restIsDue) continue;
      options.signal?.throwIfAborted();
      await write(text);
      text = '';
      options.progress?.(written);
      await pace.rest();
    }
    if (text !== '') await write(text);
    return { records: format === 'openlineage' ? written : written - 1, revision };
  });
}

function linesOf(
  rows: LineageRows,
  format: RowFormat,
  options: Parameters<typeof lineageEvents>[1],
  asOf: string | null,
): Iterable<string> {
  switch (format) {
    case 'csv':
      return edgesCsv(rows, asOf);
    case 'csv-columns':
      return columnEdgesCsv(rows, asOf);
    case 'openlineage':
      return lineageEvents(rows, options);
  }
}
