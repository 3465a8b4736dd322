/**
 * Import speed as a ratio to a floor measured in the same run, and the peak memory of the process that
 * imports.
 *
 *   npm run bench -- import [openlineage|dbt|glue …] [--full]
 *
 * Floor: read the files, SHA-256, JSON.parse, and plain prepared inserts of exactly the rows that the
 * import left behind, in one transaction, into the same schema. That is the least any importer into this
 * file format has to do. A second floor writes the entries of the search index as well, row by row: they are part of
 * the file, and a file without them is given them when it is opened next. The ratios matter; seconds depend on the machine, and where others use it too,
 * the ratio of CPU time tells more. Column lineage from SQL is switched off: bench/column-lineage.ts
 * measures it.
 *
 * What is measured is bundled as the programs are that are shipped.
 *
 * `--full`: 1 GB of events; 10,000 models, once as large as they are and once in a manifest of 300 MB;
 * 100,000 Glue tables. Otherwise a tenth of it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf, root, runNode } from '../tools/run.ts';
import type { Measured } from './import-work.ts';
import { writeSyntheticDbt } from './synthetic-dbt.ts';
import { writeSyntheticEvents } from './synthetic-events.ts';
import { writeSyntheticGlue } from './synthetic-glue.ts';

interface Case {
  readonly group: string;
  readonly name: string;
  /** Writes the source into a folder; answers its path. */
  readonly write: (folder: string) => string;
}

const full = process.argv.includes('--full');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const share = full ? 1 : 0.1;

const cases: readonly Case[] = [
  {
    group: 'openlineage',
    name: `OpenLineage, ${1000 * share} MB of NDJSON`,
    write: (folder) => {
      const file = join(folder, 'events.ndjson');
      writeSyntheticEvents(file, 1e9 * share);
      return file;
    },
  },
  {
    group: 'dbt',
    name: `dbt, ${10_000 * share} models`,
    write: (folder) => {
      const target = join(folder, 'dbt');
      writeSyntheticDbt(target, { models: 10_000 * share });
      return target;
    },
  },
  {
    group: 'dbt',
    name: `dbt, ${10_000 * share} models in a manifest of ${300 * share} MB`,
    write: (folder) => {
      const target = join(folder, 'dbt-large');
      writeSyntheticDbt(target, { models: 10_000 * share, bytes: 300e6 * share });
      return target;
    },
  },
  {
    group: 'glue',
    name: `AWS Glue, ${100_000 * share} tables`,
    write: (folder) => {
      const target = join(folder, 'glue');
      writeSyntheticGlue(target, 100_000 * share);
      return target;
    },
  },
];

/** Where the bundles lie: in the checkout, whose native modules they load. */
const bundles = join(root, 'node_modules/.cache/bench-import');
const migrations = join(root, 'prisma/migrations');

for (const mode of ['bench', 'events']) {
  const words = ['--config', 'vite.node.config.ts', '--mode', mode, '--outDir', bundles];
  const code = await runNode(commandOf('vite'), ['build', '--logLevel', 'warn', ...words]);
  if (code !== 0) throw new Error('The benchmark could not be bundled');
}
for (const one of cases) {
  if (wanted.length === 0 || wanted.includes(one.group)) measure(one);
}

function measure({ name, write }: Case): void {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));
  try {
    const source = write(folder);
    const catalog = join(folder, 'imported.headwater');
    const imported = work('import', catalog, source);
    const floor = work('floor', catalog, join(folder, 'floor.headwater'), source);
    const searched = work('floor-with-search', catalog, join(folder, 'searched.headwater'), source);
    const again = work('import', catalog, source);
    process.stdout.write(`${name}: ${imported.rows} rows, ${imported.issues} issues, `);
    process.stdout.write(`catalog of ${(imported.catalogBytes / 1e6).toFixed(0)} MB\n`);
    report('floor', floor);
    report('with search', searched);
    report('import', imported, floor, searched);
    report('same again', again, floor, searched);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function work(...words: readonly string[]): Measured {
  const answer = execFileSync(process.execPath, [join(bundles, 'bench/import-work.mjs'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, MIGRATIONS: migrations },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(answer) as Measured;
}

/** `floors`: the plain one, and the one with the search index. */
function report(name: string, one: Measured, ...floors: readonly Measured[]): void {
  const [plain, searched] = floors;
  const ratio =
    plain && searched
      ? `; ${(one.seconds / plain.seconds).toFixed(2)} of the floor, ${(one.cpu / plain.cpu).toFixed(2)} by CPU, ` +
        `${(one.cpu / searched.cpu).toFixed(2)} with search; peak ${one.peakMegabytes.toFixed(0)} MB`
      : '';
  process.stdout.write(
    `  ${name.padEnd(11)} ${one.seconds.toFixed(2)} s, ${one.cpu.toFixed(2)} CPU-s, ` +
      `${Math.round(one.rows / one.seconds)} rows/s${ratio}\n`,
  );
}
