import { expect, it } from 'vitest';
import { moveName } from './words.ts';

it('a case that was ended is reopened, not started', () => {
  expect(moveName('received', 'triage')).toBe('Start triage');
  expect(
    (['closed', 'refused', 'withdrawn', 'transferred', 'duplicate_of'] as const).map((ended) =>
      moveName(ended, 'triage'),
    ),
  ).toEqual(Array(5).fill('Reopen'));
});
