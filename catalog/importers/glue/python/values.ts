/**
 * What is known of a Python value without running the script: the texts that it may be, the parts of
 * a list or dict, and the data that went into it.
 */
import type { SyntaxNode } from './tree.ts';
import type { Endpoint } from '../endpoints.ts';
import { HOLE } from '../locations.ts';

/** One of the texts that a value may be. Unknown stretches are a {@link HOLE}. */
export interface Text {
  readonly text: string;
  readonly confidence: number;
}

/** A read that data in a value comes from. */
export interface Read {
  readonly endpoint: Endpoint;
  readonly at: string;
  readonly confidence: number;
}

export type Options = ReadonlyMap<string, Value>;

/** A column expression of Spark, put as SQL. `sql`: null where it is not known. `whens`: a CASE that is not closed yet. */
export interface ColumnExpression {
  readonly kind: 'column';
  readonly sql: string | null;
  readonly name: string | null;
  readonly whens?: boolean;
}

/** Objects whose methods we know. */
export type Api =
  | { readonly kind: 'args' }
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'reader'; readonly format: string; readonly options: Options }
  | { readonly kind: 'writer'; readonly format: string; readonly options: Options }
  | { readonly kind: 'writer-v2'; readonly target: Value }
  | { readonly kind: 'sink'; readonly type: string; readonly options: Options; readonly state: SinkState }
  | { readonly kind: 'boto'; readonly service: string }
  | { readonly kind: 'jdbc-conf'; readonly connection: string }
  | { readonly kind: 'function'; readonly definition: FunctionValue }
  | ColumnExpression
  /** Data that is grouped by these columns. */
  | { readonly kind: 'grouped'; readonly by: readonly Value[] }
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'instance'; readonly of: string; readonly attributes: Map<string, Value> };

/** A sink learns its table after it was made. */
export interface SinkState {
  database: Value | null;
  table: Value | null;
}

export interface FunctionValue {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly self: Value | null;
}

export interface Value {
  readonly texts: readonly Text[];
  readonly from: ReadonlySet<Read>;
  readonly items?: readonly Value[];
  readonly entries?: ReadonlyMap<string, Value>;
  readonly api?: Api;
}

/** Certainty of a text by the way it came about. */
export const LITERAL = 0.9;
export const ARGUMENT = 0.85;
export const BUILT = 0.75;
const PARTLY_UNKNOWN = 0.6;

const MAX_ALTERNATIVES = 16;
const MAX_TEXT = 200_000;
export const MAX_ITEMS = 200;

const NOTHING: ReadonlySet<Read> = new Set();

export const UNKNOWN: Value = { texts: [], from: NOTHING };

export const ofText = (text: string, confidence = LITERAL): Value => ({
  texts: [{ text: text.slice(0, MAX_TEXT), confidence }],
  from: NOTHING,
});
export const ofApi = (api: Api, from: ReadonlySet<Read> = NOTHING): Value => ({ texts: [], from, api });
export const ofData = (from: ReadonlySet<Read>): Value => ({ texts: [], from });
export const ofItems = (items: readonly Value[]): Value => ({
  texts: [],
  from: unionOf(items),
  items: items.slice(0, MAX_ITEMS),
});
export const ofEntries = (entries: ReadonlyMap<string, Value>): Value => ({
  texts: [],
  from: unionOf([...entries.values()]),
  entries,
});

/** All data that went into any of some values. */
export function unionOf(values: readonly Value[]): ReadonlySet<Read> {
  const filled = values.filter((value) => value.from.size > 0);
  const [only] = filled;
  if (!only) return NOTHING;
  if (filled.length === 1) return only.from;
  const out = new Set<Read>();
  for (const value of filled) for (const read of value.from) out.add(read);
  return out;
}

/** Either of two values: after an `if`, or of `a or b`. */
export function either(a: Value, b: Value): Value {
  if (a === b) return a;
  const items = a.items && b.items ? [...a.items, ...b.items].slice(0, MAX_ITEMS) : (a.items ?? b.items);
  const entries = a.entries && b.entries ? new Map([...a.entries, ...b.entries]) : (a.entries ?? b.entries);
  const api = b.api ?? a.api;
  return {
    texts: distinctTexts([...a.texts, ...b.texts]),
    from: unionOf([a, b]),
    ...(items ? { items } : {}),
    ...(entries ? { entries } : {}),
    ...(api ? { api } : {}),
  };
}

function distinctTexts(texts: readonly Text[]): Text[] {
  const best = new Map<string, Text>();
  for (const one of texts) {
    const before = best.get(one.text);
    if (!before || before.confidence < one.confidence) best.set(one.text, one);
  }
  return [...best.values()].slice(0, MAX_ALTERNATIVES);
}

/** The value's texts, or one unknown stretch. */
export const textsOrHole = (value: Value): readonly Text[] =>
  value.texts.length > 0 ? value.texts : [{ text: HOLE, confidence: PARTLY_UNKNOWN }];

/** Texts put one after the other, in all combinations up to a limit. */
export function concatenated(parts: readonly Value[]): Value {
  let texts: Text[] = [{ text: '', confidence: 1 }];
  for (const part of parts) {
    const next: Text[] = [];
    for (const left of texts) {
      for (const right of textsOrHole(part)) {
        if (next.length < MAX_ALTERNATIVES)
          next.push({
            text: (left.text + right.text).slice(0, MAX_TEXT),
            confidence: Math.min(left.confidence, right.confidence),
          });
      }
    }
    texts = next;
  }
  const known = texts.filter((one) => one.text.replaceAll(HOLE, '') !== '');
  return {
    texts: known.map((one) => ({
      ...one,
      confidence: parts.length > 1 ? Math.min(one.confidence, BUILT) : one.confidence,
    })),
    from: unionOf(parts),
  };
}

/** The value with each of its texts changed. */
export function mapTexts(value: Value, change: (text: string) => string): Value {
  return {
    texts: distinctTexts(
      value.texts.map((one) => ({ text: change(one.text).slice(0, MAX_TEXT), confidence: one.confidence })),
    ),
    from: value.from,
  };
}

/** Variables, and those of the function or module around. */
export class Scope {
  readonly parent: Scope | null;
  private variables = new Map<string, Value>();
  /** Names that `global` or `nonlocal` hands to the scope around. */
  private readonly outer = new Set<string>();

  constructor(parent: Scope | null) {
    this.parent = parent;
  }

  get(name: string): Value | undefined {
    return this.variables.get(name) ?? this.parent?.get(name);
  }

  set(name: string, value: Value): void {
    if (this.parent && this.outer.has(name)) this.parent.set(name, value);
    else this.variables.set(name, value);
  }

  declareOuter(name: string): void {
    this.outer.add(name);
  }

  snapshot(): ReadonlyMap<string, Value> {
    return new Map(this.variables);
  }

  restore(variables: ReadonlyMap<string, Value>): void {
    this.variables = new Map(variables);
  }

  /** Makes each variable what it may be after either way. */
  merge(other: ReadonlyMap<string, Value>): void {
    for (const [name, value] of other) {
      const own = this.variables.get(name);
      this.variables.set(name, own ? either(own, value) : value);
    }
  }
}
