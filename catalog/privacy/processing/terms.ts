/** Categories and data subjects as people write them, against the keys of the taxonomy. */
import type { Taxonomy } from '../taxonomy/taxonomy.ts';

export interface Terms {
  /** The key of a category from its key or one of its names; null for words that the taxonomy does not have. */
  readonly category: (text: string) => string | null;
  readonly subject: (text: string) => string | null;
  readonly categoryWords: (text: string) => string;
  readonly subjectWords: (text: string) => string;
}

export function termsOf(taxonomy: Taxonomy): Terms {
  const categories = new Map<string, string>();
  for (const { key, name, plainName } of taxonomy.categories)
    for (const text of [plainName.de, plainName.en, name, key]) categories.set(text.toLowerCase(), key);
  const subjects = new Map<string, string>();
  for (const { key, name } of taxonomy.subjects)
    for (const text of [name, `${name}s`, key]) subjects.set(text.toLowerCase(), key);
  const subjectNames = new Map(taxonomy.subjects.map(({ key, name }) => [key, name]));
  const plain = (text: string) => text.trim().toLowerCase();
  return {
    category: (text) => categories.get(plain(text)) ?? null,
    subject: (text) => subjects.get(plain(text)) ?? subjects.get(plain(text).replace(/[\s-]+/g, '_')) ?? null,
    categoryWords: (text) => taxonomy.category(text)?.name ?? text,
    subjectWords: (text) => subjectNames.get(text) ?? text,
  };
}
