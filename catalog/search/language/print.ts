/** Writing a query: what {@link parseQuery} reads from it is the same query again. */
import { fieldNamed, type Query, type Value } from './syntax.ts';

export function printQuery(query: Query | null): string {
  return query ? print(query, 'any') : '';
}

function print(query: Query, within: 'any' | 'all' | 'not'): string {
  switch (query.type) {
    case 'text':
      return printValue(query.value, false);
    case 'field':
      return `${query.field}:${query.values.map((value) => printValue(value, true)).join(',')}`;
    case 'not':
      return `-${print(query.item, 'not')}`;
    case 'all':
    case 'any': {
      const items = query.items.map((item) => print(item, query.type));
      const text = items.join(query.type === 'any' ? ' OR ' : ' ');
      return within === 'any' && query.items.length > 0 ? text : `(${text})`;
    }
  }
}

/** A value as it must be written to be read as itself: in quotation marks where it could be taken for something else. */
export function printValue(
  { text, quoted, exact }: Pick<Value, 'text' | 'quoted' | 'exact'>,
  ofField: boolean,
): string {
  const sign = exact ? '=' : '';
  const plain = !quoted && (ofField ? /^[^\s"(),=\\][^\s"(),\\]*$/.test(text) : plainWord(text, exact));
  return plain ? sign + text : `${sign}"${text.replace(/["\\]/g, '\\$&')}"`;
}

function plainWord(text: string, exact: boolean): boolean {
  if (!/^[^\s"()\\]+$/.test(text)) return false;
  if (text.startsWith('=') || (!exact && (text.startsWith('-') || /^(OR|AND|NOT)$/.test(text)))) return false;
  const field = /^([A-Za-z][A-Za-z-]*):/.exec(text)?.[1];
  return exact || field === undefined || fieldNamed(field) === undefined;
}
