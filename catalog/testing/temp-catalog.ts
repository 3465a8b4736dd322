/** Catalogs in temporary folders, and imports of facts given directly, for tests. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Importer, ImportIssue } from '../importers/importer.ts';
import { runImport } from '../imports/run-import.ts';
import type { ImportOutcome } from '../imports/outcome.ts';
import type { Fact } from '../model/facts.ts';
import { Catalog } from '../catalog.ts';
import { readMigrations } from '../store/migrate.ts';
import { Store } from '../store/store.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const migrationsDir = join(root, 'prisma/migrations');
export const resourcesDir = join(root, 'resources');

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is removed when the test process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-test-'));
  folders.push(folder);
  return folder;
}

export async function openTemporaryStore(folder = temporaryFolder(), create = true): Promise<Store> {
  return Store.open(join(folder, 'test.headwater'), { create, migrations: readMigrations(migrationsDir) });
}

/** Imports facts as if an importer had read them from a file with this content. */
export async function importFacts(
  store: Store,
  facts: readonly Fact[],
  content: string,
  options: {
    readonly dryRun?: boolean;
    readonly importer?: 'dbt' | 'glue' | 'openlineage';
    readonly accepted?: number;
    readonly issues?: readonly ImportIssue[];
  } = {},
): Promise<ImportOutcome> {
  const folder = temporaryFolder();
  const path = join(folder, 'source.json');
  writeFileSync(path, content);
  const importer: Importer = {
    kind: options.importer ?? 'dbt',
    recognise: async () => 'test',
    read: async function* (_files, context) {
      context.accepted(options.accepted ?? facts.length);
      for (const issue of options.issues ?? []) context.issue(issue);
      yield facts;
    },
  };
  return runImport(store, [importer], {
    paths: [path],
    kind: 'auto',
    dryRun: options.dryRun ?? false,
    actor: 'tester',
    toolVersion: 'test',
    signal: new AbortController().signal,
  });
}

export async function openTemporaryCatalog(): Promise<Catalog> {
  return Catalog.open({
    path: join(temporaryFolder(), 'test.headwater'),
    create: true,
    migrationsDir,
    resourcesDir,
    toolVersion: 'test',
    defaultActor: 'tester',
  });
}
