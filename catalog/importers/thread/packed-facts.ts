/**
 * Facts on their way between threads. Copied as they are, every fact would bring the names of its members and all
 * keys anew, and what facts share would come apart: the writer knows a dataset, a column or a run again by the very
 * object. So facts travel as one flat list of plain values, and an object that comes again as a reference. Text is
 * made well-formed on the way, since each is looked at only once here, and that in the thread.
 */
import type { Fact } from '../../model/facts.ts';
import { soundLists, wellFormed } from '../../model/well-formed.ts';
import { SmallTexts } from './small-texts.ts';

/** A batch of facts. */
export interface PackedFacts {
  /** Shapes that come for the first time: names of members, see {@link Shape}. */
  readonly shapes: readonly (readonly string[])[];
  readonly values: readonly Plain[];
  /** What lasted so far is not referred to any more. */
  readonly forget: boolean;
}

type Plain = string | number | boolean | null | undefined;
type Fields = Readonly<Record<string, unknown>>;

/** Members that name what a source speaks of over and over: they are known for long, others while they follow. */
const LASTING = new Set(['dataset', 'alias', 'job', 'from', 'to', 'seen', 'code']);
/** Members of any shape; they travel as JSON text, as lists do. */
const OPEN = new Set(['value', 'seen', 'code']);
/** Lasting objects between two times of forgetting, and characters of JSON among them. */
const MAX_LASTING = 200_000;
const MAX_CHARACTERS = 16 * 1024 * 1024;

/**
 * An object is written as one of these, in the lowest bits of a number; above them is its place among those that
 * last, or its shape. JSON has its text behind it.
 */
const SAME = 0;
const LASTS = 1;
const NEW = 2;
const NEW_JSON = 3;

interface Member {
  readonly name: string;
  readonly isObject: boolean;
  readonly lasts: boolean;
  readonly open: boolean;
  /** Objects under one name have a place in common, where the latest of them is. */
  readonly latest: number;
}

interface Shape {
  readonly number: number;
  readonly members: readonly Member[];
}

const PLAIN_MARK = '=';
const OBJECT_MARK = '{';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Numbers shapes and the names in them as they come, the same way on both sides. */
class Shapes {
  readonly all: Shape[] = [];
  readonly #names = new Map<string, number>();

  /** `marked`: names of members in order, each with a mark that tells whether an object is there. */
  add(marked: readonly string[]): Shape {
    const members = marked.map((text): Member => {
      const name = text.slice(1);
      let latest = this.#names.get(name);
      if (latest === undefined) this.#names.set(name, (latest = this.#names.size));
      const [lasts, open] = [LASTING.has(name), OPEN.has(name)];
      return { name, isObject: text.startsWith(OBJECT_MARK), lasts, open, latest };
    });
    const shape = { number: this.all.length, members };
    this.all.push(shape);
    return shape;
  }
}

/** Whether a record of these names and values has just these members. */
function fits({ members }: Shape, names: readonly string[], values: readonly unknown[]): boolean {
  if (names.length !== members.length) return false;
  for (let at = 0; at < names.length; at++) {
    const member = members[at]!;
    if (member.name !== names[at] || member.isObject !== isObject(values[at])) return false;
  }
  return true;
}

export class FactPacker {
  readonly #shapes = new Shapes();
  readonly #byNames = new Map<string, Shape>();
  /** The shape that facts of a type had last, and objects under a name. */
  readonly #factShapes = new Map<string, Shape>();
  readonly #latestShapes: (Shape | undefined)[] = [];
  readonly #latest: (object | undefined)[] = [];
  readonly #maxLasting: number;
  readonly #lasting = new Map<object, number>();
  #characters = 0;
  #newShapes: string[][] = [];
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
    for (const fact of facts) {
      // All at once: one by one, of records of so many shapes, each takes a search.
      const values = Object.values(fact);
      const likely = this.#factShapes.get(fact.type);
      const shape = this.#shapeOf(fact, values, likely);
      if (shape !== likely) this.#factShapes.set(fact.type, shape);
      this.#record(values, shape);
    }
    const packed = { shapes: this.#newShapes, values: this.#values, forget };
    this.#newShapes = [];
    this.#values = [];
    return packed;
  }

  #record(values: readonly unknown[], { number, members }: Shape): void {
    this.#values.push(number * 4 + NEW);
    for (let at = 0; at < members.length; at++) {
      const member = members[at]!;
      const value = values[at];
      if (member.isObject) this.#object(value as object, member);
      else if (typeof value === 'string') this.#values.push(value.toWellFormed());
      else this.#values.push(value as Plain);
    }
  }

  #object(object: object, { latest, lasts, open }: Member): void {
    if (this.#latest[latest] === object) {
      this.#values.push(SAME);
      return;
    }
    const place = lasts ? this.#lasting.get(object) : undefined;
    if (place !== undefined) this.#values.push(place * 4 + LASTS);
    else if (open || Array.isArray(object)) this.#json(object, lasts);
    else {
      const values = Object.values(object);
      const shape = this.#shapeOf(object, values, this.#latestShapes[latest]);
      this.#latestShapes[latest] = shape;
      this.#record(values, shape);
    }
    if (lasts && place === undefined) this.#lasting.set(object, this.#lasting.size);
    this.#latest[latest] = object;
  }

  #json(object: object, lasts: boolean): void {
    const written = JSON.stringify(object);
    // Halves of surrogate pairs are written as escapes.
    const text = written.includes('\\ud') ? JSON.stringify(wellFormed(object)) : written;
    if (lasts) this.#characters += text.length;
    this.#values.push(NEW_JSON, text);
  }

  #shapeOf(record: object, values: readonly unknown[], likely: Shape | undefined): Shape {
    const names = Object.keys(record);
    if (likely && fits(likely, names, values)) return likely;
    const marked = names.map((name, at) => `${isObject(values[at]) ? OBJECT_MARK : PLAIN_MARK}${name}`);
    const key = marked.join('\0');
    let shape = this.#byNames.get(key);
    if (!shape) {
      this.#byNames.set(key, (shape = this.#shapes.add(marked)));
      this.#newShapes.push(marked);
    }
    return shape;
  }
}

/** Takes the batches of one {@link FactPacker} in their order. */
export class FactUnpacker {
  readonly #shapes = new Shapes();
  readonly #latest: object[] = [];
  readonly #lasting: object[] = [];
  readonly #texts = new SmallTexts();
  #values: readonly Plain[] = [];
  #at = 0;

  unpack({ shapes, values, forget }: PackedFacts): readonly Fact[] {
    for (const marked of shapes) this.#shapes.add(marked);
    if (forget) this.#lasting.length = 0;
    this.#values = values;
    this.#at = 0;
    const facts: Fact[] = [];
    while (this.#at < values.length) facts.push(this.#record(this.#number() >> 2) as unknown as Fact);
    this.#values = [];
    soundLists.add(facts);
    return facts;
  }

  #number(): number {
    return this.#values[this.#at++] as number;
  }

  #record(shape: number): Fields {
    const record: Record<string, unknown> = {};
    for (const member of this.#shapes.all[shape]!.members)
      record[member.name] = member.isObject ? this.#object(member) : this.#values[this.#at++];
    return record;
  }

  #object({ latest, lasts }: Member): object {
    const number = this.#number();
    const kind = number & 3;
    if (kind === SAME) return this.#latest[latest]!;
    if (kind === LASTS) return (this.#latest[latest] = this.#lasting[number >> 2]!);
    const object =
      kind === NEW_JSON ? this.#texts.parsed(this.#values[this.#at++] as string) : this.#record(number >> 2);
    if (lasts) this.#lasting.push(object);
    return (this.#latest[latest] = object);
  }
}
