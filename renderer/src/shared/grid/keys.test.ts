import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextIndex } from './keys.ts';

it('moves as lists do and stays within the list', () => {
  expect(nextIndex('j', 3, 10, 5)).toBe(4);
  expect(nextIndex('ArrowUp', 0, 10, 5)).toBe(0);
  expect(nextIndex('PageDown', 7, 10, 5)).toBe(9);
  expect(nextIndex('Home', 7, 10, 5)).toBe(0);
  expect(nextIndex('End', 0, 10, 5)).toBe(9);
  expect(nextIndex('x', 3, 10, 5)).toBeNull();
  expect(nextIndex('j', 0, 0, 5)).toBeNull();
  const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'j', 'k', 'PageUp', 'PageDown', 'Home', 'End');
  fc.assert(
    fc.property(keys, fc.nat(50), fc.integer({ min: 1, max: 50 }), fc.nat(20), (key, at, count, page) => {
      const to = nextIndex(key, Math.min(at, count - 1), count, page);
      expect(to).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThan(count);
    }),
  );
});
