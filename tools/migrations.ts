/**
 * Authors and checks migrations with Prisma's own schema engine (its WebAssembly build, offline).
 *
 *   node tools/migrations.ts check           exit 1 when prisma/migrations do not add up to schema.prisma
 *   node tools/migrations.ts author <name>   writes the missing migration
 *
 * The app itself does not use this engine: see catalog/store/migrate.ts for why and for the runner.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

const prismaFolder = fileURLToPath(new URL('../prisma/', import.meta.url));
const migrationsFolder = join(prismaFolder, 'migrations');
const schemaPath = join(prismaFolder, 'schema.prisma');
const noFilters = { externalTables: [], externalEnums: [] };

interface SchemaEngine {
  diff(input: unknown): Promise<{ exitCode: number; stdout: string | null }>;
  diagnoseMigrationHistory(input: unknown): Promise<unknown>;
}
interface EngineModule {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { new: (input: unknown, log: () => void, adapter: unknown) => Promise<SchemaEngine> };
}

async function loadEngine(): Promise<EngineModule> {
  const require = createRequire(import.meta.url);
  const bindings: string = '@prisma/schema-engine-wasm/schema_engine_bg';
  const engine = (await import(bindings)) as EngineModule;
  const wasmPath = require
    .resolve('@prisma/schema-engine-wasm')
    .replace('schema_engine.js', 'schema_engine_bg.wasm');
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasmPath)), {
    './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as (() => void) | undefined)?.();
  return engine;
}

/** The engine replays migrations as one script, which the driver refuses in a prepared statement. */
function shadowFactory() {
  const inner = new PrismaBetterSqlite3({ url: 'file::memory:' });
  return bindMigrationAwareSqlAdapterFactory({
    provider: 'sqlite',
    adapterName: inner.adapterName,
    connect: () => inner.connect(),
    connectToShadowDb: async () => {
      const shadow = await inner.connectToShadowDb();
      const executeRaw = shadow.executeRaw.bind(shadow);
      shadow.executeRaw = async (query) => {
        if (query.args.length > 0) return executeRaw(query);
        await shadow.executeScript(query.sql);
        return 0;
      };
      return shadow;
    },
  });
}

function migrationsList() {
  const names = readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
    shadowDbInitScript: '',
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(migrationsFolder, path, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

async function engineFor(factory: unknown): Promise<SchemaEngine> {
  const { SchemaEngine } = await loadEngine();
  return SchemaEngine.new(
    { datamodels: [[schemaPath, readFileSync(schemaPath, 'utf8')]] },
    () => {},
    factory,
  );
}

/** What Prisma's engine says of the migration history of a catalog file. */
export async function diagnose(catalogPath: string): Promise<unknown> {
  const inner = new PrismaBetterSqlite3({ url: `file:${catalogPath}` });
  const open: { dispose(): Promise<void> }[] = [];
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: 'sqlite',
    adapterName: inner.adapterName,
    connect: async () => {
      const adapter = await inner.connect();
      open.push(adapter);
      return adapter;
    },
    connectToShadowDb: () => inner.connectToShadowDb(),
  });
  const engine = await engineFor(factory);
  try {
    return await engine.diagnoseMigrationHistory({
      migrationsList: migrationsList(),
      optInToShadowDatabase: false,
      filters: noFilters,
    });
  } finally {
    // The engine leaves the file locked; only closing its connections helps.
    for (const adapter of open) await adapter.dispose();
  }
}

/** SQL that leads from the migrations to the schema; null when there is nothing to do. */
async function missingSql(): Promise<string | null> {
  const schema = readFileSync(schemaPath, 'utf8');
  const engine = await engineFor(shadowFactory());
  const result = await engine.diff({
    from: { tag: 'migrations', ...migrationsList() },
    to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: schema }] },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: true,
    filters: noFilters,
  });
  return result.exitCode === 0 ? null : (result.stdout ?? '');
}

async function main([command, name]: readonly string[]): Promise<number> {
  if (command === 'check') {
    const sql = await missingSql();
    if (sql === null) {
      process.stdout.write('prisma/migrations and prisma/schema.prisma agree\n');
      return 0;
    }
    process.stderr.write(`prisma/migrations do not add up to prisma/schema.prisma; missing:\n${sql}\n`);
    return 1;
  }
  if (command === 'author' && name && /^[a-z0-9_]+$/.test(name)) {
    const sql = await missingSql();
    process.stdout.write(sql === null ? 'nothing to author\n' : `${writeMigration(name, sql)}\n`);
    return 0;
  }
  process.stderr.write('usage: node tools/migrations.ts check | author <name>\n');
  return 2;
}

function writeMigration(name: string, sql: string): string {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql);
  writeFileSync(join(migrationsFolder, 'migration_lock.toml'), 'provider = "sqlite"\n');
  return `${stamp}_${name}`;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
