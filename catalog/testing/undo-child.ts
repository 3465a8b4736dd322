/** Undoes an import and says when it is in the middle of it; the parent test then kills it. */
import { undoImport } from '../imports/undo/undo-import.ts';
import { Catalog } from '../catalog.ts';
import { migrationsDir, resourcesDir } from './temp-catalog.ts';

const [path, importId] = process.argv.slice(2);
const catalog = await Catalog.open({
  path: path!,
  create: false,
  migrationsDir,
  resourcesDir,
  toolVersion: 'test',
  defaultActor: 'test',
});
await undoImport(catalog, {
  importId: Number(importId),
  redo: false,
  dryRun: false,
  actor: 'test',
  signal: new AbortController().signal,
  onProgress: () => {
    process.stdout.write('undoing\n');
    // Stay here until the signal comes, so that the kill always hits the open transaction.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000);
  },
});
