/**
 * `npm start`: builds what is missing, then opens Headwater: as the desktop app where Electron can run,
 * in the browser otherwise.
 *
 *   npm start -- [catalog file] [--browser] [--port <n>]
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { downloadElectron, installedElectron } from './electron-binary.ts';
import { hasDisplay, openInBrowser } from './open-browser.ts';
import { environment, root } from './run.ts';

/** A desktop app that ends sooner than this with an error never came up. */
const COMING_UP_MS = 15_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { browser: { type: 'boolean' }, port: { type: 'string' } },
});

const say = (text: string): void => void process.stdout.write(`Headwater: ${text}\n`);

/** Path of Electron, or why there is none. */
async function findElectron(): Promise<{ path: string } | { reason: string }> {
  if (values.browser) return { reason: 'the browser was asked for' };
  if (!hasDisplay()) return { reason: 'this machine has no display for a desktop window' };
  const installed = installedElectron();
  if (installed !== null) return { path: installed };
  let shown = -1;
  const result = await downloadElectron((share) => {
    const tenth = Math.floor(share * 10);
    if (tenth > shown) say(`fetching Electron, ${(shown = tenth) * 10} %`);
  });
  const path = installedElectron();
  if (result.done && path !== null) return { path };
  return {
    reason: `Electron is not installed and could not be fetched (${result.done ? 'incomplete' : result.reason})`,
  };
}

/** @returns exit code, or null when the app did not come up */
function runDesktop(electron: string): Promise<number | null> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  // Chromium refuses its sandbox to root; every other protection stays.
  const args = [...(asRoot ? ['--no-sandbox'] : []), '.', ...positionals];
  const begun = Date.now();
  const child = spawn(electron, args, {
    cwd: root,
    env: environment({ ELECTRON_RUN_AS_NODE: undefined }),
    stdio: 'inherit',
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(null));
    child.on('exit', (code) => {
      const failed = code !== 0 && Date.now() - begun < COMING_UP_MS;
      resolve(failed ? null : (code ?? 0));
    });
  });
}

/** Serves the app to a browser until it is interrupted. */
function runInBrowser(): Promise<number> {
  const [catalog] = positionals;
  const args = ['cli/headwater.ts', 'serve', '--json', ...(values.port ? ['--port', values.port] : [])];
  if (catalog !== undefined) args.push('--catalog', catalog);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Ctrl+C reaches the server too; it closes the catalog and ends, and then so does this.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  let output = '';
  let ready = false;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    const served = ready ? null : parseServed(output);
    if (!served) return;
    ready = true;
    const opened = openInBrowser(served.link);
    say(
      `${served.catalog} is open ${opened ? 'in your browser' : 'for your browser'}. Press Ctrl+C to stop.`,
    );
    say(`the link works once: ${served.link}`);
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function parseServed(output: string): { link: string; catalog: string } | null {
  try {
    return JSON.parse(output) as { link: string; catalog: string };
  } catch {
    return null;
  }
}

async function start(): Promise<number> {
  const electron = await findElectron();
  const desktop = 'path' in electron;
  await build({
    parts: ['prisma client', 'renderer', ...(desktop ? (['programs'] as const) : []), 'licences'],
    onlyStale: true,
    onBegin: (part) => say(`building the ${part}`),
  });
  if (desktop) {
    const code = await runDesktop(electron.path);
    if (code !== null) return code;
  }
  const reason = desktop ? 'the desktop window could not be opened' : electron.reason;
  say(`${reason}; serving the app to a browser instead.`);
  return runInBrowser();
}

try {
  process.exitCode = await start();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
