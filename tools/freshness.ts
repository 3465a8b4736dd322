/** Whether something that was built is older than what it was built from. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED: ReadonlySet<string> = new Set(['node_modules', 'dist', '.git', '.tsbuild']);

/** Time of the last change at or below a path, in ms; 0 when there is nothing. */
export function newestChange(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  // The folder's own date tells of files that were removed.
  let newest = found.mtimeMs;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    // Tests do not end up in what is built.
    if (SKIPPED.has(entry.name) || entry.isSymbolicLink() || /\.test\.tsx?$/.test(entry.name)) continue;
    newest = Math.max(newest, newestChange(join(path, entry.name)));
  }
  return newest;
}

/**
 * @param product file that the build writes last
 * @param sources files and folders that it reads
 */
export function isStale(product: string, sources: readonly string[]): boolean {
  const built = newestChange(product);
  return built === 0 || sources.some((source) => newestChange(source) > built);
}
