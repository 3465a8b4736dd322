/** What of a sample can be decided, and what is sent for it. */
import type { SampledColumn } from '../../../../../contract/index.ts';

/** A column of the catalog with a suggestion that is neither in force nor refused. */
export const isOpen = ({ columnId, suggestions: [best] }: SampledColumn): boolean =>
  columnId !== null && best?.standing === 'new';

/** Those that are ticked at first: the strong ones. */
export function preferred(columns: readonly SampledColumn[]): Set<string> {
  return new Set(
    columns
      .filter((column) => isOpen(column) && column.suggestions[0]?.strength === 'strong')
      .map(({ name }) => name),
  );
}

export function decisionsOf(columns: readonly SampledColumn[]) {
  return columns.flatMap(({ columnId, suggestions: [best] }) =>
    columnId === null || !best
      ? []
      : [
          {
            columnId,
            category: best.category,
            sensitivity: best.sensitivity,
            evidence: [...best.evidence],
          },
        ],
  );
}
