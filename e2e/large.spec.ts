/** A larger catalog, made for the purpose: nothing of it gets lost on the way to the screen. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { estateEvents } from '../catalog/testing/large-estate.ts';
import { expect, test } from './fixtures.ts';
import { headwater, newDataFolder, removeFolder, startServer } from './hosts.ts';

/** A part of 10,000 tables, 100,000 columns and 1,000 jobs with 50 runs each. */
const SCALE = Number(process.env['HEADWATER_ESTATE_SCALE'] ?? 0.05);

test('the map of a generated estate adds up, and leads into the explorer', async ({ browser, host }) => {
  test.skip(host !== 'loopback', 'the engine is the same');
  test.setTimeout(600_000);
  const folder = newDataFolder();
  const events = join(folder, 'events.ndjson');
  const size = { tables: 10_000 * SCALE, columns: 100_000 * SCALE, jobs: 1_000 * SCALE, runs: 2 };
  writeFileSync(events, [...estateEvents(size)].join('\n'));
  await headwater(folder, 'import', events);
  const server = await startServer(folder);
  try {
    const page = await browser.newPage();
    await page.goto(server.link);
    await page.waitForURL(`http://127.0.0.1:${server.port}/`);
    await page.goto(`http://127.0.0.1:${server.port}/map`);
    const alone = Math.floor(size.tables / 31);
    await expect(page.getByText(`${size.tables.toLocaleString('en')} datasets in 40 groups`)).toBeVisible();
    await page.getByRole('button', { name: /without lineage$/ }).click();
    const listed = page.getByRole('table', { name: 'Datasets of the map' });
    const rows = Number(await listed.getAttribute('aria-rowcount')) - 1;
    expect(rows).toBeGreaterThanOrEqual(alone);
    await expect(page.getByText(`${rows.toLocaleString('en')} datasets without lineage`)).toBeVisible();
    await page.getByText('Map', { exact: true }).last().click();
    await page.getByRole('application', { name: 'Map of the catalog' }).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Enter', 'Enter']) await page.keyboard.press(key);
    await expect(page).toHaveURL(/\/lineage\?root=\d+/);
    await expect(page.getByRole('heading', { name: 'Lineage of' })).toBeVisible();
  } finally {
    await server.stop();
    removeFolder(folder);
  }
});
