/**
 * Imports a file in a process of its own. With a milestone it says when it has reached that phase and waits
 * there to be killed; without one it prints what came of it as JSON.
 */
import { importersOf } from '../importers/index.ts';
import { runImport } from '../imports/run-import.ts';
import { CatalogFileError } from '../store/errors.ts';
import { readMigrations } from '../store/migrate.ts';
import { Store } from '../store/store.ts';
import { migrationsDir } from './temp-catalog.ts';

/** What the process prints where it has no milestone. */
export type ChildOutcome =
  { readonly accepted: number } | { readonly trouble: string; readonly message: string };

const [catalog, source, milestone] = process.argv.slice(2);
let said = false;

try {
  const outcome = await importSource();
  if (milestone === undefined) print({ accepted: outcome.accepted });
} catch (error) {
  if (!(error instanceof CatalogFileError)) throw error;
  print({ trouble: error.problem, message: error.message });
}

function print(outcome: ChildOutcome): void {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

async function importSource(): Promise<{ accepted: number }> {
  const store = await Store.open(catalog!, { create: false, migrations: readMigrations(migrationsDir) });
  const outcome = await runImport(store, importersOf(), {
    paths: [source!],
    kind: 'auto',
    columnLineage: false,
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
  await store.close();
  return outcome;
}
