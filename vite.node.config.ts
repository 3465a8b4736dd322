/**
 * Bundles what runs under Node: the command line and the desktop app's processes. Everything goes in
 * except the native SQLite module, so a package needs no other node_modules.
 *
 *   vite build --config vite.node.config.ts                  dist/cli, dist/electron, shared chunks
 *   vite build --config vite.node.config.ts --mode preload   dist/electron/preload.cjs
 *   vite build --config vite.node.config.ts --mode sql       dist/sql: the thread that analyses SQL
 *   vite build --config vite.node.config.ts --mode events    dist/events: the thread that reads sources
 *   vite build --config vite.node.config.ts --mode bench     bench/import-work.ts, into a folder given with --outDir
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defineConfig, type UserConfig } from 'vite';
import { notePackages } from './tools/bundled-packages.ts';

const EXTERNAL = ['better-sqlite3', 'electron'];
const TARGET = 'node24';

/** Shared by both builds. Neither clears `dist`, where the renderer lies too. */
const common = {
  publicDir: false,
  ssr: { noExternal: true, external: EXTERNAL },
  build: { outDir: 'dist', emptyOutDir: false, target: TARGET, minify: false, reportCompressedSize: false },
} satisfies UserConfig;

const programs: UserConfig = {
  ...common,
  plugins: [notePackages('programs')],
  build: {
    ...common.build,
    ssr: true,
    rolldownOptions: {
      input: {
        'cli/headwater': 'cli/headwater.ts',
        'electron/main': 'electron/main.ts',
        'electron/engine': 'electron/engine.ts',
      },
      external: EXTERNAL,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared/[name]-[hash].js' },
    },
  },
};

/** A sandboxed preload cannot import: one CommonJS file. */
const preload: UserConfig = {
  ...common,
  plugins: [notePackages('preload')],
  build: {
    ...common.build,
    ssr: true,
    rolldownOptions: {
      input: { 'electron/preload': 'electron/preload.ts' },
      external: EXTERNAL,
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
};

/** A thread starts from one file of its own. */
const thread = (name: string, entry: string): UserConfig => ({
  ...common,
  plugins: [notePackages(name.replace('/', '-'))],
  build: {
    ...common.build,
    ssr: true,
    rolldownOptions: {
      input: { [name]: entry },
      external: EXTERNAL,
      output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false },
    },
  },
});

/** The parser's WebAssembly lies beside the thread. */
const sql: UserConfig = {
  ...thread('sql/worker', 'catalog/sql/worker.ts'),
  plugins: [
    notePackages('sql-worker'),
    {
      name: 'sql-parser',
      generateBundle() {
        const parser = createRequire(import.meta.url).resolve('@polyglot-sql/sdk/polyglot_sql.wasm');
        this.emitFile({ type: 'asset', fileName: 'sql/polyglot_sql.wasm', source: readFileSync(parser) });
      },
    },
  ],
};

const events = thread('events/worker', 'catalog/importers/thread/worker.ts');

/** What is measured is built as what is shipped. */
const bench: UserConfig = { ...thread('bench/import-work', 'bench/import-work.ts'), plugins: [] };

const MODES: Readonly<Record<string, UserConfig>> = { preload, sql, events, bench };

export default defineConfig(({ mode }) => MODES[mode] ?? programs);
