/** How far a dataset's columns are traced, in words. */
import type { ColumnLineageStatus } from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';

/** `Column lineage: 18 of 20 columns resolved`. */
export function lineageLine({ status, columns, resolved, reason }: ColumnLineageStatus): string {
  if (status === 'none') return say('Column lineage: not traced');
  if (reason !== 'unknown-columns')
    return say(
      'Column lineage: {resolved, number} of {columns, plural, one {# column} other {# columns}} resolved',
      { resolved, columns },
    );
  if (columns === 0) return say('Column lineage: the names of the columns are not known');
  return say(
    'Column lineage: {resolved, number} of {columns, plural, one {# column} other {# columns}} resolved, and further columns whose names are not known',
    { resolved, columns },
  );
}

/** What to run, and what it is for; null where no command helps. */
export function nextStep({
  reason,
}: ColumnLineageStatus): { readonly words: string; readonly command: string } | null {
  if (reason !== 'no-compiled-code') return null;
  return {
    words: say(
      'The manifest holds no compiled SQL of this model. Run this in the dbt project, then import its target folder again. It compiles every model, and reads the columns of all tables from the warehouse, which “select *” needs.',
    ),
    command: 'dbt docs generate',
  };
}
