/** Which datasets runs still read or write. */
import { atOnce } from '../breathe.ts';
import { lastSeenThen } from '../past/sights.ts';
import type { Catalog } from '../catalog.ts';

const STALE_DAYS = 30;
const NAME = 'freshness';
/** Edges read at a time. */
const AT_A_TIME = 10_000;

export interface Freshness {
  /** Datasets that some run read or wrote. */
  readonly dated: ReadonlySet<number>;
  /** Those that none did in the last days before the newest run of the catalog. */
  readonly stale: ReadonlySet<number>;
}

/** Now, or at the moment that the catalog shows. */
export function freshness(catalog: Catalog): Freshness {
  return catalog.cached(NAME, () => atOnce(make(catalog)), true);
}

/** The same, made with rests for others; {@link freshness} has it at hand afterwards. */
export function freshnessInBreaths(catalog: Catalog): Promise<Freshness> {
  return catalog.cachedInBreaths(NAME, () => make(catalog), true);
}

function* make(catalog: Catalog): Generator<void, Freshness> {
  const select = catalog.store.reader.prepare<
    [number, number],
    { id: number; from: number; to: number; seen: string }
  >(
    `SELECT id, from_id AS "from", to_id AS "to", last_seen AS seen FROM edge
     WHERE id > ? AND until_revision IS NULL AND last_seen IS NOT NULL ORDER BY id LIMIT ?`,
  );
  const latest = new Map<number, string>();
  const { canonical } = catalog.cards();
  const note = (dataset: number, seen: string): void => {
    const id = canonical.get(dataset) ?? dataset;
    const known = latest.get(id);
    if (known === undefined || seen > known) latest.set(id, seen);
  };
  if (catalog.moment) for (const [id, seen] of lastSeenThen(catalog)) note(id, seen);
  yield;
  for (
    let rows = catalog.moment ? [] : select.all(0, AT_A_TIME);
    rows.length > 0;
    rows = select.all(rows.at(-1)!.id, AT_A_TIME)
  ) {
    for (const { from, to, seen } of rows) {
      note(from, seen);
      note(to, seen);
    }
    yield;
  }
  const times = [...latest]
    .map(([id, seen]) => ({ id, at: Date.parse(seen) }))
    .filter(({ at }) => !Number.isNaN(at));
  const newest = times.reduce((max, { at }) => Math.max(max, at), -Infinity);
  return {
    dated: new Set(times.map(({ id }) => id)),
    stale: new Set(times.filter(({ at }) => at < newest - STALE_DAYS * 86_400_000).map(({ id }) => id)),
  };
}
