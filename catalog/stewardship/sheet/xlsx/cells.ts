/** What cells of a workbook can hold: ECMA-376 Part 1, 18.3.1.4 (cells), 22.9.2.19 (ST_Xstring); limits of spreadsheets. */

export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;
/** Characters of a cell at most. */
const CELL_LIMIT = 32_767;
const CUT = / … \(\+\d+ characters, not in this file\)$/u;

/** A text as far as a cell holds it, with a note at its end where it was cut. */
export function fitted(text: string): string {
  if (text.length <= CELL_LIMIT) return text;
  const kept = text.slice(0, CELL_LIMIT - 80).toWellFormed();
  return `${kept} … (+${text.length - kept.length} characters, not in this file)`;
}

/** Whether a text is the beginning of one that did not fit. */
export function wasCut(text: string): boolean {
  return CUT.test(text);
}

const NOT_XML = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** `_x000D_` for what XML cannot hold or would change, and for what looks like it. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, code)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

const code = (sign: string) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

export function unescaped(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
}

/** `A`, `Z`, `AA` … for 0, 25, 26. */
export function columnName(index: number): string {
  let name = '';
  for (let at = index; at >= 0; at = Math.floor(at / 26) - 1)
    name = String.fromCharCode(65 + (at % 26)) + name;
  return name;
}

/** From 0; null for what is no place of a cell, or beyond what a sheet has. */
export function columnIndex(place: string): number | null {
  const letters = /^([A-Z]{1,3})\d*$/i.exec(place)?.[1];
  if (letters === undefined) return null;
  let index = 0;
  for (const letter of letters.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index <= MAX_COLUMNS ? index - 1 : null;
}
