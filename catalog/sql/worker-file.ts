/**
 * Where the worker and the parser's WebAssembly file lie: in `dist/sql` for the bundled programs, in
 * this folder and in the library for a checkout.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export interface WorkerFiles {
  readonly worker: string;
  readonly parser: string;
}

/** A thread starts from a file; in a packaged program those lie beside the archive, under the same path. */
const unpacked = (url: URL): string =>
  fileURLToPath(url).replace(/([\\/][^\\/]+\.asar)(?=[\\/])/, '$1.unpacked');

/** Bundles lie one folder below `dist`, wherever they begin: `dist/cli`, `dist/electron`, `dist/shared`. */
const bundled = {
  worker: unpacked(new URL('../sql/worker.mjs', import.meta.url)),
  parser: unpacked(new URL('../sql/polyglot_sql.wasm', import.meta.url)),
} satisfies WorkerFiles;

export function workerFiles(): WorkerFiles {
  if (existsSync(bundled.worker)) return bundled;
  return {
    worker: fileURLToPath(new URL('worker.ts', import.meta.url)),
    parser: createRequire(import.meta.url).resolve('@polyglot-sql/sdk/polyglot_sql.wasm'),
  };
}
