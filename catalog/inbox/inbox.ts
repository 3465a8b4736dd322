/** What waits for a steward's decision, of every kind, in groups that one decision can cover. */
import { basisOf, suggestedJoins, type SuggestedJoin } from '../browse/suggested-joins.ts';
import type { Catalog } from '../open.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { decideSuggestions } from '../stewardship/decide-suggestions.ts';
import { categoryGroups, type CategoryGroup } from './category-groups.ts';
import { decideCategories, type Chosen } from './decide-categories.ts';
import { suggestedCategories, whenSuggested, type Progress } from './suggested-categories.ts';

/** Suggested joins for one reason. */
export interface JoinGroup {
  /** `join symlink` */
  readonly key: string;
  readonly basis: string;
  readonly items: readonly SuggestedJoin[];
}

export interface Inbox {
  readonly categories: readonly CategoryGroup[];
  readonly joins: readonly JoinGroup[];
  /** Of the classification; null once `categories` are those of the present state. */
  readonly working: Progress | null;
}

/** As far as it is known now: categories may still be on their way. */
export function inbox(catalog: Catalog): Inbox {
  const suggested = suggestedCategories(catalog);
  const ready = suggested instanceof Map;
  const categories = ready ? categoryGroups(catalog, suggested) : [];
  return { categories, joins: joinGroups(catalog), working: ready ? null : (suggested as Progress) };
}

/** Once all of it is known. */
export async function wholeInbox(catalog: Catalog): Promise<Inbox> {
  await whenSuggested(catalog);
  return inbox(catalog);
}

function joinGroups(catalog: Catalog): JoinGroup[] {
  const groups = new Map<string, SuggestedJoin[]>();
  for (const one of suggestedJoins(catalog)) {
    const basis = basisOf(one);
    const group = groups.get(basis);
    if (group) group.push(one);
    else groups.set(basis, [one]);
  }
  return [...groups].map(([basis, items]) => ({ key: `join ${basis}`, basis, items }));
}

export interface Decision {
  readonly chosen: readonly Chosen[];
  readonly decision: 'confirm' | 'refuse';
  readonly reason?: string | undefined;
}

/** Decides on categories as one change, and on joins as one for each kind of thing; answers the last of them. */
export async function decide(catalog: Catalog, actor: string, request: Decision): Promise<MutationResult> {
  const { chosen, decision, reason } = request;
  const byKey = new Map(joinGroups(catalog).map((group) => [group.key, group]));
  const joins = chosen.flatMap(({ key, items }) => {
    return (byKey.get(key)?.items ?? []).filter((one) => !items || items.includes(one.key));
  });
  const results: MutationResult[] = [];
  if (chosen.some(({ key }) => !key.startsWith('join ')))
    results.push(await decideCategories(catalog, actor, request));
  if (joins.length > 0)
    results.push(
      await decideSuggestions(catalog, actor, joins, decision === 'confirm' ? 'accept' : 'reject', reason),
    );
  return {
    revision: results.findLast(({ revision }) => revision !== null)?.revision ?? null,
    changed: results.reduce((sum, { changed }) => sum + changed, 0),
    label: results.map(({ label }) => label).join('; ') || 'Nothing to decide',
  };
}
