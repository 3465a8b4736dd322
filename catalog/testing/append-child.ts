/** Appends to a ledger, with checkpoints, until it is killed; prints each number that is committed. */
import { FileKeys } from './file-keys.ts';
import { appendEntry } from '../ledger/append.ts';
import { Catalog } from '../catalog.ts';
import { migrationsDir, resourcesDir } from './temp-catalog.ts';

const [path, notesFile, keys] = process.argv.slice(2) as [string, string, string];
const catalog = await Catalog.open({
  path,
  create: true,
  migrationsDir,
  resourcesDir,
  toolVersion: 'test',
  defaultActor: 'child',
  witnessFile: notesFile,
  vault: new FileKeys(keys),
});
for (;;) {
  const { seq } = await catalog.store.write((db) =>
    appendEntry(db, {
      actor: 'child',
      action: 'import.run',
      objectType: 'thing',
      objectId: 'x',
      payload: { label: 'deed', text: 'x'.repeat(2000) },
    }),
  );
  catalog.announce(['ledger']);
  process.stdout.write(`${seq}\n`);
}
