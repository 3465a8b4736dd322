import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Everything that tests write lies in one folder that goes with the run: workers are ended from outside, so
 * none of them can be trusted to tidy up. Heads and keys of whole commands lie there, too: not in the folder
 * of whoever runs the tests.
 */
const folder = mkdtempSync(join(tmpdir(), 'headwater-vitest-'));
// Some tests run a program as somebody who may not write.
chmodSync(folder, 0o755);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

export default defineConfig({
  test: {
    include: ['{catalog,contract,server,cli,electron,renderer,tools}/**/*.test.{ts,tsx}'],
    environment: 'node',
    env: {
      HEADWATER_DATA: folder,
      TMPDIR: folder,
      TEMP: folder,
      TMP: folder,
      // Commands that tests start: what was compiled once need not be compiled again.
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    },
    // A tenth of it is the longest of most tests: a machine that stalls may take long, and what never comes fails.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // What fails twice is at fault; a counterexample of a property is one whenever it shows. The last lines name both.
    retry: process.env['CI'] ? { count: 1, condition: /^(?!Property failed)/ } : 0,
    pool: 'forks',
    maxWorkers: 2,
    // Modules are read once for each of the two processes: a third less work than once for each file. No test may
    // leave anything behind in them.
    isolate: false,
  },
});
