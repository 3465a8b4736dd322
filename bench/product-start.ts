/** Starts of the whole product, against the least that a program on the same file has to do. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { environmentFor } from '../e2e/hosts.ts';
import { loadedBy } from '../e2e/loaded.ts';
import { held, mb, seconds, told, type Figure } from './figures.ts';
import { browserCpu, spentBy, type Spent } from './processes.ts';
import { freshPage, heapOf, openHome, serveProgram } from './served.ts';
import { setTimeout as delay } from 'node:timers/promises';

const ROUNDS = 5;
/** Long enough for what the engine makes ready after a start. */
const REST_MS = 5_000;

export const catalogIn = (folder: string): string => join(folder, 'catalog.headwater');

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

export interface Starts {
  readonly ms: number;
  readonly cpu: number;
}

/**
 * The floor: Node.js opens the file with the same SQLite and reads what `statement` asks. An empty folder has no file
 * yet: one in memory is opened.
 */
export function floorOf(folder: string, statement: string): Promise<Spent> {
  const file = existsSync(catalogIn(folder)) ? catalogIn(folder) : ':memory:';
  const script = `const db = new (require('better-sqlite3'))(${JSON.stringify(file)}); db.prepare(${JSON.stringify(statement)}).get(); db.close()`;
  return spentBy(['-e', script], environmentFor(folder));
}

/** Medians of starts and floors by turns. */
export async function startsOf(
  folder: string,
  statement: string,
  rounds = ROUNDS,
): Promise<{ start: Starts; floor: Starts }> {
  const starts: Starts[] = [];
  const floors: Starts[] = [];
  for (let i = 0; i < rounds; i++) {
    floors.push(await floorOf(folder, statement));
    const server = await serveProgram(folder);
    starts.push({ ms: server.ms, cpu: server.cpu });
    await server.stop();
  }
  const middle = (of: readonly Starts[]): Starts => ({
    ms: median(of.map(({ ms }) => ms)),
    cpu: median(of.map(({ cpu }) => cpu)),
  });
  return { start: middle(starts), floor: middle(floors) };
}

/** An empty catalog: starts, the engine at rest, and Home. */
export async function emptyProduct(browser: Browser, folder: string): Promise<Figure[]> {
  // The first start makes the catalog.
  await (await serveProgram(folder)).stop();
  const { start, floor } = await startsOf(folder, 'SELECT COUNT(*) FROM "column"');
  const server = await serveProgram(folder);
  try {
    const page = await freshPage(browser);
    let shown = 0;
    const cpu = await browserCpu(browser, async () => {
      const opening = performance.now();
      await openHome(page, server.link);
      shown = performance.now() - opening;
    });
    const loaded = await loadedBy(page);
    await delay(REST_MS);
    const heap = await heapOf(page);
    const { resident } = server.now();
    await page.context().close();
    const opens = 'Node.js opens the file and counts';
    return [
      held('firstScripts', loaded.scripts),
      held('firstStyles', loaded.styles),
      held('firstLargest', loaded.largest),
      held('emptyStartCpu', start.cpu / floor.cpu, `${opens}: ${seconds(floor.cpu)}`),
      held('emptyStart', start.ms / floor.ms, `${opens}: ${floor.ms.toFixed(0)} ms`),
      told('Home from the link, elapsed', `${shown.toFixed(0)} ms, ${mb(loaded.all)} loaded`),
      told('Home from the link, all of the browser', seconds(cpu)),
      held('emptyEngine', resident),
      held('emptyPage', heap),
    ];
  } finally {
    await server.stop();
  }
}
