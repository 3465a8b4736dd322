/** Starts Headwater as a person would get it, once for a browser and once as the desktop app. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** Long enough for a slow machine; a start takes about a second. */
const START_MS = 30_000;
const STOP_MS = 5_000;

/** A data folder of its own, with nothing in it. */
export function newDataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'headwater-e2e-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** The environment of every Headwater under test. */
export function environmentFor(dataFolder: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(inherited),
    HEADWATER_DATA: dataFolder,
    TZ: 'UTC',
    // Every test starts the same program: what was compiled once need not be compiled again.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'e2e'),
  };
}

/**
 * Runs one `headwater` command to its end.
 * @throws with what it printed when it fails
 */
export async function headwater(dataFolder: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'cli', 'headwater.ts'), ...args], {
    env: environmentFor(dataFolder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const code = await new Promise<number | null>((done) => child.on('close', done));
  if (code !== 0) throw new Error(`headwater ${args.join(' ')} ended with ${code}: ${errors}${output}`);
  return output;
}

/** Servers that still run; none outlives the process that started it. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface Served {
  /** Works once. */
  readonly link: string;
  readonly port: number;
  readonly catalog: string;
}

export interface RunningServer extends Served {
  /** Asks the server to end and waits for it. */
  stop(): Promise<void>;
}

/** Starts `headwater serve` and waits until it can be opened. */
export function startServer(dataFolder: string): Promise<RunningServer> {
  const args = [join(root, 'cli', 'headwater.ts'), 'serve', '--json'];
  const env = environmentFor(dataFolder);
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const ended = new Promise<number | null>((done) => {
    child.on('close', (code) => {
      running.delete(child);
      done(code);
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(timer);
  };
  return new Promise((started, failed) => {
    let output = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
    // Once it has started, this comes too late to matter.
    void ended.then((code) => failed(new Error(`The server ended with ${code}: ${output}`)));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (!output.trimEnd().endsWith('}')) return;
      clearTimeout(timer);
      started({ ...(JSON.parse(output) as Served), stop });
    });
  });
}
