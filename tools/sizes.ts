/** How large an installation is, and which libraries are in it more than once. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundledFolder } from './bundled-packages.ts';

function folderBytes(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path)
    .filter((name) => !name.endsWith('.map'))
    .reduce((sum, name) => sum + folderBytes(join(path, name)), 0);
}

export interface Installed {
  readonly parts: readonly { readonly name: string; readonly bytes: number }[];
  readonly interface: number;
  readonly all: number;
}

/** What the packages hold beside Electron itself (electron-builder.yml), by part. */
export function installed(root: string): Installed {
  const parts = [
    ['interface', ['dist/renderer']],
    ['programs', ['dist/electron', 'dist/shared', 'dist/events', 'prisma/migrations']],
    ['SQL analysis', ['dist/sql']],
    ['fonts, laws, samples', ['resources']],
    ['licences', ['dist/legal']],
    ['SQLite', [`node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`]],
  ] as const;
  const listed = parts.map(([name, paths]) => ({
    name,
    bytes: paths.reduce((sum, path) => sum + folderBytes(join(root, path)), 0),
  }));
  return {
    parts: listed,
    interface: listed[0]!.bytes,
    all: listed.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/**
 * Copies of packages beyond the first in a bundle, with their places.
 * @param bundles names as tools/bundled-packages.ts was given them
 */
export function copies(...bundles: readonly string[]): string[] {
  return bundles.flatMap((bundle) => {
    const folders = JSON.parse(readFileSync(join(bundledFolder, `${bundle}.json`), 'utf8')) as string[];
    const seen = new Set<string>();
    return folders.filter((folder) => {
      const name = folder.slice(folder.lastIndexOf('node_modules/'));
      if (seen.has(name)) return true;
      seen.add(name);
      return false;
    });
  });
}
