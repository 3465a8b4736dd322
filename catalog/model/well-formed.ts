/**
 * Text as it can be stored and hashed. JSON may hold halves of surrogate pairs (`"\ud800"`, or a name that
 * was cut in the middle of a sign); UTF-8 cannot, and RFC 8785 refuses them. Wherever text enters, they
 * become U+FFFD, so that what is compared is what was stored.
 */

/** The value with all its text well-formed, keys too; the same object where nothing had to change. */
export function wellFormed<Value>(value: Value): Value {
  return isSound(value) ? value : (mended(value) as Value);
}

/**
 * Likewise for facts, one after the other: many in a row share their evidence and what they are about, and what
 * was sound is not looked at again.
 */
export class WellFormed {
  readonly #sound = new Map<string, unknown>();

  fact<Fact extends object>(fact: Fact): Fact {
    return this.#isSound(fact) ? fact : wellFormed(fact);
  }

  #isSound(fact: object): boolean {
    for (const key in fact) {
      const value = (fact as Readonly<Record<string, unknown>>)[key];
      if (typeof value === 'string') {
        if (!value.isWellFormed()) return false;
      } else if (typeof value === 'object' && value !== null && this.#sound.get(key) !== value) {
        if (!isSound(value)) return false;
        this.#sound.set(key, value);
      }
    }
    return true;
  }
}

/** Nearly always true, and asked of every fact: it allocates nothing. */
function isSound(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (!isSound(item)) return false;
    return true;
  }
  for (const key in value) {
    if (!isSound((value as Readonly<Record<string, unknown>>)[key]) || !key.isWellFormed()) return false;
  }
  return true;
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(mended);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), mended(item)]));
}
