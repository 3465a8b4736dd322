/** A spreadsheet takes a text that begins so for a formula or a command. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

export function looksLikeFormula(text: string): boolean {
  return FORMULA.test(text);
}

/**
 * The text for a cell of a file: an apostrophe keeps a spreadsheet from calculating. Texts that begin with such an
 * apostrophe themselves get one more, so that {@link fromCell} gives back every text.
 */
export function forCell(text: string): string {
  return FORMULA.test(text.replace(/^'+/, '')) ? `'${text}` : text;
}

export function fromCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.replace(/^'+/, '')) ? cell.slice(1) : cell;
}
