/**
 * New columns and labels that speak of personal data, by the taxonomy's own words and the label rules.
 * They are suggestions: nothing is tagged.
 */
import { loadLabelRules, words } from '../../privacy/dsar/labels.ts';
import { loadTaxonomy } from '../../privacy/taxonomy/taxonomy.ts';
import type { Sql } from '../../store/writer/sql.ts';
import type { NewRow } from './difference.ts';

/** The suggestion that a new row gives rise to; null for none. */
export type PersonalNames = (sql: Sql, row: NewRow) => NewRow | null;

/** Categories whose last word is no name for a column of its own. */
const TOO_GENERAL = new Set([
  'name',
  'user',
  'system',
  'unique id',
  'content',
  'contact',
  'settings',
  'location',
  'behavior',
]);

export function personalNames(resourcesDir: string): PersonalNames {
  const rules = loadLabelRules(resourcesDir);
  const categories = new Map<string, string>();
  for (const { key } of loadTaxonomy(resourcesDir).categories) {
    if (!key.startsWith('user.')) continue;
    const last = words(key.split('.').at(-1)!);
    if (!TOO_GENERAL.has(last) && !categories.has(last)) categories.set(last, key);
  }
  const categoryOf = (name: string): string | undefined => {
    const tokens = words(name).split(' ');
    for (let length = Math.min(4, tokens.length); length > 0; length--) {
      for (let at = 0; at + length <= tokens.length; at++) {
        const found = categories.get(tokens.slice(at, at + length).join(' '));
        if (found) return found;
      }
    }
    return undefined;
  };
  return (_sql, row) => {
    const suggestion = (after: string, note: string): NewRow => ({
      ...row,
      change: 'personal-data',
      after,
      note,
      recordType: null,
      recordId: null,
      pair: null,
    });
    if (row.type === 'column') {
      const leaf = row.name.split('.').at(-1) ?? row.name;
      const category = categoryOf(leaf);
      if (category)
        return suggestion(
          category,
          'The name of the new column suggests this category. Nothing is tagged yet.',
        );
      return rules.saysPersonal('', leaf)
        ? suggestion(
            'personal data',
            'The name of the new column suggests personal data. Nothing is tagged yet.',
          )
        : null;
    }
    if (row.type !== 'tag' || row.after === null) return null;
    const bar = row.after.indexOf('=');
    const [key, value] = bar < 0 ? ['', row.after] : [row.after.slice(0, bar), row.after.slice(bar + 1)];
    return rules.saysPersonal(key, value)
      ? suggestion(row.after, 'The source marks it as personal data. No category is set by that.')
      : null;
  };
}
