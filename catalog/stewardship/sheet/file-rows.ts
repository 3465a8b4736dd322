/** Rows of a file that people edited, whatever its format: told by its content, not by its name. */
import { open, readFile } from 'node:fs/promises';
import { Pace } from '../../breathe.ts';
import { SourceError } from '../../importers/importer.ts';
import { isZip } from '../../importers/zip.ts';
import { csvRecords } from '../../tables/csv-records.ts';
import { fromCell } from '../../tables/formula.ts';
import { readXlsx } from './xlsx/read.ts';

export interface FileRow {
  /** From 1; of its first line. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Places of cells that cannot be read, since a formula stands there. */
  readonly formulas?: readonly number[];
}

export interface FileNote {
  /** 0: the file as a whole. */
  readonly line: number;
  readonly message: string;
}

export interface RowFile {
  readonly format: 'csv' | 'xlsx';
  /** In portions; the first row is that of the headers. */
  readonly rows: () => AsyncGenerator<readonly FileRow[]>;
  /** What is told of the file as a whole; complete once the rows were read. */
  readonly notes: readonly FileNote[];
}

/** Bytes of a CSV file. 100,000 columns with all that is said of them are some 20 MB. */
const MAX_CSV = 256 * 1024 ** 2;
const AT_A_TIME = 200;

/** @throws SourceError for what can be read as neither */
export async function openRows(path: string, signal: AbortSignal): Promise<RowFile> {
  const { size, head } = await looked(path);
  if (isZip(head)) return xlsxRows(path, signal);
  if (head[0] === 0xd0 && head[1] === 0xcf)
    throw new SourceError(
      'unsupported-compression',
      'it is a workbook of the old kind (.xls) or encrypted; save it as .xlsx',
    );
  if (size > MAX_CSV) throw new SourceError('too-large', `it has more than ${MAX_CSV / 1024 ** 2} MB`);
  return csvRows(textOf(await readFile(path)), signal);
}

async function looked(path: string): Promise<{ readonly size: number; readonly head: Uint8Array }> {
  try {
    const handle = await open(path, 'r');
    try {
      const head = new Uint8Array(4);
      await handle.read(head, 0, 4, 0);
      return { size: (await handle.stat()).size, head };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new SourceError('unreadable', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** UTF-8, or UTF-16 with a byte-order mark. Anything else would change texts without a word. */
function textOf(bytes: Uint8Array): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const hint = 'save it as "CSV UTF-8" or as a workbook';
    throw new SourceError('unreadable', `it is not text in UTF-8 or UTF-16; ${hint}`, { cause });
  }
}

function csvRows(text: string, signal: AbortSignal): RowFile {
  const notes: FileNote[] = [];
  return {
    format: 'csv',
    notes,
    rows: async function* () {
      const pace = new Pace();
      const records = csvRecords(text);
      let some: FileRow[] = [];
      for (let step = records.next(); ; step = records.next()) {
        if (step.done) {
          if (step.value !== null)
            notes.push({
              line: step.value,
              message: 'a quoted cell begins here and never ends; what follows was not read',
            });
          yield some;
          return;
        }
        some.push(step.value);
        if (some.length < AT_A_TIME) continue;
        signal.throwIfAborted();
        yield some;
        some = [];
        if (pace.restIsDue) await pace.rest();
      }
    },
  };
}

async function xlsxRows(path: string, signal: AbortSignal): Promise<RowFile> {
  const sheet = await readXlsx(path, signal);
  const notes: FileNote[] = [];
  if (sheet.others.length > 0)
    notes.push({
      line: 0,
      message: `the sheet "${sheet.name}" was read, and not ${sheet.others.map((name) => `"${name}"`).join(', ')}`,
    });
  return {
    format: 'xlsx',
    notes,
    rows: async function* () {
      const pace = new Pace();
      for await (const rows of sheet.rows()) {
        for (let at = 0; at < rows.length; at += AT_A_TIME)
          yield rows.slice(at, at + AT_A_TIME).map((row) => ({ ...row, cells: row.cells.map(fromCell) }));
        if (pace.restIsDue) await pace.rest();
      }
    },
  };
}
