/**
 * Reading the parser's syntax tree, which comes as plain JSON: an expression is an object with one
 * member, its kind, around its body. Nothing is taken for granted about a body's members.
 */

export type Body = Readonly<Record<string, unknown>>;

export interface Expression {
  readonly kind: string;
  readonly body: Body;
}

/** A name in SQL; `quoted` keeps its case. */
export interface Name {
  readonly text: string;
  readonly quoted: boolean;
}

const EMPTY: Body = Object.freeze({});

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const bodyOf = (value: unknown): Body => (isBody(value) ? value : EMPTY);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value as an expression; null where it is none. */
export function expressionOf(value: unknown): Expression | null {
  if (!isBody(value)) return null;
  let kind: string | null = null;
  for (const key in value) {
    if (kind !== null) return null;
    kind = key;
  }
  if (kind === null || (typeof value[kind] !== 'object' && value[kind] !== undefined)) return null;
  const body = bodyOf(value[kind]);
  // Comments beside an expression are put around it.
  return kind === 'annotated' ? expressionOf(body['this']) : { kind, body };
}

/** An identifier, or one wrapped in an expression (`identifier`, `column` without a table). */
export function nameOf(value: unknown): Name | null {
  if (typeof value === 'string') return value === '' ? null : { text: value, quoted: false };
  const body = bodyOf(value);
  if (typeof body['name'] === 'string') {
    return body['name'] === '' ? null : { text: body['name'], quoted: body['quoted'] === true };
  }
  const inner = expressionOf(value);
  if (inner?.kind === 'identifier') return nameOf(inner.body);
  if (inner?.kind === 'column') return nameOf(inner.body['name']);
  if (inner?.kind === 'column_def') return nameOf(inner.body['name']);
  return null;
}

export const namesOf = (value: unknown): Name[] => listOf(value).flatMap((item) => nameOf(item) ?? []);

/** Text of a string or number literal. */
export function literalOf(value: unknown): string | null {
  const expression = expressionOf(value);
  const text = expression?.kind === 'literal' ? expression.body['value'] : null;
  return typeof text === 'string' ? text : null;
}

/** Name of a function call in lower case; '' for other expressions. */
export function functionName({ kind, body }: Expression): string {
  if (kind !== 'function' && kind !== 'aggregate_function') return '';
  return typeof body['name'] === 'string' ? body['name'].toLowerCase() : '';
}

/** True for an expression that is a query. */
export const isQuery = (kind: string): boolean => QUERIES.has(kind);
const QUERIES = new Set(['select', 'union', 'intersect', 'except']);

/** The expression without the parentheses around it. */
export function unwrapped(value: unknown): unknown {
  let inner = value;
  for (let found = expressionOf(inner); found?.kind === 'paren'; found = expressionOf(inner)) {
    inner = found.body['this'];
  }
  return inner;
}
