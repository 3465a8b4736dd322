import { describe, expect, it } from 'vitest';
import type { LineageRow } from '../../../../../contract/index.ts';
import { scaleFor } from '../toolbar/picture-file.ts';
import { sortRows, toTsv } from './rows.ts';

const row = (id: number, more: Partial<LineageRow> = {}): LineageRow => ({
  id,
  namespace: 'ns',
  name: `t${id}`,
  kind: 'table',
  depth: 1,
  via: null,
  jobs: [],
  sensitivity: null,
  owners: [],
  ...more,
});

describe('sorting', () => {
  it('orders levels by strictness, numbers as numbers, and breaks ties the same way', () => {
    const rows = [row(10), row(2, { sensitivity: 'restricted' }), row(1, { sensitivity: 'public' })];
    expect(sortRows(rows, { key: 'sensitivity', descending: true }).map((one) => one.id)).toEqual([2, 1, 10]);
    expect(sortRows(rows, { key: 'name', descending: false }).map((one) => one.id)).toEqual([1, 2, 10]);
    expect(rows.map((one) => one.id)).toEqual([10, 2, 1]);
  });
});

describe('copying', () => {
  it('keeps one row a line and disarms formulas', () => {
    const lines = toTsv([row(1, { name: '=cmd()\tx\ny', jobs: ['a', 'b'] })]).split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]?.split('\t')).toEqual(['1', "'=cmd() x y", 'ns', 'table', '', 'a, b', '', '']);
  });
});

describe('picture files', () => {
  it('fit what a canvas can hold', () => {
    expect(scaleFor(1000, 800)).toBe(2);
    expect(scaleFor(100_000, 500)).toBeLessThan(0.17);
    const scale = scaleFor(15_000, 15_000);
    expect((15_000 * scale) ** 2).toBeLessThanOrEqual(120_000_001);
  });
});
