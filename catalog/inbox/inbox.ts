/** What waits for a steward's decision, of every kind, in groups that one decision can cover. */
import { columnTagsInBreaths } from '../browse/column-tags.ts';
import { freshnessInBreaths } from '../browse/freshness.ts';
import type { Catalog } from '../catalog.ts';
import { loadTaxonomy } from '../privacy/taxonomy/taxonomy.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { datasetReviewsInBreaths } from '../stewardship/review/review.ts';
import {
  categoryGroups,
  categoryQuestion,
  type CategoryGroup,
  type CategoryItem,
} from './category-groups.ts';
import { conflictGroups, decideConflicts } from './conflict-groups.ts';
import { decideCategories } from './decide-categories.ts';
import { decideJoinGroups, joinGroups } from './join-groups.ts';
import { together, type InboxGroup, type InboxKind, type Picked, type Verdict } from './model.ts';
import { decideOwners, ownerGroups } from './owner-groups.ts';
import { decidePropagation, propagationGroups } from './propagation-groups.ts';
import { propagationInSteps } from './propagation-steps.ts';
import { decideReviews, reviewGroups, type ReviewProgress } from './review-groups.ts';
import { decideStale, staleGroups } from './stale-groups.ts';
import { suggestedCategories, whenSuggested, type Progress } from './suggested-categories.ts';

export interface Inbox {
  readonly groups: readonly InboxGroup[];
  /** Of `groups`, those of suggested categories. */
  readonly categories: readonly CategoryGroup[];
  /** Of the classification; null once `categories` are those of the present state. */
  readonly working: Progress | null;
  readonly progress: ReviewProgress;
}

/** What is known without the classification. */
interface Others {
  readonly before: readonly InboxGroup[];
  readonly after: readonly InboxGroup[];
  readonly progress: ReviewProgress;
}

/** As far as it is known now: categories may still be on their way. Made with rests for others. */
export async function inbox(catalog: Catalog): Promise<Inbox> {
  const others = await whenOthers(catalog);
  const suggested = suggestedCategories(catalog);
  const ready = suggested instanceof Map;
  const categories = ready ? categoryGroups(catalog, suggested) : [];
  return {
    groups: [...others.before, ...questions(catalog, categories), ...others.after],
    categories,
    working: ready ? null : (suggested as Progress),
    progress: others.progress,
  };
}

/** Once all of it is known. */
export async function wholeInbox(catalog: Catalog): Promise<Inbox> {
  for (;;) {
    await whenSuggested(catalog);
    const found = await inbox(catalog);
    // A change in between has it classified anew.
    if (found.working === null) return found;
  }
}

function questions(catalog: Catalog, categories: readonly CategoryGroup[]): InboxGroup<CategoryItem>[] {
  const taxonomy = loadTaxonomy(catalog.options.resourcesDir);
  return categories.map((group) => {
    const name = taxonomy.category(group.category)?.name.replace(/^User (?=.)/, '');
    return categoryQuestion(group, name ?? group.category);
  });
}

const making = new WeakMap<Catalog, { readonly seq: number; readonly made: Promise<Others> }>();

/** Made once a revision, however many ask at the same time. */
function whenOthers(catalog: Catalog): Promise<Others> {
  const seq = catalog.newestSeq();
  const known = making.get(catalog);
  if (known?.seq === seq) return known.made;
  const made = makeOthers(catalog);
  making.set(catalog, { seq, made });
  made.catch(() => {
    if (making.get(catalog)?.made === made) making.delete(catalog);
  });
  return made;
}

async function makeOthers(catalog: Catalog): Promise<Others> {
  await catalog.prepareCards();
  await columnTagsInBreaths(catalog);
  await freshnessInBreaths(catalog);
  await datasetReviewsInBreaths(catalog);
  await catalog.cachedInBreaths('inbox-propagated', () => propagationInSteps(catalog));
  return catalog.cachedInBreaths('inbox-others', () => othersInSteps(catalog));
}

function* othersInSteps(catalog: Catalog): Generator<void, Others> {
  const conflicts = yield* conflictGroups(catalog);
  const joins = joinGroups(catalog);
  yield;
  const isRename = ({ kind }: InboxGroup): boolean => kind === 'rename';
  const owners = yield* ownerGroups(catalog);
  const propagated = yield* propagationGroups(catalog);
  const stale = yield* staleGroups(catalog);
  const { groups: reviews, progress } = reviewGroups(catalog);
  return {
    before: [...conflicts, ...joins.filter((one) => !isRename(one)), ...joins.filter(isRename)],
    after: [...owners, ...propagated, ...stale, ...reviews],
    progress,
  };
}

/** What of a group is decided; without more the whole group. */
export interface Chosen {
  readonly key: string;
  /** Of categories: columns of these names, in lower case, are left open. */
  readonly exceptNames?: readonly string[] | undefined;
  /** Keys of entries, `column 12`: only these. */
  readonly items?: readonly string[] | undefined;
  /** Keys of entries that are left open. */
  readonly exceptItems?: readonly string[] | undefined;
}

export interface Decision extends Verdict {
  readonly chosen: readonly Chosen[];
}

type Decide<Entry = unknown> = (
  catalog: Catalog,
  actor: string,
  picked: readonly Picked<Entry>[],
  verdict: Verdict,
) => Promise<MutationResult>;

/** Groups of a kind hold what its own decision is about. */
function of<Entry>(decideThem: Decide<Entry>): Decide {
  return (catalog, actor, picked, verdict) =>
    decideThem(catalog, actor, picked as readonly Picked<Entry>[], verdict);
}

const DECIDE: Readonly<Record<InboxKind, Decide>> = {
  conflict: of(decideConflicts),
  join: of(decideJoinGroups),
  rename: of(decideJoinGroups),
  category: of(decideCategories),
  owner: of(decideOwners),
  propagation: of(decidePropagation),
  stale: of(decideStale),
  review: of(decideReviews),
};

/**
 * Decides on groups or parts of them: one change for each kind of question, and for joins one for each kind of thing.
 * Groups of which nothing is open any more count for nothing, and so do those that know no such answer.
 *
 * @throws Refused where an owner has to be chosen, ReasonNeeded where the policy asks for a reason
 */
export async function decide(catalog: Catalog, actor: string, request: Decision): Promise<MutationResult> {
  const { groups } = await wholeInbox(catalog);
  const byKey = new Map(groups.map((group) => [group.key, group]));
  const picked = new Map<InboxKind, Picked[]>();
  for (const chosen of request.chosen) {
    const group = byKey.get(chosen.key);
    if (!group || group[request.decision] === null) continue;
    const entries = entriesOf(group, chosen);
    if (entries.length === 0) continue;
    const known = picked.get(group.kind);
    if (known) known.push({ group, entries });
    else picked.set(group.kind, [{ group, entries }]);
  }
  const results: MutationResult[] = [];
  for (const [kind, parts] of picked) results.push(await DECIDE[kind](catalog, actor, parts, request));
  return together(results);
}

function entriesOf(group: InboxGroup, { exceptNames, items, exceptItems }: Chosen): readonly unknown[] {
  if (!exceptNames && !items && !exceptItems) return group.entries;
  const names = new Set(exceptNames);
  const [only, left] = [items && new Set(items), new Set(exceptItems)];
  return group.entries.filter((entry) => {
    const key = group.keyOf(entry);
    if (left.has(key) || (only && !only.has(key))) return false;
    return names.size === 0 || !group.category || !names.has((entry as CategoryItem).name);
  });
}
