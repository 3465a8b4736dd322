/** Makes safe copies of a catalog, one after the other, until it is killed; prints a line for each. */
import { keepSafeCopy } from '../store/safe-copy.ts';
import { readMigrations } from '../store/migrate.ts';
import { Store } from '../store/store.ts';
import { migrationsDir } from './temp-catalog.ts';

const [, , path = ''] = process.argv;
const store = await Store.open(path, { create: false, migrations: readMigrations(migrationsDir) });
for (;;) {
  await keepSafeCopy(store, { always: true });
  process.stdout.write('made\n');
}
