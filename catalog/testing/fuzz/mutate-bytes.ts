/** What can go wrong on the way of a file: damage that knows nothing of its content. */
import { gzipSync } from 'node:zlib';
import type { Random } from './random.ts';

/** Applies one to three kinds of damage. */
export function mutateBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let damaged = bytes;
  for (let times = 1 + random.below(3); times > 0; times--) damaged = random.pick(DAMAGES)(damaged, random);
  return damaged;
}

type Damage = (bytes: Uint8Array, random: Random) => Uint8Array;

const SPLICED = [
  [0x00],
  [0xff],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xef, 0xbb, 0xbf],
  [0x0a],
  [0x0d, 0x0a],
  [0x22],
  [0x5c],
  [0x7b],
  [0x7d],
  [0x5b],
  [0x5d],
  [0x2c],
  [0x1a],
  [0x2d, 0x2d, 0x2d, 0x0a],
] as const;

const DAMAGES: readonly Damage[] = [
  (bytes, random) => flipped(bytes, random, 1),
  (bytes, random) => flipped(bytes, random, 1 + random.below(64)),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => bytes.subarray(random.below(bytes.length + 1)),
  (bytes, random) => {
    const [from, to] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, random) => {
    const [from, to] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  spliced,
  spliced,
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes) => Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  (bytes) =>
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf16le')]),
  (bytes, random) => Buffer.concat([bytes, random.chance(0.5) ? Buffer.from('\n') : Buffer.alloc(0), bytes]),
  (bytes, random) => Buffer.concat([bytes, Buffer.alloc(random.below(5000))]),
];

function flipped(bytes: Uint8Array, random: Random, times: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let n = 0; n < times && copy.length > 0; n++) {
    const at = random.below(copy.length);
    copy[at] = random.chance(0.5) ? copy[at]! ^ (1 << random.below(8)) : random.below(256);
  }
  return copy;
}

function spliced(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), Uint8Array.from(random.pick(SPLICED)), bytes.subarray(at)]);
}

function range(bytes: Uint8Array, random: Random): [number, number] {
  const from = random.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + random.below(1 + Math.min(bytes.length, 20_000)))];
}

/** The bytes gzipped, whole or damaged. */
export function gzipped(bytes: Uint8Array, random: Random): Uint8Array {
  const packed = gzipSync(bytes, { level: 1 });
  if (random.chance(0.5)) return packed;
  return random.chance(0.5)
    ? packed.subarray(0, random.below(packed.length))
    : Buffer.concat([packed.subarray(0, 12), flipped(packed.subarray(12), random, 3)]);
}
