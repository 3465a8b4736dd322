/**
 * Finds a Chromium for the end-to-end tests, or installs one: first one that is on the system, then
 * Playwright's own, then the one of the Debian package.
 *
 *   node tools/chromium.ts   prints its path
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { installPackages } from './debian-packages.ts';
import { onPath } from './open-browser.ts';
import { commandOf, runNode } from './run.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const HEADLESS_SHELL = 'chromium-headless-shell';
const TRIAL_MS = 30_000;
const DOWNLOAD_MS = 180_000;

/** Flags that every start of the browser in tests needs: often root, never a GPU. */
export const CHROMIUM_FLAGS: readonly string[] = ['--no-sandbox', '--disable-gpu'];

/** Where a Chromium may be, most wanted first. `HEADWATER_CHROMIUM` names one outright. */
export function candidates(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const chosen = env['HEADWATER_CHROMIUM'];
  if (chosen) return [chosen];
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? []);
    const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  return NAMES.flatMap((name) => onPath(name, env) ?? []);
}

/** Whether it starts and draws a page; one that lacks a library or is a stub does not. */
export function works(executable: string): boolean {
  if (!existsSync(executable)) return false;
  const args = ['--headless', ...CHROMIUM_FLAGS, '--dump-dom', 'data:text/html,<p>drawn</p>'];
  const { stdout } = spawnSync(executable, args, {
    timeout: TRIAL_MS,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return typeof stdout === 'string' && stdout.includes('<p>drawn</p>');
}

/** Path of a Chromium that works; null when there is none and none can be installed. */
export async function findChromium(say: (text: string) => void): Promise<string | null> {
  const present = [...candidates(), chromium.executablePath()].find(works);
  if (present !== undefined || process.env['HEADWATER_CHROMIUM']) return present ?? null;
  say('no Chromium found; fetching the one of Playwright');
  await runNode(commandOf('@playwright/test', 'playwright'), ['install', 'chromium'], {
    limitMs: DOWNLOAD_MS,
  });
  if (works(chromium.executablePath())) return chromium.executablePath();
  say('that one cannot be used; installing the Debian package');
  await installPackages('chromium');
  return candidates().find(works) ?? null;
}

/**
 * The browser of the end-to-end tests: Chromium's headless shell, which draws the same pages in two thirds of the
 * time, where it is on the system or a CI machine can install it; else the Chromium that there is.
 */
export async function findTestBrowser(say: (text: string) => void): Promise<string | null> {
  if (!process.env['HEADWATER_CHROMIUM'] && process.platform === 'linux') {
    const shell = (): string | undefined => [onPath(HEADLESS_SHELL) ?? ''].find(works);
    // A person's machine gets no package that it can do without.
    if (shell() === undefined && process.env['CI']) {
      say(`installing ${HEADLESS_SHELL}`);
      await installPackages(HEADLESS_SHELL);
    }
    const found = shell();
    if (found !== undefined) return found;
  }
  return findChromium(say);
}

if (import.meta.main) {
  const found = await findChromium((text) => process.stderr.write(`${text}\n`));
  process.stdout.write(found === null ? '' : `${found}\n`);
  process.exitCode = found === null ? 1 : 0;
}
