/** The privacy taxonomy as a tree that can be searched by key, name or plain words. */

export interface Category {
  readonly key: string;
  readonly name: string;
  readonly plainName: string;
  readonly description: string;
  readonly parent: string | null;
  readonly special: boolean;
}

export interface CategoryRow<C extends Category = Category> {
  readonly category: C;
  readonly depth: number;
  readonly hasChildren: boolean;
}

/** Children by parent key; a category whose parent is unknown stands at the top. */
function childrenOf<C extends Category>(categories: readonly C[]): Map<string | null, C[]> {
  const known = new Set(categories.map(({ key }) => key));
  const children = new Map<string | null, C[]>();
  for (const category of categories) {
    const parent = category.parent !== null && known.has(category.parent) ? category.parent : null;
    const list = children.get(parent);
    if (list) list.push(category);
    else children.set(parent, [category]);
  }
  return children;
}

function matchesText(category: Category, words: readonly string[]): boolean {
  const text = `${category.key} ${category.name} ${category.plainName} ${category.description}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Keys of the categories that match every word, and of everything above them. */
function withAncestors(categories: readonly Category[], words: readonly string[]): Set<string> {
  const byKey = new Map(categories.map((category) => [category.key, category]));
  const keep = new Set<string>();
  for (const category of categories) {
    if (!matchesText(category, words)) continue;
    let above: Category | undefined = category;
    while (above && !keep.has(above.key)) {
      keep.add(above.key);
      above = above.parent === null ? undefined : byKey.get(above.parent);
    }
  }
  return keep;
}

/**
 * The rows to show: without a search what is open, with a search every match below its parents.
 * A cycle among parents leaves its members out rather than looping.
 */
export function visibleRows<C extends Category>(
  categories: readonly C[],
  open: ReadonlySet<string>,
  search: string,
): CategoryRow<C>[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = words.length > 0 ? withAncestors(categories, words) : null;
  const children = childrenOf(kept ? categories.filter(({ key }) => kept.has(key)) : categories);
  const rows: CategoryRow<C>[] = [];
  const stack = [...(children.get(null) ?? [])].reverse().map((category) => ({ category, depth: 0 }));
  for (let next = stack.pop(); next; next = stack.pop()) {
    const below = children.get(next.category.key) ?? [];
    rows.push({ ...next, hasChildren: below.length > 0 });
    if (!kept && !open.has(next.category.key)) continue;
    const { depth } = next;
    stack.push(...[...below].reverse().map((category) => ({ category, depth: depth + 1 })));
  }
  return rows;
}
