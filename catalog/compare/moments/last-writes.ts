/** The last write of each dataset as of a moment, and the writes before it. */
import type { Database } from 'better-sqlite3';
import { firstHeard, lastHeard } from '../../store/writer/runs.ts';
import { idRanges } from '../../store/id-ranges.ts';
import { HISTORY } from '../run-records.ts';
import { RUN_KNOWN, boundToRuns } from './conditions.ts';
import type { Side } from './sides.ts';

export interface LastWrite {
  readonly rows: number | null;
  readonly version: string | null;
  /** When it and those before it were written, newest first; worked out when asked for. */
  readonly times: readonly string[];
  /** Rows of the writes before it, newest first; likewise. */
  readonly history: readonly number[];
}

/** What runs wrote, by columns; `byDataset` holds positions in them. */
interface Writes {
  readonly run: number[];
  readonly rows: (number | null)[];
  readonly version: (number | null)[];
  readonly byDataset: Map<number, number[]>;
}

/** Runs that count at the moment, in the order of their last words. */
interface Order {
  readonly placeOf: ReadonlyMap<number, number>;
  /** By place; '' where a run tells no time. */
  readonly times: readonly string[];
}

const WRITES = 'SELECT run_id, dataset_id, row_count, version_id FROM run_output';
const RUNS = `SELECT x.id, COALESCE(${lastHeard('x')}, '') FROM run x`;
const COUNTS = `x.state NOT IN ('FAIL', 'ABORT') AND ${RUN_KNOWN}`;

type WriteRow = [run: number, dataset: number, rows: number | null, version: number | null];

/** Of some datasets, by the dataset as the side shows it. */
export function lastWritesOf(side: Side, heads: readonly number[]): Map<number, LastWrite> {
  const ids = heads.flatMap((head) => side.members(head));
  const writes = noWrites();
  const rows = side.db
    .prepare<[string], WriteRow>(
      `${WRITES} WHERE dataset_id IN (SELECT value FROM json_each(?)) AND until_revision IS NULL ORDER BY run_id, dataset_id`,
    )
    .raw()
    .all(JSON.stringify(ids));
  for (const row of rows) addWrite(writes, row);
  const runs = side.db
    .prepare<[object], [number, string]>(
      `${RUNS} WHERE x.id IN (SELECT value FROM json_each(@runs)) AND ${COUNTS} ORDER BY x.id`,
    )
    .raw()
    .all({ ...boundToRuns(side.instant), runs: JSON.stringify([...new Set(writes.run)]) });
  return lastBy(side, heads, writes, inOrder(runs));
}

/** Of all datasets, for both sides: each run and each of its outputs is read once. In steps. */
export function* allLastWrites(
  sides: readonly Side[],
  headsOf: (side: Side) => readonly number[],
): Generator<void, Map<number, LastWrite>[]> {
  const writes = yield* readWrites(sides[0]!.db);
  const found: Map<number, LastWrite>[] = [];
  for (const side of sides) {
    const order = yield* orderOfRuns(side);
    const heads = headsOf(side);
    const last = new Map<number, LastWrite>();
    for (let at = 0; at < heads.length; at += HEADS_AT_ONCE) {
      for (const [head, write] of lastBy(side, heads.slice(at, at + HEADS_AT_ONCE), writes, order))
        last.set(head, write);
      yield;
    }
    found.push(last);
  }
  return found;
}

const HEADS_AT_ONCE = 500;

function* orderOfRuns({ db, instant }: Side): Generator<void, Order> {
  const rows = db
    .prepare<[object], [number, string]>(`${RUNS} WHERE x.id BETWEEN @first AND @last AND ${COUNTS}`)
    .raw();
  const runs: [number, string][] = [];
  for (const range of idRanges(db, 'run')) {
    for (const row of rows.all({ ...boundToRuns(instant), ...range })) runs.push(row);
    yield;
  }
  yield;
  return inOrder(runs);
}

/** Of the same time the later one; ids ascend already. */
function inOrder(runs: [number, string][]): Order {
  runs.sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { placeOf: new Map(runs.map(([id], place) => [id, place])), times: runs.map(([, time]) => time) };
}

function* readWrites(db: Database): Generator<void, Writes> {
  const statement = db
    .prepare<[object], WriteRow>(`${WRITES} WHERE rowid BETWEEN @first AND @last AND until_revision IS NULL`)
    .raw();
  const writes = noWrites();
  for (const range of idRanges(db, 'run_output', 'rowid')) {
    for (const row of statement.all({ ...range })) addWrite(writes, row);
    yield;
  }
  return writes;
}

const noWrites = (): Writes => ({ run: [], rows: [], version: [], byDataset: new Map() });

function addWrite(writes: Writes, [run, dataset, rows, version]: WriteRow): void {
  const of = writes.byDataset.get(dataset);
  if (of) of.push(writes.run.length);
  else writes.byDataset.set(dataset, [writes.run.length]);
  writes.run.push(run);
  writes.rows.push(rows);
  writes.version.push(version);
}

function lastBy(side: Side, heads: readonly number[], writes: Writes, order: Order): Map<number, LastWrite> {
  const label = side.db.prepare<[number], string>('SELECT label FROM dataset_version WHERE id = ?').pluck();
  const found = new Map<number, LastWrite>();
  for (const head of heads) {
    const write = lastOf(writes, side.members(head), order, (id) => label.get(id) ?? null);
    if (write) found.set(head, write);
  }
  return found;
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
  const before = () =>
    (newestFirst ??= all
      .filter((write) => place(write) >= 0)
      .sort((a, b) => place(b) - place(a))
      .slice(0, HISTORY + 1));
  return {
    rows: rows[last] ?? null,
    version: versionId === null ? null : labelOf(versionId),
    get times() {
      return before().flatMap((write) => times[place(write)] || []);
    },
    get history() {
      return before()
        .slice(1)
        .flatMap((write) => rows[write] ?? []);
    },
  };
}

/** At a run time, when versions of each dataset were first read, newest first: the rhythm of what no known run writes. In steps. */
export function* versionTimes({ db, instant, headOf }: Side): Generator<void, Map<number, string[]>> {
  const statement = db
    .prepare<[object], [number, string]>(
      `SELECT i.dataset_id, MIN(${firstHeard('x')}) FROM dataset_version v
       JOIN run_input i ON i.dataset_id = v.dataset_id AND i.version_id = v.id JOIN run x ON x.id = i.run_id
       WHERE v.id BETWEEN @first AND @last AND i.until_revision IS NULL AND x.until_revision IS NULL
         AND ${firstHeard('x')} <= @time GROUP BY v.id`,
    )
    .raw();
  const found = new Map<number, string[]>();
  for (const range of idRanges(db, 'dataset_version')) {
    for (const [datasetId, at] of statement.all({ time: instant.time, ...range })) {
      const head = headOf[datasetId]!;
      if (head === 0) continue;
      const times = found.get(head);
      if (times) times.push(at);
      else found.set(head, [at]);
    }
    yield;
  }
  for (const [head, times] of found) {
    times.sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
    found.set(head, times.slice(0, HISTORY + 1));
  }
  return found;
}
