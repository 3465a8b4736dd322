/** What changed, put together so that many changes make the screens ask anew only now and then. */
import type { ChangeEvent } from '../../../../contract/index.ts';

export type Area = ChangeEvent['areas'][number];

/** Many changes at once (a receiver at work, a long import) refresh the screens this often at most. */
const PAUSE_MS = 250;
/** The engine tells of a change before it answers whoever made it; after this long nothing is to be expected. */
const LATE_MS = 2_000;

export interface Gatherer {
  /** The engine told of a change. */
  readonly changed: (event: ChangeEvent) => void;
  /** Done once the screens show this revision; it does not wait for the pause. */
  readonly shown: (revision: number) => Promise<void>;
}

/**
 * @param refresh asks anew for what is shown of these areas
 * @param everything where a change that was made is not told of: asks anew for all that is shown
 */
export function gatherer(
  refresh: (areas: readonly Area[]) => Promise<void>,
  everything: () => Promise<void>,
): Gatherer {
  const waiting = new Set<Area>();
  const expected = new Map<() => void, number>();
  let heard = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: Promise<unknown> = Promise.resolve();

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    asked = Promise.all([asked, refresh([...waiting])]);
    waiting.clear();
  };

  /** Whether the revision was told of. */
  const told = (revision: number): Promise<boolean> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(late);
        expected.delete(end);
        resolve(heard >= revision);
      };
      const late = setTimeout(end, LATE_MS);
      expected.set(end, revision);
    });

  return {
    changed: ({ revision, areas }) => {
      for (const area of areas) waiting.add(area);
      heard = Math.max(heard, revision);
      timer ??= setTimeout(flush, PAUSE_MS);
      for (const [end, awaited] of expected) if (awaited <= heard) end();
    },
    shown: async (revision) => {
      if (heard < revision && !(await told(revision))) return everything();
      flush();
      await asked;
    },
  };
}
