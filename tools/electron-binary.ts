/** Electron's own binary: npm installs only its launcher, the binary is fetched on first use. */
import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, root, runNode } from './run.ts';

const folder = join(root, 'node_modules', 'electron');

/** Path of the executable when it is complete and of the right version; null otherwise. */
export function installedElectron(): string | null {
  try {
    const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
    const dist = override ?? join(folder, 'dist');
    const name = existsSync(join(folder, 'path.txt'))
      ? readFileSync(join(folder, 'path.txt'), 'utf8')
      : 'electron';
    const executable = join(dist, name);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    const complete =
      override !== undefined || readFileSync(join(dist, 'version'), 'utf8').replace(/^v/, '') === version;
    return complete && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/** A download is given this long to show that it can be done in a reasonable time. */
const TRIAL_MS = 20_000;
const LONGEST_MS = 180_000;

/**
 * Whether to go on waiting.
 * @param share of the download that is done, 0 to 1
 */
export function worthWaiting(elapsedMs: number, share: number): boolean {
  if (elapsedMs < TRIAL_MS) return true;
  return share > 0 && elapsedMs / share < LONGEST_MS;
}

export type Download = { readonly done: true } | { readonly done: false; readonly reason: string };

/** What the downloading process reports. */
export type DownloadMessage =
  { readonly share: number } | { readonly failed: string } | { readonly finished: true };

/**
 * Fetches the binary in a process of its own, which is ended when it takes too long.
 * @param onProgress called with the share that is done
 */
export async function downloadElectron(onProgress: (share: number) => void): Promise<Download> {
  const fetched = await fetchArchive(onProgress);
  if (!fetched.done) return fetched;
  // The archive is in Electron's cache now; its own installer unpacks it from there.
  const code = await runNode(join(folder, 'install.js'), [], { quiet: true, limitMs: 120_000 });
  return code === 0 && installedElectron() !== null
    ? { done: true }
    : { done: false, reason: 'it could not be unpacked' };
}

function fetchArchive(onProgress: (share: number) => void): Promise<Download> {
  return new Promise((resolve) => {
    const child = fork(join(root, 'tools', 'electron-download.ts'), {
      env: environment(),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const begun = Date.now();
    let share = 0;
    const finish = (result: Download) => {
      clearInterval(watch);
      child.kill('SIGKILL');
      resolve(result);
    };
    const watch = setInterval(() => {
      if (!worthWaiting(Date.now() - begun, share))
        finish({ done: false, reason: 'the download takes too long' });
    }, 500);
    child.on('message', (message: DownloadMessage) => {
      if ('failed' in message) finish({ done: false, reason: message.failed });
      else if ('finished' in message) finish({ done: true });
      else onProgress((share = message.share));
    });
    child.on('error', (error) => finish({ done: false, reason: error.message }));
    child.on('exit', () => finish({ done: false, reason: 'the download ended early' }));
  });
}
