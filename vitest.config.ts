import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{catalog,contract,server,cli,electron,renderer,tools}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
