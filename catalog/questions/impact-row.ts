/** One dataset that a change reaches, and how. */
import type { Card } from '../browse/cards.ts';

/**
 * How much of a column's value arrives: itself, something made of it, only an influence (filter, join,
 * grouping), or not known because columns are not traced on the way.
 */
export type Arrival = 'raw' | 'derived' | 'influence' | 'unknown';

export interface ImpactRow {
  readonly card: Card;
  /** Hops from the subject; what a job, run or piece of code writes itself is one hop away. */
  readonly distance: number;
  /** Ways that lead there; null where they are not counted (runs, untraced columns). */
  readonly paths: number | null;
  /** False: at least so many, as a cycle lies on the way. */
  readonly pathsExact: boolean;
  /** Of a column's value; null for other subjects. */
  readonly arrival: Arrival | null;
  /** Columns that are reached, strongest first; empty for other subjects. */
  readonly columns: readonly { readonly id: number; readonly name: string; readonly arrival: Arrival }[];
  /** Runs through which it was reached, newest first; empty for other subjects. */
  readonly runs: readonly { readonly id: number; readonly runId: string; readonly at: string | null }[];
  /** A shortest way there, the subject's own dataset or outputs first, the dataset itself last. */
  readonly way: () => readonly Card[];
}
