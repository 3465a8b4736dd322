/**
 * Where the worker and the parser's WebAssembly file lie: in `dist/sql` for the bundled programs, in
 * this folder and in the library for a checkout.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { threadFile } from '../thread-file.ts';

export interface WorkerFiles {
  readonly worker: string;
  readonly parser: string;
}

export function workerFiles(): WorkerFiles {
  const worker = threadFile('sql/worker.mjs');
  const parser = threadFile('sql/polyglot_sql.wasm');
  if (worker !== null && parser !== null) return { worker, parser };
  return {
    worker: fileURLToPath(new URL('worker.ts', import.meta.url)),
    parser: createRequire(import.meta.url).resolve('@polyglot-sql/sdk/polyglot_sql.wasm'),
  };
}
