/**
 * Arrays with a level for each thing, of which most are none in most searches.
 *
 * A search over a million columns uses a handful of megabytes and forgets them at its end, many times a second
 * while somebody types. Left to the garbage collector, that makes it run long every tenth key; so what a search
 * uses is lent to it and used again by the next one.
 */
import { countOf, NO_QUAD, quadsOf } from './quads.ts';
import { LEVEL } from './names/name-index.ts';

const free = { bytes: new Map<number, Uint8Array[]>(), numbers: new Map<number, Int32Array[]>() };
/** Kept for the next searches, at most, of each size. */
const KEPT = 12;
/** Smaller ones are left to the garbage collector. */
const WORTH = 16_384;

interface Lent {
  readonly bytes: Uint8Array[];
  readonly numbers: Int32Array[];
}
let lent: Lent | undefined;

/**
 * Runs a part of a search, from whose arrays nothing may be used afterwards. Not to be used within itself.
 * The work must not wait for anything.
 */
export function lending<Result>(work: () => Result): Result {
  const own: Lent = { bytes: [], numbers: [] };
  lent = own;
  try {
    return work();
  } finally {
    lent = undefined;
    for (const array of own.bytes) giveBack(free.bytes, array);
    for (const array of own.numbers) giveBack(free.numbers, array);
  }
}

function giveBack<Kind extends Uint8Array | Int32Array>(kept: Map<number, Kind[]>, array: Kind): void {
  const same = kept.get(array.length);
  if (!same) kept.set(array.length, [array]);
  else if (same.length < KEPT) same.push(array);
  // Sizes of catalogs that were closed or have grown since.
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
}

/** As many bytes, all of this value. */
export function bytesOf(size: number, value: number): Uint8Array {
  if (!lent || size < WORTH) return value === 0 ? new Uint8Array(size) : new Uint8Array(size).fill(value);
  const array = free.bytes.get(size)?.pop() ?? new Uint8Array(size);
  lent.bytes.push(array);
  return array.fill(value);
}

export function noLevels(size: number): Uint8Array {
  return bytesOf(size, LEVEL.none);
}

export function copyOf(levels: Uint8Array): Uint8Array {
  const copy = bytesOf(levels.length, 0);
  copy.set(levels);
  return copy;
}

/** So many zeros. */
export function zerosOf(count: number): Int32Array {
  return numbersOf(count).fill(0);
}

/** So many whole numbers, of any value. */
function numbersOf(count: number): Int32Array {
  if (!lent || count < WORTH) return new Int32Array(count);
  const size = 2 ** Math.ceil(Math.log2(count));
  const array = free.numbers.get(size)?.pop() ?? new Int32Array(size);
  lent.numbers.push(array);
  return array.subarray(0, count);
}

/** Places that have a level, ascending. Four at a time are passed over where none of them has. */
export function placesOf(levels: Uint8Array): Int32Array {
  const quads = quadsOf(levels);
  const found = numbersOf(countOf(levels));
  let next = 0;
  for (let quad = 0; quad < quads.length; quad++) {
    if (quads[quad] === NO_QUAD) continue;
    const first = quad << 2;
    for (let place = first; place < first + 4; place++)
      if (levels[place] !== LEVEL.none) found[next++] = place;
  }
  for (let place = quads.length << 2; place < levels.length; place++)
    if (levels[place] !== LEVEL.none) found[next++] = place;
  return found;
}
