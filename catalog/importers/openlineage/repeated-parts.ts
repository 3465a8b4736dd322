/**
 * Reads events whose parts repeat. Producers send the schema of a dataset and the column lineage of a job
 * word for word with every run, so most bytes of a large file were read before. A part, which is a facet as
 * a whole, is recognised by its bytes: it is parsed once, its canonical form is made once, and all events
 * that hold it share one object. What is shared must not be changed.
 *
 * What comes out is what `JSON.parse` makes of the text; where anything is unusual, that is what is called.
 */
import { randomBytes } from 'node:crypto';
import type { Json } from '../../model/facts.ts';
import { canonicalForm } from './event-hash.ts';
import { objectOf, type JsonObject } from './json.ts';
import {
  CLOSING,
  contentKey,
  contextKey,
  endOfString,
  endOfValue,
  isList,
  MEANING,
  opensMember,
  PLAIN,
  standsAt,
  STRING,
} from './part-bounds.ts';

interface Part {
  /** Distinct for each part; tells what stands before the next one. */
  readonly id: number;
  readonly bytes: Buffer;
  readonly value: JsonObject;
}

/** Shorter ones are parsed sooner than found, longer ones seldom repeat. Bytes. */
const SHORTEST = 64;
const LONGEST = 256 * 1024;
/** Bytes of parts in one of two generations; parsed they take several times as much. */
const MAX_KEPT = 6 * 1024 * 1024;
/** Places for what is likely to follow; a power of two. */
const CONTEXTS = 1 << 15;
/** What a key takes of {@link MAX_KEPT} on its own. */
const KEY_SIZE = 64;
/** Where fewer than one part in {@link WORTHWHILE} of a sample is known, that many events are read plainly. */
const SAMPLE = 4096;
const WORTHWHILE = 8;
const REST = 8192;
/** Depth of objects in which parts may stand: a facet of an element of a list is the deepest. */
const DEEPEST_HOLDER = 4;
/** For the canonical form, in which depth counts. */
const DEEPEST_PART = DEEPEST_HOLDER + 1;

export class RepeatedParts {
  /** Stands for a part in the text that is parsed, with the part's number behind it; nobody can know it. */
  readonly #mark = `\u007f${randomBytes(9).toString('base64url')}`;
  readonly #maxKept: number;
  /** By content; null: seen once. */
  #now = new Map<number, Part | null>();
  #before = new Map<number, Part | null>();
  /** By what stands before it: the part that is likely to follow. The latest keeps the place. */
  readonly #byContext = Array.from<Part | null>({ length: CONTEXTS }).fill(null);
  readonly #forms = new WeakMap<object, string>();
  #kept = 0;
  #ids = 0;
  #found: Part[] = [];
  #end = 0;
  #looked = 0;
  #hits = 0;
  #resting = 0;

  constructor(maxKept = MAX_KEPT) {
    this.#maxKept = maxKept;
  }

  /**
   * The value of a JSON text in UTF-8.
   * @throws SyntaxError as `JSON.parse`
   */
  parse(bytes: Buffer): Json {
    if (this.#resting > 0) this.#resting--;
    else {
      const text = this.#withoutParts(bytes);
      this.#rest();
      if (this.#found.length > 0) {
        const value = parsed(text);
        // What is wrong, and where, is told of the text as it was written.
        if (value !== undefined) return this.#filled(value, 1);
      }
    }
    return JSON.parse(bytes.toString('utf8')) as Json;
  }

  /** The canonical form of a value that was recognised. */
  readonly formOf = (value: object): string | undefined => this.#forms.get(value);

  #rest(): void {
    if (this.#looked < SAMPLE) return;
    if (this.#hits * WORTHWHILE < this.#looked) this.#resting = REST;
    this.#looked = this.#hits = 0;
  }

  /** The text with a mark for each part that was found. */
  #withoutParts(bytes: Buffer): string {
    this.#found = [];
    let text = '';
    let from = 0;
    let depth = 0;
    let facets = 0;
    let last = 0;
    for (let i = 0; i < bytes.length; i++) {
      const meaning = MEANING[bytes[i]!];
      if (meaning === PLAIN) continue;
      if (meaning === STRING) i = endOfString(bytes, i + 1);
      else if (meaning === CLOSING) depth--;
      if (meaning === STRING || meaning === CLOSING) continue;
      depth++;
      if (depth === 2) facets = isList(bytes[i]) ? DEEPEST_PART : DEEPEST_PART - 1;
      if (depth !== facets || !opensMember(bytes, i)) continue;
      const part = this.#partAt(bytes, i, contextKey(bytes, from, i, last));
      if (this.#end < 0) break;
      if (part) {
        text += `${bytes.toString('utf8', from, i)}"${this.#mark}${this.#found.length}"`;
        this.#found.push(part);
        from = this.#end;
      }
      last = part?.id ?? 0;
      i = this.#end - 1;
      depth--;
    }
    return text + bytes.toString('utf8', from);
  }

  /** The part that begins here, if it is known by now. Leaves behind where it ends; -1: nowhere. */
  #partAt(bytes: Buffer, start: number, context: number): Part | null {
    this.#looked++;
    const place = context & (CONTEXTS - 1);
    const likely = this.#byContext[place];
    // No JSON object is the beginning of another one, so where the bytes are equal it ends with them.
    if (likely && standsAt(likely.bytes, bytes, start)) {
      this.#end = start + likely.bytes.length;
      this.#hits++;
      return likely;
    }
    const end = (this.#end = endOfValue(bytes, start));
    const length = end - start;
    if (end < 0 || length < SHORTEST || length > LONGEST) return null;
    const part = this.#known(bytes, start, end);
    if (part) this.#byContext[place] = part;
    return part;
  }

  #known(bytes: Buffer, start: number, end: number): Part | null {
    const key = contentKey(bytes, start, end);
    let known = this.#now.get(key);
    if (known === undefined) {
      known = this.#before.get(key);
      if (known) this.#keep(key, known);
    }
    if (known && standsAt(known.bytes, bytes, start)) {
      this.#hits++;
      return known;
    }
    // The second time shows that it repeats.
    const part = known === null ? this.#made(bytes.subarray(start, end)) : null;
    this.#keep(key, part);
    return part;
  }

  #made(content: Buffer): Part | null {
    const value = objectOf(parsed(content.toString('utf8')));
    const form = value && canonicalForm(value, DEEPEST_PART);
    if (!value || form === null) return null;
    // Out of bytes it is one piece of memory; as it was put together, every event would do that anew.
    this.#forms.set(value, Buffer.from(form).toString());
    return { id: ++this.#ids, bytes: Buffer.from(content), value };
  }

  #keep(key: number, part: Part | null): void {
    const size = KEY_SIZE + (part?.bytes.length ?? 0);
    if (this.#kept + size > this.#maxKept) {
      this.#before = this.#now;
      this.#now = new Map();
      this.#byContext.fill(null);
      this.#kept = 0;
    }
    this.#kept += size;
    this.#now.set(key, part);
  }

  /** Puts the parts where their marks stand. */
  #filled(value: Json, depth: number): Json {
    if (typeof value === 'string') {
      return value.startsWith(this.#mark)
        ? this.#found[Number(value.slice(this.#mark.length))]!.value
        : value;
    }
    if (value === null || typeof value !== 'object' || depth > DEEPEST_HOLDER) return value;
    const holder = value as { [key: string]: Json };
    for (const key of Object.keys(holder)) {
      const member = holder[key]!;
      const filled = this.#filled(member, depth + 1);
      if (filled !== member) holder[key] = filled;
    }
    return value;
  }
}

/** Undefined where the text is not JSON. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
