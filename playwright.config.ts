import { defineConfig } from '@playwright/test';
import type { HostOptions } from './e2e/fixtures.ts';
import { CHROMIUM_FLAGS, candidates } from './tools/chromium.ts';

const [chromium] = candidates();
/** The desktop app is driven by the same specs wherever its binary is. */
const electron = process.env['ELECTRON_PATH'];

export default defineConfig<HostOptions>({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  // A machine that stalls for seconds fails one test or another; one that fails twice is at fault. The list names both.
  retries: process.env['CI'] ? 1 : 0,
  reporter: 'list',
  use: {
    launchOptions: {
      args: [...CHROMIUM_FLAGS],
      ...(chromium === undefined ? {} : { executablePath: chromium }),
    },
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A trace of everything takes three quarters of the time of a test; `--trace on` makes one.
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'loopback', use: { host: 'loopback' } },
    ...(electron === undefined ? [] : [{ name: 'electron', use: { host: 'electron' as const } }]),
  ],
});
