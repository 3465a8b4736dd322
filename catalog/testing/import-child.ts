/** Imports a file and says when it has reached a phase; the parent test then kills it. */
import { importersOf } from '../importers/index.ts';
import { runImport } from '../imports/run-import.ts';
import { readMigrations } from '../store/migrate.ts';
import { Store } from '../store/store.ts';
import { migrationsDir } from './temp-catalog.ts';

const [catalog, source, milestone] = process.argv.slice(2);
const store = await Store.open(catalog!, { create: false, migrations: readMigrations(migrationsDir) });
let said = false;
await runImport(store, importersOf(), {
  paths: [source!],
  kind: 'auto',
  dryRun: false,
  actor: 'test',
  toolVersion: 'test',
  signal: new AbortController().signal,
  onProgress: ({ phase, records }) => {
    if (said || phase !== milestone || records < 5000) return;
    said = true;
    process.stdout.write(`${phase}\n`);
    // Stay in this phase until the signal comes, so that the kill always hits the open transaction.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000);
  },
});
