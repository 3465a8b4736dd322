/**
 * Text as it can be stored and hashed. JSON may hold halves of surrogate pairs (`"\ud800"`, or a name that
 * was cut in the middle of a sign); UTF-8 cannot, and RFC 8785 refuses them. Wherever text enters, they
 * become U+FFFD, so that what is compared is what was stored.
 */

/** The value with all its text well-formed, keys too; the same object where nothing had to change. */
export function wellFormed<Value>(value: Value): Value {
  return isSound(value) ? value : (mended(value) as Value);
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

/**
 * {@link wellFormed} for records of known shape, of which members are shared from one record to the next: those
 * are looked at once. `open`: the member that is of any shape, whose names are looked at too.
 */
export class WellFormedRecords {
  readonly #shared: Map<string, unknown>;
  readonly #open: string;

  constructor(shared: readonly string[], open: string) {
    this.#shared = new Map(shared.map((name) => [name, undefined]));
    this.#open = open;
  }

  of<Value extends object>(record: Value): Value {
    for (const key in record) {
      const member: unknown = record[key];
      if (typeof member === 'string') {
        if (!member.isWellFormed()) return mended(record) as Value;
      } else if (typeof member === 'object' && member !== null && this.#shared.get(key) !== member) {
        if (!(key === this.#open ? isSound(member) : isSoundInside(member))) return mended(record) as Value;
        if (this.#shared.has(key)) this.#shared.set(key, member);
      }
    }
    return record;
  }
}

/** As {@link isSound}, where the names of members are known to be. */
function isSoundInside(value: object): boolean {
  for (const key in value) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof member === 'string') {
      if (!member.isWellFormed()) return false;
    } else if (typeof member === 'object' && member !== null && !isSoundInside(member)) return false;
  }
  return true;
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(mended);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), mended(item)]));
}
