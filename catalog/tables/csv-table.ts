/** A CSV file with a line of headers as records by header, with what is wrong with it. Pure. */
import { readCsvRecords, type CsvFile } from './csv-records.ts';
import { looksLikeFormula } from './formula.ts';

export interface TableRow {
  readonly line: number;
  /** Only headers that the file has. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface FileProblem {
  /** 0: the file as a whole. */
  readonly line: number;
  readonly message: string;
}

export interface CsvTable {
  readonly headers: readonly string[];
  readonly rows: readonly TableRow[];
  readonly problems: readonly FileProblem[];
  /** Used all the same. */
  readonly notes: readonly FileProblem[];
}

/** `known`: header as it is written in lower case → its name; others are left out, with a note. */
export function readTable(
  text: string,
  known: Readonly<Record<string, string>>,
  required: readonly string[],
): CsvTable {
  return tableOf(readCsvRecords(text), known, required);
}

/** The same of records that were read already, from whatever kind of file. */
export function tableOf(
  { records, unclosed }: CsvFile,
  known: Readonly<Record<string, string>>,
  required: readonly string[],
): CsvTable {
  const problems: FileProblem[] = [];
  const notes: FileProblem[] = [];
  const [head, ...rest] = records;
  if (unclosed !== null)
    problems.push({
      line: unclosed,
      message: 'a quoted cell begins here and never ends; what follows was not read',
    });
  const headers = (head?.cells ?? []).map(
    (cell) =>
      known[
        cell
          .trim()
          .toLowerCase()
          .replace(/[\s_]+/g, '-')
      ] ?? null,
  );
  (head?.cells ?? []).forEach((cell, at) => {
    if (headers[at] === null && cell.trim() !== '')
      notes.push({ line: 1, message: `the column "${cell.trim()}" is not known and was not read` });
  });
  const twice = headers.find((name, at) => name !== null && headers.indexOf(name) !== at);
  if (twice)
    problems.push({ line: 1, message: `the column "${twice}" is there twice; the first one counts` });
  const missing = required.filter((name) => !headers.includes(name));
  if (missing.length > 0) {
    const expected = `expected is a first line with ${required.join(', ')}`;
    return {
      headers: [],
      rows: [],
      problems: [
        ...problems,
        { line: 0, message: `the column ${missing.join(', ')} is missing; ${expected}` },
      ],
      notes,
    };
  }
  const rows = rest.map(({ line, cells }): TableRow => {
    if (cells.length > headers.length)
      problems.push({
        line,
        message: `${cells.length} cells, and the first line has ${headers.length}; the rest was not read`,
      });
    const named = headers.flatMap((name, at): [string, string][] =>
      name === null || headers.indexOf(name) !== at ? [] : [[name, cells[at] ?? '']],
    );
    for (const [name, cell] of named)
      if (looksLikeFormula(cell))
        notes.push({ line, message: `${name} begins like a formula; it is kept as text` });
    return { line, cells: Object.fromEntries(named) };
  });
  return { headers: headers.filter((name) => name !== null), rows, problems, notes };
}
