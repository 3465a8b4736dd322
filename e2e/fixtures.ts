/**
 * What every spec gets: Headwater with a data folder of its own, opened on the host of the present
 * project, and watched: a test also fails when the page breaks its content security policy, throws, or
 * asks anything of the network.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import {
  _electron,
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test';
import {
  environmentFor,
  headwater,
  newDataFolder,
  removeFolder,
  root,
  startServer,
  type RunningServer,
} from './hosts.ts';
import { watch } from './watch.ts';

export interface HostOptions {
  readonly host: 'loopback' | 'electron';
}

export interface App {
  readonly page: Page;
  /** Where this Headwater keeps its files. */
  readonly dataFolder: string;
}

interface Opened {
  readonly page: Page;
  close(): Promise<void>;
}

/** A loopback server with the sample workspace and the context that is logged in to it; started when first asked for. */
type SharedHost = () => Promise<{ dataFolder: string; server: RunningServer; context: BrowserContext }>;

interface TestFixtures {
  /** Start with the sample workspace imported; set with `test.use`. */
  readonly sample: boolean;
  /**
   * For tests that only read the sample workspace: they take turns on one server, each with a page of its own
   * and nothing remembered in the browser. The desktop app is started anew all the same.
   */
  readonly shared: boolean;
  readonly app: App;
  /** A loopback server that no browser has opened yet. */
  readonly server: RunningServer;
}

interface WorkerFixtures extends HostOptions {
  /** A data folder whose catalog holds the sample workspace; copied, never opened. */
  readonly sampleFolder: string;
  readonly sharedHost: SharedHost;
}

async function openLoopback(browser: Browser, dataFolder: string, problems: string[]): Promise<Opened> {
  const server = await startServer(dataFolder);
  const context = await browser.newContext();
  const page = await context.newPage();
  await watch(page, `http://127.0.0.1:${server.port}`, problems);
  await page.goto(server.link);
  await page.waitForURL(`http://127.0.0.1:${server.port}/`);
  return {
    page,
    close: async () => {
      await context.close();
      await server.stop();
    },
  };
}

async function openShared(
  sharedHost: SharedHost,
  problems: string[],
): Promise<Opened & { dataFolder: string }> {
  const { dataFolder, server, context } = await sharedHost();
  const page = await context.newPage();
  await watch(page, `http://127.0.0.1:${server.port}`, problems);
  await page.goto(`http://127.0.0.1:${server.port}/`);
  return {
    page,
    dataFolder,
    close: async () => {
      await page.evaluate(() => window.localStorage.clear());
      await page.close();
    },
  };
}

async function openElectron(dataFolder: string, problems: string[]): Promise<Opened> {
  const executablePath = process.env['ELECTRON_PATH'] ?? '';
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root];
  const app = await _electron.launch({ executablePath, args, env: environmentFor(dataFolder) });
  const page = await app.firstWindow();
  await watch(page, 'app://headwater', problems);
  return { page, close: () => app.close() };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  host: ['loopback', { option: true, scope: 'worker' }],
  sample: [false, { option: true }],
  shared: [false, { option: true }],
  sampleFolder: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const folder = newDataFolder();
      await headwater(folder, 'import', join(root, 'resources', 'sample-workspace'));
      await use(folder);
      removeFolder(folder);
    },
    { scope: 'worker' },
  ],
  sharedHost: [
    async ({ browser, sampleFolder }, use) => {
      let started: ReturnType<SharedHost> | undefined;
      const start: SharedHost = async () => {
        const dataFolder = newDataFolder();
        cpSync(sampleFolder, dataFolder, { recursive: true });
        const server = await startServer(dataFolder);
        const context = await browser.newContext();
        const first = await context.newPage();
        await first.goto(server.link);
        await first.waitForURL(`http://127.0.0.1:${server.port}/`);
        await first.close();
        return { dataFolder, server, context };
      };
      await use(() => (started ??= start()));
      if (started === undefined) return;
      const { dataFolder, server, context } = await started;
      await context.close();
      await server.stop();
      removeFolder(dataFolder);
    },
    { scope: 'worker' },
  ],
  app: async ({ browser, host, sample, sampleFolder, shared, sharedHost }, use) => {
    const problems: string[] = [];
    if (shared && host === 'loopback') {
      const opened = await openShared(sharedHost, problems);
      await use({ page: opened.page, dataFolder: opened.dataFolder });
      await opened.close();
    } else {
      const dataFolder = newDataFolder();
      if (sample || shared) cpSync(sampleFolder, dataFolder, { recursive: true });
      const opened =
        host === 'electron'
          ? await openElectron(dataFolder, problems)
          : await openLoopback(browser, dataFolder, problems);
      await use({ page: opened.page, dataFolder });
      await opened.close();
      removeFolder(dataFolder);
    }
    expect(problems, 'the page must not break its policy, throw, or use the network').toEqual([]);
  },
  server: async ({ host }, use) => {
    test.skip(host !== 'loopback', 'the desktop app has no server');
    const dataFolder = newDataFolder();
    const server = await startServer(dataFolder);
    await use(server);
    await server.stop();
    removeFolder(dataFolder);
  },
  page: async ({ app }, use) => use(app.page),
});

export { expect };
