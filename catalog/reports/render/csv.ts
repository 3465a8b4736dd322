/** The tables of a report as CSV files in one archive, each with every row. */
import { breathe } from '../../breathe.ts';
import { csvOf } from '../../tables/table-files.ts';
import type { ReportDocument } from './document.ts';
import { fixedZip } from './office-zip.ts';
import { coverSheet, tableSheets } from './table-sheets.ts';

/** Spreadsheet programs take a file for UTF-8 only with it. */
const MARK = '\ufeff';

/**
 * RFC 4180, UTF-8; `index.csv` says which table is which. Texts that a spreadsheet would calculate begin with an
 * apostrophe. The same document gives the same bytes.
 */
export async function toCsvZip(doc: ReportDocument, signal?: AbortSignal): Promise<Uint8Array> {
  const sheets = tableSheets(doc);
  const files = new Map<string, string>();
  const digits = String(sheets.length).length;
  const named = sheets.map((one, at) => {
    const words = one.caption
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-');
    const name = `${String(at + 1).padStart(digits, '0')}-${words.slice(0, 60)}`.replace(/-+$/, '');
    return { ...one, sheet: { ...one.sheet, name: `${name}.csv` } };
  });
  files.set('index.csv', `${MARK}${csvOf(coverSheet(doc, named))}`);
  for (const { sheet } of named) {
    await breathe();
    signal?.throwIfAborted();
    files.set(sheet.name, `${MARK}${csvOf(sheet)}`);
  }
  return fixedZip(files);
}
