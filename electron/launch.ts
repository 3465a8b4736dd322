/** What the app was started with. */
import { isAbsolute, resolve } from 'node:path';

export const CATALOG_EXTENSION = 'headwater';

export function isCatalogPath(path: string): boolean {
  return path.toLowerCase().endsWith(`.${CATALOG_EXTENSION}`);
}

/**
 * The catalog file that a command line names, as the system does on a double click; null without one.
 * Switches are for Chromium and never name a file.
 * @param folder what relative paths are relative to
 */
export function catalogFromArguments(argv: readonly string[], folder: string): string | null {
  const named = argv.slice(1).findLast((argument) => !argument.startsWith('-') && isCatalogPath(argument));
  if (named === undefined) return null;
  return isAbsolute(named) ? named : resolve(folder, named);
}

/**
 * Files and folders that the command line names besides a catalog: what was dropped on the app's icon, to be imported.
 * @param packaged without a package, the first argument names the app itself
 */
export function sourcesFromArguments(argv: readonly string[], folder: string, packaged: boolean): string[] {
  return argv
    .slice(packaged ? 1 : 2)
    .filter((argument) => !argument.startsWith('-') && !isCatalogPath(argument))
    .map((argument) => (isAbsolute(argument) ? argument : resolve(folder, argument)));
}
