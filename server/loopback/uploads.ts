/**
 * Files that the browser hands over: kept in a private temporary folder, one per batch, until they are
 * forgotten, nobody came back to them, or the host stops. The renderer knows only the batch's token.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FaceError } from '../procedures/trouble.ts';

/** Of one batch, so that a runaway page cannot fill the disk. */
const MAX_BATCH_BYTES = 8 * 1024 ** 3;
/** Batches at a time: each is a choice of files that somebody has not imported or put away yet. */
const MAX_BATCHES = 1_000;
const MAX_FILES = 1_000_000;
/** A batch that nobody touched for so long was put away: it is deleted when the next one begins. */
const IDLE_MS = 6 * 60 * 60 * 1000;
const MAX_DEPTH = 40;
/** What file systems take. */
const MAX_NAME_BYTES = 255;

/** Its name bears the process whose it is. */
const FOLDER = 'headwater-uploads-';

export class UploadError extends FaceError {}

interface Batch {
  bytes: number;
  files: number;
  /** Files on their way. */
  open: number;
  /** Milliseconds of a clock that nobody sets. */
  touched: number;
}

export class Uploads {
  readonly #maxBatchBytes: number;
  readonly #root: string;
  readonly #batches = new Map<string, Batch>();

  constructor(maxBatchBytes = MAX_BATCH_BYTES) {
    this.#maxBatchBytes = maxBatchBytes;
    removeAbandoned();
    this.#root = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  }

  /**
   * Begins a batch and names it.
   * @throws UploadError when too many wait
   */
  open(): string {
    this.#removeIdle();
    if (this.#batches.size >= MAX_BATCHES) throw new UploadError(429, 'Too many uploads wait');
    const token = randomBytes(24).toString('base64url');
    mkdirSync(join(this.#root, token), { mode: 0o700 });
    this.#batches.set(token, { bytes: 0, files: 0, open: 0, touched: performance.now() });
    return token;
  }

  #removeIdle(): void {
    const idle = performance.now() - IDLE_MS;
    for (const [token, { open, touched }] of this.#batches) {
      if (open > 0 || touched > idle) continue;
      this.#batches.delete(token);
      rmSync(join(this.#root, token), { recursive: true, force: true });
    }
  }

  /**
   * Stores one file of a batch under its relative path; nothing of it stays when it breaks off.
   * @param announced bytes that the sender announces, 0 when it does not
   * @throws UploadError for an unknown batch, a path that cannot be used, or too many bytes
   */
  async receive(token: string, encodedPath: string, content: Readable, announced = 0): Promise<void> {
    const batch = this.#batches.get(token);
    if (!batch) throw new UploadError(404, 'There is no such upload');
    const limit = this.#maxBatchBytes;
    if (batch.bytes + announced > limit) throw new UploadError(413, 'The upload is too large');
    if (batch.files >= MAX_FILES) throw new UploadError(413, 'The upload has too many files');
    const target = join(this.#root, token, ...safeParts(encodedPath));
    makeFolder(dirname(target));
    let received = 0;
    batch.files++;
    batch.open++;
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        received += chunk.length;
        batch.bytes += chunk.length;
        if (batch.bytes > limit) done(new UploadError(413, 'The upload is too large'));
        else done(null, chunk);
      },
    });
    try {
      await pipeline(content, counter, createWriteStream(target, { mode: 0o600 }));
    } catch (error) {
      batch.bytes -= received;
      batch.files--;
      rmSync(target, { force: true });
      throw diskIsFull(error)
        ? new UploadError(507, 'The disk is full; nothing of the file was kept')
        : error;
    } finally {
      batch.open--;
      batch.touched = performance.now();
    }
  }

  /**
   * The files and folders of the batches, as absolute paths.
   * @throws UploadError for an unknown batch
   */
  async pathsOf(tokens: readonly string[]): Promise<string[]> {
    const paths: string[] = [];
    for (const token of tokens) {
      const batch = this.#batches.get(token);
      if (!batch) throw new UploadError(404, 'The files are not kept any more; choose them again');
      batch.touched = performance.now();
      const folder = join(this.#root, token);
      for (const name of (await readdir(folder)).sort()) paths.push(join(folder, name));
    }
    return paths;
  }

  /** Deletes batches before the host stops; those that are not known are left out. */
  async forget(tokens: readonly string[]): Promise<void> {
    for (const token of tokens)
      if (this.#batches.delete(token)) await rm(join(this.#root, token), { recursive: true, force: true });
  }

  dispose(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

const diskIsFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

const ABANDONED = new RegExp(`^${FOLDER}(\\d+)-`);

/** What hosts left behind that were ended from outside: uploads tell of somebody's systems. */
function removeAbandoned(): void {
  for (const name of namesIn(tmpdir())) {
    const owner = ABANDONED.exec(name)?.[1];
    if (owner === undefined || runs(Number(owner))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Somebody else's; they see to it themselves.
    }
  }
}

/** None where a folder may be written to and not be listed. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** @throws UploadError when a file of the batch already stands where the folder should be */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch {
    throw new UploadError(400, 'The path cannot be used');
  }
}

/** A relative path as folder and file names; anything that could lead elsewhere is refused. */
function safeParts(encodedPath: string): string[] {
  let parts: string[];
  try {
    parts = encodedPath
      .split('/')
      .map((part) => decodeURIComponent(part))
      .flatMap((part) => part.split(/[\\/]/))
      .filter((part) => part !== '');
  } catch {
    throw new UploadError(400, 'The path cannot be decoded');
  }
  const bad = parts.some(
    (part) =>
      part === '.' || part === '..' || part.includes('\0') || Buffer.byteLength(part) > MAX_NAME_BYTES,
  );
  if (parts.length === 0 || parts.length > MAX_DEPTH || bad) {
    throw new UploadError(400, 'The path cannot be used');
  }
  return parts;
}
