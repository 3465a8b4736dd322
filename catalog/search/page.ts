/** One page of what was found. */
import { LEVEL } from './names/name-index.ts';

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Best levels first; within a level as things are numbered. `atLevel`: how many there are of each. */
export function pageByLevel(levels: Uint8Array, atLevel: Int32Array, { offset, limit }: Page): number[] {
  const page: number[] = [];
  let skip = offset;
  for (let level = 0; level < LEVEL.none && page.length < limit; level++) {
    const count = atLevel[level]!;
    if (count <= skip) {
      skip -= count;
      continue;
    }
    let from = 0;
    for (; skip > 0; from++) if (levels[from] === level) skip--;
    // `indexOf` runs over a million bytes in some ten microseconds.
    for (
      let at = levels.indexOf(level, from);
      at !== -1 && page.length < limit;
      at = levels.indexOf(level, at + 1)
    )
      page.push(at);
  }
  return page;
}

/** What has a level, in an order of its own. */
export function pageInOrder(levels: Uint8Array, order: Int32Array, { offset, limit }: Page): number[] {
  const page: number[] = [];
  let skip = offset;
  for (let place = 0; place < order.length && page.length < limit; place++) {
    const at = order[place]!;
    if (levels[at] === LEVEL.none) continue;
    if (skip > 0) skip--;
    else page.push(at);
  }
  return page;
}
