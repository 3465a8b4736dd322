import { describe, expect, it } from 'vitest';
import { beforeAfter, changedName } from './change-kinds.ts';

describe('a change in words', () => {
  it('names both sides, or the one that there is', () => {
    const row = { change: 'changed', type: 'dataset' } as const;
    expect(beforeAfter({ ...row, before: 'table', after: 'view' })).toBe('table → view');
    expect(beforeAfter({ ...row, before: null, after: 'crawler' })).toBe('crawler');
    expect(beforeAfter({ change: 'added', type: 'edge', before: null, after: 'both' })).toBe('both');
    expect(beforeAfter({ change: 'added', type: 'tag', before: null, after: null })).toBe('');
  });

  it('leaves names and values of sources as they are', () => {
    expect(beforeAfter({ change: 'added', type: 'property', before: null, after: '"both"' })).toBe('"both"');
    expect(changedName({ type: 'io', name: 'read by load_orders' })).toBe('read by load_orders');
  });
});
