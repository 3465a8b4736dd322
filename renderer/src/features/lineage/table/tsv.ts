/** Tab-separated text, as spreadsheets take it. Line breaks and tabs inside cells become blanks. */
export function tsv(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells) => cells.map((cell) => guard(cell.replace(/[\t\r\n]+/g, ' '))).join('\t'))
    .join('\n');
}

/** A cell that starts like a formula is quoted, so that a name from a source cannot run in a spreadsheet. */
const guard = (cell: string) => (/^[=+\-@]/.test(cell) ? `'${cell}` : cell);
