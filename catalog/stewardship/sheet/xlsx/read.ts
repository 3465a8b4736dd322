/**
 * Reads the first sheet of a workbook, row by row. What comes from elsewhere is not believed: sizes are bounded, places of cells
 * checked, formulas never calculated.
 */
import { open } from 'node:fs/promises';
import { SourceError, type SourceFile } from '../../../importers/importer.ts';
import { readDirectory } from '../../../importers/zip-directory.ts';
import { zipMembers } from '../../../importers/zip.ts';
import { columnIndex, MAX_COLUMNS, MAX_ROWS, unescaped } from './cells.ts';
import { xmlEvents, type XmlEvent } from './xml.ts';

/** A million rows of a dozen cells have some 500 MB of XML. */
const MAX_UNPACKED = 2 * 1024 ** 3;
/** Characters of all texts that cells share. */
const MAX_SHARED = 256 * 1024 ** 2;

export interface XlsxRow {
  /** From 1, as the spreadsheet numbers it. */
  readonly line: number;
  /** Cells that are empty are empty texts; those behind the last one with something are left out. */
  readonly cells: readonly string[];
  /** Columns in which a formula stands; what it made is not read. */
  readonly formulas: readonly number[];
}

export interface XlsxSheet {
  readonly name: string;
  /** Of sheets that are not read. */
  readonly others: readonly string[];
  readonly rows: () => AsyncGenerator<readonly XlsxRow[]>;
}

/** @throws SourceError for what is no workbook, or too large */
export async function readXlsx(path: string, signal: AbortSignal): Promise<XlsxSheet> {
  await refuseHuge(path);
  const parts = new Map<string, SourceFile>();
  for await (const member of zipMembers(path, 'the workbook', signal)) {
    if ('problem' in member) {
      if (/^the workbook\/xl\/(workbook|sharedStrings|worksheets\/)/.test(member.problem.path))
        throw new SourceError('broken-archive', `${member.problem.path}: ${member.problem.message}`);
      continue;
    }
    parts.set(member.path.toLowerCase(), member.make(0, member.path));
  }
  const [sheet, ...others] = await sheetsOf(parts);
  const part = sheet && parts.get(sheet.path);
  if (!sheet || !part) throw new SourceError('broken-archive', 'it is no workbook: it has no sheet');
  const shared = await sharedTexts(parts.get('xl/sharedstrings.xml'));
  return {
    name: sheet.name,
    others: others.map(({ name }) => name),
    rows: () => rowsOf(part, shared, signal),
  };
}

async function refuseHuge(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const total = (await readDirectory(handle)).reduce((sum, { size }) => sum + size, 0);
    if (total > MAX_UNPACKED)
      throw new SourceError('too-large', `it unpacks to more than ${MAX_UNPACKED / 1024 ** 3} GB`);
  } finally {
    await handle.close();
  }
}

/** In the order of the workbook. */
async function sheetsOf(
  parts: ReadonlyMap<string, SourceFile>,
): Promise<{ readonly name: string; readonly path: string }[]> {
  const places = new Map<string, string>();
  for await (const { attributes } of elements(parts.get('xl/_rels/workbook.xml.rels'), 'Relationship')) {
    const target = (attributes['Target'] ?? '').replaceAll('\\', '/');
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    places.set(attributes['Id'] ?? '', path.replace(/^xl\/\.\//, 'xl/').toLowerCase());
  }
  const sheets: { name: string; path: string }[] = [];
  for await (const { attributes } of elements(parts.get('xl/workbook.xml'), 'sheet')) {
    const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1];
    const path = places.get(id ?? '');
    if (path?.startsWith('xl/worksheets/')) sheets.push({ name: attributes['name'] ?? '', path });
  }
  return sheets;
}

async function* elements(
  part: SourceFile | undefined,
  name: string,
): AsyncGenerator<Extract<XmlEvent, { is: 'open' }>> {
  if (!part) return;
  for await (const events of xmlEvents(part.chunks()))
    for (const event of events) if (event.is === 'open' && event.name === name) yield event;
}

/** Rich text is the texts of its runs; readings of East Asian signs beside it (`rPh`) are not part of it. */
class TextOf {
  text = '';
  #inText = 0;
  #inReading = 0;

  take(event: XmlEvent): void {
    if (event.is === 'text') {
      if (this.#inText > 0 && this.#inReading === 0) this.text += event.text;
      return;
    }
    const step = event.is === 'open' ? 1 : -1;
    if (event.name === 't') this.#inText += step;
    if (event.name === 'rPh') this.#inReading += step;
  }
}

async function sharedTexts(part: SourceFile | undefined): Promise<readonly string[]> {
  const texts: string[] = [];
  if (!part) return texts;
  let [current, length]: [TextOf | null, number] = [null, 0];
  for await (const events of xmlEvents(part.chunks())) {
    for (const event of events) {
      if (event.is === 'open' && event.name === 'si') current = new TextOf();
      else if (event.is === 'close' && event.name === 'si' && current) {
        texts.push(unescaped(current.text));
        length += current.text.length;
        current = null;
      } else current?.take(event);
    }
    if (length + (current?.text.length ?? 0) > MAX_SHARED)
      throw new SourceError('too-large', 'the texts of its cells are too many');
  }
  return texts;
}

async function* rowsOf(
  part: SourceFile,
  shared: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly XlsxRow[]> {
  const reader = new RowReader(shared);
  for await (const events of xmlEvents(part.chunks())) {
    signal.throwIfAborted();
    for (const event of events) reader.take(event);
    yield reader.rows.splice(0);
  }
}

class RowReader {
  readonly rows: XlsxRow[] = [];
  readonly #shared: readonly string[];
  #line = 0;
  #cells: string[] | null = null;
  #formulas: number[] = [];
  #column = -1;
  #type = 'n';
  #value: string | null = null;
  #inline: TextOf | null = null;
  #inValue = false;

  constructor(shared: readonly string[]) {
    this.#shared = shared;
  }

  take(event: XmlEvent): void {
    if (event.is === 'open') this.#open(event);
    else if (event.is === 'close') this.#close(event.name);
    else if (this.#inValue) this.#value = (this.#value ?? '') + event.text;
    if (this.#inline && event.is !== 'open') this.#inline.take(event);
  }

  #open(event: Extract<XmlEvent, { is: 'open' }>): void {
    const { name, attributes } = event;
    this.#inline?.take(event);
    if (name === 'row') {
      const given = Number(attributes['r'] ?? this.#line + 1);
      if (!Number.isSafeInteger(given) || given <= this.#line || given > MAX_ROWS)
        throw new SourceError(
          'broken-archive',
          `it has a row ${attributes['r'] ?? ''} where there can be none`,
        );
      this.#line = given;
      [this.#cells, this.#formulas, this.#column] = [[], [], -1];
    } else if (name === 'c' && this.#cells) {
      const place = attributes['r'];
      const column = place === undefined ? this.#column + 1 : columnIndex(place);
      if (column === null || column <= this.#column || column >= MAX_COLUMNS)
        throw new SourceError('broken-archive', `it has a cell ${place ?? ''} where there can be none`);
      this.#column = column;
      this.#type = attributes['t'] ?? 'n';
      this.#value = null;
    } else if (name === 'v') this.#inValue = true;
    else if (name === 'is') this.#inline = new TextOf();
    else if (name === 'f' && this.#cells) this.#formulas.push(this.#column);
  }

  #close(name: string): void {
    if (name === 'v') this.#inValue = false;
    else if (name === 'is' && this.#inline) {
      this.#value = this.#inline.text;
      this.#inline = null;
    } else if (name === 'c' && this.#cells) this.#put(this.#cells);
    else if (name === 'row' && this.#cells) {
      if (this.#cells.length > 0 || this.#formulas.length > 0)
        this.rows.push({ line: this.#line, cells: this.#cells, formulas: this.#formulas });
      this.#cells = null;
    }
  }

  #put(cells: string[]): void {
    const text = this.#text();
    if (text === '') return;
    while (cells.length < this.#column) cells.push('');
    cells.push(text);
  }

  #text(): string {
    const value = this.#value ?? '';
    if (this.#type === 's') return this.#shared[Number(value)] ?? '';
    if (this.#type === 'b') return value === '1' ? 'true' : value === '0' ? 'false' : value;
    return this.#type === 'n' || this.#type === 'd' ? value.trim() : unescaped(value);
  }
}
