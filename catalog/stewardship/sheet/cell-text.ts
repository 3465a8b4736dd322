/**
 * Texts of cells that hold several values: `a; b; c`. A backslash before a semicolon, an equals sign, an angle bracket, a
 * full stop, a blank or another backslash says that the sign is part of the value; before anything else it stands for
 * itself. Pure.
 */

const ESCAPED = '\\;=<>.';
const BLANK = /\s/;

/** The text with a backslash before each of `signs`, before backslashes, and before blanks at its ends. */
function escape(text: string, signs: string): string {
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    const edge = (at === 0 || at === text.length - 1) && BLANK.test(sign);
    out += sign === '\\' || edge || signs.includes(sign) ? `\\${sign}` : sign;
  }
  return out;
}

function unescape(raw: string): string {
  if (!raw.includes('\\')) return raw;
  let out = '';
  for (let at = 0; at < raw.length; at++) {
    if (escapes(raw, at)) at++;
    out += raw[at]!;
  }
  return out;
}

/** Whether the sign at a place is a backslash that takes the meaning from the next one. */
function escapes(raw: string, at: number): boolean {
  const next = raw[at + 1];
  return raw[at] === '\\' && next !== undefined && (ESCAPED.includes(next) || BLANK.test(next));
}

/** Place of the first sign that no backslash precedes; -1 for none. */
function plainIndex(raw: string, sign: string, from = 0): number {
  for (let at = from; at < raw.length; at++) {
    if (escapes(raw, at)) at++;
    else if (raw[at] === sign) return at;
  }
  return -1;
}

/** The values of a cell as they are written, without blanks around them and without empty ones. */
export function splitList(text: string): string[] {
  const items: string[] = [];
  for (let from = 0; from <= text.length;) {
    const end = plainIndex(text, ';', from);
    items.push(trimmed(text.slice(from, end < 0 ? text.length : end)));
    if (end < 0) break;
    from = end + 1;
  }
  return items.filter((item) => item !== '');
}

/** Blanks that a backslash precedes stay. */
function trimmed(raw: string): string {
  const text = raw.trimStart();
  let end = 0;
  for (let at = 0; at < text.length; at++) {
    if (escapes(text, at)) at++;
    else if (BLANK.test(text[at]!)) continue;
    end = at + 1;
  }
  return text.slice(0, end);
}

export function joinList(items: readonly string[]): string {
  return items.join('; ');
}

export const writeItem = (value: string): string => escape(value, ';');
export const readItem = unescape;

/** `key=value`, or a value alone. */
export function writeLabel(key: string, value: string): string {
  if (key === '') return escape(value, ';=');
  return `${escape(key, ';=')}=${escape(value, ';')}`;
}

export function readLabel(raw: string): { readonly key: string; readonly value: string } {
  const at = plainIndex(raw, '=');
  if (at <= 0) return { key: '', value: unescape(raw) };
  return { key: unescape(trimmed(raw.slice(0, at))), value: unescape(trimmed(raw.slice(at + 1))) };
}

/** `Ana Ruiz <ana@example.org>`, or a name alone. */
export function writeOwner(name: string, email: string | null): string {
  return email === null ? escape(name, ';<>') : `${escape(name, ';<>')} <${escape(email, ';<>')}>`;
}

export function readOwner(raw: string): { readonly name: string; readonly email: string | null } {
  const open = plainIndex(raw, '<');
  const close = plainIndex(raw, '>');
  if (open <= 0 || close !== raw.length - 1 || open > close) return { name: unescape(raw), email: null };
  const email = unescape(trimmed(raw.slice(open + 1, close)));
  return { name: unescape(trimmed(raw.slice(0, open))), email: email === '' ? null : email };
}

/** A column's path with full stops between its parts; a lone backslash for a column without a name. */
export function writePath(parts: readonly string[]): string {
  return parts.map((part) => escape(part, '.')).join('.') || '\\';
}

/**
 * What two texts of a cell have in common when a spreadsheet has saved one of them again: ends of lines and blanks around
 * the text are not told apart.
 */
export function settled(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').trim();
}
