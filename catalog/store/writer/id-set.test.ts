import { expect, it } from 'vitest';
import fc from 'fast-check';
import { IdSet } from './id-set.ts';

it('holds what a Set of numbers holds, in order', () => {
  const ids = fc.oneof(
    fc.integer({ min: 1, max: 200 }),
    fc.integer({ min: 4090, max: 4100 }),
    fc.integer({ min: 1, max: 2 ** 40 }),
  );
  const steps = fc.array(fc.record({ id: ids, remove: fc.boolean() }), { maxLength: 300 });
  fc.assert(
    fc.property(steps, (all) => {
      const [set, plain] = [new IdSet(), new Set<number>()];
      for (const { id, remove } of all) {
        if (remove) expect(set.delete(id)).toBe(plain.delete(id));
        else {
          set.add(id);
          plain.add(id);
        }
        expect(set.has(id)).toBe(!remove);
      }
      expect(set.size).toBe(plain.size);
      expect([...set]).toEqual([...plain].sort((a, b) => a - b));
    }),
  );
});

it('knows the bits at the ends of a word', () => {
  const set = new IdSet();
  for (const id of [31, 32, 63, 64, 4095, 4096]) set.add(id);
  set.add(31);
  expect([...set]).toEqual([31, 32, 63, 64, 4095, 4096]);
  expect(set.size).toBe(6);
});
