/**
 * The story of the stale "latest": every night a copy job puts that day's snapshot of the users into the folder
 * `users/latest`, which the daily report reads. One night it copies a snapshot that is a month old.
 *
 * `paths`: datasets are told by path only. `versions`: the snapshots are versions of one dataset, and the
 * report's input names the version that it read.
 */

export type Style = 'paths' | 'versions';

export interface Story {
  /** OpenLineage events, one a line. */
  readonly events: string;
  /** Run ids of the report on the last good day and on the bad one. */
  readonly good: string;
  readonly bad: string;
}

const LAKE = 's3://lake';
const DAY = 86_400_000;
/** The bad day. */
const BAD = Date.UTC(2026, 10, 20);
const DAYS = 40;
/** How old the snapshot is that is copied on the bad day. */
export const MONTH = 31;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const at = (day: number, minutes: number): string => new Date(day + minutes * 60_000).toISOString();
const idOf = (job: number, day: number): string =>
  `0000000${job}-0000-4000-8000-${String(day / DAY).padStart(12, '0')}`;

interface Io {
  readonly namespace: string;
  readonly name: string;
  readonly facets?: object;
}

const COLUMNS = [
  { name: 'id', type: 'bigint' },
  { name: 'email', type: 'string' },
  { name: 'country', type: 'string' },
];

export function staleLatest(style: Style): Story {
  const lines: object[] = [];
  for (let n = DAYS - 1; n >= 0; n--) {
    const day = BAD - n * DAY;
    const source = day === BAD ? day - MONTH * DAY : day;
    lines.push(...exportJob(style, day), ...copyJob(style, day, source), ...reportJob(style, day, source));
  }
  return {
    events: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    good: idOf(3, BAD - DAY),
    bad: idOf(3, BAD),
  };
}

/** The number of users grows a little every day, and not evenly. */
const rowsOn = (day: number): number => 90_000 + (day / DAY) * 10 + ((day / DAY) % 3) * 40;

function dataset(
  style: Style,
  name: string,
  contents: number,
  rows?: { readonly in?: number; readonly out?: number },
): Io {
  const version = style === 'versions' ? { version: { datasetVersion: `v${(contents / DAY) * 7919}` } } : {};
  return {
    namespace: LAKE,
    name,
    facets: { ...version, schema: { fields: COLUMNS } },
    ...(rows?.in === undefined ? {} : { inputFacets: { inputStatistics: { rowCount: rows.in } } }),
    ...(rows?.out === undefined ? {} : { outputFacets: { outputStatistics: { rowCount: rows.out } } }),
  };
}

const snapshotOf = (style: Style, day: number): string =>
  style === 'versions' ? 'users/snapshots' : `users/snapshots/${dayOf(day)}`;

function run(job: string, id: string, start: string, end: string, inputs: Io[], outputs: Io[]): object[] {
  const common = {
    producer: 'https://example.org/scheduler',
    run: { runId: id, facets: { processing_engine: { name: 'spark', version: '3.5.1' } } },
    job: {
      namespace: 'nightly',
      name: job,
      facets: { sourceCodeLocation: { type: 'git', url: 'https://git.example/etl', version: '4f2a9c1' } },
    },
  };
  return [
    { ...common, eventType: 'START', eventTime: start, inputs, outputs: [] },
    { ...common, eventType: 'COMPLETE', eventTime: end, inputs: [], outputs },
  ];
}

function exportJob(style: Style, day: number): object[] {
  const out = dataset(style, snapshotOf(style, day), day, { out: rowsOn(day) });
  return run(
    'export_users',
    idOf(1, day),
    at(day, 60),
    at(day, 70),
    [{ namespace: 'postgres://db.example:5432', name: 'app.public.users' }],
    [out],
  );
}

function copyJob(style: Style, day: number, source: number): object[] {
  return run(
    'refresh_latest',
    idOf(2, day),
    at(day, 90),
    at(day, 95),
    [dataset(style, snapshotOf(style, source), source, { in: rowsOn(source) })],
    [dataset(style, 'users/latest', source, { out: rowsOn(source) })],
  );
}

function reportJob(style: Style, day: number, source: number): object[] {
  return run(
    'daily_report',
    idOf(3, day),
    at(day, 120),
    at(day, 130),
    [dataset(style, 'users/latest', source, { in: rowsOn(source) })],
    [{ ...dataset('paths', 'reports/users_by_country', source, { out: 180 + ((source / DAY) % 4) }) }],
  );
}
