/**
 * From what the user chose (files, folders, archives) to the list of source files.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { SourceError, type SourceFile } from '../importers/importer.ts';
import { diskFile, isGzip } from '../importers/source-file.ts';
import type { Problem } from '../importers/problem.ts';
import { isZip, zipMembers } from '../importers/zip.ts';
import { DigestOfReading, digestOf, knownDigest, type Digest } from './digest.ts';

/** A found file with the digest of its bytes (within an archive: of the member). */
export interface FoundFile {
  readonly file: SourceFile;
  readonly digest: Digest;
}

export interface Discovery {
  readonly files: readonly FoundFile[];
  /** What was chosen but could not be read, in words. */
  readonly problems: readonly Problem[];
  /**
   * That the files on disk still begin with the bytes whose digest was taken; those that were not are.
   * @throws SourceError `changed-while-reading`
   */
  verify(signal: AbortSignal): Promise<void>;
}

/** A file on disk as it was found; what is appended later does not belong to it. */
interface Sighting {
  readonly absolute: string;
  readonly shown: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly digest: Digest;
}

/** Folders that hold no sources and may be huge. */
const SKIPPED_FOLDERS = new Set([
  'node_modules',
  '.git',
  '__pycache__',
  '__MACOSX',
  '.venv',
  'dbt_packages',
  'dbt_modules',
]);
const MAX_FILES = 100_000;
/** Files from this size on are not read for their digest alone where they are read anyway. Bytes. */
const LARGE = 4 * 1024 * 1024;

/**
 * Walks the chosen paths. Names are shown relative to the choice and are unique; links are not followed
 * inside a folder (a link out of it would import what the user did not choose).
 */
export async function discover(paths: readonly string[], signal: AbortSignal): Promise<Discovery> {
  const finding = new Finding(signal);
  for (const [path, shown] of shownNames(paths)) {
    try {
      const info = await stat(path);
      if (info.isDirectory()) await finding.walk(path, shown);
      else if (info.isFile()) await finding.add(path, shown);
      else finding.problem(shown, 'not-a-file', 'It is neither a file nor a folder.');
    } catch (error) {
      if (signal.aborted) throw error;
      finding.unreadable(shown, error);
    }
  }
  return finding;
}

class Finding implements Discovery {
  readonly files: FoundFile[] = [];
  readonly problems: Problem[] = [];
  readonly #signal: AbortSignal;
  readonly #sightings: Sighting[] = [];
  readonly #names = new Map<string, number>();
  #full = false;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async walk(folder: string, shown: string): Promise<void> {
    const found: { absolute: string; shown: string }[] = [];
    const pending = [{ folder, shown }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      this.#signal.throwIfAborted();
      try {
        for (const entry of await readdir(next.folder, { withFileTypes: true })) {
          if (isSkipped(entry.name, entry.isDirectory())) continue;
          const one = { absolute: join(next.folder, entry.name), shown: `${next.shown}/${entry.name}` };
          if (entry.isDirectory()) pending.push({ folder: one.absolute, shown: one.shown });
          else if (entry.isFile()) found.push(one);
        }
      } catch (error) {
        this.unreadable(next.shown, error);
      }
    }
    found.sort((a, b) => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0));
    for (const one of found) await this.add(one.absolute, one.shown);
  }

  /** One bad file is a problem of its own; the others are read. */
  async add(absolute: string, shown: string): Promise<void> {
    this.#signal.throwIfAborted();
    if (this.#full) return;
    try {
      const { size, mtimeMs } = await stat(absolute);
      const head = readHead(absolute);
      if (isZip(head)) return await this.#unzip(absolute, shown);
      const later = size < LARGE ? null : new DigestOfReading(absolute, shown, size);
      const digest = later ?? knownDigest(await digestOf(absolute, size, this.#signal));
      this.#sightings.push({ absolute, shown, size, mtimeMs, digest });
      this.#keep(shown, digest, (index, path) =>
        diskFile(absolute, { index, path, size }, isGzip(head), (stored) => later?.along(stored) ?? stored),
      );
    } catch (error) {
      if (this.#signal.aborted) throw error;
      this.unreadable(shown, error);
    }
  }

  async #unzip(absolute: string, shown: string): Promise<void> {
    for await (const member of zipMembers(absolute, shown, this.#signal)) {
      if (this.#full) return;
      if ('problem' in member) this.problems.push(member.problem);
      else if (!member.path.split('/').some((part, at, all) => isSkipped(part, at < all.length - 1)))
        this.#keep(`${shown}/${member.path}`, knownDigest(member.sha256), member.make);
    }
  }

  #keep(shown: string, digest: Digest, make: (index: number, path: string) => SourceFile): void {
    if (this.files.length >= MAX_FILES) {
      this.#full = true;
      this.problem(shown, 'too-many-files', `Only the first ${MAX_FILES} files are read.`);
      return;
    }
    this.files.push({ file: make(this.files.length, this.#unique(shown)), digest });
  }

  /** The name, with a number behind it where it was given before: evidence must name one file. */
  #unique(shown: string): string {
    const times = (this.#names.get(shown) ?? 0) + 1;
    this.#names.set(shown, times);
    return times === 1 ? shown : this.#unique(`${shown} (${times})`);
  }

  problem(path: string, code: string, message: string): void {
    this.problems.push({ path, code, message });
  }

  unreadable(path: string, error: unknown): void {
    this.problem(
      path,
      error instanceof SourceError ? error.code : 'unreadable',
      `It cannot be read: ${reason(error)}.`,
    );
  }

  async verify(signal: AbortSignal): Promise<void> {
    for (const seen of this.#sightings) {
      if (await isAsItWasFound(seen, signal)) continue;
      throw new SourceError(
        'changed-while-reading',
        `${seen.shown} changed while it was being read; nothing was imported. Import it again when it is at rest`,
      );
    }
  }
}

async function isAsItWasFound(
  { absolute, size, mtimeMs, digest }: Sighting,
  signal: AbortSignal,
): Promise<boolean> {
  const sha256 = await digest.taken(signal);
  const now = await stat(absolute).catch(() => null);
  // A file that is gone was read before it went, or was reported by whoever could not read it.
  if (!now || (now.size === size && now.mtimeMs === mtimeMs)) return true;
  // Of one that is shorter now, it may have been taken when it already was.
  return now.size >= size && (await digestOf(absolute, size, signal)) === sha256;
}

function isSkipped(name: string, folder: boolean): boolean {
  return folder ? SKIPPED_FOLDERS.has(name) : name.startsWith('.');
}

/**
 * What to call each chosen path: its last part, or as many as it takes to tell it from the others.
 * A path that was chosen twice counts once.
 */
function shownNames(paths: readonly string[]): Map<string, string> {
  const shown = new Map<string, string>();
  const chosen = [...new Set(paths.map((path) => resolve(path)))];
  const times = Map.groupBy(chosen, (path) => basename(path));
  for (const path of chosen) {
    const name = basename(path) || 'root';
    const above = basename(dirname(path));
    shown.set(path, (times.get(name)?.length ?? 0) > 1 && above !== '' ? `${above}/${name}` : name);
  }
  return shown;
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

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : '';
  if (code === 'ENOENT') return 'it is not there, or its name is not valid text';
  if (code === 'EACCES' || code === 'EPERM') return 'access to it is denied';
  return error.message.replace(/, (open|stat|scandir|lstat|read)( '.*')?$/s, '');
}
