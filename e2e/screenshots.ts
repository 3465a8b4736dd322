/**
 * The pictures of the README, of the sample workspace as anybody gets it:
 *
 *   npm run screenshots   writes docs/images/*.png
 *
 * Where the app looks otherwise than before, they are made anew and looked at.
 */
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build } from '../tools/build.ts';
import { CHROMIUM_FLAGS, findChromium } from '../tools/chromium.ts';
import { settled } from './axe.ts';
import { headwater, newDataFolder, removeFolder, root, startServer } from './hosts.ts';
import { LineagePage } from './pages/lineage.ts';
import { Shell } from './pages/shell.ts';

const VIEWPORT = { width: 1440, height: 900 };

interface Picture {
  readonly name: string;
  readonly show: (page: Page, shell: Shell) => Promise<void>;
}

async function idOf(page: Page, shell: Shell, name: string): Promise<string> {
  await shell.visit(`/browse?text=name:${name}`);
  const link = page
    .getByRole('grid', { name: 'Datasets' })
    .getByRole('link')
    .filter({ hasText: 'customers' });
  const address = await link.first().getAttribute('href');
  return /\d+$/.exec(address ?? '')?.[0] ?? '';
}

const PICTURES: readonly Picture[] = [
  {
    name: 'lineage',
    show: async (page, shell) => {
      const id = await idOf(page, shell, 'shop.public.customers');
      await shell.visit(`/lineage?root=${id}&up=0&down=3&cols=all`);
      const lineage = new LineagePage(page);
      const own = lineage.graph.locator('.react-flow__node').filter({ hasText: 'shop.public' }).first();
      await own.getByRole('button', { name: /^email\b/ }).click();
      await page.getByText(/^Path of email in/).waitFor();
    },
  },
  { name: 'inbox', show: (_, shell) => shell.visit('/inbox') },
  { name: 'audit', show: (_, shell) => shell.visit('/privacy?view=audit') },
];

await build({ parts: ['prisma client', 'renderer', 'licences'], onlyStale: true });
const executablePath = await findChromium((text) => process.stderr.write(`${text}\n`));
if (executablePath === null) throw new Error('No Chromium: set HEADWATER_CHROMIUM to the path of one.');
const folder = newDataFolder();
await headwater(folder, 'import', join(root, 'resources', 'sample-workspace'));
const server = await startServer(folder);
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
try {
  const page = await browser.newPage({ viewport: VIEWPORT, locale: 'en-GB', timezoneId: 'UTC' });
  await page.goto(server.link);
  const shell = new Shell(page);
  await shell.heading('Home').waitFor();
  for (const { name, show } of PICTURES) {
    await show(page, shell);
    await settled(page);
    // Animations of the canvas.
    await page.waitForTimeout(1_000);
    const path = join(root, 'docs', 'images', `${name}.png`);
    await page.screenshot({ path });
    process.stdout.write(`${path}\n`);
  }
} finally {
  await browser.close();
  await server.stop();
  removeFolder(folder);
}
