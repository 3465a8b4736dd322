/** What a filter of the sidebar lists. */

export interface FacetValue {
  readonly value: string;
  readonly name: string;
  /** Null where it is not known: the engine does not count, or counts the largest only. */
  readonly count: number | null;
}

/**
 * The values that were counted, after those that are chosen and not among them: nothing has them, or the list is cut.
 * @param total how many values there are in all
 */
export function listedValues(
  counted: readonly FacetValue[],
  chosen: readonly string[],
  nameOf: (value: string) => string,
  total = counted.length,
): FacetValue[] {
  const known = new Set(counted.map(({ value }) => value));
  const count = total > counted.length ? null : 0;
  const unlisted = [...new Set(chosen)].filter((value) => !known.has(value));
  return [...unlisted.map((value) => ({ value, name: nameOf(value), count })), ...counted];
}
