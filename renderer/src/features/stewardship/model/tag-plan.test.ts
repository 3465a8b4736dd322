import { describe, expect, it } from 'vitest';
import type { TagValue } from '../../../../../contract/index.ts';
import type { EditItem, KnownTag } from './edit-item.ts';
import { EMPTY_TAG_DRAFT, planTags, withTag, type TagDraft } from './tag-plan.ts';

const email: TagValue = { kind: 'category', key: '', value: 'user.contact.email' };
const growth: TagValue = { kind: 'label', key: 'team', value: 'growth' };

function item(id: number, sensitivity: EditItem['sensitivity'], tags: KnownTag[] = []): EditItem {
  return { target: { on: 'dataset', id }, name: `t${id}`, sensitivity, exact: true, tags, owners: [] };
}

const plan = (items: EditItem[], draft: Partial<TagDraft>) =>
  planTags(items, { ...EMPTY_TAG_DRAFT, ...draft }, ({ value }) => value);

describe('planTags', () => {
  it('says per target what a new level replaces, and counts those that are protected less', () => {
    const items = [item(1, 'restricted'), item(2, 'public'), item(3, null), item(4, 'internal')];
    const result = plan(items, { sensitivity: 'internal' });
    expect(result.lines).toEqual([
      { change: 'replace', what: 'sensitivity from restricted to internal', count: 1 },
      { change: 'replace', what: 'sensitivity from public to internal', count: 1 },
      { change: 'add', what: 'sensitivity internal', count: 1 },
      { change: 'none', what: 'sensitivity internal', count: 1 },
    ]);
    expect(result).toMatchObject({
      changed: 3,
      lowered: 1,
      remove: [],
      add: [{ kind: 'sensitivity', value: 'internal' }],
    });
  });

  it('takes a level away by removing each one that occurs', () => {
    const result = plan([item(1, 'restricted'), item(2, 'restricted'), item(3, null)], {
      sensitivity: 'clear',
    });
    expect(result.remove).toEqual([{ kind: 'sensitivity', key: '', value: 'restricted' }]);
    expect(result).toMatchObject({ add: [], changed: 2, lowered: 2 });
  });

  it('confirms what a source states, and leaves alone what a person confirmed', () => {
    const imported: KnownTag = { ...email, key: '', origin: 'dbt', status: 'imported' };
    const confirmed: KnownTag = { ...imported, status: 'confirmed' };
    const result = plan([item(1, null, [imported]), item(2, null, [confirmed]), item(3, null)], {
      add: [email],
    });
    expect(result.lines.map(({ change, count }) => [change, count])).toEqual([
      ['confirm', 1],
      ['none', 1],
      ['add', 1],
    ]);
    expect(result.changed).toBe(2);
  });

  it('rejects what a source states and removes what a person set', () => {
    const items = [
      item(1, null, [{ ...email, key: '', origin: 'glue', status: 'imported' }]),
      item(2, null, [{ ...email, key: '', origin: 'steward', status: 'confirmed' }]),
      item(3, null, [{ ...email, key: '', origin: 'glue', status: 'rejected' }]),
    ];
    expect(plan(items, { remove: [email] }).lines.map(({ change }) => change)).toEqual([
      'reject',
      'remove',
      'none',
    ]);
  });

  it('knows a label of a list by its text', () => {
    const listed = item(1, null, [{ kind: 'label', key: '', value: 'team=growth' }]);
    expect(plan([listed], { remove: [growth] }).changed).toBe(1);
    expect(plan([listed], { add: [growth] }).changed).toBe(0);
    expect(
      plan([item(2, null, [{ kind: 'label', key: '', value: 'growth', status: 'confirmed' }])], {
        remove: [growth],
      }).changed,
    ).toBe(0);
  });

  it('promises no exact counts where columns are counted in', () => {
    const listed = { ...item(1, 'internal', [{ ...email, key: '' }]), exact: false };
    expect(
      plan([listed], { sensitivity: 'internal', add: [email] }).lines.map(({ change }) => change),
    ).toEqual(['add', 'add']);
    expect(plan([listed], { sensitivity: 'clear' }).remove).toHaveLength(4);
  });

  it('has nothing to do for an empty draft', () => {
    expect(plan([item(1, 'public')], {})).toEqual({ add: [], remove: [], lines: [], changed: 0, lowered: 0 });
  });
});

describe('withTag', () => {
  it('never holds a value on both lists', () => {
    const added = withTag(EMPTY_TAG_DRAFT, email, 'add');
    const moved = withTag(withTag(added, growth, 'add'), email, 'remove');
    expect(moved).toEqual({ sensitivity: 'keep', add: [growth], remove: [email] });
    expect(withTag(moved, email, null)).toEqual({ sensitivity: 'keep', add: [growth], remove: [] });
  });
});
