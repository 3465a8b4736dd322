import { beforeEach, expect, it } from 'vitest';
import type { SheetRow } from '../../../../../contract/index.ts';
import { pendingStore, pendingWords, settle, step, stepBack, written } from './pending.ts';

const row = (id: number, labels: string): SheetRow => ({
  ...{ id, datasetId: 7, namespace: 'n', name: `t${id}`, column: null, cells: { labels } },
});
const write = (id: number, text: string, labels = 'old') => ({
  row: row(id, labels),
  header: 'labels',
  label: 'Labels',
  text,
});

beforeEach(() => settle(new Map()));

it('keeps what stood there when it was first written, and forgets what is written back', () => {
  const one = written(new Map(), [write(1, 'new')]);
  expect([...one.values()]).toMatchObject([{ text: 'new', base: 'old', name: 't1' }]);
  const two = written(one, [write(1, 'newer', 'changed by somebody')]);
  expect([...two.values()]).toMatchObject([{ text: 'newer', base: 'old' }]);
  expect(written(two, [write(1, ' old\r\n')]).size).toBe(0);
});

it('goes back step by step, and not past what was saved', () => {
  step(written(new Map(), [write(1, 'a'), write(2, 'a')]));
  step(written(pendingStore.get().cells, [write(1, 'b')]));
  expect(pendingWords(pendingStore.get().cells)).toBe('2 changes in 1 dataset');
  step(written(pendingStore.get().cells, [write(1, 'b')]));
  expect(stepBack()).toBe(true);
  expect([...pendingStore.get().cells.values()].map(({ text }) => text)).toEqual(['a', 'a']);
  expect(stepBack()).toBe(true);
  expect(pendingStore.get().cells.size).toBe(0);
  expect(stepBack()).toBe(false);
  step(written(new Map(), [write(1, 'a')]));
  settle(new Map());
  expect(stepBack()).toBe(false);
});
