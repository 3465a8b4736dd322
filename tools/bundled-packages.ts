/** Notes which packages end up in a bundle: what the list of licences and the bill of materials are made from. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { root } from './run.ts';

/** One file for each bundle. Not packaged itself. */
export const bundledFolder = join(root, 'dist', 'bundled');

const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** Folder of the package that a module belongs to, with slashes and relative to the checkout; null for our own. */
export function packageFolderOf(module: string): string | null {
  // Some modules are made up by plugins and marked by a zero byte.
  const [, folder] = PACKAGE.exec(module.replaceAll('\0', '').replace(/\?.*$/, '')) ?? [];
  if (folder === undefined) return null;
  return folder.slice(folder.indexOf('node_modules')).replaceAll('\\', '/');
}

/** @param name of the bundle */
export function notePackages(name: string): Plugin {
  return {
    name: 'note-packages',
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue;
        for (const module of part.moduleIds) {
          const folder = packageFolderOf(module);
          if (folder !== null) folders.add(folder);
        }
      }
      const path = join(bundledFolder, `${name}.json`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${JSON.stringify([...folders].sort(), null, 2)}\n`);
    },
  };
}
