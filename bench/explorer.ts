/**
 * The lineage explorer in a browser, on an estate of 10,000 tables, 100,000 columns and 1,000 jobs with 50 runs each.
 *
 *   npm run bench -- explorer                  imports the estate first: half a minute
 *   npm run bench -- explorer --data <folder>  on a data folder that has a catalog already; nothing in it is changed
 *   npm run bench -- explorer --keep <folder>  leaves the imported estate there, for `--data`
 *
 * Starts the local server and a Chromium, opens pictures as a person does, and tells: the time from a click to the picture,
 * frames while panning and zooming over about 1,000 nodes, and the longest task that held the page. As floors, in the same
 * run: the round trip of a procedure that does next to nothing, and frames of an empty page.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { RPCLink } from '@orpc/client/websocket';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { LARGE, estateEvents } from '../catalog/testing/large-estate.ts';
import type { Contract } from '../contract/index.ts';
import { headwater, newDataFolder, removeFolder, startServer, type RunningServer } from '../e2e/hosts.ts';
import { build } from '../tools/build.ts';
import { CHROMIUM_FLAGS, findChromium } from '../tools/chromium.ts';
import {
  clickToPicture,
  framesWhile,
  goWithin,
  longestTask,
  pan,
  watchTasks,
  zoom,
  type Frames,
} from './explorer-page.ts';

/** Goals, in milliseconds. */
const FIRST_PICTURE = 300;
const FRAME = 20;

const SIZE = { width: 1440, height: 900 };
const MIDDLE = { x: 760, y: 500 };
const ROOTS = 9;

const { values: options } = parseArgs({ options: { data: { type: 'string' }, keep: { type: 'string' } } });
type Client = ContractRouterClient<Contract>;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const met = (holds: boolean): string => (holds ? 'met' : 'MISSED');

async function makeEstate(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const started = performance.now();
  for (const [name, days] of [
    ['events-1', { from: 0, to: LARGE.runs - 1 }],
    ['events-2', { from: LARGE.runs - 1, to: LARGE.runs }],
  ] as const) {
    const path = join(folder, `${name}.ndjson`);
    writeFileSync(path, [...estateEvents(LARGE, days)].join('\n'));
    await headwater(folder, 'import', path);
  }
  say(`the estate was made and imported in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

async function main(): Promise<void> {
  await build({ parts: ['prisma client', 'renderer'], onlyStale: true });
  const executablePath = await findChromium(say);
  if (executablePath === null)
    throw new Error('No Chromium was found; set HEADWATER_CHROMIUM to the path of one');
  const folder = newDataFolder();
  if (options.data) cpSync(options.data, folder, { recursive: true });
  else await makeEstate(folder);
  if (options.keep) cpSync(folder, options.keep, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  try {
    describeMachine(browser);
    await measure(browser, folder);
  } finally {
    await browser.close();
    removeFolder(folder);
  }
}

function describeMachine(browser: Browser): void {
  const [one] = cpus();
  const load = loadavg().map((value) => value.toFixed(1));
  say(
    `${one?.model ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; load ${load.join(', ')}; Node ${process.version}, Chromium ${browser.version()}, ${SIZE.width} × ${SIZE.height}, no GPU`,
  );
}

async function measure(browser: Browser, folder: string): Promise<void> {
  const server = await startServer(folder);
  try {
    const context = await browser.newContext({ viewport: SIZE });
    const page = await context.newPage();
    await watchTasks(page);
    await page.goto(server.link);
    const origin = `http://127.0.0.1:${server.port}`;
    await page.waitForURL(`${origin}/`);
    // The first click comes at once: what the engine makes ready after its start is not ready yet.
    await firstPictures(page, origin);
    const client = await connect(context, server);
    await frames(page, origin, client);
    await map(page, origin);
    await comparisons(client);
    await floors(context, client);
  } finally {
    await server.stop();
  }
}

/** The contract as the page speaks it, from here. */
async function connect(context: BrowserContext, server: RunningServer): Promise<Client> {
  const cookies = await context.cookies();
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, {
    origin: `http://127.0.0.1:${server.port}`,
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  });
  await new Promise((done, failed) => socket.once('open', done).once('error', failed));
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}

const NODE = '[data-node-title]';
/** The line that counts what the picture shows: it changes with the picture, wherever new nodes lie. */
const COUNTED = 'p[class*="totals"]';

/** Opens the page of a dataset and asks for its lineage; then for one step more where there is one. */
async function firstPicture(page: Page, open: () => Promise<unknown>, expansions: number[]): Promise<number> {
  await open();
  const link = 'a[href^="/lineage?root="]';
  await page.waitForSelector(link);
  const time = await clickToPicture(page, { on: link, shows: NODE });
  const more = page.locator('button[aria-label^="Show "][aria-label*=" more "]').first();
  if (await more.isVisible()) {
    const on = `button[aria-label="${await more.getAttribute('aria-label')}"]`;
    expansions.push(await clickToPicture(page, { on, shows: COUNTED }));
  }
  return time;
}

async function firstPictures(page: Page, origin: string): Promise<void> {
  // Ids are given in the order of import, so these lie in all layers.
  const paths = Array.from(
    { length: 2 * ROOTS },
    (_, i) => `/dataset/${Math.floor(((i + 0.5) * LARGE.tables) / (2 * ROOTS))}`,
  );
  const [loaded, within, expansions]: [number[], number[], number[]] = [[], [], []];
  for (const path of paths.slice(0, ROOTS))
    loaded.push(await firstPicture(page, () => page.goto(`${origin}${path}`), expansions));
  for (const path of paths.slice(ROOTS))
    within.push(await firstPicture(page, () => goWithin(page, path), expansions));
  const [cold = 0, ...others] = loaded;
  const goal = (time: number): string => `goal ${FIRST_PICTURE}: ${met(time <= FIRST_PICTURE)}`;
  const spread = (times: readonly number[]): string =>
    `median of ${times.length} ${ms(quantile(times, 0.5))}, longest ${ms(Math.max(...times))} (${goal(quantile(times, 0.5))})`;
  say('from the click to the first picture:');
  say(`  the first click after the start: ${ms(cold)} (${goal(cold)})`);
  say(`  the first click after the window was loaded: ${spread(others)}`);
  say(`  later clicks: ${spread(within)}`);
  say(`from the click to the picture with one step more: ${spread(expansions)}`);
  say(`longest task of the page meanwhile: ${ms(await longestTask(page))}`);
}

async function frames(page: Page, origin: string, client: Client): Promise<void> {
  const roots = await wideRoots(client);
  await page.goto(`${origin}/lineage?root=${roots.join(',')}&up=5&down=0&cap=1000`);
  const shown = page.locator(COUNTED);
  await shown.waitFor();
  say(`a picture of ${(await shown.textContent())?.trim()}:`);
  tell('panning', await framesWhile(page, () => pan(page, MIDDLE)));
  tell('zooming', await framesWhile(page, () => zoom(page, MIDDLE)));
  // Closer, until nodes are drawn as elements: there they are the most.
  const drawn = page.locator(`${NODE}:visible`);
  for (let i = 0; i < 40 && (await drawn.count()) < 5; i++) await page.mouse.wheel(0, -60);
  const near = await drawn.count();
  tell(`panning closer, ${near} nodes as elements`, await framesWhile(page, () => pan(page, MIDDLE)));
}

/** Some models: with everything upstream of them they make a picture of about a thousand nodes. */
async function wideRoots(client: Client): Promise<number[]> {
  const { hits } = await client.datasets.search({ text: 'kind:model', limit: 50 });
  const roots: number[] = [];
  for (const { id } of hits) {
    roots.push(id);
    const { totals } = await client.lineage.view({ roots, up: 5, down: 0, cap: 1000 });
    if (totals.wanted >= 1000) break;
  }
  return roots;
}

async function map(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/`);
  const link = 'a[href="/map"]';
  await page.waitForSelector(link);
  await longestTask(page);
  const time = await clickToPicture(page, { on: link, shows: '[aria-label="Map of the catalog"] canvas' });
  say(`map of the catalog: ${ms(time)}; longest task ${ms(await longestTask(page))}`);
  tell('panning', await framesWhile(page, () => pan(page, MIDDLE)));
  tell('zooming', await framesWhile(page, () => zoom(page, MIDDLE)));
}

/** Comparisons that nobody has asked for before, and a procedure that is asked meanwhile: its wait tells of blocks. */
async function comparisons(client: Client): Promise<void> {
  const { items } = await client.jobs.list({ text: `load_${LARGE.jobs - 40}` });
  const runs = await client.compare.trend({ jobId: items[0]!.id });
  const [before, last] = runs.slice(-2);
  const asked = [
    ['the last two runs of a job with everything upstream', { kind: 'runs', a: before!.id, b: last!.id }],
    ['the two revisions', { kind: 'revisions', a: 1, b: 2 }],
  ] as const;
  for (const [what, of] of asked) {
    const started = performance.now();
    let [done, longest] = [false, 0];
    const answer = client.compare.get({ of, limit: 50 }).finally(() => (done = true));
    while (!done) {
      const at = performance.now();
      await client.system.settings();
      longest = Math.max(longest, performance.now() - at);
      await delay(20);
    }
    const { totals } = await answer;
    say(
      `comparing ${what}: ${ms(performance.now() - started)} (${totals.changed} changed, ${totals.unchanged} alike); other calls waited ${ms(longest)} at most`,
    );
  }
}

async function floors(context: BrowserContext, client: Client): Promise<void> {
  const trips: number[] = [];
  for (let i = 0; i < 50; i++) {
    const started = performance.now();
    await client.system.settings();
    trips.push(performance.now() - started);
  }
  say(
    `floors: round trip of a procedure that reads the settings: median ${ms(quantile(trips, 0.5))}, p95 ${ms(quantile(trips, 0.95))};`,
  );
  const empty = await context.newPage();
  await watchTasks(empty);
  await empty.goto('data:text/html,<p>empty</p>');
  tell('an empty page', await framesWhile(empty, () => pan(empty, MIDDLE)));
  say(
    `load at the end: ${loadavg()
      .map((value) => value.toFixed(1))
      .join(', ')}`,
  );
}

function tell(what: string, { times, longestTask: longest }: Frames): void {
  const p95 = quantile(times, 0.95);
  say(
    `  ${what}: ${times.length} frames, median ${ms(quantile(times, 0.5))}, p95 ${ms(p95)}, longest ${ms(Math.max(...times))} (goal p95 ${FRAME}: ${met(p95 <= FRAME)}); longest task ${ms(longest)}`,
  );
}

await main();
