/** How far a dataset's columns are traced, in words. */
import type { ColumnLineageStatus } from '../../../../../contract/index.ts';
import { count } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';

/** `Column lineage: 18 of 20 columns resolved`. */
export function lineageLine({ status, columns, resolved, reason }: ColumnLineageStatus): string {
  if (status === 'none') return 'Column lineage: not traced';
  const more = reason === 'unknown-columns' ? ', and further columns whose names are not known' : '';
  if (columns === 0 && more !== '') return 'Column lineage: the names of the columns are not known';
  return `Column lineage: ${count(resolved)} of ${say('{columns, plural, one {# column} other {# columns}}', { columns })} resolved${more}`;
}

/** What to run, and what it is for; null where no command helps. */
export function nextStep({
  reason,
}: ColumnLineageStatus): { readonly words: string; readonly command: string } | null {
  if (reason !== 'no-compiled-code') return null;
  return {
    words:
      'The manifest holds no compiled SQL of this model. Run this in the dbt project, then import its target folder again. It compiles every model, and reads the columns of all tables from the warehouse, which “select *” needs.',
    command: 'dbt docs generate',
  };
}
