import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests of whole commands note heads and make keys: not in the folder of whoever runs them. */
const dataFolder = mkdtempSync(join(tmpdir(), 'headwater-vitest-'));
process.once('exit', () => rmSync(dataFolder, { recursive: true, force: true }));

export default defineConfig({
  test: {
    include: ['{catalog,contract,server,cli,electron,renderer,tools}/**/*.test.{ts,tsx}'],
    environment: 'node',
    env: { HEADWATER_DATA: dataFolder },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
