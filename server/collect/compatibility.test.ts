/**
 * The consumer scenarios of OpenLineage's compatibility suite, posted as its runner does, event by event:
 * in the order of file names, backwards and shuffled. Compared with the sets that the corpus defines.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportLines } from '../../catalog/export/ndjson.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { samplesNote, samplesRoot } from '../../catalog/testing/samples.ts';
import { temporaryFolder } from '../../catalog/testing/temp-catalog.ts';
import { collectIn, send } from './testing/sending.ts';

type Sets = Record<
  'jobs' | 'runs' | 'datasets' | 'table_edges' | 'column_edges' | 'dataset_wide' | 'job_edges',
  unknown[]
>;
interface Named {
  readonly namespace: string;
  readonly name: string;
  readonly column?: string;
}
type Line = Named & {
  readonly type: string;
  readonly id: string;
  readonly kind: string;
  from: Named;
  to: Named;
};

const pair = (of: Named) => [of.namespace, of.name];
const sorted = (rows: readonly unknown[]) => [...new Set(rows.map((row) => JSON.stringify(row)))].sort();

function setsOf(catalog: Catalog): Sets {
  const lines = [...exportLines(catalog.store.reader, { canonical: false })].map(
    (line) => JSON.parse(line) as Line,
  );
  const of = (type: string) => lines.filter((line) => line.type === type);
  return {
    jobs: of('job').map(pair),
    runs: of('run').map(({ id }) => id),
    datasets: of('dataset').map(pair),
    table_edges: of('edge').map(({ from, to }) => [...pair(from), ...pair(to)]),
    column_edges: of('column_edge').map(({ from, to }) => [
      ...pair(from),
      from.column,
      ...pair(to),
      to.column,
    ]),
    dataset_wide: of('dataset_influence').map(({ from, to }) => [...pair(from), from.column, ...pair(to)]),
    job_edges: of('job_edge')
      .filter(({ kind }) => kind === 'data')
      .map(({ from, to }) => [...pair(from), ...pair(to)]),
  };
}

describe.skipIf(!samplesRoot)(`consumer scenarios over HTTP${samplesNote}`, () => {
  const root = join(samplesRoot ?? '', 'openlineage');
  const oracle = samplesRoot
    ? (JSON.parse(readFileSync(join(root, 'ORACLE_SETS.json'), 'utf8')) as Record<string, Sets>)
    : {};
  const scenarios = Object.keys(oracle).filter((key) => /^compat\/[^/]+\/events\/$/.test(key));
  const orders: readonly (readonly [string, (files: string[]) => string[]])[] = [
    ['in the order of names', (files) => files],
    ['backwards', (files) => files.toReversed()],
    ['shuffled', (files) => files.toSorted((a, b) => hashOf(a) - hashOf(b))],
  ];
  const cases = scenarios.flatMap((scenario) => orders.map(([name, order]) => ({ scenario, name, order })));

  it('four of the six scenarios are in the corpus; those of Airflow and BigQuery are not', () => {
    expect(scenarios.map((key) => key.split('/')[1]).sort()).toEqual([
      'CLL',
      'simple_run_event',
      'spark_dataproc_simple_producer_test',
      'spark_dataproc_simple_producer_test_complete',
    ]);
  });

  it.each(cases)('$scenario $name', async ({ scenario, order }) => {
    const { catalog, collecting, port, close } = await collectIn(temporaryFolder());
    const names = readdirSync(join(root, scenario)).filter((name) => name.endsWith('.json'));
    for (const [index, name] of order(names.sort()).entries()) {
      const body = readFileSync(join(root, scenario, name));
      expect((await send(port, { body })).status, name).toBe(201);
      // Imports fall between events, as they do in life.
      if (index % 3 === 1) await collecting.drain();
    }
    await collecting.drain();
    const sets = setsOf(catalog);
    const expected = oracle[scenario]!;
    for (const key of Object.keys(expected) as (keyof Sets)[]) {
      expect({ [key]: sorted(sets[key]) }).toEqual({ [key]: sorted(expected[key]) });
    }
    expect(collecting.status().inbox).toMatchObject({ waiting: 0, rejected: 0 });
    await close();
  });
});

/** Any order that is neither that of names nor its reverse, and always the same. */
function hashOf(text: string): number {
  let hash = 7;
  for (const char of text) hash = (hash * 31 + char.charCodeAt(0)) % 1009;
  return hash;
}
