/**
 * Facts on their way between threads. Copied as they are, every fact would bring the names of its members and all
 * keys anew, and what facts share would come apart: the writer knows a dataset, a column or a run again by the very
 * object. So facts travel as one flat list of plain values, and each object once.
 */
import type { Fact, Json } from '../../../model/facts.ts';

/** A batch of facts. */
export interface PackedFacts {
  /** Shapes that come for the first time: names of members, see {@link Shape}. */
  readonly shapes: readonly (readonly string[])[];
  readonly values: readonly Plain[];
  /** What was shared so far is not referred to any more. */
  readonly forget: boolean;
}

type Plain = string | number | boolean | null | undefined;
type Fields = Readonly<Record<string, unknown>>;

/** Members that name what a source speaks of over and over; others are shared within a batch at most. */
const LASTING = new Set(['dataset', 'alias', 'job', 'from', 'to', 'seen', 'code']);
/** Members of any shape; they travel as JSON text, as lists do. */
const OPEN = new Set(['value', 'seen', 'code']);
/** Lasting objects between two times of forgetting, and characters of JSON among them. */
const MAX_LASTING = 200_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;

/**
 * An object is written as a number, four times where it stands among those written before plus one of these; a new
 * one is counted by its shape, or is JSON and has its text behind it.
 */
const KNOWN = 0;
const KNOWN_LASTING = 1;
const NEW = 2;
const NEW_JSON = 3;

/** Names of members in order; a mark before the name tells that an object is there. */
interface Shape {
  readonly number: number;
  readonly names: readonly string[];
  readonly isObject: readonly boolean[];
  readonly isLasting: readonly boolean[];
  readonly isOpen: readonly boolean[];
}

const PLAIN_MARK = '=';
const OBJECT_MARK = '{';

function shapeOf(number: number, marked: readonly string[]): Shape {
  const names = marked.map((name) => name.slice(1));
  return {
    number,
    names,
    isObject: marked.map((name) => name.startsWith(OBJECT_MARK)),
    isLasting: names.map((name) => LASTING.has(name)),
    isOpen: names.map((name) => OPEN.has(name)),
  };
}

/** Shapes by their names, a name a step. */
interface Step {
  readonly plain: Map<string, Step>;
  readonly object: Map<string, Step>;
  shape: Shape | null;
}

const step = (): Step => ({ plain: new Map(), object: new Map(), shape: null });

export class FactPacker {
  readonly #root = step();
  #shapes = 0;
  #newShapes: string[][] = [];
  readonly #maxLasting: number;
  readonly #lasting = new Map<object, number>();
  readonly #passing = new Map<object, number>();
  #characters = 0;
  #values: Plain[] = [];

  constructor(maxLasting = MAX_LASTING) {
    this.#maxLasting = maxLasting;
  }

  pack(facts: readonly Fact[]): PackedFacts {
    const forget = this.#lasting.size >= this.#maxLasting || this.#characters > MAX_CHARACTERS;
    if (forget) {
      this.#lasting.clear();
      this.#characters = 0;
    }
    for (const fact of facts) this.#record(fact as unknown as Fields);
    const packed = { shapes: this.#newShapes, values: this.#values, forget };
    this.#newShapes = [];
    this.#values = [];
    this.#passing.clear();
    return packed;
  }

  #record(record: Fields): void {
    const shape = this.#shapeOf(record);
    const values = this.#values;
    values.push(shape.number * 4 + NEW);
    for (let at = 0; at < shape.names.length; at++) {
      const member = record[shape.names[at]!];
      if (shape.isObject[at]) this.#object(member as object, shape.isLasting[at]!, shape.isOpen[at]!);
      else values.push(member as Plain);
    }
  }

  #object(object: object, lasting: boolean, open: boolean): void {
    const known = lasting ? this.#lasting : this.#passing;
    const place = known.get(object);
    if (place !== undefined) {
      this.#values.push(place * 4 + (lasting ? KNOWN_LASTING : KNOWN));
      return;
    }
    if (open || Array.isArray(object)) {
      const text = JSON.stringify(object);
      if (lasting) this.#characters += text.length;
      this.#values.push(NEW_JSON, text);
    } else this.#record(object as Fields);
    known.set(object, known.size);
  }

  #shapeOf(record: Fields): Shape {
    let at = this.#root;
    for (const name of Object.keys(record)) {
      const member = record[name];
      const steps = typeof member === 'object' && member !== null ? at.object : at.plain;
      let next = steps.get(name);
      if (!next) steps.set(name, (next = step()));
      at = next;
    }
    return (at.shape ??= this.#newShape(record));
  }

  #newShape(record: Fields): Shape {
    const marked = Object.entries(record).map(
      ([name, member]) =>
        `${typeof member === 'object' && member !== null ? OBJECT_MARK : PLAIN_MARK}${name}`,
    );
    this.#newShapes.push(marked);
    return shapeOf(this.#shapes++, marked);
  }
}

/** Takes the batches of one {@link FactPacker} in their order. */
export class FactUnpacker {
  readonly #shapes: Shape[] = [];
  readonly #lasting: object[] = [];
  readonly #passing: object[] = [];
  readonly #texts = new SmallTexts();
  #values: readonly Plain[] = [];
  #at = 0;

  unpack({ shapes, values, forget }: PackedFacts): readonly Fact[] {
    for (const marked of shapes) this.#shapes.push(shapeOf(this.#shapes.length, marked));
    if (forget) this.#lasting.length = 0;
    this.#values = values;
    this.#at = 0;
    const facts: Fact[] = [];
    while (this.#at < values.length) facts.push(this.#record(this.#number() >> 2) as unknown as Fact);
    this.#passing.length = 0;
    return facts;
  }

  #number(): number {
    return this.#values[this.#at++] as number;
  }

  #record(shapeNumber: number): Fields {
    const { names, isObject, isLasting } = this.#shapes[shapeNumber]!;
    const record: Record<string, unknown> = {};
    for (let at = 0; at < names.length; at++)
      record[names[at]!] = isObject[at] ? this.#object(isLasting[at]!) : this.#values[this.#at++];
    return record;
  }

  #object(lasting: boolean): object {
    const number = this.#number();
    const place = number >> 2;
    switch (number & 3) {
      case KNOWN:
        return this.#passing[place]!;
      case KNOWN_LASTING:
        return this.#lasting[place]!;
      default: {
        const object =
          (number & 3) === NEW_JSON
            ? this.#texts.parsed(this.#values[this.#at++] as string)
            : this.#record(place);
        (lasting ? this.#lasting : this.#passing).push(object);
        return object;
      }
    }
  }
}

/** Texts longer than this are seldom the same; of shorter ones so many are remembered. */
const SMALL = 512;
const REMEMBERED = 4096;

/** Parses JSON; of small texts that come again it answers the same object. */
class SmallTexts {
  readonly #known = new Map<string, object>();

  parsed(text: string): object {
    const known = this.#known.get(text);
    if (known) return known;
    const object = JSON.parse(text) as Json as object;
    if (text.length > SMALL) return object;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(text, object);
    return object;
  }
}
