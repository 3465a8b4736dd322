/** What the targets of an edit carry now, one entry for each distinct tag or owner. */
import type { OwnerValue, TagValue } from '../../../../../contract/index.ts';
import type { EditItem, KnownOwner, KnownTag } from './edit-item.ts';
import { KIND_NAME, labelText, standing } from './words.ts';
import { say } from '../../../shared/language/say.ts';

export interface PresentTag {
  readonly tag: KnownTag;
  /** Targets that carry it. */
  readonly count: number;
  readonly standing: string;
}

export interface PresentOwner {
  readonly owner: KnownOwner;
  readonly count: number;
  readonly standing: string;
}

function tally<T>(
  items: readonly EditItem[],
  of: (item: EditItem) => readonly T[],
  keyOf: (value: T) => string,
) {
  const seen = new Map<string, { value: T; count: number }>();
  for (const item of items) {
    for (const value of of(item)) {
      const key = keyOf(value);
      const entry = seen.get(key);
      if (entry) entry.count += 1;
      else seen.set(key, { value, count: 1 });
    }
  }
  return [...seen.values()];
}

function standingOf(known: KnownTag | KnownOwner, count: number, total: number): string {
  if (total > 1) return say('On {count, number} of {total, number}', { count, total });
  if (known.origin === undefined || known.status === undefined) return say('Present');
  return standing({
    origin: known.origin,
    status: known.status,
    actor: 'actor' in known ? known.actor : null,
  });
}

/** Of several targets only what is in force counts; of a single one, what was rejected can be restored. */
function worthListing<Known extends KnownTag | KnownOwner>(
  known: readonly Known[],
  items: readonly EditItem[],
) {
  return items.length === 1 ? known : known.filter(({ status }) => status !== 'rejected');
}

/** Tags in the order sensitivity, categories, labels; the most frequent first. */
export function presentTags(items: readonly EditItem[]): PresentTag[] {
  const order = (kind: TagValue['kind']) => Object.keys(KIND_NAME).indexOf(kind);
  return tally(
    items,
    ({ tags }) => worthListing(tags, items),
    ({ kind, key, value, status }) => JSON.stringify([kind, key, value, items.length === 1 ? status : '']),
  )
    .map(({ value, count }) => ({ tag: value, count, standing: standingOf(value, count, items.length) }))
    .sort(
      (a, b) =>
        order(a.tag.kind) - order(b.tag.kind) || b.count - a.count || a.tag.value.localeCompare(b.tag.value),
    );
}

export function presentOwners(items: readonly EditItem[]): PresentOwner[] {
  return tally(
    items,
    ({ owners }) => worthListing(owners, items),
    ({ name, email, role }) => JSON.stringify([name, email, role]),
  )
    .map(({ value, count }) => ({ owner: value, count, standing: standingOf(value, count, items.length) }))
    .sort((a, b) => b.count - a.count || a.owner.name.localeCompare(b.owner.name));
}

/**
 * The full values behind an owner that a list names without role or address: everyone of that name
 * in the vocabulary, so that removing takes all roles.
 */
export function ownerValues(known: KnownOwner, vocabulary: readonly OwnerValue[]): OwnerValue[] {
  if (known.role !== undefined) return [{ name: known.name, email: known.email ?? null, role: known.role }];
  const same = vocabulary.filter(({ name }) => name === known.name);
  return same.map(({ name, email, role }) => ({ name, email, role }));
}

/** The full value behind a label that a list names by its text. */
export function labelValue(known: KnownTag, vocabulary: readonly { key: string; value: string }[]): TagValue {
  const { kind, key, value } = known;
  if (kind !== 'label' || known.status !== undefined) return { kind, key, value };
  const full = vocabulary.find((label) => labelText(label) === value);
  return full ? { kind, key: full.key, value: full.value } : { kind, key, value };
}
