import { keepWarm } from '../../catalog/explore/warm.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { keepSafeCopies } from '../safe-copies.ts';

/**
 * What a host that stays does beside an open catalog: makes ready what is asked first, and keeps a safe copy.
 * @param onNoCopy why there is none
 * @returns ends both, and resolves when a copy that was under way is done
 */
export function tend(catalog: Catalog, onNoCopy: (words: string) => void): () => Promise<void> {
  const coolDown = keepWarm(catalog);
  const endCopies = keepSafeCopies(catalog, onNoCopy);
  return () => {
    coolDown();
    return endCopies();
  };
}
