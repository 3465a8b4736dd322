/** The app's own migration runner and Prisma's engine agree on what a catalog file is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readMigrations } from '../catalog/store/migrate.ts';
import { Store } from '../catalog/store/store.ts';
import { diagnose } from './migrations.ts';

it('Prisma accepts the history that the runner wrote, and would apply nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-migrations-'));
  const path = join(folder, 'x.headwater');
  const migrations = readMigrations(fileURLToPath(new URL('../prisma/migrations', import.meta.url)));
  await (await Store.open(path, { create: true, migrations })).close();
  expect(await diagnose(path)).toMatchObject({
    history: null,
    failedMigrationNames: [],
    editedMigrationNames: [],
    hasMigrationsTable: true,
  });
  rmSync(folder, { recursive: true });
});
