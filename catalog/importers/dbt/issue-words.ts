/** Counts and ids in the words of issues. */

/** "1 test reads", "3 tests read". */
export const many = (count: number, one: string, several: string): string =>
  `${count} ${count === 1 ? one : several}`;

/** The first few ids, and how many more there are. */
export function sample(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).join(', ');
  return ids.length > 5 ? `${shown} and ${ids.length - 5} more` : shown;
}
