/** Places of an attachment that are withheld, as they are being chosen. */
import type { REDACTION_REASONS } from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';

export type RedactionReason = (typeof REDACTION_REASONS)[number];

export interface Withheld {
  /** Of a CSV, from 1 below the headers; absent: every row. */
  readonly row?: number;
  /** Of a CSV; absent: every column. */
  readonly column?: string;
  /** Of a JSON (RFC 6901). */
  readonly pointer?: string;
  readonly reason: RedactionReason;
  readonly why: string;
}

export type Place = Pick<Withheld, 'row' | 'column' | 'pointer'>;

export function samePlace(a: Place, b: Place): boolean {
  return a.row === b.row && a.column === b.column && a.pointer === b.pointer;
}

/** Adds a place, or takes it away where it was chosen already. */
export function togglePlace(
  all: readonly Withheld[],
  place: Place,
  { reason, why }: Pick<Withheld, 'reason' | 'why'>,
): readonly Withheld[] {
  const without = all.filter((one) => !samePlace(one, place));
  return without.length < all.length ? without : [...all, { ...place, reason, why }];
}

/** What covers a cell: the cell itself, its row or its column. */
export function coverOfCell(all: readonly Withheld[], row: number, column: string): Withheld | undefined {
  return all.find(
    (one) =>
      one.pointer === undefined &&
      (one.row === undefined || one.row === row) &&
      (one.column === undefined || one.column === column),
  );
}

/** What covers a place of a JSON: itself or what holds it. */
export function coverOfPointer(all: readonly Withheld[], pointer: string): Withheld | undefined {
  return all.find(
    (one) => one.pointer !== undefined && (one.pointer === pointer || pointer.startsWith(`${one.pointer}/`)),
  );
}

/** The mark that stands in the copy. */
export function markOf({ reason }: Pick<Withheld, 'reason'>): string {
  return `[withheld: ${reason}]`;
}

export function placeWords({ row, column, pointer }: Place): string {
  if (pointer !== undefined) return pointer;
  if (row === undefined) return say('column {column}', { column: column ?? '' });
  return column === undefined
    ? say('row {row}', { row })
    : say('row {row}, column {column}', { row, column });
}
