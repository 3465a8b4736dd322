/** A sheet that people edited in a spreadsheet, back into the catalog. */
import { Pace } from '../../breathe.ts';
import type { Catalog } from '../../catalog.ts';
import { looksLikeFormula } from '../../tables/formula.ts';
import { editCells, type SheetOptions, type SheetOutcome } from './edit-cells.ts';
import { fieldNamed, fieldsOf, REVISION, type SheetField } from './fields.ts';
import { openRows, type FileNote, type FileRow, type RowFile } from './file-rows.ts';
import { SheetPlan, Told, type Counted, type WishedCell, type WishedRow } from './plan.ts';
import { Places } from './rows.ts';
import { catalogMark, readStamp, type Stamp } from './stamp.ts';

export interface SheetFileOutcome extends SheetOutcome {
  /** Of the file, without the one with the headers. */
  readonly rows: number;
  /** Headers of the columns that were read. */
  readonly headers: readonly string[];
  /** Used all the same. */
  readonly notes: Counted<FileNote>;
}

export interface ImportOptions extends SheetOptions {
  /** How many changes, conflicts and problems are told one by one, of each. */
  readonly shown?: number | undefined;
}

const SHOWN = 2_000;

/**
 * Rows and columns that the file lacks stay as they are; what cannot be used is told by line and column, the rest is done.
 * @throws SourceError for a file that cannot be read; ReasonNeeded, unless it is a rehearsal
 */
export async function importSheet(
  catalog: Catalog,
  actor: string,
  path: string,
  options: ImportOptions = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<SheetFileOutcome> {
  return editCells(catalog, actor, options, async (revision) => {
    const file = await openRows(path, signal);
    const { shown = SHOWN, force = false } = options;
    const plan = new SheetPlan(catalog.store.reader, catalog.options.resourcesDir, {
      ...{ revision, force, cut: file.format === 'xlsx', shown },
    });
    const reading = new SheetReading(catalog, plan, revision, shown);
    await reading.all(file);
    const { rows, headers, notes } = reading;
    for (const note of file.notes) notes.add(note);
    return { plan, more: { rows, headers, notes } };
  });
}

interface Head {
  /** Places of cells in a row. */
  readonly namespace: number;
  readonly name: number;
  readonly column: number;
  readonly revision: number;
  readonly fields: readonly { readonly at: number; readonly field: SheetField }[];
  readonly width: number;
}

/** One reading of a file, from its headers to its last row. */
class SheetReading {
  rows = 0;
  headers: readonly string[] = [];
  readonly notes: Told<FileNote>;
  readonly #catalog: Catalog;
  readonly #plan: SheetPlan;
  readonly #revision: number;
  readonly #places: Places;
  readonly #mark: string;
  /** Where each dataset or column stands in the file. */
  readonly #lines = new Map<string, number>();
  #head: Head | null = null;
  #unstamped = 0;
  #formulas = 0;

  constructor(catalog: Catalog, plan: SheetPlan, revision: number, shown: number) {
    const { reader } = catalog.store;
    this.#catalog = catalog;
    this.#plan = plan;
    this.#revision = revision;
    this.#places = new Places(reader);
    this.#mark = catalogMark(reader);
    this.notes = new Told(shown);
  }

  async all(file: RowFile): Promise<void> {
    const pace = new Pace();
    let seen = false;
    for await (const portion of file.rows()) {
      let rows = portion;
      if (!seen && rows.length > 0) {
        seen = true;
        this.#head = this.#readHead(rows[0]!);
        rows = rows.slice(1);
      }
      this.rows += rows.length;
      if (!this.#head) continue;
      const wished = rows.flatMap((row) => this.#row(this.#head!, row, file.format) ?? []);
      if (wished.length > 0) this.#plan.take(wished);
      if (pace.restIsDue) await pace.rest();
    }
    if (!seen) this.#problem(0, null, 'the file is empty; expected is a first line with namespace, name');
    if (this.#unstamped > 0)
      this.notes.add({
        line: 0,
        message: `${this.#unstamped} rows do not say of which revision of this catalog they are (column "${REVISION}"), so that they are compared with what stands now`,
      });
    if (this.#formulas > 0)
      this.notes.add({
        line: 0,
        message:
          this.#formulas === 1
            ? 'one cell begins like a formula; it is kept as text'
            : `${this.#formulas} cells begin like a formula; they are kept as text`,
      });
  }

  #problem(line: number, header: string | null, message: string): void {
    this.#plan.problems.add({ line, header, target: null, message });
  }

  #readHead({ line, cells }: FileRow): Head | null {
    const db = this.#catalog.store.reader;
    const known = [
      ...new Map([...fieldsOf(db, 'dataset'), ...fieldsOf(db, 'column')].map((f) => [f.header, f])).values(),
    ];
    const places = new Map<string, number>();
    const fields: { at: number; field: SheetField }[] = [];
    for (const [at, cell] of cells.entries()) {
      if (cell.trim() === '') continue;
      const found = fieldNamed(cell, known);
      const name = found === null || typeof found === 'string' ? found : found.header;
      if (name === null) {
        this.notes.add({ line, message: `the column "${cell.trim()}" is not known and was not read` });
        continue;
      }
      if (places.has(name)) {
        this.#problem(line, cell.trim(), 'the column is there twice; the first one counts');
        continue;
      }
      places.set(name, at);
      if (found !== null && typeof found !== 'string') fields.push({ at, field: found });
    }
    const missing = ['namespace', 'name'].filter((name) => !places.has(name));
    if (missing.length > 0) {
      const expected = 'expected is a first line with namespace, name and the columns to change';
      this.#problem(line, null, `the column ${missing.join(', ')} is missing; ${expected}; nothing was read`);
      return null;
    }
    this.headers = fields.map(({ field }) => field.header);
    const place = (name: string) => places.get(name) ?? -1;
    return {
      ...{ namespace: place('namespace'), name: place('name'), column: place('column') },
      ...{ revision: place(REVISION), fields, width: cells.length },
    };
  }

  #row(head: Head, row: FileRow, format: RowFile['format']): WishedRow | null {
    const { line, cells } = row;
    const [namespace, name] = [cells[head.namespace] ?? '', cells[head.name] ?? ''];
    const column = cells[head.column] ?? '';
    if (cells.length > head.width)
      this.#problem(
        line,
        null,
        `${cells.length} cells, and the first line has ${head.width}; the rest was not read`,
      );
    const stamp = readStamp(cells[head.revision] ?? '', this.#mark, this.#revision);
    if (this.#isNameless(head, row, stamp, format)) return null;
    const place = this.#place(line, namespace, name, column);
    if (!place) return null;
    // A line that ends early says nothing of what would follow; a workbook leaves empty cells out.
    const short = format === 'csv' && cells.length < head.width;
    if (short)
      this.#problem(
        line,
        null,
        `${cells.length} cells, and the first line has ${head.width}; the others stay as they are`,
      );
    const wished = head.fields.flatMap(({ at, field }): WishedCell[] => {
      if (short && at >= cells.length) return [];
      if (row.formulas?.includes(at)) {
        const message = 'a formula stands here, which is not calculated; the cell stays as it is';
        this.#plan.problems.add({ line, header: field.header, target: place, message });
        return [];
      }
      const text = cells[at] ?? '';
      if (text !== '' && looksLikeFormula(text)) this.#formulas++;
      return [{ field, text }];
    });
    // A row that was copied for something of the other kind was never exported.
    const revision = stamp?.on === place.on ? stamp.revision : null;
    if (revision === null) this.#unstamped++;
    return {
      line,
      target: place,
      namespace,
      name,
      column: column === '' ? null : column,
      cells: wished,
      revision,
    };
  }

  /** Whether a row does not say of which column it is, though it is one's: it would be taken for its dataset's. */
  #isNameless(head: Head, row: FileRow, stamp: Stamp | null, format: RowFile['format']): boolean {
    const { line, cells, formulas = [] } = row;
    const refuse = (why: string) => {
      this.#problem(line, null, `${why}; the row was not used`);
      return true;
    };
    if ([head.namespace, head.name, head.column].some((at) => formulas.includes(at)))
      return refuse('a formula stands where the row is named');
    if (format === 'csv' && head.column >= cells.length)
      return refuse(`${cells.length} cells, and the first line has ${head.width}: the line ends too early`);
    if (stamp?.on !== 'column' || (cells[head.column] ?? '') !== '') return false;
    return refuse('the row is about a column, and does not name it');
  }

  #place(line: number, namespace: string, name: string, column: string) {
    const dataset = this.#places.dataset(namespace, name);
    if (dataset === null) {
      this.#problem(line, null, `there is no dataset "${name}" in "${namespace}"; the row was not used`);
      return null;
    }
    const id = column === '' ? dataset : this.#places.column(dataset, column);
    if (id === null) {
      this.#problem(line, null, `"${name}" has no column "${column}"; the row was not used`);
      return null;
    }
    const on = column === '' ? 'dataset' : 'column';
    const key = `${on} ${id}`;
    const before = this.#lines.get(key);
    if (before !== undefined) {
      this.#problem(line, null, `line ${before} is about the same ${on}; this row was not used`);
      return null;
    }
    this.#lines.set(key, line);
    return { on, id } as const;
  }
}
