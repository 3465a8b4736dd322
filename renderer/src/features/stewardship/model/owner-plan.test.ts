import { describe, expect, it } from 'vitest';
import type { EditItem, KnownOwner } from './edit-item.ts';
import { EMPTY_OWNER_DRAFT, planOwners, withOwners } from './owner-plan.ts';
import { ownerValues } from './present.ts';

const ada = { name: 'Ada', email: 'ada@example.org', role: 'steward' };

function item(...owners: KnownOwner[]): EditItem {
  return { target: { on: 'dataset', id: 1 }, name: 't', sensitivity: null, exact: true, tags: [], owners };
}

const changes = (items: EditItem[], draft: Partial<typeof EMPTY_OWNER_DRAFT>) =>
  planOwners(items, { ...EMPTY_OWNER_DRAFT, ...draft }).lines.map(({ change, count }) => [change, count]);

describe('planOwners', () => {
  it('adds, confirms or leaves alone', () => {
    const items = [
      item(),
      item({ ...ada, origin: 'dbt', status: 'imported' }),
      item({ ...ada, origin: 'steward', status: 'confirmed' }),
    ];
    expect(changes(items, { add: [ada] })).toEqual([
      ['add', 1],
      ['confirm', 1],
      ['none', 1],
    ]);
  });

  it('takes the same name in another role for another statement', () => {
    expect(
      changes([item({ ...ada, role: 'business owner', origin: 'steward', status: 'confirmed' })], {
        remove: [ada],
      }),
    ).toEqual([['none', 1]]);
  });

  it('rejects what a source states', () => {
    expect(changes([item({ ...ada, origin: 'openlineage', status: 'imported' })], { remove: [ada] })).toEqual(
      [['reject', 1]],
    );
  });

  it('compares by name where a list knows no more', () => {
    expect(changes([item({ name: 'Ada' })], { remove: [ada] })).toEqual([['remove', 1]]);
  });
});

it('keeps an owner on one list only', () => {
  const draft = withOwners(withOwners(EMPTY_OWNER_DRAFT, [ada], 'add'), [ada], 'remove');
  expect(draft).toEqual({ add: [], remove: [ada] });
});

it('finds every role of a person whom a list only names', () => {
  const vocabulary = [ada, { ...ada, role: 'business owner' }, { name: 'Bob', email: null, role: 'steward' }];
  expect(ownerValues({ name: 'Ada' }, vocabulary)).toHaveLength(2);
  expect(ownerValues({ ...ada }, vocabulary)).toEqual([ada]);
});
