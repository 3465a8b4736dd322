/** What is said of a dataset and its columns as to one request: in its scope, to be looked at, or out of it. */
import type { PastDataset } from '../../past/as-of.ts';
import type { PersonalLabel } from './labels.ts';

/** `check`: nothing says that personal data are in it, but lineage connects it with datasets in scope. */
export type Verdict = 'in' | 'check' | 'out';

export interface ScopedColumn {
  readonly path: readonly string[];
  /** Sorted. Empty, or the root term alone: personal data of a category that nobody has stated. */
  readonly categories: readonly string[];
  /**
   * What the categories rest on. `tag`: somebody or a source states them; `lineage`: it takes its values
   * from a column that has them; `label`: only a label says that it is personal data.
   */
  readonly basis: 'tag' | 'lineage' | 'label';
  /** Labels of the column that say personal data, whatever the basis. */
  readonly labels: readonly PersonalLabel[];
}

export interface ScopedDataset {
  readonly dataset: PastDataset;
  /** Position in the past catalog. */
  readonly index: number;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly columns: readonly ScopedColumn[];
  /** Personal-data categories of the dataset itself and its columns, sorted. */
  readonly categories: readonly string[];
  /** Labels of the dataset itself that say personal data. */
  readonly labels: readonly PersonalLabel[];
  /** Columns with a label that people write freely in them, in scope themselves or not; dotted paths. */
  readonly freeText: readonly string[];
}
