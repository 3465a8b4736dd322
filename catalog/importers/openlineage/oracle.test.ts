/** Every sample of the corpus, alone and together, against the sets that its rules define. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplesNote, samplesRoot } from '../../testing/samples.ts';
import { openLineage } from './index.ts';
import { pathFile, readAll } from './testing/read-all.ts';
import { pictureOf } from './testing/reduce-facts.ts';

type Row = Readonly<Record<string, string>>;
type Sets = Readonly<
  Record<
    'jobs' | 'runs' | 'datasets' | 'table_edges' | 'column_edges' | 'dataset_wide' | 'job_edges',
    readonly (string | readonly string[])[]
  >
>;

const EVENT_KINDS = new Set(['verbatim', 'verbatim-from-md', 'materialised']);

function corpus(root: string): {
  events: Row[];
  unions: Row[];
  others: Row[];
  sets: Readonly<Record<string, Sets>>;
} {
  const [head = '', ...lines] = readFileSync(join(root, 'INDEX.tsv'), 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  const rows = lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
  return {
    events: rows.filter((row) => EVENT_KINDS.has(row['kind'] ?? '')),
    unions: rows.filter((row) => row['kind'] === 'union'),
    others: rows.filter((row) => !EVENT_KINDS.has(row['kind'] ?? '') && row['kind'] !== 'union'),
    sets: JSON.parse(readFileSync(join(root, 'ORACLE_SETS.json'), 'utf8')) as Record<string, Sets>,
  };
}

const text = (items: readonly (string | readonly string[])[]): string[] =>
  [...new Set(items.map((item) => (typeof item === 'string' ? item : item.flat(3).join('\u0001'))))].sort();

/** The oracle counts the columns of all schemas ever seen; here a later schema of a dataset replaces an earlier one. */
async function compare(root: string, row: Row, sets: Sets, paths: readonly string[]): Promise<void> {
  const result = await readAll(paths.map((path, index) => pathFile(join(root, path), index)));
  const picture = pictureOf(result.facts);
  expect({ events: result.accepted, rejected: result.rejected }).toEqual({
    events: Number(row['events']),
    rejected: Number(row['rejected']),
  });
  expect(picture.jobs).toEqual(text(sets.jobs));
  expect(picture.runs).toEqual(text(sets.runs));
  expect(picture.datasets).toEqual(text(sets.datasets));
  expect(picture.tableEdges).toEqual(text(sets.table_edges));
  expect(picture.columnEdges).toEqual(text(sets.column_edges));
  expect(picture.datasetWide).toEqual(text(sets.dataset_wide));
  expect(picture.jobEdges).toEqual(text(sets.job_edges));
  expect({
    jobs_ref: picture.jobsNamed.length,
    runs_ref: picture.runsNamed.length,
    datasets_ref: picture.datasetsNamed.length,
    datasets_merged: picture.datasetsMerged,
  }).toEqual({
    jobs_ref: Number(row['jobs_ref']),
    runs_ref: Number(row['runs_ref']),
    datasets_ref: Number(row['datasets_ref']),
    datasets_merged: Number(row['datasets_merged']),
  });
  expect(picture.states).toBe(row['states'] === '-' ? '' : row['states']);
  const columns = Number(row['schema_fields']);
  if (paths.length === 1) expect(picture.columns.length).toBe(columns);
  else expect(picture.columns.length).toBeLessThanOrEqual(columns);
}

describe.skipIf(!samplesRoot)(`the sample corpus${samplesNote}`, () => {
  const root = join(samplesRoot ?? '', 'openlineage');
  const { events, unions, others, sets } = samplesRoot
    ? corpus(root)
    : { events: [], unions: [], others: [], sets: {} };

  it.each(events.map((row) => [row['file'] ?? '', row] as const))('%s', async (file, row) => {
    expect(await openLineage.recognise(pathFile(join(root, file)))).toBe('events');
    await compare(root, row, sets[file]!, [file]);
  });

  it.each(unions.map((row) => [row['file'] ?? '', row] as const))(
    '%s together, in any order',
    async (group, row) => {
      const prefix = group === '@all' ? '' : group.startsWith('@') ? `${group.slice(1)}/` : group;
      const files = events.map((one) => one['file'] ?? '').filter((file) => file.startsWith(prefix));
      await compare(root, row, sets[group]!, files);
      await compare(root, row, sets[group]!, files.toReversed());
      await compare(root, row, sets[group]!, shuffled(files));
    },
  );

  it('leaves schemas, facets and the output of other consumers alone', async () => {
    expect(others.length).toBeGreaterThan(100);
    for (const row of others) {
      expect(await openLineage.recognise(pathFile(join(root, row['file'] ?? ''))), row['file']).toBeNull();
    }
  });
});

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item, index) => [(index * 7919) % 1009, item] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item);
}
