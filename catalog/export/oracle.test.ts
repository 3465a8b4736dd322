/**
 * The whole engine against the corpus: real files in, export out, compared with the oracle's sets.
 * Importers are compared on their own elsewhere; here identities, accumulation over files, derived
 * edges, joining and the export itself are on trial.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importersOf } from '../importers/index.ts';
import { runImport } from '../imports/run-import.ts';
import { samplesNote, samplesRoot } from '../testing/samples.ts';
import { openTemporaryStore } from '../testing/temp-catalog.ts';
import { exportLines } from './ndjson.ts';

interface Sets {
  readonly jobs: string[][];
  readonly runs: string[];
  readonly datasets: string[][];
  readonly table_edges: string[][];
  readonly column_edges: string[][];
  readonly dataset_wide: string[][];
  readonly job_edges: string[][];
}

type Line = Record<string, never> & { type: string };

async function exported(paths: readonly string[], separately = false): Promise<Line[]> {
  const store = await openTemporaryStore();
  const batches = separately ? paths.map((path) => [path]) : [paths];
  for (const batch of batches) {
    await runImport(store, importersOf(), {
      paths: batch,
      kind: 'auto',
      columnLineage: false,
      dryRun: false,
      actor: 'test',
      toolVersion: 'test',
      signal: new AbortController().signal,
    });
  }
  const lines = [...exportLines(store.reader, { canonical: false })].map((line) => JSON.parse(line) as Line);
  await store.close();
  return lines;
}

interface Named {
  namespace: string;
  name: string;
  column?: string;
}
const pair = (of: Named) => [of.namespace, of.name];
const sorted = (rows: readonly unknown[]) => [...new Set(rows.map((row) => JSON.stringify(row)))].sort();
const of = <Shape>(lines: readonly Line[], type: string) =>
  lines.filter((line) => line.type === type) as unknown as Shape[];

function setsOf(lines: readonly Line[]): Sets {
  const edges = of<{ from: Named; to: Named }>(lines, 'edge');
  const columns = of<{ from: Named; to: Named }>(lines, 'column_edge');
  return {
    jobs: of<Named>(lines, 'job').map(pair),
    runs: of<{ id: string }>(lines, 'run').map((run) => run.id),
    datasets: of<Named>(lines, 'dataset').map(pair),
    table_edges: edges.map(({ from, to }) => [...pair(from), ...pair(to)]),
    column_edges: columns.map(({ from, to }) => [...pair(from), from.column!, ...pair(to), to.column!]),
    dataset_wide: of<{ from: Named; to: Named }>(lines, 'dataset_influence').map(({ from, to }) => [
      ...pair(from),
      from.column!,
      ...pair(to),
    ]),
    job_edges: of<{ from: Named; to: Named; kind: string }>(lines, 'job_edge')
      .filter((edge) => edge.kind === 'data')
      .map(({ from, to }) => [...pair(from), ...pair(to)]),
  };
}

function expectSets(actual: Sets, expected: Sets): void {
  for (const key of Object.keys(expected) as (keyof Sets)[]) {
    expect({ [key]: sorted(actual[key]) }).toEqual({ [key]: sorted(expected[key]) });
  }
}

describe.skipIf(!samplesRoot)(`OpenLineage corpus through the whole engine${samplesNote}`, () => {
  const root = join(samplesRoot ?? '', 'openlineage');
  const oracle = samplesRoot
    ? (JSON.parse(readFileSync(join(root, 'ORACLE_SETS.json'), 'utf8')) as Record<string, Sets>)
    : {};
  const files = Object.keys(oracle).filter((key) => !key.startsWith('@') && !key.endsWith('/'));
  const groups = Object.keys(oracle).filter((key) => key.startsWith('@') || key.endsWith('/'));
  const members = (group: string) =>
    group === '@all'
      ? files
      : files.filter((file) =>
          group.startsWith('@') ? file.startsWith(`${group.slice(1)}/`) : file.startsWith(group),
        );

  it.each(groups)('%s together', async (group) => {
    expectSets(setsOf(await exported(members(group).map((file) => join(root, file)))), oracle[group]!);
  });

  it('every file alone', async () => {
    for (const file of files) expectSets(setsOf(await exported([join(root, file)])), oracle[file]!);
  });

  it('one import a file, backwards, gives the same as all at once', async () => {
    const paths = members('@compat').map((file) => join(root, file));
    expectSets(setsOf(await exported([...paths].reverse(), true)), oracle['@compat']!);
  });
});

describe.skipIf(!samplesRoot)(`dbt corpus through the whole engine${samplesNote}`, () => {
  const root = join(samplesRoot ?? '', 'dbt');
  const folders = samplesRoot
    ? readFileSync(join(root, 'INDEX.tsv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'))
        .filter((row) => row[3] === 'real')
    : [];

  it.each(folders.map((row) => [row[0]!, row] as const))('%s', async (folder, row) => {
    const lines = await exported([join(root, folder)]);
    const ids = new Set<string>();
    const idsOf = new Map<string, string[]>();
    for (const dataset of of<Named & { sources: { importer: string; id: string }[] }>(lines, 'dataset')) {
      const own = dataset.sources
        .map((source) => source.id)
        .filter((id) => /^(model|seed|snapshot|source)\./.test(id));
      for (const id of own) ids.add(id);
      idsOf.set(JSON.stringify(pair(dataset)), own);
    }
    expect(ids.size).toBe(Number(row[12]));
    const edges = of<{ from: Named; to: Named; jobs: Named[] }>(lines, 'edge').filter(
      (edge) => edge.jobs.length > 0,
    );
    const atIds = new Set(
      edges.flatMap((edge) =>
        edge.jobs.flatMap((job) =>
          (idsOf.get(JSON.stringify(pair(edge.from))) ?? []).map((parent) => `${parent}>${job.name}`),
        ),
      ),
    );
    // A relation that is both a source and a model counts under both of its ids.
    expect(atIds.size).toBeGreaterThanOrEqual(Number(row[13]));
  });
});

describe.skipIf(!samplesRoot)(`Glue corpus through the whole engine${samplesNote}`, () => {
  const root = join(samplesRoot ?? '', 'glue');
  interface Oracle {
    tables: Record<string, string[]>;
    jobs: Record<string, { inputs: string[]; outputs: string[]; flows: string[][] }>;
  }

  it.each(['acme-retail', 'acme-formats', 'custodian-account', 'datahub-flights'])('%s', async (name) => {
    const oracle = JSON.parse(readFileSync(join(root, 'oracle', `${name}.json`), 'utf8')) as Oracle;
    const lines = await exported([join(root, name)]);
    const notation = new Map<string, string>();
    for (const dataset of of<Named & { sources: { importer: string; id: string }[] }>(lines, 'dataset')) {
      const id = dataset.sources[0]?.id ?? '';
      notation.set(
        JSON.stringify(pair(dataset)),
        /^arn:aws:glue:[^:]*:[^:]*:table\/(.+?)\/(.+)$/.exec(id)?.slice(1).join('.').replace(/^/, 'glue:') ??
          id,
      );
    }
    // A table that jobs name and no listing describes is only referred to: it has no source id.
    const say = (of: Named) =>
      notation.get(JSON.stringify(pair(of))) ?? of.name.replace(/^table\/(.+?)\/(.+)$/, 'glue:$1.$2');
    const columns = of<{ dataset: Named; name: string }>(lines, 'column');
    const tables = Object.fromEntries(
      [...notation.values()].filter((id) => id.startsWith('glue:')).map((id) => [id, [] as string[]]),
    );
    for (const column of columns) tables[say(column.dataset)]?.push(column.name);
    for (const [table, names] of Object.entries(oracle.tables))
      expect({ [table]: sorted(tables[table] ?? ['missing']) }).toEqual({ [table]: sorted(names) });
    expect(Object.keys(tables).sort()).toEqual(Object.keys(oracle.tables).sort());
    const edges = of<{ from: Named; to: Named; jobs: Named[] }>(lines, 'edge');
    for (const [job, expected] of Object.entries(oracle.jobs)) {
      const flows = edges
        .filter((edge) => edge.jobs.some((one) => one.name === `job/${job}`))
        .map((edge) => [say(edge.from), say(edge.to)]);
      expect({ [job]: sorted(flows) }).toEqual({ [job]: sorted(expected.flows) });
      const io = (direction: string) =>
        of<{ job: Named; dataset: Named; direction: string }>(lines, 'io')
          .filter((one) => one.job.name === `job/${job}` && one.direction === direction)
          .map((one) => say(one.dataset));
      expect({ [job]: sorted(io('input')) }).toEqual({ [job]: sorted(expected.inputs) });
      expect({ [job]: sorted(io('output')) }).toEqual({ [job]: sorted(expected.outputs) });
    }
  });
});
