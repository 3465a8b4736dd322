import { describe, expect, it } from 'vitest';
import { dqdlRules } from './dqdl.ts';
import { parseLiteral } from './literals.ts';

describe('data quality rules', () => {
  it('are parted at commas outside of lists and quotes', () => {
    const text = `# comment
      Rules = [
        IsComplete "a, b", ColumnValues "c" in ["x", "]"],   # another, comment
        (IsUnique "d") and (Mean "e" > 3),
        RowCount between 1 and 5
      ]
      Analyzers = [ Completeness "z" ]`;
    expect(dqdlRules(text)).toEqual([
      { text: 'IsComplete "a, b"', kind: 'IsComplete', column: 'a, b' },
      { text: 'ColumnValues "c" in ["x", "]"]', kind: 'ColumnValues', column: 'c' },
      { text: '(IsUnique "d") and (Mean "e" > 3)', kind: '' },
      { text: 'RowCount between 1 and 5', kind: 'RowCount' },
    ]);
  });

  it.each(['', 'Rules', 'Rules = [', 'Rules = [IsComplete "a', 'Rules = [[[['])('survive %j', (text) =>
    expect(() => dqdlRules(text)).not.toThrow(),
  );
});

describe('Python literals', () => {
  it.each<[string, unknown]>([
    ['"a\\"b"', 'a"b'],
    ["'x'", 'x'],
    ['True', true],
    ['None', null],
    ['-1.5e3', -1500],
    ['[("a", "long"), ]', [['a', 'long']]],
    [
      '{"k": ["v"], \'n\': 1}',
      new Map<string, unknown>([
        ['k', ['v']],
        ['n', 1],
      ]),
    ],
    ['u"""long"""', 'long'],
    ['[]', []],
  ])('%s', (text, value) => expect(parseLiteral(text)).toEqual(value));

  it.each(['lambda row : ()', 'name', '"open', '[1', '{1}', '', '['.repeat(1000)])('%j is none', (text) =>
    expect(parseLiteral(text)).toBeUndefined(),
  );
});
