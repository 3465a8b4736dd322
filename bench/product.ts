/**
 * The whole product: how large it is, what a start takes, what a million columns want in memory, and how it stands beside a
 * static site. Prints a table for docs/performance.md; ends with 1 when a budget (tools/budgets.ts) is exceeded.
 *
 *   npm run bench -- product                       all of it; some ten minutes
 *   npm run bench -- product --columns 200000      another number of columns
 *   npm run bench -- product --data <folder>       a data folder that has very many columns already, instead of importing them
 *   npm run bench -- product --dbt-docs <file>     beside dbt docs, too: the index.html that `dbt docs generate` writes
 *   npm run bench -- product --only sizes          or empty, large, dbt; any number of them
 *
 * Starts the built program and a Chromium as a person would. Floors, in the same run: Node.js opens the same file and
 * counts its columns; SQLite checks the same file; a page that fetches the same manifest and parses it, as any static site
 * of a catalog has to.
 */
import { cpSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { newDataFolder, removeFolder, root } from '../e2e/hosts.ts';
import { build } from '../tools/build.ts';
import { CHROMIUM_FLAGS, findChromium } from '../tools/chromium.ts';
import { copies, installed } from '../tools/sizes.ts';
import { held, mb, table, told, type Figure } from './figures.ts';
import { besideDbtDocs } from './product-dbt.ts';
import { importColumns, largeProduct } from './product-large.ts';
import { emptyProduct } from './product-start.ts';
import { say } from './timed.ts';

const { values: options } = parseArgs({
  options: {
    columns: { type: 'string', default: '1000000' },
    data: { type: 'string' },
    'dbt-docs': { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});

const PROJECTS = [2_000, 10_000];

type Part = (browser: Browser, folder: string) => AsyncGenerator<Figure, void>;

const PARTS: Readonly<Record<string, Part>> = {
  async *sizes() {
    yield* sizes();
  },
  async *empty(browser, folder) {
    yield* await emptyProduct(browser, folder);
  },
  async *large(browser, folder) {
    if (options.data) cpSync(options.data, folder, { recursive: true });
    else yield* await importColumns(folder, Number(options.columns));
    yield* largeProduct(browser, folder);
  },
  async *dbt(browser) {
    for (const models of PROJECTS) yield* await besideDbtDocs(browser, models, options['dbt-docs'] ?? null);
  },
};

async function main(): Promise<void> {
  const wanted = options.only ?? Object.keys(PARTS);
  const unknown = wanted.find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}: ${Object.keys(PARTS).join(', ')}`);
  await build({ onlyStale: true });
  const executablePath = await findChromium(say);
  if (executablePath === null)
    throw new Error('No Chromium was found; set HEADWATER_CHROMIUM to the path of one');
  const load = (): string => `load ${loadavg()[0]!.toFixed(1)}`;
  const before = load();
  const figures: Figure[] = [];
  for (const name of wanted) {
    // A browser of its own for each part: nothing is left of another.
    const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
    const folder = newDataFolder();
    try {
      for await (const figure of PARTS[name]!(browser, folder)) {
        say(`${figure.what}: ${figure.measured}`);
        figures.push(figure);
      }
    } finally {
      await browser.close();
      removeFolder(folder);
    }
  }
  say(
    `\n${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}; ${before} at first, ${load()} at last\n`,
  );
  say(table(figures));
  const over = figures.filter(({ exceeded }) => exceeded);
  if (over.length === 0) return;
  say(`\nover budget: ${over.map(({ what }) => what).join('; ')}`);
  process.exitCode = 1;
}

function sizes(): Figure[] {
  const found = installed(root);
  return [
    held('interface', found.interface),
    // The interface has a row of its own, with its budget.
    ...found.parts
      .filter(({ name }) => name !== 'interface')
      .map(({ name, bytes }) => told(`size: ${name}`, mb(bytes))),
    held('app', found.all),
    held('interfaceCopies', copies('renderer').length),
    held('programCopies', copies('programs').length),
  ];
}

await main();
