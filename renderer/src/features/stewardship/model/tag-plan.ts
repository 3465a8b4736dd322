/** Works out what a tag edit will do to each target, before anything is sent. */
import { SENSITIVITY_LEVELS, type Sensitivity, type TagValue } from '../../../../../contract/index.ts';
import type { EditItem, KnownTag } from './edit-item.ts';
import { isStatedKind, KIND_WORDS } from './kinds.ts';
import { isLower, isUnconfirmed, labelText } from './words.ts';
import { say, sayIn } from '../../../shared/language/say.ts';

export interface TagDraft {
  readonly sensitivity: 'keep' | 'clear' | Sensitivity;
  /** Categories and labels; a value is never in both lists. */
  readonly add: readonly TagValue[];
  readonly remove: readonly TagValue[];
}

export const EMPTY_TAG_DRAFT: TagDraft = { sensitivity: 'keep', add: [], remove: [] };

/** One line of the preview: what happens to how many of the targets. */
export interface PlanLine {
  readonly change: 'add' | 'remove' | 'replace' | 'confirm' | 'reject' | 'none';
  /** What is added, removed …: `sensitivity from internal to restricted`, `user.contact.email`, `team=growth`. */
  readonly what: string;
  readonly count: number;
}

export interface TagPlan {
  readonly add: readonly TagValue[];
  readonly remove: readonly TagValue[];
  readonly lines: readonly PlanLine[];
  /** Targets for which at least one thing changes. */
  readonly changed: number;
  /** Targets whose sensitivity becomes lower, or is taken away. */
  readonly lowered: number;
}

/** Names a tag value for people. */
export type NameOf = (tag: Pick<TagValue, 'kind' | 'key' | 'value'>) => string;

export function sameTag(
  a: Pick<TagValue, 'kind' | 'key' | 'value'>,
  b: Pick<TagValue, 'kind' | 'key' | 'value'>,
): boolean {
  return a.kind === b.kind && (a.key ?? '') === (b.key ?? '') && a.value === b.value;
}

/** Lists name a label by its text alone, so `key=value` and its parts count as the same. */
function matches(known: KnownTag, wanted: TagValue): boolean {
  if (sameTag(known, wanted)) return true;
  return (
    known.kind === 'label' &&
    wanted.kind === 'label' &&
    known.status === undefined &&
    known.value === labelText(wanted)
  );
}

type Effect = PlanLine['change'];

/** Whether there can be only one of them on a target, as of domains, or of properties of one key. */
function takesPlaceOf(tag: TagValue, other: Pick<KnownTag, 'kind' | 'key'>): boolean {
  if (tag.kind !== other.kind || !isStatedKind(tag.kind)) return false;
  const { values } = KIND_WORDS[tag.kind];
  return values === 'one' || (values === 'by-key' && (tag.key ?? '') === other.key);
}

function noteAdding(tally: Tally, item: EditItem, tag: TagValue, nameOf: NameOf): void {
  const holding = item.exact ? item.tags.filter(({ status }) => status !== 'rejected') : [];
  const known = holding.find((other) => matches(other, tag));
  const before = known ? undefined : holding.find((other) => takesPlaceOf(tag, other));
  if (before)
    tally.note(
      item,
      'replace',
      sayIn('preview', '{before} by {after}', { before: nameOf(before), after: nameOf(tag) }),
    );
  else tally.note(item, known ? (isUnconfirmed(known.status) ? 'confirm' : 'none') : 'add', nameOf(tag));
}

function effectOfRemoving(item: EditItem, tag: TagValue): Effect {
  const known = item.tags.find((other) => matches(other, tag) && other.status !== 'rejected');
  if (!known) return 'none';
  return known.origin !== undefined && known.origin !== 'steward' ? 'reject' : 'remove';
}

function sensitivityEffect(item: EditItem, wanted: Sensitivity | null): Effect {
  if (item.sensitivity === wanted) {
    const stated = item.tags.find(
      ({ kind, value, status }) => kind === 'sensitivity' && value === wanted && status !== 'rejected',
    );
    return isUnconfirmed(stated?.status) ? 'confirm' : 'none';
  }
  if (item.sensitivity === null) return 'add';
  return wanted === null ? 'remove' : 'replace';
}

/** Collects equal lines, in the order in which they first occur, and the targets that change. */
class Tally {
  readonly #lines = new Map<string, { change: Effect; what: string; count: number }>();
  readonly #changed = new Set<EditItem>();

  note(item: EditItem, change: Effect, what: string): void {
    if (change !== 'none') this.#changed.add(item);
    const key = JSON.stringify([change, what]);
    const line = this.#lines.get(key) ?? { change, what, count: 0 };
    line.count += 1;
    this.#lines.set(key, line);
  }

  get lines(): PlanLine[] {
    return [...this.#lines.values()];
  }

  get changed(): number {
    return this.#changed.size;
  }
}

/** Levels within a sentence. */
const LEVEL: Readonly<Record<Sensitivity, string>> = {
  public: say('public'),
  internal: say('internal'),
  confidential: say('confidential'),
  restricted: say('restricted'),
};

/** A level within a sentence; what is none of the levels stays as it is. */
export const levelWord = (level: string): string =>
  Object.hasOwn(LEVEL, level) ? LEVEL[level as Sensitivity] : level;

function sensitivityWords(effect: Effect, from: Sensitivity | null, to: Sensitivity | null): string {
  const level = effect === 'remove' ? from : to;
  if (effect === 'replace' && from !== null && to !== null)
    return say('sensitivity from {from} to {to}', { from: LEVEL[from], to: LEVEL[to] });
  return level === null ? say('no sensitivity level') : say('sensitivity {level}', { level: LEVEL[level] });
}

function planSensitivity(
  items: readonly EditItem[],
  wanted: Sensitivity | null,
  tally: Tally,
): TagPlan['remove'] {
  for (const item of items) {
    if (!item.exact) {
      tally.note(
        item,
        wanted === null ? 'remove' : 'add',
        wanted === null
          ? say('their own sensitivity level')
          : say('sensitivity {level}', { level: LEVEL[wanted] }),
      );
      continue;
    }
    const effect = sensitivityEffect(item, wanted);
    tally.note(item, effect, sensitivityWords(effect, item.sensitivity, wanted));
  }
  if (wanted !== null) return [];
  const stated = items.map(({ sensitivity }) => sensitivity).filter((level) => level !== null);
  const levels = new Set(items.every(({ exact }) => exact) ? stated : SENSITIVITY_LEVELS);
  return [...levels].map((value) => ({ kind: 'sensitivity', key: '', value }));
}

/** The plan of a draft over these items; `nameOf` names categories for people. */
export function planTags(items: readonly EditItem[], draft: TagDraft, nameOf: NameOf): TagPlan {
  const tally = new Tally();
  const add: TagValue[] = [];
  const remove: TagValue[] = [];
  let lowered = 0;
  if (draft.sensitivity !== 'keep') {
    const wanted = draft.sensitivity === 'clear' ? null : draft.sensitivity;
    remove.push(...planSensitivity(items, wanted, tally));
    if (wanted !== null) add.push({ kind: 'sensitivity', key: '', value: wanted });
    lowered = items.filter(({ sensitivity }) => isLower(sensitivity, wanted)).length;
  }
  for (const tag of draft.add) {
    add.push(tag);
    for (const item of items) noteAdding(tally, item, tag, nameOf);
  }
  for (const tag of draft.remove) {
    remove.push(tag);
    for (const item of items) tally.note(item, effectOfRemoving(item, tag), nameOf(tag));
  }
  return { add, remove, lines: tally.lines, changed: tally.changed, lowered };
}

/** Puts a value on one of the draft's two lists, takes it off the other; `null` forgets it. */
export function withTag(draft: TagDraft, tag: TagValue, list: 'add' | 'remove' | null): TagDraft {
  const others = (tags: readonly TagValue[]) => tags.filter((other) => !sameTag(other, tag));
  const apart = (other: TagValue) => !takesPlaceOf(tag, { kind: other.kind, key: other.key ?? '' });
  return {
    ...draft,
    add: list === 'add' ? [...others(draft.add).filter(apart), tag] : others(draft.add),
    remove: list === 'remove' ? [...others(draft.remove), tag] : others(draft.remove),
  };
}
