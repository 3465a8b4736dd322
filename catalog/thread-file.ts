/** A thread starts from a file of its own; bundled programs carry them in folders below `dist`. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** In a packaged program such files lie beside the archive, under the same path. */
const unpacked = (url: URL): string =>
  fileURLToPath(url).replace(/([\\/][^\\/]+\.asar)(?=[\\/])/, '$1.unpacked');

/**
 * A file below `dist` that a thread needs, from within a bundle; null in a checkout. Bundles lie one folder below
 * `dist`, wherever they begin: `dist/cli`, `dist/electron`, `dist/shared`.
 */
export function threadFile(path: string): string | null {
  const file = unpacked(new URL(`../${path}`, import.meta.url));
  return existsSync(file) ? file : null;
}
