/** Where the thread's program lies: in `dist/events` for the bundled programs, in this folder for a checkout. */
import { fileURLToPath } from 'node:url';
import { threadFile } from '../../thread-file.ts';

export function workerFile(): string {
  return threadFile('events/worker.mjs') ?? fileURLToPath(new URL('worker.ts', import.meta.url));
}
