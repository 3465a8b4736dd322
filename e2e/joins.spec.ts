import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { headwater } from './hosts.ts';

function event(run: number, namespace: string): object {
  const fields = ['id', 'email', 'city', 'zip'].map((name) => ({ name, type: 'text' }));
  const facet = { _producer: 'https://example.org', _schemaURL: 'https://example.org/schema.json' };
  return {
    eventType: 'COMPLETE',
    eventTime: '2026-01-01T00:00:00Z',
    producer: 'https://example.org',
    schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
    run: { runId: `00000000-0000-4000-8000-00000000000${run}` },
    job: { namespace: 'jobs', name: `load_${run}` },
    inputs: [],
    outputs: [{ namespace, name: 'shop.public.orders', facets: { schema: { ...facet, fields } } }],
  };
}

test('decides on suggestions by keyboard, and maps a namespace after a dry run', async ({
  app: { page, dataFolder },
  host,
}) => {
  test.skip(host !== 'loopback', 'the catalog is filled by the command line while the app is open');
  const file = join(dataFolder, 'events.json');
  writeFileSync(
    file,
    JSON.stringify([event(1, 'postgres://10.0.0.5:5432'), event(2, 'postgres://db.example:5432')]),
  );
  await headwater(dataFolder, 'import', file);
  await page.getByRole('link', { name: 'Joins' }).click();
  const grid = page.getByRole('grid', { name: 'Suggestions' });
  await expect(grid.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('complementary', { name: 'Suggestion' })).toContainText('4 of 4 columns');
  await grid.focus();
  await page.keyboard.press('y');
  await expect(page.getByText('Nothing waits for a decision')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(grid.getByRole('row')).toHaveCount(2);

  await page.getByRole('tab', { name: 'Namespaces' }).click();
  await page.getByRole('checkbox', { name: 'Choose postgres://10.0.0.5:5432' }).click();
  await page.getByRole('button', { name: /Map or name/ }).click();
  await page.getByRole('combobox', { name: 'Stands for' }).fill('postgres://db.example:5432');
  await expect(page.getByText('1 dataset would join.')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('tab', { name: 'Joined' }).click();
  const joined = page.getByRole('grid', { name: 'Joined names' });
  await joined.getByText('orders').dblclick();
  await page.getByRole('button', { name: 'Take shop.public.orders out' }).first().click();
  await expect(page.getByText('Nothing is joined yet')).toBeVisible();
});
