/** Datasets that nobody owns, by the part of the estate and who is suggested: `finance.*: 38 datasets → Team Finance`. */
import { many } from '../counted.ts';
import type { Card } from '../browse/cards.ts';
import type { Catalog } from '../catalog.ts';
import type { MutationResult } from '../stewardship/change.ts';
import { ownEach } from '../stewardship/own-each.ts';
import type { OwnerValue } from '../stewardship/own.ts';
import { Refused } from '../stewardship/refused.ts';
import { answered, settle, type Question } from './answers.ts';
import { rangeOf, type InboxGroup, type Picked, type Verdict } from './model.ts';
import { ownerEvidence, type OwnerGuess } from './owner-evidence.ts';
import { placesOf, standing, type Place } from './places.ts';

interface Unowned {
  readonly card: Card;
  readonly guess: OwnerGuess | null;
}

const question = ({ id }: Card): Question => ({
  kind: 'owner',
  target: { on: 'dataset', id },
  about: 'nobody is suggested',
});

/** Datasets looked at between two rests. */
const AT_ONCE = 500;

export function* ownerGroups(catalog: Catalog): Generator<void, InboxGroup<Unowned>[]> {
  const evidence = yield* ownerEvidence(catalog);
  const places = placesOf(catalog);
  const isSettled = answered(catalog);
  const groups = new Map<string, { place: Place; owner: OwnerValue | null; entries: Unowned[] }>();
  let seen = 0;
  for (const card of standing(catalog)) {
    if (++seen % AT_ONCE === 0) yield;
    if (evidence.isOwned(card)) continue;
    const guess = evidence.guess(card);
    if (guess === null && isSettled(question(card))) continue;
    const place = places.get(card.id);
    if (!place) continue;
    const who = guess ? `${guess.owner.name} ${guess.owner.role}` : '';
    const key = `owner ${who} ${place.key}`;
    const group = groups.get(key);
    if (group) group.entries.push({ card, guess });
    else groups.set(key, { place, owner: guess?.owner ?? null, entries: [{ card, guess }] });
  }
  return [...groups]
    .map(([key, group]) => groupFrom(key, group.place, group.owner, group.entries))
    .sort(surestFirst);
}

function groupFrom(
  key: string,
  place: Place,
  owner: OwnerValue | null,
  entries: readonly Unowned[],
): InboxGroup<Unowned> {
  return {
    kind: 'owner',
    key,
    owner,
    title: owner ? `${place.title} → ${owner.name}` : `${place.title}: nobody is known`,
    size: many(entries.length, 'dataset'),
    explains: owner
      ? `Confirming makes ${owner.name}${owner.role === '' ? '' : ` (${owner.role})`} the owner, or whom you choose instead. Refusing does not suggest ${owner.name} for them again.`
      : 'No source names an owner of these datasets, of the jobs that write them, or of anything beside them. Choose who owns them, or let the question rest.',
    confirm: 'Assign',
    refuse: owner ? 'Not theirs' : 'Let it rest',
    confidence: owner ? rangeOf(entries.map(({ guess }) => guess?.score ?? 0)) : null,
    entries,
    datasets: entries.length,
    keyOf: ({ card }) => `dataset ${card.id}`,
    show: ({ card, guess }) => ({
      key: `dataset ${card.id}`,
      title: card.name,
      dataset: card,
      column: null,
      reasons: [guess?.reason ?? 'Nothing around it has an owner.'],
      confidence: guess?.score ?? null,
      sides: [],
    }),
  };
}

function surestFirst(a: InboxGroup<Unowned>, b: InboxGroup<Unowned>): number {
  return (
    (b.confidence?.most ?? -1) - (a.confidence?.most ?? -1) ||
    b.entries.length - a.entries.length ||
    (a.key < b.key ? -1 : 1)
  );
}

/** @throws Refused where nobody is suggested and nobody was chosen */
export function decideOwners(
  catalog: Catalog,
  actor: string,
  picked: readonly Picked<Unowned>[],
  { decision, owner, reason }: Verdict,
): Promise<MutationResult> {
  const entries = picked.flatMap((one) => one.entries);
  if (decision === 'confirm') {
    const names = new Set<string>();
    const work = entries.map(({ card, guess }) => {
      const value = owner ?? guess?.owner;
      if (!value) throw new Refused('INVALID', `Nobody is suggested for ${card.name}: choose who owns it.`);
      names.add(value.name);
      return { target: { on: 'dataset' as const, id: card.id }, add: [value], refuse: [] };
    });
    const who = names.size > 3 ? `${names.size} owners` : [...names].join(', ');
    const label = (changed: number) => `Assigned ${who} to ${many(changed, 'dataset')}`;
    return ownEach(catalog, actor, work, { label, reason });
  }
  const guessed = entries.filter(({ guess }) => guess !== null);
  if (guessed.length === 0)
    return settle(
      catalog,
      actor,
      entries.map(({ card }) => question(card)),
      { label: (count) => `Left ${many(count, 'dataset')} without an owner`, reason },
    );
  const work = guessed.map(({ card, guess }) => ({
    target: { on: 'dataset' as const, id: card.id },
    add: [],
    refuse: guess ? [guess.owner] : [],
  }));
  const label = (changed: number) => `Refused suggested owners of ${many(changed, 'dataset')}`;
  return ownEach(catalog, actor, work, { label, reason });
}
