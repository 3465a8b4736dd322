/** Text for a drawing that is made without a screen: escaping, estimated widths, shortening. */

/** Characters that XML 1.0 does not allow at all, not even as references. */
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as XML character data and as an attribute value; what XML cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\t\n\r]/g, ' ');
}

/** Width of text in a sans-serif face, in pixels; an estimate on the generous side. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += emsOf(character);
  return width * size;
}

function emsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1100) return 1;
  if (/[ijlI.,:;'|!()[\] ]/.test(character)) return 0.34;
  if (/[mwMW@%]/.test(character)) return 0.92;
  if (/[A-Z0-9_&#$+=<>~]/.test(character)) return 0.66;
  return 0.57;
}

/** The text, or as much of its beginning as fits with an ellipsis. Looks no further than needed. */
export function fitText(text: string, size: number, maxWidth: number): string {
  const ellipsis = size;
  let width = 0;
  let end = 0;
  let fitting = 0;
  for (const character of text) {
    width += emsOf(character) * size;
    if (width > maxWidth) return `${text.slice(0, fitting)}…`;
    end += character.length;
    if (width + ellipsis <= maxWidth) fitting = end;
  }
  return text;
}

/** At most so many UTF-16 units, never half a character; marked where something is missing. */
export function clip(text: string, maxLength: number): string {
  return text.length <= maxLength
    ? text
    : `${text
        .slice(0, maxLength)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
}

/** A coordinate or length: at most two decimals. */
export function num(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
