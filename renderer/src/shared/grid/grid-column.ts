import type { ReactNode } from 'react';

/** One column of a list: its head, its width and what stands in its cells. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly header: ReactNode;
  /** A CSS grid track: `minmax(12rem, 2fr)`. */
  readonly width: string;
  readonly align?: 'end';
  /** Left out where the list is narrower than this many CSS pixels. */
  readonly from?: number;
  readonly render: (row: Row, index: number) => ReactNode;
}
