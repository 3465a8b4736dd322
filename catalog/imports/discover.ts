/**
 * From what the user chose (files, folders, archives) to the list of source files.
 */
import { createHash } from 'node:crypto';
import { createReadStream, openSync, readSync, closeSync } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SourceError, type SourceFile } from '../importers/importer.ts';
import { diskFile } from '../importers/source-file.ts';
import { isZip, zipMembers } from './zip.ts';

/** A found file with the digest of its bytes as they lie on disk (the archive's, for a member). */
export interface FoundFile {
  readonly file: SourceFile;
  readonly sha256: string;
}

export interface Discovery {
  readonly files: readonly FoundFile[];
  /** What was chosen but could not be read, in words. */
  readonly problems: readonly { readonly path: string; readonly code: string; readonly message: string }[];
}

/** Folders that hold no sources and may be huge. */
const SKIPPED_FOLDERS = new Set([
  'node_modules',
  '.git',
  '__pycache__',
  '.venv',
  'dbt_packages',
  'dbt_modules',
]);
const MAX_FILES = 100_000;

/**
 * Walks the chosen paths. Names are shown relative to the choice; links are not followed inside a
 * folder (a link out of it would import what the user did not choose).
 */
export async function discover(paths: readonly string[], signal: AbortSignal): Promise<Discovery> {
  const problems: { path: string; code: string; message: string }[] = [];
  const chosen: { absolute: string; shown: string }[] = [];
  for (const path of paths) {
    try {
      const info = await stat(path);
      if (info.isDirectory()) await walk(path, basename(path), chosen, problems);
      else if (info.isFile()) chosen.push({ absolute: path, shown: basename(path) });
      else
        problems.push({
          path: basename(path),
          code: 'not-a-file',
          message: 'It is neither a file nor a folder.',
        });
    } catch (error) {
      problems.push({
        path: basename(path),
        code: 'unreadable',
        message: `It cannot be read: ${reason(error)}.`,
      });
    }
  }
  const files: FoundFile[] = [];
  for (const { absolute, shown } of chosen) {
    signal.throwIfAborted();
    if (files.length >= MAX_FILES) {
      problems.push({
        path: shown,
        code: 'too-many-files',
        message: `Only the first ${MAX_FILES} of ${chosen.length} files are read.`,
      });
      break;
    }
    try {
      await addFile(absolute, shown, files, problems, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      problems.push({
        path: shown,
        code: error instanceof SourceError ? error.code : 'unreadable',
        message: `It cannot be read: ${reason(error)}.`,
      });
    }
  }
  return { files, problems };
}

async function addFile(
  absolute: string,
  shown: string,
  files: FoundFile[],
  problems: { path: string; code: string; message: string }[],
  signal: AbortSignal,
): Promise<void> {
  const { size } = await stat(absolute);
  const head = readHead(absolute);
  const sha256 = await digest(absolute, signal);
  if (isZip(head)) {
    for await (const member of zipMembers(absolute, shown)) {
      if ('problem' in member) problems.push(member.problem);
      else files.push({ file: member.make(files.length), sha256: member.sha256 });
    }
    return;
  }
  const gzipped = head[0] === 0x1f && head[1] === 0x8b;
  files.push({ file: diskFile(absolute, { index: files.length, path: shown, size }, gzipped), sha256 });
}

async function walk(
  folder: string,
  shown: string,
  found: { absolute: string; shown: string }[],
  problems: { path: string; code: string; message: string }[],
): Promise<void> {
  const pending = [{ folder, shown }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    let names: string[];
    try {
      names = (await readdir(next.folder)).sort();
    } catch (error) {
      problems.push({
        path: next.shown,
        code: 'unreadable',
        message: `The folder cannot be read: ${reason(error)}.`,
      });
      continue;
    }
    for (const name of names) {
      const absolute = join(next.folder, name);
      const path = `${next.shown}/${name}`;
      const info = await lstat(absolute);
      if (info.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(name)) pending.push({ folder: absolute, shown: path });
      } else if (info.isFile() && !name.startsWith('.')) found.push({ absolute, shown: path });
    }
  }
  found.sort((a, b) => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0));
}

function readHead(path: string): Uint8Array {
  const head = Buffer.alloc(4);
  const fd = openSync(path, 'r');
  try {
    readSync(fd, head, 0, 4, 0);
  } finally {
    closeSync(fd);
  }
  return head;
}

async function digest(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal }))
    hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

function reason(error: unknown): string {
  return error instanceof Error
    ? error.message.replace(/, (open|stat|scandir|lstat) '.*'$/, '')
    : String(error);
}
