/** What a comparison answers, whatever is compared: totals, and a list that is told page by page. */
import type { Change, Judged } from './model.ts';

export interface Comparison {
  /** What is left out or assumed, in words. */
  readonly notes: readonly string[];
  readonly totals: Readonly<Record<Change, number>>;
  /** How many differ: so long is the list before what is alike. */
  readonly differences: number;
  /** The most suspicious first; what is alike stands last. */
  page(first: number, count: number): readonly Judged[];
  /** One entry by its key, however far down it stands, what is alike among them; null for none of that key. */
  entry(key: string): Judged | null;
  /** What became of a dataset as a whole; null where it is on neither side, or no datasets are compared. */
  changeOfDataset(id: number): Change | null;
}

/** A comparison of which everything is there. `items`: the most suspicious first; what is alike last. */
export function listed(items: readonly Judged[], notes: readonly string[]): Comparison {
  const totals = { added: 0, removed: 0, changed: 0, unchanged: 0 };
  for (const { change } of items) totals[change]++;
  return {
    ...{ notes, totals, differences: items.length - totals.unchanged },
    page: (first, count) => items.slice(first, first + count),
    entry: (key) => items.find((item) => item.key === key) ?? null,
    changeOfDataset: () => null,
  };
}
