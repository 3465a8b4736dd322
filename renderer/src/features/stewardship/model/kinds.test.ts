import { describe, expect, it } from 'vitest';
import { durationWords, valueName } from './kinds.ts';
import { EMPTY_TAG_DRAFT, planTags, withTag } from './tag-plan.ts';
import type { EditItem, KnownTag } from './edit-item.ts';

function item(id: number, tags: KnownTag[]): EditItem {
  return { target: { on: 'dataset', id }, name: `t${id}`, sensitivity: null, exact: true, tags, owners: [] };
}
const stated = (kind: KnownTag['kind'], value: string, key = ''): KnownTag => ({
  ...{ kind, key, value, origin: 'steward', status: 'confirmed' },
});

describe('kinds with one value', () => {
  it('are replaced, each counted by what was there', () => {
    const items = [
      item(1, [stated('domain', 'sales')]),
      item(2, [stated('domain', 'finance')]),
      item(3, [stated('property', '1', 'cost')]),
    ];
    const draft = withTag(
      withTag(EMPTY_TAG_DRAFT, { kind: 'domain', key: '', value: 'sales' }, 'add'),
      { kind: 'domain', key: '', value: 'finance' },
      'add',
    );
    expect(draft.add).toEqual([{ kind: 'domain', key: '', value: 'finance' }]);
    expect(planTags(items, draft, ({ value }) => value)).toMatchObject({
      changed: 2,
      lines: [
        { change: 'replace', what: 'sales by finance', count: 1 },
        { change: 'none', what: 'finance', count: 1 },
        { change: 'add', what: 'finance', count: 1 },
      ],
    });
    const property = withTag(EMPTY_TAG_DRAFT, { kind: 'property', key: 'cost', value: '2' }, 'add');
    const other = withTag(property, { kind: 'property', key: 'team', value: 'x' }, 'add');
    expect(other.add).toHaveLength(2);
    expect(planTags(items, property, ({ value }) => value).lines.map(({ change }) => change)).toEqual([
      'add',
      'replace',
    ]);
  });
});

it('says durations and legal bases in words', () => {
  expect(durationWords('P1Y6M')).toBe('1 year 6 months');
  expect(durationWords('pt12h')).toBe('12 hours');
  for (const none of ['', 'P', 'PT', 'P0D', '3 years', 'P1.5Y', 'P1Y2'])
    expect(durationWords(none)).toBeNull();
  expect(valueName('legal-basis', 'art6-1-b')).toContain('Contract');
  expect(valueName('legal-basis', 'constructor')).toBe('constructor');
});
