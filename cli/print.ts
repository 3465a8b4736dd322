/** Printing for people: plain text, aligned, no colours needed to understand it. */
import { counted } from '../catalog/counted.ts';

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${clean(line)}\n`);
}

/** Rows under headers, columns as wide as their content; nothing is cut. */
export function printTable(headers: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [headers, ...rows].map((row) => row.map(clean));
  const widths = headers.map((_, column) =>
    all.reduce((most, row) => Math.max(most, (row[column] ?? '').length), 0),
  );
  for (const row of all)
    print(
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!))).join('  '),
    );
}

/** Control characters in names from sources must not reach the terminal. */
export function clean(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** "3 cases", "showing 50 of 1204 cases". */
export function shownOf(shown: number, total: number, one: string, many = `${one}s`): string {
  const all = counted(total, one, many);
  return shown === total ? all : `showing ${shown} of ${all}`;
}
