import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBase64, sha256 } from './base64.ts';

it('reads any bytes back and digests them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const read = fromBase64(Buffer.from(bytes).toString('base64'));
      expect([...read]).toEqual([...bytes]);
      expect(await sha256(read)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
});
