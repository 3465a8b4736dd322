import { expect, it } from 'vitest';
import { indexView } from '../model/view-index.ts';
import { makeColumn, makeEdge, makeGroup, makeJob, makeNode, makeView } from '../testing/make-view.ts';
import { pictureTable } from './picture-rows.ts';

const GROUP = -1000;
const nodes = [
  makeNode(1, {
    side: 'root',
    depth: 0,
    name: 'shop.orders',
    title: 'orders',
    columns: [makeColumn(7, 'id')],
  }),
  makeNode(2, {
    name: 'shop.sales',
    title: 'sales',
    hiddenDownstream: 3,
    dimmed: true,
    group: 'k',
    failedTests: 2,
    columns: [makeColumn(8, 'total')],
  }),
  makeJob(5, { title: 'load', name: 'load', runs: 4, lastState: 'FAIL' }),
  makeGroup(GROUP, [9, 10], { title: 'raw', name: 'raw', side: 'upstream', inner: 1 }),
];
const SEEN = { level: 'observed', runs: 14, lastSeen: null, confidence: null, content: null } as const;
const edges = [
  makeEdge(GROUP, 1, {
    flowsTotal: 2,
    bridged: 3,
    verification: { ...SEEN, level: 'inferred', runs: 0, confidence: 0.8 },
  }),
  makeEdge(1, -5),
  makeEdge(-5, 2, {
    basis: 'both',
    verification: SEEN,
    jobs: [{ id: 5, namespace: 'n', name: 'load', kind: null }],
    jobsTotal: 3,
  }),
];
const view = {
  ...makeView(nodes, edges, [
    {
      fromNode: 1,
      fromColumn: 7,
      toNode: 2,
      toColumn: 8,
      direct: true,
      masked: true,
      aggregated: false,
      subtypes: ['TRANSFORMATION'],
      verification: 'inferred',
      confidence: 0.7,
      lit: true,
    },
  ]),
  frames: [{ key: 'k', id: -2000, label: 'mart', detail: '', members: 1, x: 0, y: 0, width: 1, height: 1 }],
};
const index = indexView(view);

it('holds every node of the picture with all that it says', () => {
  const { titles, rows } = pictureTable(index, 'nodes');
  const cell = (row: number, title: string) => rows[row]?.cells[titles.indexOf(title)];
  expect(rows.map(({ cells }) => cells[0])).toEqual(['shop.orders', 'raw', 'load', 'shop.sales']);
  expect(cell(1, 'Kind')).toBe('Closed group: 2 datasets, 0 jobs');
  expect(cell(2, 'State')).toBe('4 runs, last run fail');
  expect(cell(2, 'Upstream')).toBe('orders');
  expect(cell(3, 'State')).toBe('does not match the filter, 2 failed tests');
  expect(cell(3, 'Group')).toBe('mart');
  expect(cell(3, 'Downstream')).toBe('3 more not shown');
});

it('holds every edge, by name', () => {
  const { rows } = pictureTable(index, 'edges');
  expect(rows.map(({ cells }) => cells.join(' | '))).toEqual([
    'load | shop.sales | declared and observed | Observed in 14 runs | load, 2 more |  | 1 | ',
    'raw | shop.orders | declared | Inferred from code or by a rule, confidence 80% |  |  | 2 | over 3 hidden',
    'shop.orders | load | declared | Declared; no run is known |  |  | 1 | ',
  ]);
});

it('holds the columns of a trace', () => {
  expect(pictureTable(index, 'columns').rows.map(({ cells }) => cells)).toEqual([
    [
      'shop.orders',
      'id',
      'shop.sales',
      'total',
      'direct, masked, transformation',
      'inferred, confidence 70%',
      'yes',
    ],
  ]);
});
