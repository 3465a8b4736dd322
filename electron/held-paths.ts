/**
 * Files and folders that the person chose or dropped. The renderer gets tokens; the paths stay here
 * and go to the engine only.
 */
import { randomBytes } from 'node:crypto';
import { lstat, opendir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** As in renderer/src/shared/host-bridge.ts. */
export interface HeldSource {
  readonly token: string;
  readonly label: string;
  readonly bytes: number;
}

/** A folder's size is for display; after this many entries it is a lower bound. */
const MAX_ENTRIES = 20_000;

export class HeldPaths {
  readonly #paths = new Map<string, string>();

  /** Paths that cannot be read any more are left out. */
  async hold(paths: readonly string[]): Promise<HeldSource[]> {
    const held: HeldSource[] = [];
    for (const path of paths) {
      const bytes = await sizeOf(path).catch(() => null);
      if (path === '' || bytes === null) continue;
      const token = randomBytes(24).toString('base64url');
      this.#paths.set(token, path);
      held.push({ token, label: basename(path) || path, bytes });
    }
    return held;
  }

  /** @throws when a token was not given out here */
  pathsOf(tokens: readonly string[]): string[] {
    return tokens.map((token) => {
      const path = this.#paths.get(token);
      if (path === undefined) throw new Error('A chosen file is not known any more. Choose it again.');
      return path;
    });
  }
}

/** Bytes of a file, or of everything below a folder; links are not followed below it. */
async function sizeOf(path: string): Promise<number> {
  const top = await stat(path);
  if (!top.isDirectory()) return top.size;
  let bytes = 0;
  let entries = 0;
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined && entries < MAX_ENTRIES; folder = folders.pop()) {
    const directory = await opendir(folder).catch(() => null);
    if (!directory) continue;
    for await (const entry of directory) {
      if (++entries > MAX_ENTRIES) break;
      const child = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(child);
      else if (entry.isFile()) bytes += (await lstat(child).catch(() => null))?.size ?? 0;
    }
  }
  return bytes;
}
