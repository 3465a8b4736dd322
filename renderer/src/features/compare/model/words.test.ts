import { expect, it } from 'vitest';
import type { CompareAspect, CompareSubject } from '../../../../../contract/index.ts';
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
  const items: [aspect: CompareAspect, item: string][] = [
    ['state', 'COMPLETE'],
    ['basis', 'observed'],
    ['jobs', 'without a job'],
    ['tests', 'RowCount > 1000: fail'],
    ['tests', 'not run'],
    ['owners', 'Ann Fisher (business owner)'],
    ['owners', 'bi-team'],
    ['tags', 'email: sensitivity restricted'],
    ['path', '… 3 of 203 more'],
  ];
  expect(items.map(([aspect, item]) => itemWords(aspect, item))).toEqual(items.map(([, item]) => item));
  expect(valueWords('rows', 12)).toBe(12);
  expect(valueWords('rows', null)).toBeNull();
  expect(valueWords('tests', ['a: pass', 'b: fail'])).toEqual(['a: pass', 'b: fail']);
});
