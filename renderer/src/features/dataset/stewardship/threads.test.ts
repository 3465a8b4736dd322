import { expect, it } from 'vitest';
import type { Comment } from '../../../../../contract/index.ts';
import { openCount, threadsOf } from './threads.ts';

const comment = (
  number: number,
  answerTo: number | null = null,
  resolvedBy: string | null = null,
): Comment => ({
  ...{ number, on: 'dataset', id: 1, column: null, text: 'x', actor: 'ann', at: '2026-11-21T09:30:00Z' },
  ...{ answerTo, resolvedBy },
});

it('puts answers of answers with what was said first, and counts what is open', () => {
  const all = [comment(1), comment(2, 1), comment(3), comment(4, 2), comment(5, null, 'ann'), comment(7, 6)];
  const threads = threadsOf(all).map(({ first, answers }) => [
    first.number,
    ...answers.map(({ number }) => number),
  ]);
  expect(threads).toEqual([[1, 2, 4], [3], [5], [7]]);
  expect(openCount(all)).toBe(3);
  expect(threadsOf([comment(1, 2), comment(2, 1)]).map(({ first }) => first.number)).toEqual([1]);
});
