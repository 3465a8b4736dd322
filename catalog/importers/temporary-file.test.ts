import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TemporaryFile } from './temporary-file.ts';

it('gives back what was written, at any place and length', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 1, maxLength: 20 }), fc.nat(), (lengths, from) => {
      const file = new TemporaryFile();
      try {
        const whole = randomBytes(lengths.reduce((sum, length) => sum + length, 0));
        let position = 0;
        for (const length of lengths) {
          file.write(whole.subarray(position, position + length), position);
          position += length;
        }
        const start = whole.length === 0 ? 0 : from % whole.length;
        expect(file.read(start, whole.length - start)).toEqual(whole.subarray(start));
      } finally {
        file.close();
      }
    }),
    { numRuns: 50 },
  );
});

it('says that it is shorter than what is asked of it', () => {
  const file = new TemporaryFile();
  file.write(Buffer.from('four'), 0);
  expect(() => file.read(0, 5)).toThrow('shorter');
  file.close();
});
