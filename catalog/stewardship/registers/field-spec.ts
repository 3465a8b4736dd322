/** What one field of a register entry holds, and how it is read and stored. */
import type { PartSpec } from './rows.ts';

export interface FieldSpec {
  /** As in entries and files. */
  readonly name: string;
  readonly column: string;
  /**
   * `names`: several, kept as a JSON array; `rows`: likewise, each of several parts (`rows.ts`); `parent`: key of an
   * entry of the same register.
   */
  readonly holds: 'text' | 'names' | 'rows' | 'parent';
  readonly longest: number;
  /** Of `rows`. */
  readonly parts?: readonly PartSpec[];
  /** The value, or each of the names, as it is stored; null for one that cannot be used. */
  readonly read?: (value: string) => string | null;
  readonly expected?: string;
}
