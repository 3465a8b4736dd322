/**
 * Reading a query. Whatever is typed is read: what cannot be understood becomes a problem with its place, and
 * the rest is searched.
 *
 *     query   = any
 *     any     = all { "OR" all }
 *     all     = one { [ "AND" ] one }
 *     one     = ( "-" | "NOT" ) one | "(" any ")" | field ":" values | value
 *     values  = value { "," value }
 *     value   = [ "=" ] ( word | '"' phrase '"' )
 */
import { distance } from '../names/distance.ts';
import {
  CONDITIONS,
  conditionNamed,
  FIELD_NAMES,
  FIELDS,
  fieldNamed,
  type FieldTerm,
  type Problem,
  type Query,
  type Reading,
  type TextTerm,
  type Value,
} from './syntax.ts';

/** Parentheses and minus signs within each other; what lies deeper is read as if they were not there. */
const MAX_DEPTH = 50;
const FIELD = /[A-Za-z][A-Za-z-]*:/y;
const BLANK = /\s/;

export function parseQuery(text: string): Reading {
  return new Parser(text).read();
}

class Parser {
  readonly #text: string;
  readonly #problems: Problem[] = [];
  #at = 0;
  #depth = 0;
  #open = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Reading {
    const found: Query[] = [];
    while (this.#skip()) {
      const query = this.#any();
      if (query) found.push(query);
      if (this.#text[this.#at] === ')') {
        this.#problem(this.#at, this.#at + 1, 'This parenthesis closes none.');
        this.#at++;
      }
    }
    return { query: together('all', found), problems: this.#problems };
  }

  #any(): Query | null {
    const choices: Query[] = [];
    for (;;) {
      const all = this.#all();
      if (all) choices.push(all);
      const from = this.#at;
      if (!this.#keyword('OR')) break;
      const lonely = !all || !this.#skip() || this.#text[this.#at] === ')';
      if (lonely)
        this.#problem(
          from,
          from + 2,
          'OR stands between two things to search for. In quotation marks it is a word.',
        );
    }
    return together('any', choices);
  }

  #all(): Query | null {
    const items: Query[] = [];
    while (this.#skip()) {
      if (this.#text[this.#at] === ')' || this.#peek('OR')) break;
      if (this.#keyword('AND')) continue;
      const one = this.#one();
      if (one) items.push(one);
    }
    return together('all', items);
  }

  #one(): Query | null {
    const from = this.#at;
    const next = this.#text[from + 1];
    if (this.#text[from] === '-' && next !== undefined && !BLANK.test(next)) {
      this.#at++;
      return this.#negated(from, from + 1);
    }
    if (this.#keyword('NOT')) return this.#negated(from, from + 3);
    if (this.#text[from] === '(') return this.#group();
    return this.#field() ?? this.#plain();
  }

  #negated(from: number, to: number): Query | null {
    if (!this.#skip() || this.#text[this.#at] === ')') {
      this.#problem(from, to, 'What is not to be found is missing here.');
      return null;
    }
    const item = ++this.#depth > MAX_DEPTH ? this.#plain() : this.#one();
    this.#depth--;
    return item && { type: 'not', item };
  }

  #group(): Query | null {
    const from = this.#at++;
    if (this.#depth === MAX_DEPTH) {
      this.#problem(from, from + 1, `Parentheses go at most ${MAX_DEPTH} deep.`);
      return null;
    }
    this.#depth++;
    this.#open++;
    const inner = this.#any();
    this.#open--;
    this.#depth--;
    if (this.#text[this.#at] === ')') this.#at++;
    else this.#problem(from, from + 1, 'The closing parenthesis is missing.');
    return inner;
  }

  #field(): Query | null {
    const from = this.#at;
    FIELD.lastIndex = from;
    const written = FIELD.exec(this.#text)?.[0];
    if (written === undefined) return null;
    const field = fieldNamed(written.slice(0, -1));
    if (field === undefined) {
      this.#unknown(from, written);
      return null;
    }
    this.#at += written.length;
    const values: Value[] = [];
    do {
      const value = this.#value(true);
      if (value.text !== '') values.push(value);
    } while (this.#text[this.#at] === ',' && ++this.#at);
    if (values.length === 0) {
      this.#problem(from, this.#at, `${written} needs a value, as in ${FIELDS[field].example}.`);
      return null;
    }
    const term: FieldTerm = { type: 'field', field, values, from, to: this.#at };
    return field === 'is' ? this.#conditions(term) : term;
  }

  #conditions(term: FieldTerm): Query | null {
    const known = term.values.flatMap((value) => {
      const condition = conditionNamed(value.text);
      if (condition) return [{ ...value, text: condition }];
      this.#problem(
        value.from,
        value.to,
        `There is no condition “${value.text}”. There are: ${Object.keys(CONDITIONS).join(', ')}.`,
      );
      return [];
    });
    return known.length > 0 ? { ...term, values: known } : null;
  }

  /** `s3://…`, `arn:…` and the like are text; what looks like a mistyped field is said to be. */
  #unknown(from: number, written: string): void {
    const name = written.slice(0, -1).toLowerCase();
    const end = this.#wordEnd(from + written.length, false);
    const rest = this.#text.slice(from + written.length, end);
    if (/[:/]/.test(rest)) return;
    const limit = name.length > 4 ? 2 : 1;
    const meant = FIELD_NAMES.find((field) => distance(name, field, limit) <= limit);
    this.#problem(
      from,
      from + written.length - 1,
      `There is no field “${name}”; it was searched for as text.${meant ? ` Do you mean ${meant}: ?` : ''}`,
    );
  }

  #plain(): Query | null {
    const value = this.#value(false);
    return value.text === '' ? null : { type: 'text', value, from: value.from, to: value.to };
  }

  #value(ofField: boolean): Value {
    const from = this.#at;
    const exact = this.#text[from] === '=';
    if (exact) this.#at++;
    if (this.#text[this.#at] === '"') return this.#phrase(from, exact);
    const end = this.#wordEnd(this.#at, ofField);
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    return { text, quoted: false, exact, from, to: end };
  }

  /** `\"` and `\\` stand for the sign itself. */
  #phrase(from: number, exact: boolean): Value {
    let text = '';
    let at = this.#at + 1;
    while (at < this.#text.length && this.#text[at] !== '"') {
      if (this.#text[at] === '\\' && /["\\]/.test(this.#text[at + 1] ?? '')) at++;
      text += this.#text[at++];
    }
    if (at >= this.#text.length)
      this.#problem(this.#at, this.#text.length, 'The closing quotation mark is missing.');
    this.#at = Math.min(at + 1, this.#text.length);
    return { text, quoted: true, exact, from, to: this.#at };
  }

  #wordEnd(from: number, ofField: boolean): number {
    let at = from;
    let inner = 0;
    for (; at < this.#text.length; at++) {
      const sign = this.#text[at]!;
      if (BLANK.test(sign) || (ofField && sign === ',')) break;
      // `decimal(10,2)` holds its own; one that was opened outside ends the word.
      if (sign === '(') inner++;
      else if (sign === ')' && inner > 0) inner--;
      else if (sign === ')' && this.#open > 0) break;
    }
    return at;
  }

  #peek(word: string): boolean {
    const end = this.#at + word.length;
    const after = this.#text[end];
    return (
      this.#text.startsWith(word, this.#at) &&
      (after === undefined || BLANK.test(after) || after === '(' || after === ')')
    );
  }

  #keyword(word: string): boolean {
    const found = this.#peek(word);
    if (found) this.#at += word.length;
    return found;
  }

  /** Over blanks; false at the end. */
  #skip(): boolean {
    while (this.#at < this.#text.length && BLANK.test(this.#text[this.#at]!)) this.#at++;
    return this.#at < this.#text.length;
  }

  #problem(from: number, to: number, message: string): void {
    this.#problems.push({ from, to, message });
  }
}

/** Items of one kind in one list; a single one by itself. */
export function together(type: 'all' | 'any', items: readonly Query[]): Query | null {
  if (items.length <= 1) return items[0] ?? null;
  return { type, items: items.flatMap((item) => (item.type === type ? item.items : [item])) };
}

/** All terms of a query in the order of its text, and whether each is to be absent. */
export function termsOf(
  query: Query | null,
  negated = false,
): { readonly term: FieldTerm | TextTerm; readonly negated: boolean }[] {
  if (!query) return [];
  switch (query.type) {
    case 'all':
    case 'any':
      return query.items.flatMap((item) => termsOf(item, negated));
    case 'not':
      return termsOf(query.item, !negated);
    case 'text':
    case 'field':
      return [{ term: query, negated }];
  }
}
