/**
 * Folders that the app collected: private, temporary, named by a token, gone when they were imported, or
 * the host stops. What
 * should stay is imported, or written with the command line to a folder of the person's choice.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'aws:';
const folders = new Map<string, string>();
let root: string | null = null;

/** A folder to collect into, and the token that names it from then on. */
export function newCollectedFolder(): {
  readonly token: string;
  readonly folder: string;
} {
  root ??= privateRoot();
  const token = `${PREFIX}${randomBytes(24).toString('base64url')}`;
  const folder = join(root, token.slice(PREFIX.length));
  mkdirSync(folder, { mode: 0o700 });
  folders.set(token, folder);
  return { token, folder };
}

/** Removes the folder of a token, if it is one of these: what it held was imported. */
export function discardCollected(token: string): void {
  const folder = folders.get(token);
  if (folder === undefined) return;
  folders.delete(token);
  rmSync(folder, { recursive: true, force: true });
}

/** The folder of a token; null for one that was not given out here. */
export const collectedFolder = (token: string): string | null => folders.get(token) ?? null;

function privateRoot(): string {
  const made = mkdtempSync(join(tmpdir(), 'headwater-aws-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}
