/**
 * The whole product: how large it is, how long a start takes, and how much memory it wants.
 *
 *   npm run bench -- product                     with catalogs of 0, 10,000 and 1,000,000 columns
 *   npm run bench -- product --columns 200000    as many in the largest
 *
 * Starts the built program and a Chromium as a person would. Floors, in the same run: Node.js starting, reading nothing;
 * opening the same file and counting its columns; a page that fetches the same names as JSON and parses them, as any
 * static site of a catalog has to.
 */
import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { Catalog } from '../catalog/open.ts';
import { rebuildSearch } from '../catalog/store/search-index.ts';
import { environmentFor, newDataFolder, removeFolder, root } from '../e2e/hosts.ts';
import { build } from '../tools/build.ts';
import { CHROMIUM_FLAGS, findChromium } from '../tools/chromium.ts';
import { installed } from './product-size.ts';
import { fillNames } from './synthetic-names.ts';

const { values: options } = parseArgs({ options: { columns: { type: 'string', default: '1000000' } } });
const ROUNDS = 5;
/** Long enough for what the engine makes ready after a start. */
const IDLE_MS = 15_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function main(): Promise<void> {
  await build({ onlyStale: true });
  const executablePath = await findChromium(say);
  if (executablePath === null)
    throw new Error('No Chromium was found; set HEADWATER_CHROMIUM to the path of one');
  say(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}`);
  sizes();
  const node = await medianOf(() => ended(['-e', '0']));
  say(`\nNode.js starting: ${node.toFixed(0)} ms`);
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  try {
    for (const columns of [0, 10_000, Number(options.columns)]) await start(browser, columns);
  } finally {
    await browser.close();
  }
}

function sizes(): void {
  say('size:');
  for (const { name, bytes } of installed(root)) say(`  ${name}: ${mb(bytes)}`);
}

async function medianOf(one: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) times.push(await one());
  return median(times);
}

/** Milliseconds that a Node.js program takes from its start to its end. */
function ended(args: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((done, failed) => {
    child.on('close', (code) =>
      code === 0 ? done(performance.now() - started) : failed(new Error(`Node.js ended with ${code}`)),
    );
  });
}

async function start(browser: Browser, columns: number): Promise<void> {
  const folder = newDataFolder();
  try {
    const file = join(folder, 'catalog.headwater');
    const names = await fill(file, columns);
    say(`\n${columns.toLocaleString('en')} columns, a file of ${mb(statSync(file).size)}:`);
    const opened = await medianOf(() =>
      ended([
        '-e',
        `const db = new (require('better-sqlite3'))(${JSON.stringify(file)}); db.prepare('SELECT COUNT(*) FROM "column"').get(); db.close()`,
      ]),
    );
    const runs: Start[] = [];
    for (let i = 0; i < ROUNDS; i++) runs.push(await oneStart(browser, folder, i === ROUNDS - 1));
    const served = median(runs.map((run) => run.served));
    const shown = median(runs.map((run) => run.shown));
    const last = runs.at(-1)!;
    say(
      `  from the command to the link: ${served.toFixed(0)} ms, ${(served / opened).toFixed(1)} times the floor (Node.js opens the file and counts: ${opened.toFixed(0)} ms)`,
    );
    say(`  from opening the link to Home: ${shown.toFixed(0)} ms, for which ${mb(last.loaded)} are loaded`);
    say(`  memory at rest: engine ${mb(last.engine)}, page ${mb(last.page)} of JavaScript`);
    if (columns > 0) await staticSite(browser, folder, names, shown);
  } finally {
    removeFolder(folder);
  }
}

async function fill(path: string, columns: number): Promise<string[]> {
  const catalog = await Catalog.open({
    path,
    create: true,
    migrationsDir: join(root, 'prisma', 'migrations'),
    resourcesDir: join(root, 'resources'),
    toolVersion: 'bench',
    defaultActor: 'bench',
  });
  const names = await catalog.store.write((db) => fillNames(db, columns));
  await catalog.store.write((db) => rebuildSearch(db));
  await catalog.close();
  return names;
}

interface Start {
  /** Milliseconds. */
  readonly served: number;
  readonly shown: number;
  /** Bytes of scripts, styles and fonts, unpacked. */
  readonly loaded: number;
  /** Bytes; 0 where it was not waited for. */
  readonly engine: number;
  readonly page: number;
}

async function oneStart(browser: Browser, folder: string, rest: boolean): Promise<Start> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist', 'cli', 'headwater.js'), 'serve', '--json'], {
    env: environmentFor(folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const over = new Promise<void>((done) => child.on('close', () => done()));
  try {
    let output = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      output += String(chunk);
      if (output.trimEnd().endsWith('}')) break;
    }
    const served = performance.now() - started;
    const context = await browser.newContext();
    const page = await context.newPage();
    const opening = performance.now();
    await page.goto((JSON.parse(output) as { link: string }).link);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.getByRole('navigation', { name: 'Areas' }).waitFor();
    const shown = performance.now() - opening;
    const loaded = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .reduce((sum, one) => sum + (one as PerformanceResourceTiming).decodedBodySize, 0),
    );
    if (rest) await delay(IDLE_MS);
    const heap = rest
      ? await page.evaluate(
          () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
        )
      : 0;
    const engine = rest ? residentSet(child.pid!) : 0;
    await context.close();
    return { served, shown, loaded, engine, page: heap };
  } finally {
    child.kill('SIGTERM');
    await over;
  }
}

/** Bytes of memory of a process; NaN where the system does not tell it in /proc. */
function residentSet(pid: number): number {
  try {
    const [, kilobytes = 'NaN'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return NaN;
  }
}

/** What a site without an engine does at least: fetch all there is, and parse it. */
async function staticSite(browser: Browser, folder: string, names: string[], shown: number): Promise<void> {
  const path = join(folder, 'names.json');
  writeFileSync(
    path,
    JSON.stringify({ nodes: names.map((name, id) => ({ id, name, description: `The ${name}`, tags: [] })) }),
  );
  const content = readFileSync(path);
  const server = createServer((request, response) => {
    if (request.url === '/names.json') response.end(content);
    else response.setHeader('content-type', 'text/html').end('<!doctype html><title>floor</title>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const time = await medianOf(async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const started = performance.now();
      await page.goto(origin);
      await page.evaluate(async () => {
        const parsed = (await (await fetch('/names.json')).json()) as { nodes: unknown[] };
        document.body.textContent = String(parsed.nodes.length);
      });
      const took = performance.now() - started;
      await context.close();
      return took;
    });
    say(
      `  floor: a page that fetches ${mb(content.length)} of names as JSON and parses them: ${time.toFixed(0)} ms; Home takes ${(shown / time).toFixed(1)} times that`,
    );
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

await main();
