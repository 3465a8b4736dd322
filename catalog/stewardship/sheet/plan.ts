/**
 * What a list of wished cells comes to: edits, cells that somebody changed since (conflicts), and what cannot be used.
 * Compared three ways: as a row was when it was written out, as it is now, as it is wished.
 */
import type { Database } from 'better-sqlite3';
import { Sql } from '../../store/writer/sql.ts';
import type { Target } from '../change.ts';
import type { RowEdit } from './apply.ts';
import { settled } from './cell-text.ts';
import type { SheetField } from './fields.ts';
import { CellReader, type CellEdit } from './read-cell.ts';
import { cellText, NOTHING, saidOf, type Said } from './said.ts';
import { fitted, wasCut } from './xlsx/cells.ts';

/** The row of a dataset or column, and where in a file it stands. */
export interface RowName {
  /** 0: not from a file. */
  readonly line: number;
  readonly target: Target;
  readonly namespace: string;
  readonly name: string;
  readonly column: string | null;
}

export interface WishedCell {
  readonly field: SheetField;
  readonly text: string;
  /** What stood in the cell when it was wished; otherwise the row's revision tells. */
  readonly base?: string | undefined;
}

export interface WishedRow extends RowName {
  readonly cells: readonly WishedCell[];
  /** As of which the row was written out; null where that cannot be told. */
  readonly revision: number | null;
}

export interface CellPlace {
  readonly row: RowName;
  readonly header: string;
}

export interface CellChange extends CellPlace {
  readonly before: string;
  readonly after: string;
}

/** Somebody else changed the cell as well. */
export interface CellConflict extends CellPlace {
  readonly base: string;
  readonly now: string;
  readonly wished: string;
}

export interface CellProblem {
  /** 0: the file as a whole, or not from a file. */
  readonly line: number;
  /** Null: the row as a whole. */
  readonly header: string | null;
  readonly target: Target | null;
  readonly message: string;
}

/** What is told of one kind, as far as it is kept; `total` counts all. */
export interface Counted<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}

/** Keeps the first of many. */
export class Told<Item> implements Counted<Item> {
  readonly items: Item[] = [];
  total = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(item: Item): void {
    this.total++;
    if (this.items.length < this.#most) this.items.push(item);
  }
}

export interface PlanOptions {
  /** Now. */
  readonly revision: number;
  /** Overwrite what somebody else changed. */
  readonly force: boolean;
  /** Cells of a workbook hold only so much. */
  readonly cut: boolean;
  /** How many changes, conflicts and problems are kept to be shown, of each. */
  readonly shown: number;
}

/** Takes rows some hundred at a time. */
export class SheetPlan {
  readonly edits: RowEdit[] = [];
  readonly changes: Told<CellChange>;
  readonly conflicts: Told<CellConflict>;
  readonly problems: Told<CellProblem>;
  readonly #db: Database;
  readonly #reader: CellReader;
  readonly #options: PlanOptions;

  constructor(db: Database, resourcesDir: string, options: PlanOptions) {
    this.#db = db;
    this.#options = options;
    this.#reader = new CellReader(new Sql(db), resourcesDir);
    this.changes = new Told(options.shown);
    this.conflicts = new Told(options.shown);
    this.problems = new Told(options.shown);
  }

  take(rows: readonly WishedRow[]): void {
    for (const on of ['dataset', 'column'] as const) {
      const some = rows.filter(({ target }) => target.on === on);
      if (some.length > 0) this.#takeOf(on, some);
    }
  }

  #takeOf(on: 'dataset' | 'column', rows: readonly WishedRow[]): void {
    const now = saidOf(
      this.#db,
      on,
      rows.map(({ target }) => target.id),
    );
    // Only rows that differ need to be looked up as they were.
    const different = rows
      .map((row) => {
        const said = now.get(row.target.id) ?? NOTHING;
        return { row, said, cells: row.cells.filter((cell) => !this.#reads(cell.text, cell.field, said)) };
      })
      .filter(({ cells }) => cells.length > 0);
    const past = this.#past(
      on,
      different.map(({ row }) => row),
    );
    for (const { row, said, cells } of different) {
      const then = row.revision === null ? null : (past(row) ?? said);
      const edits = cells.flatMap((cell) => this.#cell(row, cell, said, then) ?? []);
      if (edits.length > 0) this.edits.push({ target: row.target, cells: edits });
    }
  }

  /** As rows were when they were written out. */
  #past(on: 'dataset' | 'column', rows: readonly WishedRow[]): (row: WishedRow) => Said | undefined {
    const { revision: newest } = this.#options;
    const found = new Map<number, Map<number, Said>>();
    for (const [revision, some] of Map.groupBy(rows, (row) => row.revision)) {
      if (revision === null || revision >= newest) continue;
      found.set(
        revision,
        saidOf(
          this.#db,
          on,
          some.map(({ target }) => target.id),
          revision,
        ),
      );
    }
    return (row) => {
      const of = found.get(row.revision ?? -1);
      return of && (of.get(row.target.id) ?? NOTHING);
    };
  }

  /** Whether a cell says just what stands. */
  #reads(text: string, field: SheetField, said: Said): boolean {
    const stands = cellText(field, said);
    if (text === stands) return true;
    return (
      settled(text) === settled(stands) || (this.#options.cut && settled(text) === settled(fitted(stands)))
    );
  }

  #cell(row: WishedRow, cell: WishedCell, now: Said, then: Said | null): CellEdit | null {
    const { field, text } = cell;
    const { base } = cell;
    if (
      base !== undefined ? settled(text) === settled(base) : then !== null && this.#reads(text, field, then)
    )
      return null;
    const place = { line: row.line, header: field.header, target: row.target };
    if (this.#options.cut && wasCut(text)) {
      this.problems.add({
        ...place,
        message: 'the text did not fit into the workbook as a whole; it stays as it is',
      });
      return null;
    }
    const reading = this.#reader.read(field, row.target.on, text, now);
    if (reading.is === 'same') return null;
    if (reading.is === 'problem') {
      this.problems.add({
        ...place,
        message: `${reading.message.replace(/\.$/, '')}; the cell stays as it is`,
      });
      return null;
    }
    const stands = cellText(field, now);
    const was = base ?? (then === null ? stands : cellText(field, then));
    const { line, target, namespace, name, column } = row;
    const where = { row: { line, target, namespace, name, column }, header: field.header };
    if (settled(was) !== settled(stands)) {
      this.conflicts.add({ ...where, base: was, now: stands, wished: reading.edit.after });
      if (!this.#options.force) return null;
    }
    this.changes.add({ ...where, before: stands, after: reading.edit.after });
    return reading.edit;
  }
}
