/** Live collection as a person sets it up, and a client uses it. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const event = (n: number) =>
  JSON.stringify({
    eventType: 'COMPLETE',
    eventTime: '2026-01-31T09:30:00Z',
    producer: 'https://example.org/spark',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-00000000000${n}` },
    job: { namespace: 'spark', name: `load-${n}` },
    inputs: [{ namespace: 'postgres://db:5432', name: `shop.public.raw_${n}` }],
    outputs: [{ namespace: 'postgres://db:5432', name: `shop.public.clean_${n}` }],
  });

test('the receiver is turned on, a client sends, and the lineage is there', async ({ page, request }) => {
  const port = await freePort();
  await page.getByRole('link', { name: 'Settings' }).first().click();
  const section = page.getByRole('region', { name: 'Live collection' });
  await section.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await section.getByRole('button', { name: 'Change port' }).click();
  await section.getByRole('switch', { name: /^Receive events/ }).click();
  await expect(section.getByText(`http://127.0.0.1:${port}`).first()).toBeVisible();
  const key = /hw_[\w-]+/.exec(await section.getByRole('alert').innerText())?.[0] ?? '';
  expect(key).toHaveLength(46);
  await expect(section.getByRole('tabpanel')).toContainText(
    `spark.openlineage.transport.url    http://127.0.0.1:${port}`,
  );
  await section.getByRole('tab', { name: 'Airflow' }).click();
  await expect(section.getByRole('tabpanel')).toContainText(key);

  const url = `http://127.0.0.1:${port}/api/v1/lineage`;
  const headers = { 'content-type': 'application/json' };
  expect((await request.post(url, { headers, data: event(1) })).status()).toBe(401);
  await expect(section.getByText('Last refused request')).toContainText('A key is needed');
  const withKey = { ...headers, authorization: `Bearer ${key}` };
  expect((await request.post(url, { headers: withKey, data: event(1) })).status()).toBe(201);
  expect((await request.post(url, { headers: withKey, data: '{"job": {}}' })).status()).toBe(400);
  await expect(section.getByRole('table', { name: 'Rejected events' })).toContainText('job.namespace');
  await expect(section.getByRole('link', { name: 'newest import' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Collecting' })).toBeVisible();

  expect(await accessibilityFindings(page)).toEqual([]);
  await section.getByRole('button', { name: 'Clear the list' }).click();
  await expect(section.getByRole('table')).toHaveCount(0);
  await section.getByRole('link', { name: 'newest import' }).click();
  await expect(page.getByText('Received 1 event (OpenLineage)').first()).toBeVisible();
});

test('a folder is watched', async ({ page, app, host }) => {
  test.skip(host === 'electron', 'the desktop app chooses the folder with the system’s dialog');
  const folder = join(app.dataFolder, 'events');
  mkdirSync(folder);
  await page.getByRole('link', { name: 'Settings' }).first().click();
  const section = page.getByRole('region', { name: 'Live collection' });
  await section.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'nowhere'));
  await section.getByRole('button', { name: 'Watch' }).click();
  await expect(section.getByText('There is no folder')).toBeVisible();
  await section.getByRole('button', { name: 'Dismiss' }).click();
  await section.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await section.getByRole('button', { name: 'Watch' }).click();
  await expect(section.getByText('0 files with events')).toBeVisible();
  appendFileSync(join(folder, 'spark.ndjson'), `${event(2)}\n`);
  await expect(section.getByText('1 file with events')).toBeVisible();
  await expect(section.getByRole('link', { name: 'newest import' })).toBeVisible({ timeout: 15_000 });
});
