/** Compressed rows: for each key, the items that belong to it. */
export interface Rows {
  /** Items of key `k` lie at `offsets[k] .. offsets[k + 1]`. */
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** Items 0..keys.length-1 grouped by key, ascending within each; negative keys are left out. */
export function groupBy(keyCount: number, keys: ArrayLike<number>): Rows {
  const offsets = new Int32Array(keyCount + 1);
  for (let i = 0; i < keys.length; i++) if (keys[i]! >= 0) offsets[keys[i]! + 1]!++;
  for (let key = 0; key < keyCount; key++) offsets[key + 1]! += offsets[key]!;
  const next = offsets.slice();
  const items = new Int32Array(offsets[keyCount]!);
  for (let i = 0; i < keys.length; i++) if (keys[i]! >= 0) items[next[keys[i]!]!++] = i;
  return { offsets, items };
}
