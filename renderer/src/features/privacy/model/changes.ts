/** What differs between two JSON values, place by place. */

export interface Difference {
  /** Dotted path; a number counts from 1. */
  readonly place: string;
  /** As JSON; null: not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Places of a value that are no object or list, by their path. */
function leaves(root: unknown): Map<string, string> {
  const found = new Map<string, string>();
  const waiting: { readonly path: string; readonly value: unknown }[] = [{ path: '', value: root }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, value } = next;
    const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (children.length === 0) found.set(path, JSON.stringify(value) ?? '');
    const isList = Array.isArray(value);
    for (const [key, child] of children) {
      const name = isList ? String(Number(key) + 1) : key;
      waiting.push({ path: path === '' ? name : `${path}.${name}`, value: child });
    }
  }
  return found;
}

/** In the order of the places' names. */
export function differences(before: unknown, after: unknown): Difference[] {
  const [old, now] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((place) => old.get(place) !== now.get(place))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((place) => ({ place, before: old.get(place) ?? null, after: now.get(place) ?? null }));
}

/** As {@link differences}, of texts that hold JSON; null where one of them does not. */
export function differencesOfTexts(before: string, after: string): Difference[] | null {
  try {
    return differences(JSON.parse(before), JSON.parse(after));
  } catch {
    return null;
  }
}

/** Lines that were added or taken away, in order; by what lies between the common beginning and end. */
export function changedLines(
  before: string,
  after: string,
): { readonly old: string[]; readonly now: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end++;
  return { old: old.slice(start, old.length - end), now: now.slice(start, now.length - end) };
}
