/** Changes that write what a search found, in the very state in which it was found. */
import type { Catalog } from '../../catalog.ts';
import { makeChange, type Change, type ChangeDeed, type MutationResult } from '../change.ts';
import { Refused } from '../refused.ts';

/** Another change was made between finding and writing. */
class Overtaken extends Error {}

const ATTEMPTS = 5;

/** @throws Refused where the catalog kept changing */
export async function withTargets<Targets>(
  catalog: Catalog,
  look: () => Promise<Targets>,
  deed: ChangeDeed,
  work: (change: Change, targets: Targets) => number,
): Promise<MutationResult> {
  for (let attempt = 1; ; attempt++) {
    const seq = catalog.newestSeq();
    const targets = await look();
    try {
      return await makeChange(catalog, deed, (change) => {
        if (change.revision !== seq + 1) throw new Overtaken();
        return work(change, targets);
      });
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      if (attempt === ATTEMPTS)
        throw new Refused('CONFLICT', 'The catalog kept changing while the rule was applied; try again.');
    }
  }
}
