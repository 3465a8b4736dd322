/** Writing a file so that it is there whole or not at all. */
import { createWriteStream, rmSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { takePlace, wholePlace } from '../catalog/whole-file.ts';
import { UsageError } from './face.ts';

/**
 * Writes a file beside its place and moves it there when it is whole; a pipe or device is written to.
 * @throws UsageError when it cannot be written, and what `write` throws
 */
export async function wholeFile<Result>(
  path: string,
  write: (out: Writable) => Promise<Result>,
): Promise<Result> {
  const whole = wholePlace(path);
  const place = whole ? `${whole.path}.part` : path;
  const out = createWriteStream(
    place,
    whole ? { flush: true, ...(whole.mode ? { mode: whole.mode } : {}) } : {},
  );
  const failed = new Promise<never>((_, reject) => out.once('error', reject));
  let written = false;
  try {
    const result = await Promise.race([write(out), failed]);
    out.end();
    await finished(out);
    written = true;
    if (whole) takePlace(place, whole.path);
    return result;
  } catch (error) {
    out.destroy();
    if (whole) rmSync(place, { force: true });
    // What failed may have been the catalog that is written from.
    if (!written && error !== out.errored) throw error;
    throw new UsageError(`Cannot write ${path}: ${error instanceof Error ? error.message : String(error)}.`, {
      cause: error,
    });
  }
}
