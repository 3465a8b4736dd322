/** Keeps the safe copy of an open catalog in hosts that stay running. */
import type { Catalog } from '../catalog/catalog.ts';
import { readSettings } from '../catalog/settings.ts';
import { keepSafeCopy } from '../catalog/store/safe-copy.ts';

/** Long enough that the first pages are shown before the disk is busy with something else. */
const AFTER_OPENING_MS = 20_000;

/**
 * Makes a copy some time after opening, where one is due and the settings want it: the file was checked on opening,
 * so a damaged one never replaces a good copy.
 * @param onProblem why there is none; the catalog goes on without
 * @returns ends it, and resolves when a copy that was under way is done
 */
export function keepSafeCopies(
  catalog: Catalog,
  onProblem: (words: string) => void,
  afterMs = AFTER_OPENING_MS,
): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const timer = setTimeout(() => {
    running = keepOne(catalog, onProblem);
  }, afterMs).unref();
  return () => {
    clearTimeout(timer);
    return running;
  };
}

async function keepOne(catalog: Catalog, onProblem: (words: string) => void): Promise<void> {
  try {
    if (catalog.closed || !(await readSettings(catalog)).safeCopies) return;
    const outcome = await keepSafeCopy(catalog.store);
    if (outcome.made || outcome.reason === 'fresh') return;
    onProblem(
      outcome.reason === 'busy' ? 'the catalog was written to all the time' : 'the disk has no room for it',
    );
  } catch (error) {
    onProblem(error instanceof Error ? error.message : String(error));
  }
}
