import type { Rec } from './json.ts';

/** An object of the export and where it stands. */
export interface Item {
  readonly value: Rec;
  readonly file: number;
  /** In the source's terms: `TableList[3] curated_zone.customers`. */
  readonly at: string;
  /** Parts of the file's name after the operation: `get-tables.<db>` gives `['<db>']`. */
  readonly nameParts: readonly string[];
}
