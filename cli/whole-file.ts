/** Writing a file so that it is there whole or not at all. */
import { createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { UsageError } from './face.ts';

/**
 * Writes a file beside its place and moves it there when it is whole; a pipe or device is written to.
 * @throws UsageError when it cannot be written
 */
export async function wholeFile<Result>(
  path: string,
  write: (out: Writable) => Promise<Result>,
): Promise<Result> {
  const direct = statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  const place = direct ? path : `${path}.part`;
  const out = createWriteStream(place);
  const failed = new Promise<never>((_, reject) => out.once('error', reject));
  try {
    const result = await Promise.race([write(out), failed]);
    out.end();
    await finished(out);
    if (!direct) renameSync(place, path);
    return result;
  } catch (error) {
    out.destroy();
    if (!direct) rmSync(place, { force: true });
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Cannot write ${path}: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
}
