/**
 * Text as it can be stored and hashed. JSON may hold halves of surrogate pairs (`"\ud800"`, or a name that
 * was cut in the middle of a sign); UTF-8 cannot, and RFC 8785 refuses them. Wherever text enters, they
 * become U+FFFD, so that what is compared is what was stored.
 */

/** The value with all its text well-formed, keys too; the same object where nothing had to change. */
export function wellFormed<Value>(value: Value): Value {
  return mended(value) as Value;
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value)
    ? mendedItems(value)
    : mendedMembers(value as Readonly<Record<string, unknown>>);
}

function mendedItems(items: readonly unknown[]): readonly unknown[] {
  let changed = false;
  const next = items.map((item) => {
    const one = mended(item);
    if (one !== item) changed = true;
    return one;
  });
  return changed ? next : items;
}

function mendedMembers(members: Readonly<Record<string, unknown>>): unknown {
  let changed = false;
  const next = Object.keys(members).map((key): [string, unknown] => {
    const item = mended(members[key]);
    if (item !== members[key] || !key.isWellFormed()) changed = true;
    return [key.toWellFormed(), item];
  });
  return changed ? Object.fromEntries(next) : members;
}
