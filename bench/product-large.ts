/** A catalog of a million columns, through the real import: what it costs to take in, to open, to hold and to ask. */
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { environmentFor } from '../e2e/hosts.ts';
import { held, mb, seconds, told, type Figure } from './figures.ts';
import { browserCpu, spentBy, type Spent } from './processes.ts';
import { catalogIn, startsOf } from './product-start.ts';
import { PROGRAM, freshPage, heapOf, openHome, serveProgram, type ServedProgram } from './served.ts';
import { writeSyntheticDbt } from './synthetic-dbt.ts';
import { writeSyntheticGlue } from './synthetic-glue.ts';

/** Columns of a table and of a model with its share of the sources, on average. */
const TABLE_COLUMNS = 14.45;
const MODEL_COLUMNS = 13.2;
/** So many models at most; the rest are tables of a lake. */
const MODELS = 10_000;
const ROUNDS = 3;
/** What is made ready at the start is ready when the engine has used next to nothing for this long. */
const READY_MS = 5_000;
/** It is at rest when a safe copy has been made, and what all that took was given back to the system. */
const REST_MS = 25_000;
const STILL_CPU = 0.2;
const PATIENCE_MS = 300_000;

/** Imports a lake and a dbt project of so many columns in all into a data folder. */
export async function importColumns(folder: string, columns: number): Promise<Figure[]> {
  const models = Math.min(MODELS, Math.ceil(columns / 100));
  const source = join(folder, 'source');
  mkdirSync(source, { recursive: true });
  writeSyntheticGlue(join(source, 'glue'), Math.ceil((columns - models * MODEL_COLUMNS) / TABLE_COLUMNS));
  writeSyntheticDbt(join(source, 'dbt'), { models });
  const spent: Spent[] = [];
  for (const name of ['glue', 'dbt'])
    spent.push(await spentBy([PROGRAM, 'import', join(source, name)], environmentFor(folder)));
  rmSync(source, { recursive: true });
  const cpu = spent.reduce((sum, one) => sum + one.cpu, 0);
  return [
    told('import of them, column lineage of SQL included', seconds(cpu)),
    held('largeImport', Math.max(...spent.map(({ peak }) => peak))),
  ];
}

interface Question {
  readonly what: string;
  /** Resolves when the answer is seen. */
  readonly ask: (page: Page, origin: string) => Promise<void>;
}

const QUESTIONS: readonly Question[] = [
  {
    what: 'search of columns, anew in Browse',
    ask: async (page, origin) => {
      await page.goto(`${origin}/browse?text=email&scope=columns`);
      await page.getByRole('grid').getByRole('link').first().waitFor();
    },
  },
  {
    what: 'lineage: five steps both ways of one model',
    ask: async (page, origin) => {
      await page.goto(`${origin}/browse?text=mart_998`);
      const href = await page.getByRole('grid').getByRole('link').first().getAttribute('href');
      const [, id] = /\/dataset\/(\d+)/.exec(href ?? '') ?? [];
      if (id === undefined) throw new Error('No model was found');
      await page.goto(`${origin}/lineage?root=${id}&up=5&down=5`);
      await page.locator('[data-node-title]').first().waitFor();
    },
  },
  {
    what: 'map of the catalog',
    ask: async (page, origin) => {
      await page.goto(`${origin}/map`);
      await page.locator('[aria-label="Map of the catalog"] canvas').waitFor();
    },
  },
];

/** Opens a data folder with very many columns and asks it things. */
export async function* largeProduct(browser: Browser, folder: string): AsyncGenerator<Figure, void> {
  const file = statSync(catalogIn(folder)).size;
  const { start, floor } = await startsOf(folder, 'PRAGMA quick_check(1)', ROUNDS);
  const server = await serveProgram(folder);
  try {
    yield told('file', mb(file));
    yield held(
      'largeStartCpu',
      start.cpu / floor.cpu,
      `SQLite opens the file and checks it: ${seconds(floor.cpu)}`,
    );
    await stillness(server, READY_MS);
    yield told('made ready after the start', seconds(server.now().cpu - server.cpu));
    await stillness(server, REST_MS);
    const rest = server.now();
    yield held('largeEngine', rest.resident, `${mb(rest.anonymous)} without pages of files`);
    yield* questions(browser, server);
  } finally {
    await server.stop();
  }
}

async function stillness(server: ServedProgram, forMs: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (let before = NaN; performance.now() < until;) {
    await delay(forMs);
    const { cpu } = server.now();
    if (Number.isNaN(cpu) || cpu - before < STILL_CPU) return;
    before = cpu;
  }
}

async function* questions(browser: Browser, server: ServedProgram): AsyncGenerator<Figure, void> {
  const page = await freshPage(browser);
  const asked = async (what: string, work: () => Promise<void>): Promise<Figure> => {
    const before = server.now().cpu;
    const shown = await browserCpu(browser, work);
    return told(what, `${seconds(server.now().cpu - before)} engine, ${seconds(shown)} browser`);
  };
  yield await asked('Home', () => openHome(page, server.link));
  for (const { what, ask } of QUESTIONS) yield await asked(what, () => ask(page, server.origin));
  const { resident, anonymous, peak } = server.now();
  yield held('largeAsked', resident, `${mb(anonymous)} without pages of files`);
  yield held('largePeak', peak);
  yield held('largePage', await heapOf(page));
  await page.context().close();
}
