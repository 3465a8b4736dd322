/** The built program as a local server, and a page that is logged in to it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { environmentFor, root } from '../e2e/hosts.ts';
import { alive, type Alive } from './processes.ts';

/** On a busy machine everything takes many times as long. */
const PATIENCE_MS = 600_000;

export const PROGRAM = join(root, 'dist', 'cli', 'headwater.js');

export interface ServedProgram {
  readonly link: string;
  readonly origin: string;
  /** Milliseconds and CPU seconds from the command to the link. */
  readonly ms: number;
  readonly cpu: number;
  now(): Alive;
  stop(): Promise<void>;
}

/** Servers that still run; none outlives the process that started it. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** @param folder where it keeps its files */
export async function serveProgram(folder: string): Promise<ServedProgram> {
  const started = performance.now();
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--json'], {
    env: environmentFor(folder),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const over = new Promise<void>((done) => {
    child.on('close', () => {
      running.delete(child);
      done();
    });
  });
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    output += String(chunk);
    if (output.trimEnd().endsWith('}')) break;
  }
  const ms = performance.now() - started;
  const now = (): Alive => alive(child.pid!);
  const { cpu } = now();
  const { link, port } = JSON.parse(output) as { link: string; port: number };
  const stop = (): Promise<void> => {
    child.kill('SIGTERM');
    return over;
  };
  return { link, origin: `http://127.0.0.1:${port}`, ms, cpu, now, stop };
}

/** Opens a page that nothing is remembered of. */
export async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** Waits until Home stands. */
export async function openHome(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.getByRole('navigation', { name: 'Areas' }).waitFor();
}

/** Bytes of JavaScript that are in use in a page, after a collection. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
