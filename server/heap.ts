/** Memory of the process that holds the engine. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * By how many percent the heap may grow between two full collections: while the process as a whole takes little, and
 * otherwise of a small heap and a large one.
 */
const GROWTH_PERCENT = { roomy: 160, small: 100, large: 40 } as const;
const MB = 1024 * 1024;
/** Up to here the process takes little, files that it maps included. Bytes. */
const ROOMY = 640 * MB;
/** From here on a heap is large. Bytes in use. */
const LARGE = 128 * MB;
/** How often that is looked at. */
const EVERY_MS = 200;
/** A process that used less of a core than this, for so long, is at rest. */
const REST_SHARE = 0.1;
const REST_MS = 2_000;
/** By so much the heap must have grown since it was last cleared, for that to be worth a moment's pause. */
const WORTH = 48 * MB;

/**
 * Keeps a large heap close to what is in use, once the process takes much memory. Left alone, V8 lets it grow to a
 * multiple of that on a machine with much memory, and a large import holds half as much again as it needs. Collecting
 * as often before would save nothing that counts, and cost a twentieth of an import's time; a small heap, a tenth. To be
 * called once, when a process of our own starts.
 *
 * What work left behind is given back to the system when the process comes to rest: V8 collects when something is
 * asked for, so a process that nobody asks would hold it for as long as it runs.
 */
export function keepHeapSmall(): void {
  let growth = 0;
  const rest = new Rest();
  let cleared = held();
  const adjust = (): void => {
    const wanted = GROWTH_PERCENT[kind()];
    if (wanted !== growth) setFlagsFromString(`--heap-growing-percent=${(growth = wanted)}`);
    cleared = Math.min(cleared, held());
    if (!rest.isNow() || held() - cleared < WORTH) return;
    collectAll();
    cleared = held();
  };
  adjust();
  setInterval(adjust, EVERY_MS).unref();
}

function kind(): keyof typeof GROWTH_PERCENT {
  if (process.memoryUsage.rss() < ROOMY) return 'roomy';
  return getHeapStatistics().used_heap_size < LARGE ? 'small' : 'large';
}

/** Bytes that the heap takes, in use or not, with what its objects hold outside it. */
function held(): number {
  const { total_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}

/** Tells whether the process, with all its threads, has had next to nothing to do for some time. */
class Rest {
  #at = performance.now();
  #cpu = process.cpuUsage();
  #since = this.#at;

  /** To be asked often. */
  isNow(): boolean {
    const now = performance.now();
    const { user, system } = process.cpuUsage(this.#cpu);
    if ((user + system) / 1000 > REST_SHARE * (now - this.#at)) this.#since = now;
    this.#at = now;
    this.#cpu = process.cpuUsage();
    return now - this.#since >= REST_MS;
  }
}

type Collect = (options: { readonly type: 'major' }) => void;
let collect: Collect | undefined;

/**
 * Collects all garbage, which holds the process for a quarter of a second at most. V8 returns to the system what became
 * free some ten seconds later; the ways that do so at once hold the process three times as long.
 */
function collectAll(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
    setFlagsFromString('--no-expose-gc');
  }
  collect({ type: 'major' });
}
