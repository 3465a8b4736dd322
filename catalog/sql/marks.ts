/**
 * Where in a text the SQL stands that makes one dataset from another: the tables, and what is selected for
 * the columns in question. By the parser's positions, so comments and literals are never taken for code.
 */
import type { MarksRequest, SqlMark } from './lineage.ts';
import { bodyOf, expressionOf, isBody, listOf, nameOf, type Body } from './tree.ts';

/** Marks at most; more would colour the whole text. */
const MOST = 400;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Marks in UTF-16 positions, ascending; none for what cannot be placed with certainty. */
export function marksOf(request: MarksRequest, statements: readonly unknown[]): SqlMark[] {
  const points = Array.from(request.sql);
  const finder = new Finder(request, points);
  for (const statement of statements) finder.visit(statement);
  const offsets = utf16Offsets(points);
  return finder.marks
    .map(({ start, end, kind }) => ({ start: offsets[start]!, end: offsets[end]!, kind }))
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .slice(0, MOST);
}

class Finder {
  readonly marks: SqlMark[] = [];
  readonly #points: readonly string[];
  readonly #source: readonly (readonly string[])[];
  readonly #target: readonly (readonly string[])[];
  readonly #from: ReadonlySet<string>;
  readonly #to: ReadonlySet<string>;

  constructor({ source, target, from, to }: MarksRequest, points: readonly string[]) {
    const lower = (name: readonly string[]) => name.map((part) => part.toLowerCase());
    this.#points = points;
    this.#source = source.map(lower);
    this.#target = target.map(lower);
    this.#from = new Set(lower(from));
    this.#to = new Set(lower(to));
  }

  /** Everything below a node of the tree, without recursion: text made for it can nest deeply. */
  visit(root: unknown): void {
    const open: { readonly value: unknown; readonly top: boolean }[] = [{ value: root, top: true }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { value, top } = next;
      if (Array.isArray(value)) {
        for (const item of value) open.push({ value: item, top });
        continue;
      }
      if (!isBody(value)) continue;
      for (const [kind, inner] of Object.entries(value)) {
        if (kind === 'table') this.#table(bodyOf(inner));
        if (kind === 'select') this.#select(bodyOf(inner), top);
        // What a select is made of, and what it names before, is not what the statement answers with.
        open.push({ value: inner, top: top && kind !== 'with' && kind !== 'select' });
      }
    }
  }

  #table(table: Body): void {
    const parts = ['catalog', 'schema', 'name'].flatMap((key) => {
      const name = nameOf(table[key]);
      const span = this.#spanOf(table[key]);
      return name && span ? [{ text: name.text.toLowerCase(), span }] : [];
    });
    const [first] = parts;
    const last = parts.at(-1);
    if (!first || !last) return;
    const texts = parts.flatMap(({ text }) => text.split('.'));
    const kind = isOne(texts, this.#target) ? 'target' : isOne(texts, this.#source) ? 'source' : null;
    if (kind) this.marks.push({ start: first.span.start, end: last.span.end, kind });
  }

  #select(select: Body, top: boolean): void {
    const fromSource = this.#reads(select);
    if (!top && !fromSource) return;
    const items = listOf(select['expressions']);
    let before = this.#wordBefore(items);
    for (const item of items) {
      const spans = spansIn(item);
      if (spans.length === 0) continue;
      const end = Math.max(...spans.map((span) => span.end));
      const names = namesIn(item);
      const output = outputOf(item)?.toLowerCase();
      const makes = top && output !== undefined && this.#to.has(output);
      const uses = fromSource && names.some((name) => this.#from.has(name));
      if (makes || uses) {
        const start = this.#codeFrom(before, Math.min(...spans.map((span) => span.start)));
        this.marks.push({ start, end, kind: 'column' });
      }
      before = end;
    }
  }

  /** Whether a select reads the source itself, in its own `from` or a join. */
  #reads(select: Body): boolean {
    const tables = [
      ...listOf(bodyOf(select['from'])['expressions']),
      ...listOf(select['joins']).map((join) => bodyOf(join)['this']),
    ];
    return tables.some((table) => {
      const found = expressionOf(table);
      if (found?.kind !== 'table') return false;
      const texts = ['catalog', 'schema', 'name'].flatMap((key) => {
        const name = nameOf(found.body[key]);
        return name ? name.text.toLowerCase().split('.') : [];
      });
      return isOne(texts, this.#source);
    });
  }

  /** Where the select list begins: after the last `select` or `distinct` before its first name. */
  #wordBefore(items: readonly unknown[]): number {
    const first = items.flatMap(spansIn).reduce((least, { start }) => Math.min(least, start), Infinity);
    if (!Number.isFinite(first)) return 0;
    const text = this.#points
      .slice(0, first)
      .map((point) => (point.length === 1 ? point : ' '))
      .join('')
      .toLowerCase();
    return Math.max(endOf(text, 'select'), endOf(text, 'distinct'));
  }

  /** The first position that is neither blank nor a comma. */
  #codeFrom(after: number, before: number): number {
    let at = after;
    while (at < before && /[\s,]/.test(this.#points[at] ?? '')) at++;
    return at;
  }

  /** A name's place, if the text there is that name: retried parses read a changed text. */
  #spanOf(value: unknown): Span | null {
    const name = nameOf(value);
    const span = spanOf(bodyOf(value)['span']) ?? spanOf(bodyOf(expressionOf(value)?.body)['span']);
    if (!name || !span) return null;
    const text = this.#points.slice(span.start, span.end).join('').toLowerCase();
    return text.includes(name.text.toLowerCase()) ? span : null;
  }
}

const endOf = (text: string, word: string): number => {
  const at = text.lastIndexOf(word);
  return at < 0 ? 0 : at + word.length;
};

/** The shorter of two names is the end of the longer one. */
function isOne(parts: readonly string[], names: readonly (readonly string[])[]): boolean {
  return names.some((name) => {
    const common = Math.min(parts.length, name.length);
    return (
      common > 0 &&
      Array.from({ length: common }, (_, back) => parts.at(-1 - back) === name.at(-1 - back)).every(Boolean)
    );
  });
}

function spanOf(value: unknown): Span | null {
  const { start, end } = bodyOf(value);
  return typeof start === 'number' && typeof end === 'number' && start < end ? { start, end } : null;
}

/** Every place below a node. */
function spansIn(root: unknown): Span[] {
  const spans: Span[] = [];
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const span = Array.isArray(value) ? null : spanOf((value as Body)['span']);
    if (span) spans.push(span);
    for (const inner of Object.values(value)) open.push(inner);
  }
  return spans;
}

/** Names of the columns below a node, in lower case. */
function namesIn(root: unknown): string[] {
  const names: string[] = [];
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && isBody((value as Body)['column'])) {
      const name = nameOf(bodyOf((value as Body)['column'])['name']);
      if (name) names.push(name.text.toLowerCase());
    }
    for (const inner of Object.values(value)) open.push(inner);
  }
  return names;
}

/** What a selected expression is called. */
function outputOf(item: unknown): string | undefined {
  const expression = expressionOf(item);
  if (expression?.kind === 'alias') return nameOf(expression.body['alias'])?.text;
  return expression?.kind === 'column' ? nameOf(expression.body['name'])?.text : undefined;
}

/** UTF-16 position of each code point, and of the end. */
function utf16Offsets(points: readonly string[]): number[] {
  const offsets = [0];
  for (const point of points) offsets.push(offsets.at(-1)! + point.length);
  return offsets;
}
