/** Confirming and refusing suggested categories, however many, as one change that undo takes back. */
import { columnTags } from '../browse/column-tags.ts';
import type { Catalog } from '../open.ts';
import { SENSITIVITIES } from '../privacy/taxonomy/files.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { tagEach, type TagEach } from '../stewardship/tag-each.ts';
import { categoryGroups, itemKey, type CategoryItem } from './category-groups.ts';
import { whenSuggested } from './suggested-categories.ts';

/** What of a group is decided; without more the whole group. */
export interface Chosen {
  readonly key: string;
  /** Of categories: columns of these names, in lower case, are left open. */
  readonly exceptNames?: readonly string[] | undefined;
  /** Keys of items: `column 12`, or the key of a suggested join. */
  readonly items?: readonly string[] | undefined;
}

/**
 * A confirmed column gets the category, and the suggested sensitivity where it has none or a lower one. A refused
 * one keeps the refusal, so that it is not suggested again.
 */
export async function decideCategories(
  catalog: Catalog,
  actor: string,
  request: {
    readonly chosen: readonly Chosen[];
    readonly decision: 'confirm' | 'refuse';
    readonly reason?: string | undefined;
  },
): Promise<MutationResult> {
  const groups = new Map(
    categoryGroups(catalog, await whenSuggested(catalog)).map((group) => [group.key, group]),
  );
  const items = request.chosen.flatMap((chosen) =>
    (groups.get(chosen.key)?.items ?? []).filter(among(chosen)),
  );
  const tags = columnTags(catalog);
  const confirm = request.decision === 'confirm';
  const work = items.map(({ columnId, suggestion }): TagEach => {
    const category = { kind: 'category', key: '', value: suggestion.category } as const;
    const target = { on: 'column', id: columnId } as const;
    if (!confirm) return { target, add: [], refuse: [category] };
    const raise = rank(suggestion.sensitivity) > rank(tags.get(columnId)?.sensitivity ?? null);
    const sensitivity = { kind: 'sensitivity', key: '', value: suggestion.sensitivity } as const;
    return { target, add: raise ? [category, sensitivity] : [category], refuse: [] };
  });
  return tagEach(catalog, actor, work, {
    label: (changed) => label(items, confirm, changed),
    reason: request.reason,
  });
}

function among({ exceptNames, items }: Chosen): (item: CategoryItem) => boolean {
  const left = new Set(exceptNames);
  const listed = items && new Set(items);
  return (item) => !left.has(item.name) && (listed?.has(itemKey(item)) ?? true);
}

const rank = (level: string | null): number => SENSITIVITIES.findIndex((one) => one === level);

function label(items: readonly CategoryItem[], confirm: boolean, changed: number): string {
  const categories = [...new Set(items.map(({ suggestion }) => suggestion.category))];
  const what = categories.length === 1 ? categories[0]! : `${categories.length} categories`;
  const columns = `${changed} column${changed === 1 ? '' : 's'}`;
  return confirm ? `Confirmed ${what} on ${columns}` : `Refused ${what} for ${columns}`;
}
