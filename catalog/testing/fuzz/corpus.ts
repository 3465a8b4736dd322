/**
 * Real sources to start from: the sample workspace that comes with the program and, where it lies beside
 * the repository, the sample corpus.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { ImporterKind } from '../../importers/importer.ts';
import { samplesRoot } from '../samples.ts';
import { treeOf, type Tree } from './json-tree.ts';

/** A source file: trees where it is JSON (one a document or line), text otherwise. */
export interface Specimen {
  /** Name without folders that are not its own. */
  readonly path: string;
  readonly trees: readonly Tree[] | null;
  readonly text: string;
}

/** Files that lie together. */
export type Family = readonly Specimen[];

const MAX_BYTES = 1_500_000;
const workspace = fileURLToPath(new URL('../../../resources/sample-workspace/', import.meta.url));
const loaded = new Map<ImporterKind, readonly Family[]>();

/** The families of one kind of source, read once. */
export function corpusOf(kind: ImporterKind): readonly Family[] {
  const known = loaded.get(kind);
  if (known) return known;
  const families = [
    join(workspace, kind),
    ...(samplesRoot === null ? [] : [join(samplesRoot, kind)]),
  ].flatMap((root) => familiesIn(root, kind));
  loaded.set(kind, families);
  return families;
}

function familiesIn(root: string, kind: ImporterKind): Family[] {
  const byFolder = new Map<string, Specimen[]>();
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  for (const path of paths) {
    if (!/\.(?:json|jsonl|ndjson|ya?ml|py|scala|ipynb)(?:\.gz)?$/.test(path)) continue;
    const absolute = join(root, path);
    if (!statSync(absolute).isFile()) continue;
    const bytes = contentOf(absolute);
    if (bytes.length > MAX_BYTES || (kind === 'openlineage' && !bytes.includes('"eventTime"'))) continue;
    // A Glue export is one folder with folders in it; elsewhere a folder is a family.
    const parts = path.split(sep);
    const depth = kind === 'glue' ? Math.min(1, parts.length - 1) : parts.length - 1;
    const folder = parts.slice(0, depth).join('/');
    const family = byFolder.get(folder) ?? [];
    byFolder.set(folder, family);
    family.push(specimen(parts.slice(depth).join('/').replace(/\.gz$/, ''), bytes.toString('utf8')));
  }
  return [...byFolder.values()].filter((family) => family.length > 0);
}

function contentOf(path: string): Buffer {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

function specimen(path: string, text: string): Specimen {
  const whole = treesIn([text]);
  return { path, text, trees: whole ?? treesIn(text.split('\n').filter((line) => line.trim() !== '')) };
}

function treesIn(texts: readonly string[]): Tree[] | null {
  try {
    return texts.map((text) => treeOf(JSON.parse(text)));
  } catch {
    return null;
  }
}
