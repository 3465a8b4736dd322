/** A page that crashed is loaded again; one that crashes again and again waits for a person. */
import type { BrowserWindow } from 'electron';
import { askAfterPageCrash, askAboutSilence } from './files.ts';
import type { Log } from './log.ts';
import { RestartPolicy } from './restart-policy.ts';

/** @param now milliseconds */
export function recoverPage(window: BrowserWindow, log: Log, now: () => number = Date.now): void {
  const policy = new RestartPolicy();
  let asking = false;
  const ask = async (question: () => Promise<boolean>) => {
    if (asking || window.isDestroyed()) return;
    asking = true;
    const again = await question().finally(() => (asking = false));
    if (again && !window.isDestroyed()) window.reload();
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.note(`page gone: ${reason}, exit code ${exitCode}`);
    if (policy.again(now())) window.reload();
    else void ask(() => askAfterPageCrash(window));
  });
  window.on('unresponsive', () => {
    log.note('page does not respond');
    void ask(() => askAboutSilence(window));
  });
  window.on('responsive', () => log.note('page responds again'));
}
