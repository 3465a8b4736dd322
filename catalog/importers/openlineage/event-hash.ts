/**
 * The content hash of an event: equal for equal JSON values, whatever the order of keys and the white
 * space. Producers retry and files are imported twice; an event counts once.
 */
import { hash } from 'node:crypto';
import type { Json } from '../../model/facts.ts';
import type { JsonObject } from './json.ts';

/** Content nested deeper than this is not kept and does not count: nothing meaningful lies there. */
export const MAX_DEPTH = 200;

/**
 * SHA-256 (hex) over a canonical form: keys in code unit order, strings preceded by their length instead
 * of being escaped, which makes it several times faster than RFC 8785 and as unambiguous. It is only
 * ever compared with itself. Null where the value is nested deeper than {@link MAX_DEPTH}.
 */
export function eventHash(event: Json, known: KnownForms = nothingKnown): string | null {
  return form.of(event, 0, known) ? hash('sha256', form.written, 'hex') : null;
}

/** The canonical form of an object, where it was made before. */
export type KnownForms = (value: object) => Uint8Array | undefined;

const nothingKnown: KnownForms = () => undefined;

/** `depth`: how deep in its event the value stands. UTF-8. Null where it goes deeper than {@link MAX_DEPTH}. */
export function canonicalForm(value: Json, depth: number): Buffer | null {
  return form.of(value, depth, nothingKnown) ? Buffer.from(form.written) : null;
}

const FIRST_ROOM = 64 * 1024;
/** More is given back when it was used. */
const MAX_ROOM = 4 * 1024 * 1024;
/** Longer texts are written by the platform; to ask it to takes as long as writing so many characters here. */
const SHORT = 100;
/** Bytes beyond what is asked for: signs and digits between two texts. */
const SPARE = 32;
const MOST_KEYS = 24;
const [ZERO, QUOTE, COLON, SEMICOLON] = [0x30, 0x22, 0x3a, 0x3b];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Writes canonical forms into memory that is used again: as text, each would take several times its length. */
class Form {
  #room = Buffer.allocUnsafeSlow(FIRST_ROOM);
  #known = nothingKnown;
  readonly #orders = new KeyOrders();
  #length = 0;

  /** Until the next one is written. */
  get written(): Buffer {
    return this.#room.subarray(0, this.#length);
  }

  /** False where the value goes too deep. */
  of(value: Json, depth: number, known: KnownForms): boolean {
    if (this.#room.length > MAX_ROOM) this.#room = Buffer.allocUnsafeSlow(FIRST_ROOM);
    this.#known = known;
    this.#length = this.#value(value, depth, '', 0);
    return this.#length >= 0;
  }

  /** Writes the value that stands under `name` from `at` on; answers where it ends, -1: it goes too deep. */
  #value(value: Json, depth: number, name: string, at: number): number {
    if (typeof value === 'string') return this.#text(value, QUOTE, at);
    if (value === null || typeof value !== 'object') {
      const end = this.#characters(`${value}`, at);
      this.#room[end] = SEMICOLON;
      return end + 1;
    }
    if (depth >= MAX_DEPTH) return -1;
    // Only facets are known, and what holds them.
    const before = depth > 0 && depth <= 5 ? this.#known(value) : undefined;
    if (before) {
      this.#need(at + before.length);
      this.#room.set(before, at);
      return at + before.length;
    }
    return Array.isArray(value)
      ? this.#list(value, depth, name, at)
      : this.#object(value as JsonObject, depth, name, at);
  }

  #list(list: readonly Json[], depth: number, name: string, from: number): number {
    let at = from;
    this.#need(at);
    this.#room[at++] = OPEN_LIST;
    for (let i = 0; i < list.length; i++) {
      at = this.#value(list[i] as Json, depth + 1, name, at);
      if (at < 0) return at;
    }
    this.#need(at);
    this.#room[at++] = CLOSE_LIST;
    return at;
  }

  #object(object: JsonObject, depth: number, name: string, from: number): number {
    let at = from;
    this.#need(at);
    this.#room[at++] = OPEN_OBJECT;
    const keys = this.#orders.ordered(name, Object.keys(object));
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      at = this.#value(object[key] as Json, depth + 1, key, this.#text(key, COLON, at));
      if (at < 0) return at;
    }
    this.#need(at);
    this.#room[at++] = CLOSE_OBJECT;
    return at;
  }

  /** Writes the length in UTF-16 units, a sign and the text. */
  #text(text: string, sign: number, from: number): number {
    let at = from;
    const { length } = text;
    if (length < 10) {
      this.#need(at);
      this.#room[at++] = ZERO + length;
    } else at = this.#characters(`${length}`, at);
    this.#room[at++] = sign;
    return this.#characters(text, at);
  }

  #characters(text: string, from: number): number {
    const { length } = text;
    // A UTF-16 unit becomes three bytes at most.
    this.#need(from + length * 3);
    const room = this.#room;
    if (length > SHORT) return from + room.write(text, from);
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) return from + room.write(text, from);
      room[from + i] = code;
    }
    return from + length;
  }

  /** Makes room up to there, and for some bytes more. */
  #need(end: number): void {
    if (end + SPARE <= this.#room.length) return;
    const more = Buffer.allocUnsafeSlow((end + SPARE) * 2);
    this.#room.copy(more);
    this.#room = more;
  }
}

const MAX_ORDERS = 1000;

/** Most objects under one name have the same keys in the same order. */
class KeyOrders {
  readonly #byName = new Map<string, { readonly written: readonly string[]; readonly ordered: string[] }>();

  /** The keys of an object that stands under `name`, in code unit order. */
  ordered(name: string, keys: readonly string[]): readonly string[] {
    if (keys.length < 2) return keys;
    const known = this.#byName.get(name);
    if (known && same(known.written, keys)) return known.ordered;
    const ordered = inOrder([...keys]);
    if (keys.length > MOST_KEYS || name.length > SHORT) return ordered;
    if (this.#byName.size >= MAX_ORDERS) this.#byName.clear();
    this.#byName.set(name, { written: keys, ordered });
    return ordered;
  }
}

function same(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

const form = new Form();

/** Insertion sort in place; most objects have a handful of keys. */
function inOrder(keys: string[]): string[] {
  if (keys.length > MOST_KEYS) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string;
    let at = i - 1;
    for (; at >= 0 && (keys[at] as string) > key; at--) keys[at + 1] = keys[at] as string;
    keys[at + 1] = key;
  }
  return keys;
}

/** A copy in which everything nested deeper than {@link MAX_DEPTH} is null. */
export function withoutDepths(value: Json, depth = 0): Json {
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item: Json) => withoutDepths(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, member]) => [key, withoutDepths(member as Json, depth + 1)]),
  );
}
