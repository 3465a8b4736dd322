/**
 * Text made fit for display. Names in a catalog come from other systems and may hold anything; what would
 * be invisible or would reorder the line is shown as its code point, since a report is evidence.
 */

/** Controls other than the line feed, line separators, bidi embeddings, overrides and isolates. */
const DECEPTIVE = /(?!\n)\p{Cc}|[\u2028-\u202e\u2066-\u206f\ufff9-\ufffb]/gu;

/** `[U+202E]`: how a character is shown that must not or cannot be drawn. */
export function codePointLabel(codePoint: number): string {
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/**
 * Well-formed, NFC, line ends as `\n`, tabs as spaces; deceptive characters are spelt out. A lone
 * surrogate becomes U+FFFD.
 */
export function displayText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .replace(DECEPTIVE, (character) => codePointLabel(character.codePointAt(0) ?? 0));
}

/** {@link displayText} on one line, for titles and labels. */
export function displayLine(text: string): string {
  return displayText(text).replace(/\s+/g, ' ').trim();
}

/** A name breaks after these before it breaks anywhere. */
const NAME_PARTS = /[^._/\\:@,;=&?#-]*[._/\\:@,;=&?#-]+|[^._/\\:@,;=&?#-]+/g;

/** The stretches of a name between which a line may end: `marts.`, `dim_`, `customer`. */
export function nameParts(name: string): readonly string[] {
  return name.match(NAME_PARTS) ?? [];
}
