import { describe, expect, it } from 'vitest';
import { isFailure, validateJobsSearch } from './states.ts';

describe('the address of the list of jobs', () => {
  it.each([
    [{}, {}],
    [
      { text: 'load', state: 'failed' },
      { text: 'load', state: 'failed' },
    ],
    [{ text: '', state: 'any' }, {}],
    [{ text: 7, state: 'no such' }, {}],
    [{ text: 'x'.repeat(600) }, { text: 'x'.repeat(512) }],
  ])('%j', (given, expected) => expect(validateJobsSearch(given)).toEqual(expected));
});

it('tells failures from other states', () => {
  expect(['FAIL', 'ABORT', 'error', 'COMPLETE', 'RUNNING', null].map(isFailure)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
