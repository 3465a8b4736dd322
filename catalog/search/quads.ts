/**
 * Levels four at a time. An array of a million levels has most of them none in most searches, and a loop over its
 * bytes takes milliseconds; these take whole 32-bit words, pass over those without any level at once, and combine the
 * four bytes of the others with a handful of operations.
 *
 * It rests on how levels are numbered: none is 255, every other is below 128. So the highest bit of a byte says
 * whether there is a level, and the lower seven can be compared for four bytes in one subtraction.
 */
import { LEVEL } from './names/name-index.ts';

/** Four times none. */
export const NO_QUAD = -1;
const HIGH = 0x80808080 | 0;
const LOW = 0x7f7f7f7f;
const ONES = 0x01010101;

/** The array as words of four levels; up to three at its end are left over. */
export function quadsOf(levels: Uint8Array): Int32Array {
  return new Int32Array(levels.buffer, levels.byteOffset, levels.length >> 2);
}

/** 1 in each byte that has a level. */
function hits(quad: number): number {
  return (~quad >>> 7) & ONES;
}

/** 255 in each byte that has a 1. */
function filled(ones: number): number {
  return (ones << 8) - ones;
}

/** 255 in each byte in which the lower seven bits of the first are not below those of the second. */
function notBelow(a: number, b: number): number {
  return filled(((((a & LOW) | HIGH) - (b & LOW)) >>> 7) & ONES);
}

/** How many have a level. */
export function countOf(levels: Uint8Array): number {
  const quads = quadsOf(levels);
  let count = 0;
  for (let quad = 0; quad < quads.length; quad++) {
    const four = quads[quad]!;
    if (four !== NO_QUAD) count += Math.imul(hits(four), ONES) >>> 24;
  }
  for (let place = quads.length << 2; place < levels.length; place++)
    if (levels[place] !== LEVEL.none) count++;
  return count;
}

/** What both have, with the larger level: a AND b. Changes the first. */
export function keepBoth(levels: Uint8Array, others: Uint8Array): void {
  const [into, from] = [quadsOf(levels), quadsOf(others)];
  for (let quad = 0; quad < into.length; quad++) {
    const a = into[quad]!;
    if (a === NO_QUAD) continue;
    const b = from[quad]!;
    if (b === NO_QUAD) {
      into[quad] = NO_QUAD;
      continue;
    }
    const mask = notBelow(a, b);
    into[quad] = (a & LOW & mask) | (b & LOW & ~mask) | ((a | b) & HIGH);
  }
  for (let place = into.length << 2; place < levels.length; place++)
    if (others[place]! > levels[place]!) levels[place] = others[place]!;
}

/** What either has, with the smaller level: a OR b. Changes the first. */
export function keepEither(levels: Uint8Array, others: Uint8Array): void {
  const [into, from] = [quadsOf(levels), quadsOf(others)];
  for (let quad = 0; quad < into.length; quad++) {
    const b = from[quad]!;
    if (b === NO_QUAD) continue;
    const a = into[quad]!;
    if (a === NO_QUAD) {
      into[quad] = b;
      continue;
    }
    const mask = notBelow(a, b);
    into[quad] = (b & LOW & mask) | (a & LOW & ~mask) | (a & b & HIGH);
  }
  for (let place = into.length << 2; place < levels.length; place++)
    if (others[place]! < levels[place]!) levels[place] = others[place]!;
}

/** Lowers levels to those of the others where those are smaller; what has none keeps none. */
export function lowerTo(levels: Uint8Array, others: Uint8Array): void {
  const [into, from] = [quadsOf(levels), quadsOf(others)];
  for (let quad = 0; quad < into.length; quad++) {
    const a = into[quad]!;
    const b = from[quad]!;
    if (a === NO_QUAD || b === NO_QUAD) continue;
    const mask = notBelow(a, b);
    into[quad] = (b & LOW & mask) | (a & LOW & ~mask) | filled((a >>> 7) & ONES);
  }
  for (let place = into.length << 2; place < levels.length; place++)
    if (levels[place] !== LEVEL.none && others[place]! < levels[place]!) levels[place] = others[place]!;
}

/** The best level for what has none, and none for the rest: NOT. */
export function turnAround(levels: Uint8Array): void {
  const quads = quadsOf(levels);
  for (let quad = 0; quad < quads.length; quad++) quads[quad] = filled(hits(quads[quad]!));
  for (let place = quads.length << 2; place < levels.length; place++)
    levels[place] = levels[place] === LEVEL.none ? LEVEL.exact : LEVEL.none;
}

/** Raises to `least` what is below it. */
export function raiseTo(levels: Uint8Array, least: number): void {
  const quads = quadsOf(levels);
  const floor = Math.imul(least, ONES);
  for (let quad = 0; quad < quads.length; quad++) {
    const four = quads[quad]!;
    if (four === NO_QUAD) continue;
    const mask = notBelow(four, floor);
    quads[quad] = (four & LOW & mask) | (floor & ~mask) | (four & HIGH);
  }
  for (let place = quads.length << 2; place < levels.length; place++)
    if (levels[place]! < least) levels[place] = least;
}

/** Sets bits for all that have a level. */
export function noteHits(levels: Uint8Array, notes: Uint8Array, bits: number): void {
  const [from, into] = [quadsOf(levels), quadsOf(notes)];
  for (let quad = 0; quad < from.length; quad++) {
    const four = from[quad]!;
    if (four !== NO_QUAD) into[quad] = into[quad]! | Math.imul(hits(four), bits);
  }
  for (let place = from.length << 2; place < levels.length; place++)
    if (levels[place] !== LEVEL.none) notes[place]! |= bits;
}
