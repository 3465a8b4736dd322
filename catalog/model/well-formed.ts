/**
 * Text as it can be stored and hashed. JSON may hold halves of surrogate pairs (`"\ud800"`, or a name that
 * was cut in the middle of a sign); UTF-8 cannot, and RFC 8785 refuses them. Wherever text enters, they
 * become U+FFFD, so that what is compared is what was stored.
 */

/** The value with all its text well-formed, keys too; the same object where nothing had to change. */
export function wellFormed<Value>(value: Value): Value {
  return isSound(value) ? value : (mended(value) as Value);
}

/** Nearly always true. */
function isSound(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (!isSound(item)) return false;
    return true;
  }
  for (const key of Object.keys(value)) {
    if (!isSound((value as Readonly<Record<string, unknown>>)[key]) || !key.isWellFormed()) return false;
  }
  return true;
}

/** Lists of records that were looked at where they were made: all their text is well-formed. */
export const soundLists = new WeakSet<readonly object[]>();

/**
 * {@link wellFormed} for records of known shape, of which some share members with the one before: those are
 * looked at once. `open`: the member that is of any shape, whose names are looked at too.
 */
export class WellFormedRecords {
  readonly #open: string;
  /** Members of the records before, by where they stood. */
  readonly #before: unknown[] = [];

  constructor(open: string) {
    this.#open = open;
  }

  of<Value extends object>(record: Value): Value {
    return this.#isSound(record) ? record : (mended(record) as Value);
  }

  #isSound(record: object): boolean {
    // Not `for … in`: over records of so many shapes it is compiled again and again.
    const members: unknown[] = Object.values(record);
    for (let at = 0; at < members.length; at++) {
      const member = members[at];
      if (typeof member === 'string') {
        if (!member.isWellFormed()) return false;
      } else if (typeof member === 'object' && member !== null && this.#before[at] !== member) {
        if (!hasSoundText(member)) return false;
        this.#before[at] = member;
      }
    }
    return !(this.#open in record) || isSound((record as Record<string, unknown>)[this.#open]);
  }
}

/** As {@link isSound}, but for the names of members. */
function hasSoundText(value: object): boolean {
  const members: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (let at = 0; at < members.length; at++) {
    const member = members[at];
    if (typeof member === 'string') {
      if (!member.isWellFormed()) return false;
    } else if (typeof member === 'object' && member !== null && !hasSoundText(member)) return false;
  }
  return true;
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(mended);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), mended(item)]));
}
