import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, pickedFromDrop, pickedFromInput } from './picked-files.ts';

type Tree = { readonly [name: string]: Tree | null };

/** A file system entry as a browser gives it: folders answer in portions of two. */
function entry(name: string, tree: Tree | null, parent = ''): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  const own = { name, fullPath, isFile: tree === null, isDirectory: tree !== null };
  if (tree === null)
    return {
      ...own,
      file: (give: (file: File) => void) => give(new File(['x'], name)),
    } as unknown as FileSystemEntry;
  const createReader = () => {
    const waiting = Object.entries(tree).map(([child, below]) => entry(child, below, fullPath));
    return { readEntries: (give: (some: FileSystemEntry[]) => void) => give(waiting.splice(0, 2)) };
  };
  return { ...own, createReader } as unknown as FileSystemEntry;
}

const drop = (...entries: FileSystemEntry[]) =>
  ({ items: entries.map((one) => ({ webkitGetAsEntry: () => one })), files: [] }) as unknown as DataTransfer;

describe('a drop', () => {
  it('is read with all its folders, beyond the first portion', async () => {
    const tree = {
      target: {
        'manifest.json': null,
        'catalog.json': null,
        'run_results.json': null,
        sub: { 'a.json': null },
      },
    };
    const { files, leftOut } = await pickedFromDrop(
      drop(entry('project', tree), entry('events.ndjson', null)),
    );
    expect(files.map(({ path }) => path).sort()).toEqual([
      'events.ndjson',
      'project/target/catalog.json',
      'project/target/manifest.json',
      'project/target/run_results.json',
      'project/target/sub/a.json',
    ]);
    expect(leftOut).toBe(false);
  });

  it('stops at folders that are nested too deeply, and says so', async () => {
    let tree: Tree = { 'deep.json': null };
    for (let depth = 0; depth < MAX_DEPTH + 5; depth += 1) tree = { down: tree };
    const { files, leftOut } = await pickedFromDrop(drop(entry('top', tree), entry('kept.json', null)));
    expect(files.map(({ path }) => path)).toEqual(['kept.json']);
    expect(leftOut).toBe(true);
  });
});

describe('an input', () => {
  it('keeps the path below the chosen folder', () => {
    const file = new File(['x'], 'manifest.json');
    Object.defineProperty(file, 'webkitRelativePath', { value: 'target/manifest.json' });
    expect(pickedFromInput([file, new File(['y'], 'other.json')]).files.map(({ path }) => path)).toEqual([
      'target/manifest.json',
      'other.json',
    ]);
  });
});
