/** Datasets that nobody has reviewed as they are now, part by part; those that changed since a review first. */
import { many } from '../counted.ts';
import type { Card } from '../browse/cards.ts';
import type { Catalog } from '../catalog.ts';
import { daysOfRevisions } from './revisions.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { datasetReviews, review, type ReviewState } from '../stewardship/review/review.ts';
import { answered, settle, type Question } from './answers.ts';
import { type InboxGroup, type Picked, type Verdict } from './model.ts';
import { placesOf, standing, type Place } from './places.ts';

interface Unreviewed {
  readonly card: Card;
  readonly state: ReviewState | null;
}

/** How far reviewing is. */
export interface ReviewProgress {
  readonly reviewed: number;
  readonly datasets: number;
}

const question = ({ card, state }: Unreviewed): Question => ({
  kind: 'review',
  target: { on: 'dataset', id: card.id },
  about: state ? `changed since ${state.since}` : 'not reviewed',
});

export function reviewGroups(catalog: Catalog): {
  readonly groups: InboxGroup<Unreviewed>[];
  readonly progress: ReviewProgress;
} {
  const reviews = datasetReviews(catalog);
  const places = placesOf(catalog);
  const isSettled = answered(catalog);
  const groups = new Map<string, { place: Place; changed: boolean; entries: Unreviewed[] }>();
  const cards = standing(catalog);
  let reviewed = 0;
  for (const card of cards) {
    const state = reviews.get(card.id) ?? null;
    if (state?.state === 'reviewed') {
      reviewed++;
      continue;
    }
    const entry = { card, state };
    const place = places.get(card.id);
    if (!place || isSettled(question(entry))) continue;
    const key = `review ${state ? 'changed' : 'new'} ${place.key}`;
    const group = groups.get(key);
    if (group) group.entries.push(entry);
    else groups.set(key, { place, changed: state !== null, entries: [entry] });
  }
  const made = [...groups].map(([key, group]) => groupFrom(catalog, key, group));
  const rank = ({ key }: InboxGroup<Unreviewed>): number => (key.startsWith('review changed') ? 0 : 1);
  made.sort((a, b) => rank(a) - rank(b) || b.datasets - a.datasets || (a.key < b.key ? -1 : 1));
  return { groups: made, progress: { reviewed, datasets: cards.length } };
}

function groupFrom(
  catalog: Catalog,
  key: string,
  { place, changed, entries }: { place: Place; changed: boolean; entries: readonly Unreviewed[] },
): InboxGroup<Unreviewed> {
  const count = (has: (card: Card) => boolean): number => entries.filter(({ card }) => has(card)).length;
  const parts = [
    `${count(({ sensitivity }) => sensitivity !== null)} classified`,
    `${count(({ owners }) => owners.length > 0)} owned`,
    `${count(({ description }) => description !== null)} described`,
    `${count(({ categories }) => categories.size > 0)} with personal data`,
  ];
  return {
    kind: 'review',
    key,
    title: changed ? `Changed since review: ${place.title}` : place.title,
    size: many(entries.length, 'dataset'),
    explains: `${parts.join(', ')}. Confirming says that you have looked at them as they are now; when sources, rules or lineage say something else, they come back. Leaving them out lets them rest until then.`,
    confirm: 'Reviewed',
    refuse: 'Leave out',
    confidence: null,
    entries,
    datasets: entries.length,
    keyOf: ({ card }) => `dataset ${card.id}`,
    show: ({ card, state }) => ({
      key: `dataset ${card.id}`,
      title: card.name,
      dataset: card,
      column: null,
      reasons: [...(state ? [changedWords(catalog, state)] : []), whatThereIs(card)],
      confidence: null,
      sides: [],
    }),
  };
}

function changedWords(catalog: Catalog, { by, since }: ReviewState): string {
  const when = since === null ? null : daysOfRevisions(catalog).at(since);
  return `${by ?? 'Somebody'} reviewed it${when === null ? '' : ` on ${when}`}; sources, rules or lineage say something else since.`;
}

function whatThereIs(card: Card): string {
  const columns = many(card.columns, 'column');
  const level = card.sensitivity ?? 'no sensitivity';
  const personal =
    card.categories.size > 0 ? [...card.categories].sort().slice(0, 4).join(', ') : 'no personal data';
  const owner = card.owners.length > 0 ? `owner ${card.owners.slice(0, 2).join(', ')}` : 'no owner';
  return `${columns} · ${level} · ${personal} · ${owner} · ${card.description === null ? 'not described' : 'described'}`;
}

export function decideReviews(
  catalog: Catalog,
  actor: string,
  picked: readonly Picked<Unreviewed>[],
  { decision, reason }: Verdict,
): Promise<MutationResult> {
  const entries = picked.flatMap((one) => one.entries);
  if (decision === 'refuse')
    return settle(catalog, actor, entries.map(question), {
      label: (count) => `Left ${many(count, 'dataset')} out of the review`,
      reason,
    });
  const targets = entries.map(({ card }) => ({ on: 'dataset' as const, id: card.id }));
  return review(catalog, actor, { targets, reviewed: true, reason });
}
