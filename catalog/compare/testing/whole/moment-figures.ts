/** Figures and tests as of a moment. */
import type { Moment } from '../../../past/moment.ts';
import type { Catalog } from '../../../catalog.ts';
import { knownAt } from '../../../past/as-of-parts.ts';
import { holdsAt } from '../../../browse/in-force.ts';

type Lines = Map<number, string[]>;

/** Record type of `absence`. */
const TEST_RESULT = 101;

/** Values for conditions on what runs told: `time` is later than every time where a revision is looked at. */
export const boundToRuns = ({ revision, past, time }: Moment) => ({
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
    .all(boundToRuns(moment));
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
    .all(boundToRuns(moment));
  for (const { datasetId, name, status } of results) add(tests, datasetId, `${name}: ${status}`);
  return { figures, tests };
}
