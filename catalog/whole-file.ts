/**
 * Writing files so that each is there whole or not at all, and stays after a power cut: the content is brought to the
 * disk under another name, the name is changed, and the folder, which holds the names, is brought to the disk, too.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

let files = 0;
const nextName = (path: string): string => `${path}.${process.pid}-${files++}.new`;

/**
 * Puts a file in place; what is there is replaced as a whole. A pipe or device is written to as it is.
 * @param mode of a new file; one that is there keeps its own
 * @throws the system's own error; the file that was there is then still there
 */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o666): void {
  const place = wholePlace(path);
  if (place === null) return writeFileSync(path, content);
  const next = nextName(place.path);
  try {
    writeFileSync(next, content, { mode: place.mode ?? mode, flag: 'wx', flush: true });
    takePlace(next, place.path);
  } finally {
    rmSync(next, { force: true });
  }
}

/**
 * Puts a file in place unless there is one.
 * @returns whether it was put there: of several processes that do so at once, one does
 * @throws the system's own error
 */
export function writeUnlessThere(path: string, content: string | Uint8Array, mode = 0o666): boolean {
  const next = nextName(path);
  try {
    writeFileSync(next, content, { mode, flag: 'wx', flush: true });
    if (!linked(next, path)) return false;
    syncFolder(dirname(path));
    return true;
  } finally {
    rmSync(next, { force: true });
  }
}

/** Unlike a new name, a second one is refused where something has that name. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    if (existsSync(to)) return false;
    // A drive whose files have one name each.
    renameSync(from, to);
    return true;
  }
}

/** Where a file goes, behind symbolic links, with the rights of the one that is there; null for a pipe or device. */
export function wholePlace(path: string): { readonly path: string; readonly mode: number | null } | null {
  const there = statSync(path, { throwIfNoEntry: false });
  if (!there) return { path, mode: null };
  return there.isFile() ? { path: realpathSync(path), mode: there.mode & 0o777 } : null;
}

/** Renames a file that is on the disk already; it has its new name after a power cut, too. */
export function takePlace(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** The content of a file is on the disk when this returns. */
export function syncFile(path: string): void {
  sync(path, 'r+');
}

/** Codes of systems and drives that bring no folders to the disk: there is nothing to be done about them. */
const NO_FOLDERS = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EACCES', 'EPERM', 'EISDIR', 'EBADF']);

/** What was made, renamed or removed in a folder is so on the disk when this returns; Windows syncs no folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    sync(folder, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!NO_FOLDERS.has(code)) throw error;
  }
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
