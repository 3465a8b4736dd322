/**
 * The catalog at a moment: everything that reads lineage (graphs, pictures, lists, paths, edges) reads it the
 * same way at a past moment as now. What a past moment shows is in `past/moment.ts`.
 */
import { withRests } from '../breathe.ts';
import { Catalog } from '../catalog.ts';
import type { Cards } from '../browse/cards.ts';
import { loadPast } from '../past/as-of.ts';
import { presentMoment } from '../past/pins.ts';
import { datasetGraph } from './graphs.ts';
import type { At, Moment } from '../past/moment.ts';
import { pastCards } from './past-cards.ts';

/** Moments kept at a time: two that are compared, and some that a slider has just passed. */
const MOMENTS_KEPT = 6;

class CatalogAt extends Catalog {
  readonly #origin: Catalog;
  readonly #moment: Moment;
  readonly #cards: Cards;
  readonly #values = new Map<string, unknown>();

  constructor(origin: Catalog, moment: Moment, cards: Cards) {
    super(origin.store, origin.options);
    this.#origin = origin;
    this.#moment = moment;
    this.#cards = cards;
  }

  override get moment(): Moment {
    return this.#moment;
  }

  override cards(): Cards {
    return this.#cards;
  }

  /** The view is made anew when the catalog changes (see {@link catalogAt}), so this needs no look at it. */
  override cached<Value>(name: string, compute: () => Value, _lasting?: boolean): Value {
    if (!this.#values.has(name)) this.#values.set(name, compute());
    return this.#values.get(name) as Value;
  }

  override async cachedInBreaths<Value>(name: string, make: () => Generator<void, Value>): Promise<Value> {
    if (!this.#values.has(name)) {
      const value = await withRests(make());
      if (!this.#values.has(name)) this.#values.set(name, value);
    }
    return this.#values.get(name) as Value;
  }

  /** The file belongs to the catalog that was opened. */
  override close(): Promise<void> {
    return Promise.resolve();
  }

  override onChange(listener: Parameters<Catalog['onChange']>[0]): () => void {
    return this.#origin.onChange(listener);
  }
}

interface Kept {
  readonly seq: number;
  readonly view: Promise<Catalog>;
}

const kept = new WeakMap<Catalog, Map<string, Kept>>();

/**
 * The catalog as it was; itself for now. Asking again for one of the latest few moments costs nothing.
 * @throws RangeError when there is no such revision, or the time is none.
 */
export async function catalogAt(catalog: Catalog, at: At | null | undefined): Promise<Catalog> {
  if (!at) return catalog;
  const key = 'revision' in at ? `r${at.revision}` : instantOf(at.time);
  let moments = kept.get(catalog);
  if (!moments) kept.set(catalog, (moments = new Map()));
  const seq = catalog.newestSeq();
  const found = moments.get(key);
  moments.delete(key);
  const view = found?.seq === seq ? found.view : make(catalog, at);
  moments.set(key, { seq, view });
  for (const oldest of moments.keys()) {
    if (moments.size <= MOMENTS_KEPT) break;
    moments.delete(oldest);
  }
  try {
    return await view;
  } catch (error) {
    moments.delete(key);
    throw error;
  }
}

/**
 * The moment that is asked for, and the revision as of which names, tags and owners are shown then.
 *
 * @throws RangeError when there is no such revision, or the time is none
 */
export function instantAt(
  catalog: Catalog,
  at: At,
): Pick<Moment, 'revision' | 'time'> & { readonly past: { readonly revision: number } } {
  if ('time' in at) {
    const revision = revisionAt(catalog, at.time);
    const known = Math.max(revision, firstRevision(catalog));
    return { revision, time: instantOf(at.time), past: { revision: known } };
  }
  const { revision } = at;
  const entry = catalog.store.reader.prepare('SELECT 1 FROM ledger_entry WHERE seq = ?').get(revision);
  if (entry === undefined && revision !== 0) throw new RangeError(`There is no revision ${revision}`);
  return { revision, time: null, past: { revision } };
}

async function make(catalog: Catalog, at: At): Promise<Catalog> {
  const { reader } = catalog.store;
  const { pins } = presentMoment(reader, () => catalog.revision());
  const { revision, time, past: known } = instantAt(catalog, at);
  const past = await loadPast(reader, { revision: known.revision, pins });
  const cards = pastCards(past, catalog.cards(), {
    time,
    shown: time === null ? new Set() : seenBy(catalog, time),
  });
  const view = new CatalogAt(catalog, { revision, time, past }, cards);
  countNeighbours(view);
  return view;
}

/** RFC 3339 in UTC with milliseconds, as run times are stored. @throws RangeError */
export function instantOf(time: string): string {
  return new Date(time).toISOString();
}

/** The newest revision at a time; 0 before the first. */
export function revisionAt(catalog: Catalog, time: string): number {
  return catalog.store.reader
    .prepare<[string], { seq: number }>(`SELECT COALESCE(MAX(seq), 0) AS seq FROM ledger_entry WHERE at <= ?`)
    .get(instantOf(time))!.seq;
}

function firstRevision(catalog: Catalog): number {
  return catalog.store.reader
    .prepare<[], { seq: number }>('SELECT COALESCE(MIN(seq), 0) AS seq FROM ledger_entry')
    .get()!.seq;
}

/** Identities at the ends of edges that runs had shown by then. */
function seenBy(catalog: Catalog, time: string): Set<number> {
  const rows = catalog.store.reader
    .prepare<[object], { id: number }>(
      `SELECT from_id AS id FROM edge WHERE basis = 'observed' AND until_revision IS NULL AND (first_seen IS NULL OR first_seen <= @time)
       UNION SELECT to_id FROM edge WHERE basis = 'observed' AND until_revision IS NULL AND (first_seen IS NULL OR first_seen <= @time)`,
    )
    .all({ time });
  return new Set(rows.map((row) => row.id));
}

function countNeighbours(view: Catalog): void {
  const { graph, cards } = datasetGraph(view);
  cards.forEach((card, node) => {
    card.upstream = graph.degree(node, 'upstream');
    card.downstream = graph.degree(node, 'downstream');
  });
}
