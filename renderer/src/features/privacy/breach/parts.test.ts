import { expect, it } from 'vitest';
import { withoutPart, withPart } from './parts.ts';

it('has two jobs of one name, and each of them once', () => {
  const one = { part: { on: 'job', id: 1 }, name: 'job daily' } as const;
  const other = { part: { on: 'job', id: 2 }, name: 'job daily' } as const;
  const both = withPart(withPart(withPart([], one), other), { ...one });
  expect(both).toEqual([one, other]);
  expect(withoutPart(both, one)).toEqual([other]);
});
