import { expect, it } from 'vitest';
import type { SheetField } from '../../../../../contract/index.ts';
import { choices, columnsOf, defaultLayout, placedBefore, toggled, withWidth } from './layout.ts';

const field = (header: string): SheetField => ({
  ...{ header, label: header.toUpperCase(), holds: 'statement', many: false, among: null, keyOf: null },
});
const fields = ['labels', 'domain', 'property:x'].map(field);
const layout = [
  { header: 'labels', width: 100 },
  { header: 'gone', width: 100 },
  { header: '#namespace', width: 120 },
];
const shown = (of: typeof layout) =>
  columnsOf('columns', of, fields).map(({ header, frozen }) => (frozen ? `|${header}` : header));

it('names the row first, and leaves out what the catalog does not have', () => {
  expect(shown(layout)).toEqual(['|#name', '|#column', 'labels', '#namespace']);
  expect(shown(toggled(layout, 'property:x'))).toEqual([
    '|#name',
    '|#column',
    'labels',
    '#namespace',
    'property:x',
  ]);
  expect(shown(toggled(layout, '#namespace'))).toEqual(['|#name', '|#column', 'labels']);
  expect(columnsOf('datasets', defaultLayout('datasets'), fields).map(({ label }) => label)).toEqual([
    ...['Dataset', 'Namespace', 'LABELS', 'DOMAIN'],
  ]);
});

it('moves and widens columns', () => {
  expect(shown(placedBefore(layout, '#namespace', 'labels'))).toEqual([
    '|#name',
    '|#column',
    '#namespace',
    'labels',
  ]);
  expect(placedBefore(layout, 'labels', null).at(-1)?.header).toBe('labels');
  expect(withWidth(layout, 'labels', 5)[0]?.width).toBe(60);
  expect(columnsOf('columns', withWidth(layout, '#name', 300), fields)[0]?.width).toBe(300);
});

it('offers every column, shown ones first', () => {
  expect(
    choices('columns', layout, fields).map(
      ({ header, shown: is, fixed }) => `${header}${is ? '+' : ''}${fixed ? '!' : ''}`,
    ),
  ).toEqual([...['#name+!', '#column+!', 'labels+', '#namespace+', 'domain', 'property:x']]);
});
