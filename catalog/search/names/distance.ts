/** Damerau–Levenshtein distance (adjacent letters swapped count as one edit), given up beyond a limit. */

const width = 64;
const rows = [new Int32Array(width + 1), new Int32Array(width + 1), new Int32Array(width + 1)] as const;

/** Longest word that is compared; names have no longer words that people mistype. */
export const MAX_WORD = width;

/** Edits that a word of this length may be off by: none below 4 letters, 1 up to 7, 2 from 8 on. */
export function tolerance(length: number): 0 | 1 | 2 {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

/**
 * Edits between two words, or `limit + 1` when they are more. With `beginning`, between the first word and
 * the nearest beginning of the second.
 */
export function distance(a: string, b: string, limit: number, beginning = false): number {
  const over = limit + 1;
  if (a.length > width || b.length > width) return over;
  if (a.length - b.length > limit || (!beginning && b.length - a.length > limit)) return over;
  const columns = beginning ? Math.min(b.length, a.length + limit) : b.length;
  let [before, above, row] = [rows[0], rows[1], rows[2]];
  for (let j = 0; j <= columns; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    const letter = a.charCodeAt(i - 1);
    for (let j = 1; j <= columns; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (letter === other ? 0 : 1));
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return over;
    [before, above, row] = [above, row, before];
  }
  if (!beginning) return Math.min(above[columns]!, over);
  let best = over;
  for (let j = Math.max(0, a.length - limit); j <= columns; j++) best = Math.min(best, above[j]!);
  return best;
}
