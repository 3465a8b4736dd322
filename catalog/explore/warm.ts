/**
 * Loads what the first lineage picture and the first search need before anybody asks, and again once the catalog has
 * been quiet after a change: with a hundred thousand columns that is most of the time of a first click.
 */
import type { Catalog } from '../catalog.ts';
import { prepareColumnGraph, prepareDatasetGraph } from './graphs.ts';
import { jobFacts, observations } from './job-facts.ts';
import { searchData } from '../search/data/search-data.ts';
import { prepareOverview } from './overview.ts';
import { picture } from './picture.ts';
import { checkedInBreaths, verificationLevels } from './verification.ts';

/** Milliseconds without a change: while events keep coming, what is loaded would be stale at once. */
const QUIET = 800;

const STEPS: readonly ((catalog: Catalog) => unknown)[] = [
  (catalog) => catalog.prepareCards(),
  prepareDatasetGraph,
  jobFacts,
  observations,
  verificationLevels,
  checkedInBreaths,
  prepareColumnGraph,
  firstPicture,
  searchData,
  prepareOverview,
];

/** Any picture at all: statements are prepared and code is compiled with it. */
function firstPicture(catalog: Catalog): void {
  const [card] = catalog.cards().all();
  if (!card) return;
  picture(catalog, {
    roots: [card.id],
    up: 1,
    down: 1,
    expanded: [],
    collapsed: [],
    hidden: [],
    openColumns: [],
    allColumns: false,
    ephemeral: false,
    columnTrace: null,
    cap: 100,
    previous: {},
    anchor: null,
  });
}

/** Starts at once; answers a function that ends it. */
export function keepWarm(catalog: Catalog): () => void {
  let timer: NodeJS.Timeout | undefined;
  let turn = 0;
  const later = (step: number, wait: number): void => {
    const own = ++turn;
    clearTimeout(timer);
    // One step at a time, so that questions get their turn between them.
    timer = setTimeout(() => void take(step, own), wait).unref();
  };
  const take = async (step: number, own: number): Promise<void> => {
    const load = catalog.closed ? undefined : STEPS[step];
    if (!load) return;
    try {
      await load(catalog);
    } catch {
      // Whoever asks is told what is wrong; here it only means that nothing is ready.
      return;
    }
    if (own === turn) later(step + 1, 0);
  };
  later(0, 0);
  const stop = catalog.onChange(() => later(0, QUIET));
  return () => {
    turn++;
    clearTimeout(timer);
    stop();
  };
}
