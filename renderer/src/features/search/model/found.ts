/** How many a search finds, in words. */
import { count } from '../../../shared/format.ts';
import { say } from '../../../shared/language/say.ts';

/** `1,204`, `10,000+`; nothing while it is not known. */
export function foundNumber(
  found: { readonly total: number; readonly atLeast: boolean } | undefined,
): string {
  return found ? `${count(found.total)}${found.atLeast ? '+' : ''}` : '';
}

/** `1,204 datasets`, `10,000+ columns` */
export function foundWords(
  scope: 'datasets' | 'columns' | undefined,
  answer: { readonly total: number; readonly atLeast: boolean } | undefined,
): string {
  const [found, total] = [foundNumber(answer), answer?.total ?? 0];
  return scope === 'columns'
    ? say('{total, plural, one {{found} column} other {{found} columns}}', { total, found })
    : say('{total, plural, one {{found} dataset} other {{found} datasets}}', { total, found });
}
