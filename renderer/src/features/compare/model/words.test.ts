import { expect, it } from 'vitest';
import type { CompareSubject } from '../../../../../contract/index.ts';
import { itemWords, titleOf, valueWords } from './words.ts';

const dataset = { on: 'dataset', id: 1, namespace: 'db', name: 'orders', kind: 'table' } as const;
const job = { on: 'job', id: 2, namespace: 'etl', name: 'load', kind: null } as const;

it('names what differs as the engine does', () => {
  const subjects: CompareSubject[] = [
    dataset,
    job,
    { on: 'reads', job, dataset },
    { on: 'writes', job, dataset },
    { on: 'edge', from: dataset, to: { ...dataset, name: 'revenue' } },
  ];
  expect(subjects.map((subject) => titleOf({ subject }))).toEqual([
    'orders',
    'job load',
    'load reads orders',
    'load writes orders',
    'orders → revenue',
  ]);
});

it('leaves values as they are in English', () => {
  const items: [label: string, item: string][] = [
    ['State of the run', 'COMPLETE'],
    ['Basis', 'observed'],
    ['Jobs', 'without a job'],
    ['Tests', 'RowCount > 1000: fail'],
    ['Tests', 'not run'],
    ['Owners', 'Ann Fisher (business owner)'],
    ['Owners', 'bi-team'],
    ['Tags', 'email: sensitivity restricted'],
    ['Path', '… 3 of 203 more'],
  ];
  expect(items.map(([label, item]) => itemWords(label, item))).toEqual(items.map(([, item]) => item));
  expect(valueWords('Rows', 12)).toBe(12);
  expect(valueWords('Rows', null)).toBeNull();
  expect(valueWords('Tests', ['a: pass', 'b: fail'])).toEqual(['a: pass', 'b: fail']);
});
