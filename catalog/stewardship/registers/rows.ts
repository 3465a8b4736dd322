/**
 * Fields of register entries that hold small tables: `Acme Ltd | processor | US`. A row is one text, so that entries
 * keep their one shape in files, history and undo. Parts are divided by `|`, rows by `;` or a new line; a backslash
 * before one of these, or before a backslash, takes it as a letter.
 */

export interface PartSpec {
  readonly name: string;
  readonly required?: boolean;
  /** The value as it is stored; null for one that cannot be used. */
  readonly read?: (value: string) => string | null;
  readonly expected?: string;
}

/** By name of the part; empty where nothing is said. */
export type RowOf<Part extends string> = Readonly<Record<Part, string>>;

const LONGEST = 4000;

/** The rows of a text as it stands in a file. Letters that were taken by a backslash keep it. */
export function splitRows(text: string): string[] {
  return divided(text.replace(/\r\n?/g, '\n'), (sign) => sign === ';' || sign === '\n')
    .map((row) => row.trim())
    .filter((row) => row !== '');
}

export function rowText(parts: readonly string[]): string {
  const written = parts.map((part) =>
    part
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[\\|;]/g, '\\$&'),
  );
  while (written.length > 1 && written.at(-1) === '') written.pop();
  return written.join(' | ').trimEnd();
}

export function rowOf<Part extends string>(names: readonly Part[], row: string): RowOf<Part> {
  const parts = partsOf(row);
  return Object.fromEntries(names.map((name, at) => [name, parts[at] ?? ''])) as RowOf<Part>;
}

/** The row as it is stored, or what is wrong with it. */
export function readRow(
  specs: readonly PartSpec[],
  row: string,
): { readonly row: string } | { readonly problem: string } {
  const parts = partsOf(row);
  if (parts.length > specs.length)
    return {
      problem: `"${row}" has ${parts.length} parts; expected are ${specs.map(({ name }) => name).join(' | ')}`,
    };
  const read: string[] = [];
  for (const [at, { name, required = false, read: check, expected }] of specs.entries()) {
    const given = parts[at] ?? '';
    if (given.length > LONGEST) return { problem: `${name} has at most ${LONGEST} characters` };
    if (given === '' && required) return { problem: `"${row}" says no ${name}` };
    const value = given === '' || !check ? given : check(given);
    if (value === null)
      return { problem: `"${given}" cannot be used as ${name}; expected is ${expected ?? 'another'}` };
    read.push(value);
  }
  return { row: rowText(read) };
}

function partsOf(row: string): string[] {
  return divided(row, (sign) => sign === '|').map((part) =>
    part
      .replace(/\\([\\|;])/g, '$1')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

function divided(text: string, divides: (sign: string) => boolean): string[] {
  const found: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (divides(text[at]!)) {
      found.push(text.slice(start, at));
      start = at + 1;
    }
  }
  found.push(text.slice(start));
  return found;
}
