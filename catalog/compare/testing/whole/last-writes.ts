/**
 * The last write of each dataset as of some moments, and the rows of the writes before it. Read once for all moments
 * that are compared: a catalog may know of millions of writes.
 */
import type { Moment } from '../../../past/moment.ts';
import type { Catalog } from '../../../catalog.ts';
import { knownAt } from '../../../past/as-of-parts.ts';
import { firstHeard, lastHeard } from '../../../store/writer/runs.ts';
import { idRanges } from '../../../store/id-ranges.ts';
import { boundToRuns } from './moment-figures.ts';
import { HISTORY } from '../../run-records.ts';

export interface LastWrite {
  readonly rows: number | null;
  readonly version: string | null;
  /** When it and those before it were written, newest first; worked out when asked for. */
  readonly times: readonly string[];
  /** Rows of the writes before it, newest first; likewise. */
  readonly history: readonly number[];
}

/** Record type of runs in `absence`. */
const RUN = 103;

/** What runs wrote, by columns; `byDataset` holds positions in them. */
interface Writes {
  readonly run: number[];
  readonly rows: (number | null)[];
  readonly version: (number | null)[];
  readonly byDataset: Map<number, number[]>;
}

/** By dataset, as each of the views shows it. In steps; `views`: the catalog at moments (see explore/at.ts). */
export function* lastWrites(
  catalog: Catalog,
  views: readonly Catalog[],
): Generator<void, Map<number, LastWrite>[]> {
  const orders: Order[] = [];
  for (const view of views) orders.push(yield* orderOfRuns(view, view.moment!));
  const writes = yield* readWrites(catalog);
  const label = catalog.store.reader
    .prepare<[number], string>('SELECT label FROM dataset_version WHERE id = ?')
    .pluck();
  const found: Map<number, LastWrite>[] = [];
  for (const [side, view] of views.entries()) {
    const last = new Map<number, LastWrite>();
    for (const card of view.cards().all()) {
      const write = lastOf(writes, card.members, orders[side]!, (id) => label.get(id) ?? null);
      if (write) last.set(card.id, write);
      yield;
    }
    found.push(last);
  }
  return found;
}

/** Runs that count at the moment, in the order of their last words. */
interface Order {
  readonly placeOf: ReadonlyMap<number, number>;
  /** By place; '' where a run tells no time. */
  readonly times: readonly string[];
}

function* orderOfRuns(view: Catalog, moment: Moment): Generator<void, Order> {
  const db = view.store.reader;
  const rows = db
    .prepare<[object], [number, string]>(
      `SELECT x.id, COALESCE(${lastHeard('x')}, '') FROM run x WHERE x.id BETWEEN @first AND @last
         AND x.state NOT IN ('FAIL', 'ABORT') AND COALESCE(${lastHeard('x')}, '') <= @time
         AND CASE @anyRevision WHEN 1 THEN x.until_revision IS NULL ELSE x.since_revision <= @revision AND ${knownAt(RUN)} END`,
    )
    .raw();
  const runs: [number, string][] = [];
  for (const range of idRanges(db, 'run')) {
    for (const row of rows.all({ ...boundToRuns(moment), ...range })) runs.push(row);
    yield;
  }
  // Of the same time the later one; ids ascend already.
  runs.sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
  yield;
  return { placeOf: new Map(runs.map(([id], place) => [id, place])), times: runs.map(([, time]) => time) };
}

function* readWrites(catalog: Catalog): Generator<void, Writes> {
  const db = catalog.store.reader;
  const statement = db
    .prepare<[object], [number, number, number | null, number | null]>(
      `SELECT run_id, dataset_id, row_count, version_id FROM run_output
       WHERE rowid BETWEEN @first AND @last AND until_revision IS NULL`,
    )
    .raw();
  const writes: Writes = { run: [], rows: [], version: [], byDataset: new Map() };
  for (const range of idRanges(db, 'run_output', 'rowid')) {
    for (const [run, dataset, rows, version] of statement.all(range)) {
      const of = writes.byDataset.get(dataset);
      if (of) of.push(writes.run.length);
      else writes.byDataset.set(dataset, [writes.run.length]);
      writes.run.push(run);
      writes.rows.push(rows);
      writes.version.push(version);
    }
    yield;
  }
  return writes;
}

function lastOf(
  { run, rows, version, byDataset }: Writes,
  members: readonly number[],
  { placeOf, times }: Order,
  labelOf: (version: number) => string | null,
): LastWrite | null {
  const place = (write: number): number => placeOf.get(run[write]!) ?? -1;
  const all = members.flatMap((id) => byDataset.get(id) ?? []);
  let last = -1;
  for (const write of all) if (place(write) >= 0 && (last < 0 || place(write) > place(last))) last = write;
  if (last < 0) return null;
  const versionId = version[last] ?? null;
  let newestFirst: readonly number[] | undefined;
  const inOrder = () =>
    (newestFirst ??= all
      .filter((write) => place(write) >= 0)
      .sort((a, b) => place(b) - place(a))
      .slice(0, HISTORY + 1));
  return {
    rows: rows[last] ?? null,
    version: versionId === null ? null : labelOf(versionId),
    get times() {
      return inOrder().flatMap((write) => times[place(write)] || []);
    },
    get history() {
      return inOrder()
        .slice(1)
        .flatMap((write) => rows[write] ?? []);
    },
  };
}

/** When versions of each dataset were first read, newest first: the rhythm of what no known run writes. */
export function versionTimes(view: Catalog, moment: Moment): Map<number, string[]> {
  const { canonical } = view.cards();
  const rows = view.store.reader
    .prepare<[object], { datasetId: number; at: string }>(
      `SELECT datasetId, at FROM (
         SELECT i.dataset_id AS datasetId, MIN(${firstHeard('x')}) AS at FROM dataset_version v
         JOIN run_input i ON i.dataset_id = v.dataset_id AND i.version_id = v.id JOIN run x ON x.id = i.run_id
         WHERE i.until_revision IS NULL AND ${firstHeard('x')} <= @time
           AND CASE @anyRevision WHEN 1 THEN x.until_revision IS NULL ELSE x.since_revision <= @revision AND ${knownAt(RUN)} END
         GROUP BY v.id) ORDER BY at DESC`,
    )
    .all(boundToRuns(moment));
  const found = new Map<number, string[]>();
  for (const { datasetId, at } of rows) {
    const head = canonical.get(datasetId);
    if (head === undefined) continue;
    const times = found.get(head);
    if (!times) found.set(head, [at]);
    else if (times.length <= HISTORY) times.push(at);
  }
  return found;
}
