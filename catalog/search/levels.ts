/** Arrays with a level for each thing, of which most are none in most searches. */
import { LEVEL } from './names/name-index.ts';

export function noLevels(size: number): Uint8Array {
  return new Uint8Array(size).fill(LEVEL.none);
}

/** Places that have a level, ascending. Four at a time are passed over where none of them has. */
export function placesOf(levels: Uint8Array): Int32Array {
  const words = new Uint32Array(levels.buffer, levels.byteOffset, levels.length >> 2);
  const rest = words.length << 2;
  let count = 0;
  for (let place = 0; place < levels.length; place++) count += levels[place] === LEVEL.none ? 0 : 1;
  const found = new Int32Array(count);
  let next = 0;
  for (let word = 0; word < words.length; word++) {
    if (words[word] === 0xffffffff) continue;
    const first = word << 2;
    for (let place = first; place < first + 4; place++)
      if (levels[place] !== LEVEL.none) found[next++] = place;
  }
  for (let place = rest; place < levels.length; place++)
    if (levels[place] !== LEVEL.none) found[next++] = place;
  return found;
}
