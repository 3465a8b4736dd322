/** Records of processing as they are now, worked out once a revision. */
import type { Catalog } from '../../catalog.ts';
import { presentPast } from '../../past/present-past.ts';
import { readSettings } from '../../settings.ts';
import { breathe } from '../../breathe.ts';
import { today } from '../deadline/today.ts';
import { loadCriteria } from './dpia/criteria.ts';
import { readVolumes } from './dpia/volumes.ts';
import { knownOf, uncoveredOf, worldOf, type Known, type World } from './world.ts';

export interface Live {
  readonly world: World;
  /** In order of their keys. */
  readonly known: readonly Known[];
  /** Positions of datasets with personal data in no activity. */
  readonly uncovered: readonly number[];
}

export async function liveProcessing(catalog: Catalog): Promise<Live> {
  const { organisation } = await readSettings(catalog);
  // Settings and days change without a revision.
  const day = today();
  return catalog.cached(`processing ${day} ${JSON.stringify(organisation)}`, async () => {
    const { reader } = catalog.store;
    const { resourcesDir } = catalog.options;
    const past = await presentPast(catalog);
    const volumes = readVolumes(reader, loadCriteria(resourcesDir).largeRows);
    const world = worldOf(past, { resourcesDir, organisation: { ...organisation }, today: day, volumes });
    const known: Known[] = [];
    for (const activity of world.activities) {
      known.push(knownOf(world, activity));
      await breathe();
    }
    return { world, known, uncovered: uncoveredOf(world, known) };
  });
}
