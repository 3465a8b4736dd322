/** Any JSON value as the rows of a tree: only what is open, never more than a screen can hold. */
import { say, sayIn } from '../../../shared/language/say.ts';

export interface JsonRow {
  /** Unique within the tree. */
  readonly path: string;
  readonly depth: number;
  readonly key: string;
  /** The value as text, cut where it is long; for objects and lists how many members they have. */
  readonly text: string;
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'note';
  readonly expandable: boolean;
}

/** Members of one object or list that are shown. */
export const MAX_MEMBERS = 200;
/** Characters of one string that are shown. */
export const MAX_TEXT = 2000;
/** Rows in all. */
export const MAX_ROWS = 5000;

interface Pending {
  readonly path: string;
  readonly depth: number;
  readonly key: string;
  readonly value: unknown;
}

function cut(text: string): string {
  return text.length > MAX_TEXT
    ? `${text.slice(0, MAX_TEXT)} … (${say('{shown} of {total} characters', { shown: MAX_TEXT, total: text.length })})`
    : text;
}

function describe(value: unknown): Pick<JsonRow, 'kind' | 'text'> {
  if (Array.isArray(value))
    return {
      kind: 'array',
      text: say('{items, plural, one {# item} other {# items}}', { items: value.length }),
    };
  if (typeof value === 'object' && value !== null) {
    const size = Object.keys(value).length;
    return {
      kind: 'object',
      text: sayIn('JSON', '{members, plural, one {# member} other {# members}}', { members: size }),
    };
  }
  if (typeof value === 'string') return { kind: 'string', text: cut(value) };
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) };
  return { kind: 'null', text: 'null' };
}

function membersOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value))
    return value.slice(0, MAX_MEMBERS).map((member, index) => [String(index), member]);
  return Object.entries(value as object).slice(0, MAX_MEMBERS);
}

function sizeOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

/** A note in place of what is left out. */
function note(path: string, depth: number, text: string): JsonRow {
  return { path, depth, key: '', text, kind: 'note', expandable: false };
}

/**
 * The rows of these named values with the given paths open. Works step by step, so depth of nesting
 * does not matter; what is left out is said in a row of its own.
 */
export function jsonRows(
  values: readonly { readonly path: string; readonly key: string; readonly value: unknown }[],
  open: ReadonlySet<string>,
): JsonRow[] {
  const rows: JsonRow[] = [];
  const stack: (Pending | JsonRow)[] = [...values]
    .reverse()
    .map(({ path, key, value }) => ({ path, key, value, depth: 0 }));
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (rows.length >= MAX_ROWS)
      return [...rows, note('end', 0, say('Only the first {shown} rows are shown.', { shown: MAX_ROWS }))];
    if (!('value' in next)) {
      rows.push(next);
      continue;
    }
    const { path, depth, key, value } = next;
    const size = sizeOf(value);
    rows.push({ path, depth, key, expandable: size > 0, ...describe(value) });
    if (size === 0 || !open.has(path)) continue;
    if (size > MAX_MEMBERS)
      stack.push(
        note(
          `${path}/…`,
          depth + 1,
          say('{shown} of {total} are shown.', { shown: MAX_MEMBERS, total: size }),
        ),
      );
    const members = membersOf(value).map(([name, member]) => ({
      path: `${path}/${JSON.stringify(name)}`,
      depth: depth + 1,
      key: name,
      value: member,
    }));
    stack.push(...members.reverse());
  }
  return rows;
}
