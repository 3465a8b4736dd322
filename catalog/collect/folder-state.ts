/** What a folder holds, in one digest: another one means that something was written there. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const MAX_FILES = 20_000;
const MAX_DEPTH = 12;

export interface FolderState {
  /** Over names, sizes and times of change. */
  readonly signature: string;
  readonly files: number;
  /** More files than are looked at. */
  readonly cut: boolean;
}

/** @throws when the folder itself cannot be read */
export async function folderState(folder: string): Promise<FolderState> {
  const hash = createHash('sha256');
  const pending = [{ path: folder, depth: 0 }];
  let files = 0;
  let cut = false;
  for (let next = pending.shift(); next && !cut; next = pending.shift()) {
    const { path, depth } = next;
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      if (depth === 0) throw error;
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const own = join(path, entry.name);
      if (entry.isDirectory() && depth < MAX_DEPTH) pending.push({ path: own, depth: depth + 1 });
      if (!entry.isFile()) continue;
      if (files >= MAX_FILES) {
        cut = true;
        break;
      }
      const info = await stat(own).catch(() => null);
      if (!info) continue;
      files++;
      hash.update(`${own}\u0000${info.size}\u0000${info.mtimeMs}\n`);
    }
  }
  return { signature: hash.digest('hex'), files, cut };
}
