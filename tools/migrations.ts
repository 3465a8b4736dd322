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
const noFilters = { externalTables: [], externalEnums: [] };

interface SchemaEngine {
  diff(input: unknown): Promise<{ exitCode: number; stdout: string | null }>;
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

/** SQL that leads from the migrations to the schema; null when there is nothing to do. */
async function missingSql(): Promise<string | null> {
  const schemaPath = join(prismaFolder, 'schema.prisma');
  const schema = readFileSync(schemaPath, 'utf8');
  const { SchemaEngine } = await loadEngine();
  const engine = await SchemaEngine.new({ datamodels: [[schemaPath, schema]] }, () => {}, shadowFactory());
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

const [command, name] = process.argv.slice(2);
const sql = await missingSql();
if (command === 'check') {
  if (sql !== null) {
    process.stderr.write(`prisma/migrations do not add up to prisma/schema.prisma; missing:\n${sql}\n`);
    process.exit(1);
  }
  process.stdout.write('prisma/migrations and prisma/schema.prisma agree\n');
} else if (command === 'author' && name && /^[a-z0-9_]+$/.test(name)) {
  if (sql === null) {
    process.stdout.write('nothing to author\n');
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const folder = join(migrationsFolder, `${stamp}_${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'migration.sql'), sql);
    writeFileSync(join(migrationsFolder, 'migration_lock.toml'), 'provider = "sqlite"\n');
    process.stdout.write(`${stamp}_${name}\n`);
  }
} else {
  process.stderr.write('usage: node tools/migrations.ts check | author <name>\n');
  process.exit(2);
}
