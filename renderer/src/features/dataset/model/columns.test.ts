import { expect, it } from 'vitest';
import type { Column } from '../../../../../contract/index.ts';
import { matchingColumns } from './columns.ts';
import { columnHash, readColumnHash, readId, validateDatasetSearch } from './search-params.ts';

function column(path: string[], dataType = 'string', value?: string): Column {
  return {
    id: path.length,
    path,
    depth: path.length - 1,
    ordinal: null,
    dataType,
    description: null,
    descriptionOrigin: null,
    sensitivity: null,
    tags: value
      ? [
          {
            id: 1,
            kind: 'category',
            key: '',
            value,
            origin: 'steward',
            status: 'confirmed',
            sinceRevision: 1,
            actor: null,
          },
        ]
      : [],
    tests: { pass: 0, fail: 0, other: 0 },
    upstream: 0,
    downstream: 0,
    sources: [],
    referencedOnly: false,
    retired: false,
  };
}

it('keeps the parents of a nested match and nothing else', () => {
  const columns = [
    column(['id']),
    column(['buyer'], 'struct'),
    column(['buyer', 'mail'], 'string', 'user.contact.email'),
    column(['buyer', 'age']),
  ];
  const found = (text: string) => matchingColumns(columns, text).map(({ path }) => path.join('.'));
  expect(found('contact')).toEqual(['buyer', 'buyer.mail']);
  expect(found('BUYER mail')).toEqual(['buyer', 'buyer.mail']);
  expect(found('')).toHaveLength(4);
  expect(found('nothing')).toEqual([]);
});

it('reads addresses tolerantly', () => {
  expect(readId('12')).toBe(12);
  expect([readId('0'), readId('-1'), readId('1e3'), readId('9'.repeat(20)), readId(null)]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(readColumnHash(columnHash(7))).toBe(7);
  expect(readColumnHash('column-x')).toBeNull();
  expect(validateDatasetSearch({ tab: 'runs', other: 1 })).toEqual({ tab: 'runs' });
  expect(validateDatasetSearch({ tab: 'constructor' })).toEqual({});
});
