/**
 * Reads events whose parts repeat. Producers send the schema of a dataset and the column lineage of a job
 * word for word with every run, so most bytes of a large file were read before. A part, which is a facet as
 * a whole, or a dataset or job with all its facets, is recognised by its bytes: it is parsed once, its canonical
 * form is made once, and all events that hold it share one object. What is shared must not be changed.
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
  headKey,
  isList,
  MEANING,
  isJob,
  opensMember,
  opensObject,
  PLAIN,
  standsAt,
  STRING,
} from './part-bounds.ts';

/** What holds facets and may be a part as a whole, while it is read. */
interface Holder {
  readonly start: number;
  readonly depth: number;
  readonly context: number;
  /** The text before it, up to `from`, and how many parts are in that. */
  readonly text: string;
  readonly from: number;
  readonly found: number;
  /** All facets in it are known. */
  repeats: boolean;
}

interface Part {
  readonly bytes: Buffer;
  readonly value: JsonObject;
}

/** Shorter ones are parsed sooner than found, longer ones seldom repeat. Bytes. */
const SHORTEST = 64;
const LONGEST = 256 * 1024;
/** The events of one run repeat its facets; one is kept that comes oftener. */
const FACET_KEPT = 3;
/** A holder of which all facets are known is likely to repeat. */
const HOLDER_KEPT = 2;
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
  /** By content; a number: how often it was seen. */
  #now = new Map<number, Part | number>();
  #before = new Map<number, Part | number>();
  /** By what stands before it: the part that is likely to follow. The latest keeps the place. */
  readonly #byContext = Array.from<Part | null>({ length: CONTEXTS }).fill(null);
  readonly #forms = new WeakMap<object, Uint8Array>();
  #kept = 0;
  #found: Part[] = [];
  #end = 0;
  #looked = 0;
  #hits = 0;
  #resting = 0;
  #parsed = 0;

  constructor(maxKept = MAX_KEPT) {
    this.#maxKept = maxKept;
  }

  /**
   * The value of a JSON text in UTF-8.
   * @throws SyntaxError as `JSON.parse`
   */
  parse(bytes: Buffer): Json {
    this.#parsed = 0;
    if (this.#resting > 0) this.#resting--;
    else {
      const text = this.#withoutParts(bytes);
      this.#rest();
      if (this.#found.length > 0) {
        const value = parsed(text);
        // What is wrong, and where, is told of the text as it was written.
        if (value !== undefined) {
          this.#parsed += text.length;
          return this.#filled(value, 1);
        }
      }
    }
    this.#parsed = bytes.length;
    return JSON.parse(bytes.toString('utf8')) as Json;
  }

  /** How much of the text before was parsed, instead of known: bytes, of which what it became takes a few times as many. */
  get parsed(): number {
    return this.#parsed;
  }

  /** The canonical form of a value that was recognised. */
  readonly formOf = (value: object): Uint8Array | undefined => this.#forms.get(value);

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
    // What the next part is found by: bytes from here on, and what was before them.
    let since = 0;
    let last = 0;
    let holder: Holder | null = null;
    for (let i = 0; i < bytes.length; i++) {
      const meaning = MEANING[bytes[i]!];
      if (meaning === PLAIN) continue;
      if (meaning === STRING) {
        i = endOfString(bytes, i + 1);
        continue;
      }
      if (meaning === CLOSING) {
        if (holder?.depth === depth--) {
          const part = holder.repeats ? this.#holderUpTo(bytes, i + 1, holder, text, from) : null;
          if (part) {
            text = this.#marked(holder.text, bytes, holder.from, holder.start, part);
            from = i + 1;
          }
          holder = null;
        }
        continue;
      }
      depth++;
      if (depth === 2) facets = isList(bytes[i]) ? DEEPEST_PART : DEEPEST_PART - 1;
      const holds = depth === facets - 2 && mayRepeat(bytes, i, facets === DEEPEST_PART);
      if (!holds && (depth !== facets || !opensMember(bytes, i))) {
        if (depth !== facets - 1 || holder) continue;
        since = i;
        last = 0;
        continue;
      }
      const context = holds ? headKey(bytes, i) : contextKey(bytes, since, i, last);
      const part = holds ? this.#likelyAt(bytes, i, context) : this.#partAt(bytes, i, context);
      if (holds && !part) {
        holder = { start: i, depth, context, text, from, found: this.#found.length, repeats: true };
        since = i;
        last = 0;
        continue;
      }
      if (this.#end < 0) break;
      if (part) {
        text = this.#marked(text, bytes, from, i, part);
        from = this.#end;
      } else if (holder && this.#end - i >= SHORTEST) holder.repeats = false;
      since = this.#end;
      last = context;
      i = since - 1;
      depth--;
    }
    return text + bytes.toString('utf8', from);
  }

  /** The text so far, what stands before the part, and its mark. */
  #marked(text: string, bytes: Buffer, from: number, start: number, part: Part): string {
    return `${text}${bytes.toString('utf8', from, start)}"${this.#mark}${this.#found.push(part) - 1}"`;
  }

  /** The part that is likely to begin here, if it does. Leaves behind where it ends. */
  #likelyAt(bytes: Buffer, start: number, context: number): Part | null {
    const likely = this.#byContext[context & (CONTEXTS - 1)];
    // No JSON object is the beginning of another one, so where the bytes are equal it ends with them.
    if (!likely || !standsAt(likely.bytes, bytes, start)) return null;
    this.#end = start + likely.bytes.length;
    this.#looked++;
    this.#hits++;
    return likely;
  }

  /** The part that begins here, if it is known by now. Leaves behind where it ends; -1: nowhere. */
  #partAt(bytes: Buffer, start: number, context: number): Part | null {
    const likely = this.#likelyAt(bytes, start, context);
    if (likely) return likely;
    this.#looked++;
    const end = (this.#end = endOfValue(bytes, start));
    const length = end - start;
    if (end < 0 || length < SHORTEST || length > LONGEST) return null;
    const part = this.#known(bytes, start, end, FACET_KEPT, () => this.#made(bytes, start, end));
    if (part) this.#byContext[context & (CONTEXTS - 1)] = part;
    return part;
  }

  /** The part that a holder is as a whole, if it is known by now. `text`: with what was found in it, up to `from`. */
  #holderUpTo(bytes: Buffer, end: number, holder: Holder, text: string, from: number): Part | null {
    const { start, found } = holder;
    const length = end - start;
    if (length < SHORTEST || length > LONGEST) return null;
    const part = this.#known(bytes, start, end, HOLDER_KEPT, () => {
      const before = holder.text.length + bytes.toString('utf8', holder.from, start).length;
      const own =
        from > start
          ? text.slice(before) + bytes.toString('utf8', from, end)
          : bytes.toString('utf8', start, end);
      return this.#part(bytes, start, end, this.#filled(parsed(own) ?? null, DEEPEST_HOLDER - 1));
    });
    if (!part) return null;
    this.#byContext[holder.context & (CONTEXTS - 1)] = part;
    this.#found.length = found;
    return part;
  }

  /** `kept`: the time from which on it is kept, `make`: as what. */
  #known(bytes: Buffer, start: number, end: number, kept: number, make: () => Part | null): Part | null {
    const key = contentKey(bytes, start, end);
    let known = this.#now.get(key);
    if (known === undefined) {
      known = this.#before.get(key) ?? 0;
      if (typeof known === 'object') this.#keep(key, known);
    }
    if (typeof known === 'number') {
      const times = known + 1;
      const part = times < kept ? null : make();
      this.#keep(key, part ?? times);
      return part;
    }
    if (!standsAt(known.bytes, bytes, start)) {
      this.#keep(key, 1);
      return null;
    }
    this.#hits++;
    return known;
  }

  #made(bytes: Buffer, start: number, end: number): Part | null {
    this.#parsed += end - start;
    return this.#part(bytes, start, end, parsed(bytes.toString('utf8', start, end)) ?? null);
  }

  #part(bytes: Buffer, start: number, end: number, json: Json): Part | null {
    const value = objectOf(json);
    const form = value && canonicalForm(value, DEEPEST_PART);
    if (!value || form === null) return null;
    this.#forms.set(value, form);
    return { bytes: Buffer.from(bytes.subarray(start, end)), value };
  }

  #keep(key: number, part: Part | number): void {
    const size = KEY_SIZE + (typeof part === 'object' ? part.bytes.length : 0);
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
    if (Array.isArray(value)) {
      const list = value as Json[];
      for (let at = 0; at < list.length; at++) list[at] = this.#filled(list[at]!, depth + 1);
      return list;
    }
    const holder = value as { [key: string]: Json };
    for (const key of Object.keys(holder)) {
      const member = holder[key]!;
      const filled = this.#filled(member, depth + 1);
      if (filled !== member) holder[key] = filled;
    }
    return value;
  }
}

/** Whether the object that begins here may come again as a whole: a dataset of an event in a list, or its job. */
function mayRepeat(bytes: Buffer, start: number, inList: boolean): boolean {
  return inList ? opensObject(bytes, start) : opensMember(bytes, start) && isJob(bytes, start);
}

/** Undefined where the text is not JSON. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
