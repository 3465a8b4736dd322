import { describe, expect, it } from 'vitest';
import type { QueryTerm } from '../../../../../contract/index.ts';
import { withoutTerm, withoutValue, withSuggestion, withTerm } from './query-text.ts';

/** The term `written` of a text, as the engine tells of it. */
function term(text: string, written: string): QueryTerm {
  const from = text.indexOf(written);
  const colon = from + written.indexOf(':') + 1;
  let at = colon;
  const values = text
    .slice(colon, from + written.length)
    .split(',')
    .map((value) => {
      const place = { text: value, from: at, to: at + value.length, filter: null };
      at += value.length + 1;
      return place;
    });
  return { from, to: from + written.length, written, field: 'kind', negated: false, values };
}

describe('taking parts out of a query', () => {
  it('a term, with the blanks about it', () => {
    const text = 'orders  kind:view  -tag:pii';
    expect(withoutTerm(text, term(text, 'kind:view'))).toBe('orders -tag:pii');
    expect(withoutTerm('kind:view', term('kind:view', 'kind:view'))).toBe('');
  });

  it('one of several values, with its comma', () => {
    const text = 'a kind:table,view,file b';
    const several = term(text, 'kind:table,view,file');
    expect(withoutValue(text, several, 0)).toBe('a kind:view,file b');
    expect(withoutValue(text, several, 1)).toBe('a kind:table,file b');
    expect(withoutValue(text, several, 2)).toBe('a kind:table,view b');
    expect(withoutValue('a kind:table', term('a kind:table', 'kind:table'), 0)).toBe('a');
    expect(withoutValue(text, several, 7)).toBe(text);
  });
});

describe('putting parts in', () => {
  it('a field leaves the cursor after its colon, a value goes on to the next word', () => {
    expect(withSuggestion('ow', { from: 0, to: 2 }, 'owner:')).toEqual({ text: 'owner:', cursor: 6 });
    expect(withSuggestion('owner:an', { from: 6, to: 8 }, '="Ana Ruiz"')).toEqual({
      text: 'owner:="Ana Ruiz" ',
      cursor: 18,
    });
    expect(withSuggestion('(is:un) x', { from: 4, to: 6 }, 'unowned')).toEqual({
      text: '(is:unowned) x',
      cursor: 12,
    });
  });

  it('a term at the end', () => {
    expect(withTerm('', 'is:gap')).toBe('is:gap');
    expect(withTerm('orders ', 'is:gap')).toBe('orders is:gap');
  });
});
