/** Which datasets runs still read or write. */
import type { Catalog } from '../open.ts';

const STALE_DAYS = 30;

export interface Freshness {
  /** Datasets that some run read or wrote. */
  readonly dated: ReadonlySet<number>;
  /** Those that none did in the last days before the newest run of the catalog. */
  readonly stale: ReadonlySet<number>;
}

export function freshness(catalog: Catalog): Freshness {
  return catalog.cached('freshness', () => {
    const rows = catalog.store.reader
      .prepare<[], { id: number; seen: string }>(
        `SELECT canonical_id AS id, MAX(seen) AS seen FROM (
           SELECT d.canonical_id, e.last_seen AS seen FROM edge e JOIN dataset d ON d.id = e.from_id
             WHERE e.until_revision IS NULL AND e.last_seen IS NOT NULL
           UNION ALL SELECT d.canonical_id, e.last_seen FROM edge e JOIN dataset d ON d.id = e.to_id
             WHERE e.until_revision IS NULL AND e.last_seen IS NOT NULL)
         GROUP BY canonical_id`,
      )
      .all();
    const times = rows
      .map(({ id, seen }) => ({ id, at: Date.parse(seen) }))
      .filter(({ at }) => !Number.isNaN(at));
    const newest = times.reduce((max, { at }) => Math.max(max, at), -Infinity);
    return {
      dated: new Set(times.map(({ id }) => id)),
      stale: new Set(times.filter(({ at }) => at < newest - STALE_DAYS * 86_400_000).map(({ id }) => id)),
    };
  });
}
