/** Where a name is cut when room is scarce. */

/** Letters at the end that are never cut: names of one family often differ there only. */
const TAIL = 12;
const SEPARATORS = /[_.\-/ ]/u;
/** The end begins at a separator that leaves at least this many letters. */
const SHORTEST = 8;

/** The end of a text that stays: some letters, from a separator on where one stands about there. */
function tailOf(letters: readonly string[]): string {
  const last = letters.slice(-TAIL - 2);
  const separator = last.findIndex((letter) => SEPARATORS.test(letter));
  const whole = separator >= 0 && last.length - separator >= SHORTEST;
  return (whole ? last.slice(separator) : last.slice(-TAIL)).join('');
}

/** A text in the part that may be cut and the part that stays; a short text is all tail. */
export function splitForMiddle(text: string): { readonly head: string; readonly tail: string } {
  // By whole characters, so that no emoji or accent is torn apart.
  const letters = [...text];
  if (letters.length < 2 * TAIL - 4) return { head: '', tail: text };
  const tail = tailOf(letters);
  return { head: text.slice(0, -tail.length), tail };
}
