import { findOnMap, overview as build, type Overview } from '../../catalog/explore/overview.ts';
import { BOX, CELL } from '../../catalog/explore/overview-layout.ts';
import { os } from './context.ts';
import { asked } from './moments.ts';
import { toNear } from './search.ts';

export const overview = os.overview.router({
  map: os.overview.map.handler(async ({ context, input, errors }) => {
    const { catalog } = await asked(context.catalog, input.at, errors);
    return view(build(catalog, input.by));
  }),
  find: os.overview.find.handler(async ({ context, input, errors, signal }) => {
    const { catalog } = await asked(context.catalog, input.at, errors);
    const { ids, elsewhere, problems, near } = await findOnMap(catalog, input.text, signal);
    return { ids, elsewhere, problems: [...problems], near: near.map(toNear) };
  }),
});

function view({ by, groupings, groups, frames, datasets, flows, bounds, rules, lookedAt, totals }: Overview) {
  const systems = new Positions();
  const owners = new Positions();
  return {
    by,
    groupings: [...groupings],
    groups: [...groups],
    frames: [...frames],
    cell: { ...CELL, padding: BOX.padding, head: BOX.head },
    datasets: {
      ids: datasets.map(({ card }) => card.id),
      titles: datasets.map(({ title }) => title),
      names: datasets.map(({ card }) => card.name),
      kinds: datasets.map(({ card }) => card.kind),
      systems: datasets.map(({ card }) => systems.of(card.namespace)),
      sensitivities: datasets.map(({ card }) => card.sensitivity),
      owners: datasets.map(({ card }) => owners.of(card.owners.toSorted()[0])),
      failing: datasets.map(({ failing }) => failing),
      lastSeen: datasets.map(({ lastSeen }) => lastSeen),
      verified: datasets.map(({ verified }) => verified),
      upstream: datasets.map(({ card }) => card.upstream),
      downstream: datasets.map(({ card }) => card.downstream),
    },
    systems: systems.values,
    owners: owners.values,
    flows: {
      from: flows.map(({ from }) => from),
      to: flows.map(({ to }) => to),
      count: flows.map(({ count }) => count),
    },
    bounds,
    rules: [...rules],
    lookedAt,
    totals,
  };
}

/** Numbers texts as they come, so that each is sent once. */
class Positions {
  readonly values: string[] = [];
  readonly #known = new Map<string, number>();

  /** -1 for no text. */
  of(text: string | undefined): number {
    if (text === undefined) return -1;
    let at = this.#known.get(text);
    if (at === undefined) {
      at = this.values.push(text) - 1;
      this.#known.set(text, at);
    }
    return at;
  }
}
