/** How large an installation is. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

function folderBytes(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.size;
  return readdirSync(path)
    .filter((name) => !name.endsWith('.map'))
    .reduce((sum, name) => sum + folderBytes(join(path, name)), 0);
}

/** What the packages hold beside Electron itself (electron-builder.yml), by part. */
export function installed(root: string): { readonly name: string; readonly bytes: number }[] {
  const parts = [
    ['interface', ['dist/renderer']],
    ['programs', ['dist/electron', 'dist/shared', 'dist/events', 'prisma/migrations']],
    ['SQL analysis', ['dist/sql']],
    ['fonts, laws, samples', ['resources']],
    ['SQLite', [`node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`]],
  ] as const;
  const listed = parts.map(([name, paths]) => ({
    name,
    bytes: paths.reduce((sum, path) => sum + folderBytes(join(root, path)), 0),
  }));
  return [
    ...listed,
    { name: 'installed, without Electron', bytes: listed.reduce((sum, { bytes }) => sum + bytes, 0) },
  ];
}
