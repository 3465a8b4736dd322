/** Which rows of a long list are chosen: some of them, or all that match except a few. */

export type Selection =
  | { readonly mode: 'some'; readonly keys: ReadonlySet<string> }
  | { readonly mode: 'all'; readonly except: ReadonlySet<string> };

export const NOTHING: Selection = { mode: 'some', keys: new Set() };
export const EVERYTHING: Selection = { mode: 'all', except: new Set() };

export function isSelected(selection: Selection, key: string): boolean {
  return selection.mode === 'some' ? selection.keys.has(key) : !selection.except.has(key);
}

export function selectedCount(selection: Selection, total: number): number {
  return selection.mode === 'some' ? selection.keys.size : Math.max(0, total - selection.except.size);
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}

export function toggle(selection: Selection, key: string): Selection {
  return selection.mode === 'some'
    ? { mode: 'some', keys: toggled(selection.keys, key) }
    : { mode: 'all', except: toggled(selection.except, key) };
}

/** Selects these as well, as a range does. */
export function addAll(selection: Selection, keys: Iterable<string>): Selection {
  if (selection.mode === 'some') return { mode: 'some', keys: new Set([...selection.keys, ...keys]) };
  const except = new Set(selection.except);
  for (const key of keys) except.delete(key);
  return { mode: 'all', except };
}
