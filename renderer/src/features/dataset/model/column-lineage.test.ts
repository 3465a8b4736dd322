import { expect, it } from 'vitest';
import type { ColumnLineageStatus } from '../../../../../contract/index.ts';
import { lineageLine, nextStep } from './column-lineage.ts';

const status = (given: Partial<ColumnLineageStatus>): ColumnLineageStatus => ({
  job: { id: 1, namespace: 'dbt://shop', name: 'model.shop.orders', kind: 'model' },
  status: 'partial',
  columns: 20,
  resolved: 18,
  reason: null,
  message: null,
  detail: null,
  unresolved: [],
  undeclaredReads: [],
  ...given,
});

it('tells how many columns are resolved, of how many', () => {
  expect(lineageLine(status({}))).toBe('Column lineage: 18 of 20 columns resolved');
  expect(lineageLine(status({ status: 'complete', columns: 1, resolved: 1 }))).toBe(
    'Column lineage: 1 of 1 column resolved',
  );
  expect(lineageLine(status({ reason: 'unknown-columns' }))).toBe(
    'Column lineage: 18 of 20 columns resolved, and further columns whose names are not known',
  );
  expect(lineageLine(status({ reason: 'unknown-columns', columns: 0, resolved: 0 }))).toBe(
    'Column lineage: the names of the columns are not known',
  );
  expect(lineageLine(status({ status: 'none', columns: 0, resolved: 0 }))).toBe('Column lineage: not traced');
});

it('names the command where one helps', () => {
  expect(nextStep(status({ status: 'none', reason: 'no-compiled-code' }))?.command).toBe('dbt docs generate');
  expect(nextStep(status({ status: 'none', reason: 'python-model' }))).toBeNull();
});
