import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery, termsOf, together } from './parse.ts';
import { printQuery } from './print.ts';
import { CONDITIONS, FIELD_NAMES, type Query, type Value } from './syntax.ts';

/** The query without places, for comparing. */
function bare(query: Query | null): unknown {
  if (!query) return null;
  const value = ({ text, quoted, exact }: Value) => ({ text, quoted, exact });
  switch (query.type) {
    case 'all':
    case 'any':
      return { type: query.type, items: query.items.map(bare) };
    case 'not':
      return { not: bare(query.item) };
    case 'text':
      return value(query.value);
    case 'field':
      return { field: query.field, values: query.values.map(value) };
  }
}

const word = (text: string): unknown => ({ text, quoted: false, exact: false });
const phrase = (text: string): unknown => ({ text, quoted: true, exact: false });
const read = (text: string) => bare(parseQuery(text).query);

describe('reading a query', () => {
  test('words must all occur, phrases are kept together', () => {
    expect(read('customer "per day" email')).toEqual({
      type: 'all',
      items: [word('customer'), phrase('per day'), word('email')],
    });
  });

  test('OR binds less than words side by side; parentheses group', () => {
    expect(read('a b OR c')).toEqual({
      type: 'any',
      items: [{ type: 'all', items: [word('a'), word('b')] }, word('c')],
    });
    expect(read('a (b OR c)')).toEqual({
      type: 'all',
      items: [word('a'), { type: 'any', items: [word('b'), word('c')] }],
    });
  });

  test('a field takes several values, exact ones, phrases and another spelling', () => {
    expect(read('Kind:table,view owner:="Ana Ruiz" ns:prod')).toEqual({
      type: 'all',
      items: [
        { field: 'kind', values: [word('table'), word('view')] },
        { field: 'owner', values: [{ text: 'Ana Ruiz', quoted: true, exact: true }] },
        { field: 'namespace', values: [word('prod')] },
      ],
    });
  });

  test('minus and NOT leave out; a minus within a word or alone does not', () => {
    expect(read('-tag:pii NOT (a OR b)')).toEqual({
      type: 'all',
      items: [
        { not: { field: 'tag', values: [word('pii')] } },
        { not: { type: 'any', items: [word('a'), word('b')] } },
      ],
    });
    expect(read('order-items - x')).toEqual({
      type: 'all',
      items: [word('order-items'), word('-'), word('x')],
    });
  });

  test('addresses, types and ARNs are words', () => {
    for (const text of ['s3://bucket/raw', 'arn:aws:glue:eu-west-1', 'decimal(10,2)', 'postgres://db:5432']) {
      expect(read(text), text).toEqual(word(text));
      expect(parseQuery(text).problems, text).toEqual([]);
    }
    expect(read('type:decimal(10)')).toEqual({ field: 'type', values: [word('decimal(10)')] });
  });

  test.each([
    ['owner:', 0, 6, 'owner: needs a value'],
    ['x ownr:ana', 2, 6, 'There is no field “ownr”; it was searched for as text. Do you mean owner: ?'],
    ['is:fine x', 3, 7, 'There is no condition “fine”'],
    ['a "b c', 2, 6, 'The closing quotation mark is missing'],
    ['(a b', 0, 1, 'The closing parenthesis is missing'],
    ['a ) b', 2, 3, 'This parenthesis closes none'],
    ['a OR', 2, 4, 'OR stands between'],
    ['OR a', 0, 2, 'OR stands between'],
    ['a NOT', 2, 5, 'What is not to be found is missing'],
  ])('%s: the problem is told at its place', (text, from, to, message) => {
    const { problems } = parseQuery(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ from, to });
    expect(problems[0]!.message).toContain(message);
  });

  test('the rest of a broken query is still read', () => {
    expect(read('owner: orders')).toEqual(word('orders'));
    expect(read('is:fine orders')).toEqual(word('orders'));
    expect(read('a ) b')).toEqual({ type: 'all', items: [word('a'), word('b')] });
    expect(read('a "b c')).toEqual({ type: 'all', items: [word('a'), phrase('b c')] });
  });

  test('terms know their places and whether they are to be absent', () => {
    const text = 'orders -owner:ana (x OR NOT y)';
    const terms = termsOf(parseQuery(text).query);
    expect(terms.map(({ term, negated }) => [text.slice(term.from, term.to), negated])).toEqual([
      ['orders', false],
      ['owner:ana', true],
      ['x', false],
      ['y', true],
    ]);
  });
});

const texts = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom(
    'OR',
    'AND',
    'NOT',
    '-',
    '-a',
    'owner:ana',
    'a,b',
    '=',
    '=x',
    'f(x)',
    '"',
    '\\',
    'stg_*',
    '顧客',
    ')',
  ),
);
const values = fc.record({
  text: texts,
  quoted: fc.boolean(),
  exact: fc.boolean(),
  from: fc.constant(0),
  to: fc.constant(0),
});
const fields = fc.oneof(
  fc.record({
    type: fc.constant('field' as const),
    field: fc.constantFrom(...FIELD_NAMES.filter((name) => name !== 'is')),
    values: fc.array(values, { minLength: 1, maxLength: 3 }),
    from: fc.constant(0),
    to: fc.constant(0),
  }),
  fc.record({
    type: fc.constant('field' as const),
    field: fc.constant('is' as const),
    values: fc.array(
      fc.record({
        text: fc.constantFrom(...Object.keys(CONDITIONS)),
        quoted: fc.constant(false),
        exact: fc.constant(false),
        from: fc.constant(0),
        to: fc.constant(0),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    from: fc.constant(0),
    to: fc.constant(0),
  }),
);
const { query: queries } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.record({
      type: fc.constant('text' as const),
      value: values,
      from: fc.constant(0),
      to: fc.constant(0),
    }),
    fields,
    fc.record({ type: fc.constant('not' as const), item: tie('query') }),
    fc.record({
      type: fc.constantFrom('all' as const, 'any' as const),
      items: fc.array(tie('query'), { minLength: 2, maxLength: 4 }),
    }),
  ),
}));

/** Lists of one kind in one list, as reading makes them; quotation marks where writing needs them. */
function settled(query: Query): Query {
  switch (query.type) {
    case 'all':
    case 'any':
      return together(query.type, query.items.map(settled))!;
    case 'not':
      return { ...query, item: settled(query.item) };
    case 'text':
    case 'field':
      return query;
  }
}

/** As {@link bare}, without what only says how it was written. */
const unquoted = (query: Query | null) =>
  JSON.parse(
    JSON.stringify(bare(query), (key, value: unknown) => (key === 'quoted' ? undefined : value)),
  ) as unknown;

describe('writing a query', () => {
  test('what is written is read as the same query', () => {
    fc.assert(
      fc.property(queries.map(settled), (query) => {
        const text = printQuery(query);
        const reading = parseQuery(text);
        expect(unquoted(reading.query), text).toEqual(unquoted(query));
        expect(
          reading.problems.filter(({ message }) => !message.startsWith('There is no field')),
          text,
        ).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('whatever is typed is read, and written it is the same from then on', () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 60, unit: 'grapheme' }),
      fc
        .array(
          fc.constantFrom('(', ')', '"', '-', ' ', 'OR', 'NOT', 'owner:', 'is:', 'a', ',', '=', '\\', '*'),
          { maxLength: 40 },
        )
        .map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { query, problems } = parseQuery(text);
        for (const { from, to } of problems) expect(0 <= from && from <= to && to <= text.length).toBe(true);
        expect(unquoted(parseQuery(printQuery(query)).query)).toEqual(unquoted(query));
      }),
      { numRuns: 3000 },
    );
  });

  test('depth is bounded', () => {
    const { query, problems } = parseQuery(`${'('.repeat(100_000)}a`);
    expect(problems.length).toBeGreaterThan(0);
    expect(printQuery(query)).toBe('a');
  });

  test('what is nested too deeply does not make the rest shallow', () => {
    const { query } = parseQuery(`${'('.repeat(120)}a${')'.repeat(120)} (b OR c)`);
    expect(printQuery(query)).toMatch(/ \(b OR c\)$/);
  });
});
