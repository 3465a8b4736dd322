/** Figures, tests and last writes as of a moment. */
import type { Moment } from '../explore/moment.ts';
import type { Catalog } from '../open.ts';
import { knownAt } from '../reports/as-of-parts.ts';
import { holdsAt } from '../browse/in-force.ts';
import { firstHeard, lastHeard } from '../store/writer/runs.ts';
import { HISTORY } from './run-records.ts';

type Lines = Map<number, string[]>;

/** Record types of `absence`. */
const TEST_RESULT = 101;
const RUN = 103;

/** Values for the conditions here: `time` is later than every time where a revision is looked at. */
const bound = ({ revision, past, time }: Moment) => ({
  revision: time === null ? revision : past.revision,
  time: time ?? '\uffff',
  anyRevision: time === null ? 0 : 1,
});

/** What was known of runs and their figures: at a revision, or at a run time as it is known now. */
const told = (alias: string): string =>
  `CASE @anyRevision WHEN 1 THEN ${alias}.until_revision IS NULL ELSE ${holdsAt(alias)} END`;

/** The latest figure of each kind and the latest result of each test, by dataset; in a fixed order. */
export function qualityAt(view: Catalog, moment: Moment): { readonly figures: Lines; readonly tests: Lines } {
  const db = view.store.reader;
  const { canonical } = view.cards();
  const figures: Lines = new Map();
  const tests: Lines = new Map();
  const add = (lines: Lines, datasetId: number, line: string): void => {
    const head = canonical.get(datasetId);
    if (head === undefined) return;
    const known = lines.get(head);
    if (known) known.push(line);
    else lines.set(head, [line]);
  };
  const metrics = db
    .prepare<[object], { datasetId: number; path: string | null; name: string; value: number; at: string }>(
      `SELECT m.dataset_id AS datasetId, c.path, m.name, m.value, MAX(m.at) AS at FROM metric m
       LEFT JOIN "column" c ON c.id = m.column_id WHERE m.at <= @time AND ${told('m')}
       GROUP BY m.dataset_id, m.column_id, m.name ORDER BY m.dataset_id, c.path, m.name`,
    )
    .all(bound(moment));
  for (const { datasetId, path, name, value } of metrics)
    add(figures, datasetId, `${path === null ? '' : `${path.replaceAll('\u001f', '.')} `}${name} = ${value}`);
  const results = db
    .prepare<[object], { datasetId: number; name: string; status: string; at: string }>(
      `SELECT t.dataset_id AS datasetId, t.name, x.status, MAX(x.at || printf('%012d', x.id)) AS at
       FROM test_result x JOIN test t ON t.id = x.test_id
       WHERE x.at <= @time AND CASE @anyRevision WHEN 1 THEN x.until_revision IS NULL
         ELSE x.since_revision <= @revision AND ${knownAt(TEST_RESULT)} END
       GROUP BY t.id ORDER BY t.dataset_id, t.name, t.id`,
    )
    .all(bound(moment));
  for (const { datasetId, name, status } of results) add(tests, datasetId, `${name}: ${status}`);
  return { figures, tests };
}

export interface LastWrite {
  readonly rows: number | null;
  readonly version: string | null;
  /** When it and those before it were written, newest first; where no run is known to write it, when versions were first read. */
  readonly times: readonly string[];
  /** Rows of the writes before it, newest first. */
  readonly history: readonly number[];
}

/** The last writes of each dataset that were known of. */
export function lastWrites(view: Catalog, moment: Moment): Map<number, LastWrite> {
  const { canonical } = view.cards();
  const rows = view.store.reader
    .prepare<
      [object],
      { datasetId: number; rows: number | null; version: string | null; at: string | null; n: number }
    >(
      `SELECT datasetId, rows, version, at, n FROM (
         SELECT o.dataset_id AS datasetId, o.row_count AS rows, v.label AS version, ${lastHeard('x')} AS at,
                ROW_NUMBER() OVER (PARTITION BY o.dataset_id ORDER BY ${lastHeard('x')} DESC, x.id DESC) AS n
         FROM run_output o JOIN run x ON x.id = o.run_id LEFT JOIN dataset_version v ON v.id = o.version_id
         WHERE o.until_revision IS NULL AND x.state NOT IN ('FAIL', 'ABORT') AND COALESCE(${lastHeard('x')}, '') <= @time
           AND CASE @anyRevision WHEN 1 THEN x.until_revision IS NULL ELSE x.since_revision <= @revision AND ${knownAt(RUN)} END
       ) WHERE n <= ${HISTORY + 1} ORDER BY at DESC, n`,
    )
    .all(bound(moment));
  const byHead = Map.groupBy(rows, (row) => canonical.get(row.datasetId));
  return new Map(
    [...byHead].flatMap(([head, [last, ...earlier]]) =>
      head === undefined || !last
        ? []
        : [
            [
              head,
              {
                rows: last.rows,
                version: last.version,
                times: [last, ...earlier].flatMap((row) => row.at ?? []),
                history: earlier.flatMap((row) => row.rows ?? []).slice(0, HISTORY),
              },
            ],
          ],
    ),
  );
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
    .all(bound(moment));
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
