/** Works out what an owner edit will do to each target, before anything is sent. */
import type { OwnerValue } from '../../../../../contract/index.ts';
import type { EditItem, KnownOwner } from './edit-item.ts';
import type { PlanLine } from './tag-plan.ts';
import { roleName } from './words.ts';

export interface OwnerDraft {
  readonly add: readonly OwnerValue[];
  readonly remove: readonly OwnerValue[];
}

export const EMPTY_OWNER_DRAFT: OwnerDraft = { add: [], remove: [] };

export interface OwnerPlan {
  readonly lines: readonly PlanLine[];
  readonly changed: number;
}

/** `Ada Lovelace, steward`. */
export function ownerText({ name, role }: Pick<OwnerValue, 'name'> & { role?: string }): string {
  return role ? `${name}, ${roleName(role)}` : name;
}

/** The same person in the same role; a list that knows names only is compared by name. */
function matches(known: KnownOwner, wanted: OwnerValue): boolean {
  if (known.name !== wanted.name) return false;
  if (known.role === undefined) return true;
  return known.role === wanted.role;
}

function effect(item: EditItem, owner: OwnerValue, removing: boolean): PlanLine['change'] {
  const known = item.owners.find((other) => matches(other, owner) && other.status !== 'rejected');
  if (removing) {
    if (!known) return 'none';
    return known.origin !== undefined && known.origin !== 'steward' ? 'reject' : 'remove';
  }
  // A list without roles cannot tell whether the person holds this very role.
  if (!known || known.role === undefined) return 'add';
  if ((known.email ?? null) !== (owner.email ?? null)) return 'replace';
  return known.status === 'imported' ? 'confirm' : 'none';
}

export function planOwners(items: readonly EditItem[], draft: OwnerDraft): OwnerPlan {
  const lines = new Map<string, { change: PlanLine['change']; what: string; count: number }>();
  const changed = new Set<EditItem>();
  const note = (owner: OwnerValue, removing: boolean) => {
    for (const item of items) {
      const change = effect(item, owner, removing);
      if (change !== 'none') changed.add(item);
      const what = ownerText(owner);
      const line = lines.get(`${change} ${what}`) ?? { change, what, count: 0 };
      line.count += 1;
      lines.set(`${change} ${what}`, line);
    }
  };
  for (const owner of draft.add) note(owner, false);
  for (const owner of draft.remove) note(owner, true);
  return { lines: [...lines.values()], changed: changed.size };
}

/** One person in one role is one owner, whatever address is given. */
export function sameOwner(a: OwnerValue, b: OwnerValue): boolean {
  return a.name === b.name && a.role === b.role;
}

/** Puts owners on one of the draft's two lists, takes them off the other; `null` forgets them. */
export function withOwners(
  draft: OwnerDraft,
  owners: readonly OwnerValue[],
  list: 'add' | 'remove' | null,
): OwnerDraft {
  const others = (present: readonly OwnerValue[]) =>
    present.filter((other) => !owners.some((owner) => sameOwner(owner, other)));
  return {
    add: list === 'add' ? [...others(draft.add), ...owners] : others(draft.add),
    remove: list === 'remove' ? [...others(draft.remove), ...owners] : others(draft.remove),
  };
}
