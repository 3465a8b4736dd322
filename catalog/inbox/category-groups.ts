/**
 * Suggested categories in groups that one decision can cover: columns for which the same is suggested, with the
 * same weight. Within a group the names are told apart, so that a decision can leave some of them out.
 */
import { columnTags, type ColumnTags } from '../browse/column-tags.ts';
import type { Card } from '../browse/cards.ts';
import type { Catalog } from '../catalog.ts';
import type { Level } from '../model/sensitivity.ts';
import { sizeInWords, type InboxGroup } from './model.ts';
import {
  evidenceOf,
  type Guess,
  type SuggestedCategories,
  type SuggestedColumn,
} from './suggested-categories.ts';

export interface CategoryItem {
  readonly columnId: number;
  readonly card: Card;
  readonly path: readonly string[];
  /** Last part of the path in lower case. */
  readonly name: string;
  readonly suggestion: Guess;
}

export interface CategoryGroup {
  /** The same as long as something in it is open: `category strong confidential user.contact.email`. */
  readonly key: string;
  readonly category: string;
  readonly sensitivity: Level;
  readonly strength: Guess['strength'];
  readonly items: readonly CategoryItem[];
  readonly datasets: number;
  /** Names of columns with how many bear them, the commonest first. */
  readonly names: readonly { readonly name: string; readonly columns: number }[];
}

/** What nobody has decided yet, the strongest and largest groups first; kept until the catalog changes. */
export function categoryGroups(catalog: Catalog, suggested: SuggestedCategories): readonly CategoryGroup[] {
  return catalog.cached('inbox-categories', () => grouped(catalog, suggested));
}

function grouped(catalog: Catalog, suggested: SuggestedCategories): CategoryGroup[] {
  const groups = new Map<string, CategoryItem[]>();
  for (const item of openItems(catalog, suggested)) {
    const key = keyOf(item.suggestion);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups].map(([key, items]) => groupFrom(key, items)).sort(strongestFirst);
}

/** One suggestion a column: the best that nobody refused, where no category is in force yet. */
function* openItems(catalog: Catalog, suggested: SuggestedCategories): Generator<CategoryItem> {
  const tags = columnTags(catalog);
  const cards = catalog.cards();
  for (const [datasetId, columns] of suggested) {
    const card = cards.byId.get(datasetId);
    if (!card || card.retired) continue;
    for (const column of columns) {
      const suggestion = openSuggestion(column, tags.get(column.id));
      if (!suggestion) continue;
      const { id: columnId, path } = column;
      yield { columnId, card, path, name: (path.at(-1) ?? '').toLowerCase(), suggestion };
    }
  }
}

/** `column 12` */
export const itemKey = ({ columnId }: CategoryItem): string => `column ${columnId}`;

function openSuggestion({ guesses }: SuggestedColumn, tags: ColumnTags | undefined): Guess | null {
  if (tags && tags.categories.size > 0) return null;
  const refused = new Set(
    (tags?.refused ?? []).filter(({ kind }) => kind === 'category').map(({ value }) => value),
  );
  return guesses.find(({ category }) => !refused.has(category)) ?? null;
}

function keyOf({ category, sensitivity, strength }: Guess): string {
  return `category ${strength} ${sensitivity} ${category}`;
}

function groupFrom(key: string, items: readonly CategoryItem[]): CategoryGroup {
  const { category, sensitivity, strength } = items[0]!.suggestion;
  const names = new Map<string, number>();
  for (const { name } of items) names.set(name, (names.get(name) ?? 0) + 1);
  return {
    ...{ key, category, sensitivity, strength },
    items: [...items].sort(surestFirst),
    datasets: new Set(items.map(({ card }) => card.id)).size,
    names: [...names]
      .map(([name, columns]) => ({ name, columns }))
      .sort((a, b) => b.columns - a.columns || (a.name < b.name ? -1 : 1)),
  };
}

function surestFirst(a: CategoryItem, b: CategoryItem): number {
  return b.suggestion.confidence - a.suggestion.confidence || a.columnId - b.columnId;
}

function strongestFirst(a: CategoryGroup, b: CategoryGroup): number {
  return (
    Number(b.strength === 'strong') - Number(a.strength === 'strong') ||
    b.items.length - a.items.length ||
    (a.key < b.key ? -1 : 1)
  );
}

/** A group as every kind of question looks. @param name of the category in the taxonomy */
export function categoryQuestion(
  catalog: Catalog,
  group: CategoryGroup,
  name: string,
): InboxGroup<CategoryItem> {
  const { key, category, sensitivity, strength, items, datasets, names } = group;
  return {
    kind: 'category',
    key,
    title: name,
    size: sizeInWords(items.length, datasets),
    explains: `Confirming tags the columns ${category}, and ${sensitivity} where they have no sensitivity or a lower one. Refusing does not suggest it for them again.`,
    confirm: 'Confirm',
    refuse: 'Refuse',
    confidence: { least: items.at(-1)!.suggestion.confidence, most: items[0]!.suggestion.confidence },
    entries: items,
    datasets,
    keyOf: itemKey,
    show: (item) => ({
      key: itemKey(item),
      title: item.path.join('.'),
      dataset: item.card,
      column: { id: item.columnId, path: item.path },
      reasons: evidenceOf(catalog, item.card, item.columnId, item.suggestion.category),
      confidence: item.suggestion.confidence,
      sides: [],
    }),
    category: { category, sensitivity, strength, names },
  };
}
