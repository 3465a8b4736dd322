/** Categories that say what kind of personal data something is. The root term `user` says only that it is. */

/** Root of the taxonomy's personal data. */
export const ROOT = 'user';

/** What stands in reports where nobody has said of what category personal data are. */
export const NOT_STATED = 'personal data, category not stated';

/** Without the root term. */
export function namedCategories(categories: readonly string[]): string[] {
  return categories.filter((category) => category !== ROOT);
}

/** Categories of a column that is known to hold personal data, for a report. */
export function categoryWords(categories: readonly string[]): string {
  return namedCategories(categories).join(', ') || NOT_STATED;
}
