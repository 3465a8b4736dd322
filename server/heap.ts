/** Memory of the process that holds the engine. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** By how many percent the heap may grow between two full collections: a small one, and a large one. */
const GROWTH_PERCENT = { small: 100, large: 30 } as const;
/** From here on a heap is large. Bytes in use. */
const LARGE = 128 * 1024 * 1024;
/** How often that is looked at. */
const EVERY_MS = 200;

/**
 * Keeps a large heap close to what is in use. Left alone, V8 lets it grow to a multiple of that on a machine with
 * much memory, and a large import holds half as much again as it needs. Collecting a small heap as often would
 * save little memory, and cost a tenth of an import's time. To be called once, when a process of our own starts.
 */
export function keepHeapSmall(): void {
  let growth = 0;
  const adjust = (): void => {
    const wanted = GROWTH_PERCENT[getHeapStatistics().used_heap_size < LARGE ? 'small' : 'large'];
    if (wanted !== growth) setFlagsFromString(`--heap-growing-percent=${(growth = wanted)}`);
  };
  adjust();
  setInterval(adjust, EVERY_MS).unref();
}
