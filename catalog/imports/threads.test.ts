/** An import whose sources are read in a thread leaves the catalog that one on a single thread leaves, row by row. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { dbt } from '../importers/dbt/index.ts';
import { readBeside, readDbt } from '../importers/dbt/read.ts';
import { glue } from '../importers/glue/index.ts';
import { readGlue } from '../importers/glue/read.ts';
import type { Importer } from '../importers/importer.ts';
import { openLineage } from '../importers/openlineage/index.ts';
import { readEvents } from '../importers/openlineage/read-events.ts';
import { manyEvents } from '../importers/openlineage/testing/many-events.ts';
import { readInThread } from '../importers/thread/read-in-thread.ts';
import type { Store } from '../store/store.ts';
import { inputOf } from '../testing/fuzz/input.ts';
import { openTemporaryStore, temporaryFolder } from '../testing/temp-catalog.ts';
import { runImport } from './run-import.ts';

const onOneThread: readonly Importer[] = [
  {
    ...openLineage,
    read: (files, context) => readEvents(files, { ...context, sqlLiterals: context.options.sqlLiterals }),
  },
  { ...dbt, read: readDbt },
  { ...glue, read: readGlue },
];
/** Nothing is read here, so what cannot be read in the thread is not read. */
const nowhereElse = (): never => {
  throw new Error('read on the thread of the test');
};
const inThread = onOneThread.map((importer): Importer => ({
  ...importer,
  read: (files, context) =>
    readInThread(
      importer.kind,
      nowhereElse,
      files,
      context,
      importer.kind === 'dbt' ? { beside: readBeside } : {},
    ),
}));

/** Times of day, salts, and hashes that follow from them. */
const OF_THE_MOMENT = new Set(['at', 'salt', 'commitment', 'prev_hash', 'entry_hash', 'elapsedMs']);

function rowsOf(store: Store): Record<string, unknown[]> {
  const tables = store.reader
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_prisma%'
         AND name NOT LIKE 'search%' ORDER BY name`,
    )
    .all();
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      store.reader
        .prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}"`)
        .all()
        .map((row) => withoutMoment(name, row)),
    ]),
  );
}

function withoutMoment(table: string, row: Record<string, unknown>): Record<string, unknown> {
  if (table !== 'import_batch' && !table.startsWith('ledger')) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => !OF_THE_MOMENT.has(name)));
}

/** Imports folder after folder; what each import said of itself, and the rows at the end. */
async function after(importers: readonly Importer[], folders: readonly string[]) {
  const store = await openTemporaryStore();
  const outcomes = [];
  for (const folder of folders) {
    const outcome = await runImport(store, importers, {
      paths: [folder],
      kind: 'auto',
      dryRun: false,
      actor: 'tester',
      toolVersion: 'test',
      signal: new AbortController().signal,
    });
    outcomes.push({ ...outcome, elapsedMs: 0, ledgerEntry: outcome.ledgerEntry?.seq });
  }
  const rows = rowsOf(store);
  await store.close();
  return { outcomes, rows };
}

function folderOf(files: readonly (readonly [name: string, content: string | Uint8Array])[]): string {
  const folder = temporaryFolder();
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return folder;
}

it('leaves the same rows: new events, the same again, some of them again among others', async () => {
  const lines = manyEvents(2400).split('\n');
  const some = (from: number, to: number) => lines.slice(from, to).join('\n');
  const folders = [
    folderOf([
      ['one.ndjson', some(0, 900)],
      ['two.ndjson', some(700, 1500)],
    ]),
    folderOf([['one.ndjson', some(0, 900)]]),
    folderOf([
      ['three.ndjson', some(1200, 2400)],
      ['torn.ndjson', `${some(0, 5)}\n{"run": `],
    ]),
  ];
  const expected = await after(onOneThread, folders);
  expect(expected.outcomes.map(({ unchanged, rejected }) => [unchanged, rejected])).toEqual([
    [false, 0],
    [true, 0],
    [false, 1],
  ]);
  for (const table of [
    'run',
    'run_input',
    'run_event',
    'column_edge',
    'statement',
    'repeated_event',
    'seen_content',
  ])
    expect(expected.rows[table]!.length).toBeGreaterThan(0);
  expect(await after(inThread, folders)).toEqual(expected);
});

it.each(['openlineage', 'dbt', 'glue'] as const)(
  'leaves the same rows, whatever files of %s hold',
  { timeout: 240_000 },
  async (kind) => {
    const folders = ['x', 'y', 'x'].map((seed) => {
      const folder = temporaryFolder();
      const inputs = Array.from({ length: kind === 'openlineage' ? 60 : 12 }, (_, n) =>
        inputOf(kind, seed, n),
      );
      for (const [n, files] of inputs.entries()) {
        for (const { path, bytes } of files) {
          const place = join(folder, `${n}`, path);
          mkdirSync(dirname(place), { recursive: true });
          writeFileSync(place, bytes);
        }
      }
      return folder;
    });
    const expected = await after(onOneThread, folders);
    expect(expected.rows['dataset']!.length).toBeGreaterThan(20);
    expect(await after(inThread, folders)).toEqual(expected);
  },
);

it('has a catalog read while the manifest is indexed, sound or cut off', async () => {
  const node = {
    resource_type: 'model',
    package_name: 'shop',
    database: 'd',
    schema: 's',
    alias: 'a',
    name: 'a',
  };
  const manifest = JSON.stringify({
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      project_name: 'shop',
    },
    nodes: { 'model.shop.a': { ...node, unique_id: 'model.shop.a' } },
  });
  const metadata = { dbt_schema_version: 'https://schemas.getdbt.com/dbt/catalog/v1.json' };
  const table = {
    metadata: { type: 'BASE TABLE', schema: 's', name: 'a' },
    columns: { id: { index: 1, name: 'id', type: 'int' } },
  };
  const catalog = JSON.stringify({ metadata, nodes: { 'model.shop.a': table, broken: 7 } });
  const asked: string[] = [];
  const counting = inThread.map((importer): Importer => ({
    ...importer,
    read: (files, context) =>
      readInThread(importer.kind, nowhereElse, files, context, {
        beside: (file, signal) => {
          asked.push(file.role);
          return readBeside(file, signal);
        },
      }),
  }));
  for (const [content, columns, codes] of [
    [catalog, 1, ['bad-entry']],
    [catalog.slice(0, -9), 0, ['truncated-json']],
  ] as const) {
    const folder = folderOf([
      ['manifest.json', manifest],
      ['catalog.json', content],
    ]);
    const expected = await after(onOneThread, [folder]);
    expect(expected.rows['column']).toHaveLength(columns);
    expect(expected.outcomes[0]!.issues.map(({ code }) => code)).toEqual(expect.arrayContaining([...codes]));
    expect(await after(counting, [folder])).toEqual(expected);
  }
  expect(asked).toEqual(['catalog', 'catalog']);
});

it('leaves the same rows of several sources that name each other', { timeout: 240_000 }, async () => {
  const workspace = fileURLToPath(new URL('../../resources/sample-workspace', import.meta.url));
  const expected = await after(onOneThread, [workspace, workspace]);
  expect(expected.outcomes.map(({ unchanged }) => unchanged)).toEqual([false, true]);
  expect(expected.rows['column_edge']!.length).toBeGreaterThan(20);
  expect(await after(inThread, [workspace, workspace])).toEqual(expected);
});
