/** Radii of present breaches: kept, since editing what is noted of a breach does not change them. */
import type { Catalog } from '../../catalog.ts';
import { presentPast } from '../../past/present-past.ts';
import { radiiOf, type Radii } from './content.ts';
import { latestMoment, radiusMoment } from './moment.ts';
import type { BreachRecord } from './read.ts';

/** Radii kept at a time. */
const KEPT = 6;

const kept = new WeakMap<Catalog, Map<string, Promise<Radii>>>();

/** The radius of a breach as it is noted now. */
export function radiiNow(catalog: Catalog, record: BreachRecord): Promise<Radii> {
  const { reader } = catalog.store;
  const upTo = catalog.revision();
  const moment = radiusMoment(reader, record, upTo);
  const key = JSON.stringify([moment, latestMoment(reader, record, upTo), record.start]);
  let own = kept.get(catalog);
  if (!own) kept.set(catalog, (own = new Map()));
  const found = own.get(key) ?? make(catalog, record);
  own.delete(key);
  own.set(key, found);
  for (const oldest of own.keys()) {
    if (own.size <= KEPT) break;
    own.delete(oldest);
  }
  found.catch(() => own.delete(key));
  return found;
}

async function make(catalog: Catalog, record: BreachRecord): Promise<Radii> {
  return radiiOf(await presentPast(catalog), catalog.options.resourcesDir, record);
}
