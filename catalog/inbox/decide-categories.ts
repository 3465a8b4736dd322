/** Confirming and refusing suggested categories, however many, as one change that undo takes back. */
import { many } from '../counted.ts';
import { columnTags } from '../browse/column-tags.ts';
import type { Catalog } from '../catalog.ts';
import { rankOf } from '../model/sensitivity.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { tagEach, type TagEach } from '../stewardship/tag-each.ts';
import type { CategoryItem } from './category-groups.ts';
import type { Picked, Verdict } from './model.ts';

/**
 * A confirmed column gets the category, and the suggested sensitivity where it has none or a lower one. A refused
 * one keeps the refusal, so that it is not suggested again.
 */
export function decideCategories(
  catalog: Catalog,
  actor: string,
  picked: readonly Picked<CategoryItem>[],
  { decision, reason }: Verdict,
): Promise<MutationResult> {
  const items = picked.flatMap(({ entries }) => entries);
  const tags = columnTags(catalog);
  const confirm = decision === 'confirm';
  const work = items.map(({ columnId, suggestion }): TagEach => {
    const category = { kind: 'category', key: '', value: suggestion.category } as const;
    const target = { on: 'column', id: columnId } as const;
    if (!confirm) return { target, add: [], refuse: [category] };
    const raise = rankOf(suggestion.sensitivity) > rankOf(tags.get(columnId)?.sensitivity ?? null);
    const sensitivity = { kind: 'sensitivity', key: '', value: suggestion.sensitivity } as const;
    return { target, add: raise ? [category, sensitivity] : [category], refuse: [] };
  });
  return tagEach(catalog, actor, work, {
    label: (changed) => label(items, confirm, changed),
    decision,
    reason,
  });
}

function label(items: readonly CategoryItem[], confirm: boolean, changed: number): string {
  const categories = [...new Set(items.map(({ suggestion }) => suggestion.category))];
  const what = categories.length === 1 ? categories[0]! : `${categories.length} categories`;
  const columns = many(changed, 'column');
  return confirm ? `Confirmed ${what} on ${columns}` : `Refused ${what} for ${columns}`;
}
