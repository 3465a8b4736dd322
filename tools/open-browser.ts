/** Opens a link in the person's browser, where there is one. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a window can be shown at all. */
export function hasDisplay(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}

/** The program that opens links, with the arguments before the link; null when there is none. */
export function browserOpener(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): readonly [program: string, ...args: string[]] | null {
  if (env['CI'] || !hasDisplay(env, platform)) return null;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const opener = onPath('xdg-open', env);
  return opener === null ? null : [opener];
}

/** Full path of a program on the search path; null when it is not there. */
export function onPath(program: string, env: NodeJS.ProcessEnv = process.env): string | null {
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    try {
      accessSync(join(folder, program), constants.X_OK);
      return join(folder, program);
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** @returns whether a browser was asked to open it */
export function openInBrowser(link: string): boolean {
  const opener = browserOpener();
  if (!opener) return false;
  const [program, ...args] = opener;
  const child = spawn(program, [...args, link], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
  return true;
}
