/** What programs cost: elapsed and CPU time, and memory. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { root } from '../tools/run.ts';

export interface Spent {
  /** Elapsed milliseconds. */
  readonly ms: number;
  /** CPU seconds of all threads, user and system. */
  readonly cpu: number;
  /** Bytes that were resident at most. */
  readonly peak: number;
}

/** Told by the program itself when it ends: no other way is the same on all systems. */
const NOTE = `import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => writeFileSync(process.env.BENCH_SPENT, JSON.stringify(process.resourceUsage())));`;

/**
 * Runs a Node.js program to its end. Its output is dropped.
 * @throws when it fails
 */
export async function spentBy(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Spent> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-spent-'));
  const note = join(folder, 'spent.json');
  try {
    const started = performance.now();
    const child = spawn(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(NOTE)}`, ...args],
      { cwd: root, env: { ...env, BENCH_SPENT: note }, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const code = await new Promise<number | null>((done) => child.on('close', done));
    const ms = performance.now() - started;
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
    const used = JSON.parse(readFileSync(note, 'utf8')) as NodeJS.ResourceUsage;
    return { ms, cpu: (used.userCPUTime + used.systemCPUTime) / 1e6, peak: used.maxRSS * 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Alive {
  /** CPU seconds so far. */
  readonly cpu: number;
  /** Bytes; `anonymous` without the pages of files that it maps, such as the catalog's. */
  readonly resident: number;
  readonly anonymous: number;
  readonly peak: number;
}

const TICKS_A_SECOND = 100;

/** A process that runs; all NaN where the system has no /proc. */
export function alive(pid: number): Alive {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const bytes = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN) * 1024;
    // The name of the program stands in parentheses and may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    const cpu = (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    return { cpu, resident: bytes('VmRSS'), anonymous: bytes('RssAnon'), peak: bytes('VmHWM') };
  } catch {
    return { cpu: NaN, resident: NaN, anonymous: NaN, peak: NaN };
  }
}

/** CPU seconds that all processes of a browser spend on some work. Processes must not end meanwhile. */
export async function browserCpu(browser: Browser, work: () => Promise<void>): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const times = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await times();
  await work();
  const after = await times();
  await session.detach();
  return [...after].reduce((sum, [id, time]) => sum + time - (before.get(id) ?? 0), 0);
}
