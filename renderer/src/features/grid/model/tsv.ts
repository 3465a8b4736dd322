/** Cells on the clipboard, as spreadsheets put them there: tabs between cells, quotes around what has tabs or lines. Pure. */

export function toTsv(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row.map((cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\r\n');
}

/** A quote begins a quoted cell only at its beginning. The end of the last line is no further row. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; ;) {
    const read = cellAt(text, at);
    row.push(read.cell);
    at = read.next;
    if (text[at] === '\t') {
      at++;
      continue;
    }
    rows.push(row);
    row = [];
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    if (at >= text.length) return rows;
  }
}

function cellAt(text: string, from: number): { readonly cell: string; readonly next: number } {
  if (text[from] === '"') {
    let cell = '';
    for (let at = from + 1; ;) {
      const quote = text.indexOf('"', at);
      // A quote that nothing closes is a text like any other.
      if (quote < 0) break;
      cell += text.slice(at, quote);
      const after = text[quote + 1];
      if (after !== '"') {
        if (after === undefined || /[\t\r\n]/.test(after)) return { cell, next: quote + 1 };
        break;
      }
      cell += '"';
      at = quote + 2;
    }
  }
  let end = from;
  while (end < text.length && !/[\t\r\n]/.test(text[end]!)) end++;
  return { cell: text.slice(from, end), next: end };
}
