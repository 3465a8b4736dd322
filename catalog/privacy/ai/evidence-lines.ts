/** An answer of the catalog to a question: lines, and what is missing. */
import { counted } from '../../counted.ts';

export interface Evidence {
  /** What the catalog knows. */
  readonly lines: readonly string[];
  /** What it would have to know as well; open points of the question. */
  readonly gaps: readonly string[];
}

export const says = (lines: readonly string[], gaps: readonly string[] = []): Evidence => ({ lines, gaps });

/** A list of what is known, with how many of how many are not. */
export function partly(lines: readonly string[], missing: number, of: number, what: string): Evidence {
  return { lines, gaps: missing > 0 ? [`${what} for ${missing} of ${counted(of, 'dataset')}`] : [] };
}
