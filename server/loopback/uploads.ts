/**
 * Files that the browser hands over: kept in a private temporary folder, one per batch, until they are
 * forgotten or the host stops. The renderer knows only the batch's token.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FaceError } from '../procedures/trouble.ts';

/** Of one batch, so that a runaway page cannot fill the disk. */
const MAX_BATCH_BYTES = 8 * 1024 ** 3;
const MAX_DEPTH = 40;
/** What file systems take. */
const MAX_NAME_BYTES = 255;

export class UploadError extends FaceError {}

export class Uploads {
  readonly #maxBatchBytes: number;
  readonly #root = mkdtempSync(join(tmpdir(), 'headwater-uploads-'));
  readonly #batches = new Map<string, { bytes: number }>();

  constructor(maxBatchBytes = MAX_BATCH_BYTES) {
    this.#maxBatchBytes = maxBatchBytes;
  }

  /** Begins a batch and names it. */
  open(): string {
    const token = randomBytes(24).toString('base64url');
    mkdirSync(join(this.#root, token), { mode: 0o700 });
    this.#batches.set(token, { bytes: 0 });
    return token;
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
    const target = join(this.#root, token, ...safeParts(encodedPath));
    makeFolder(dirname(target));
    let received = 0;
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
      rmSync(target, { force: true });
      throw error;
    }
  }

  /**
   * The files and folders of the batches, as absolute paths.
   * @throws UploadError for an unknown batch
   */
  async pathsOf(tokens: readonly string[]): Promise<string[]> {
    const paths: string[] = [];
    for (const token of tokens) {
      if (!this.#batches.has(token)) throw new UploadError(404, 'There is no such upload');
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
