/** Text that is kept in memory for later, compressed. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The result is copied: zlib's own lies in a buffer many times its size, which would be kept with it. */
export const pack = (text: string): Uint8Array =>
  new Uint8Array(deflateRawSync(Buffer.from(text, 'utf8'), { level: 1 }));

export const unpack = (packed: Uint8Array): string => inflateRawSync(packed).toString('utf8');
