/**
 * The last write of each dataset as of some moments, and the rows of the writes before it. Read once for all moments
 * that are compared: a catalog may know of millions of writes.
 */
import type { Moment } from '../explore/moment.ts';
import type { Catalog } from '../open.ts';
import { knownAt } from '../reports/as-of-parts.ts';
import { lastHeard } from '../store/writer/runs.ts';
import { idRanges } from './id-ranges.ts';
import { boundToRuns } from './moment-figures.ts';
import { HISTORY } from './run-records.ts';

export interface LastWrite {
  readonly rows: number | null;
  readonly version: string | null;
  /** Rows of the writes before it, newest first; worked out when asked for. */
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
  const orders: Map<number, number>[] = [];
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

/** Runs that count at the moment, each with its place in the order of their last words. */
function* orderOfRuns(view: Catalog, moment: Moment): Generator<void, Map<number, number>> {
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
  return new Map(runs.map(([id], place) => [id, place]));
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
  order: ReadonlyMap<number, number>,
  labelOf: (version: number) => string | null,
): LastWrite | null {
  const place = (write: number): number => order.get(run[write]!) ?? -1;
  const all = members.flatMap((id) => byDataset.get(id) ?? []);
  let last = -1;
  for (const write of all) if (place(write) >= 0 && (last < 0 || place(write) > place(last))) last = write;
  if (last < 0) return null;
  const versionId = version[last] ?? null;
  let history: readonly number[] | undefined;
  return {
    rows: rows[last] ?? null,
    version: versionId === null ? null : labelOf(versionId),
    get history() {
      return (history ??= all
        .filter((write) => write !== last && place(write) >= 0)
        .sort((a, b) => place(b) - place(a))
        .slice(0, HISTORY)
        .flatMap((write) => rows[write] ?? []));
    },
  };
}
