/** What the host does for the person: notices, safe copies, licences; after a break of the connection. */
import { readdirSync } from 'node:fs';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

test('settings of the host are found, changed, kept and reachable by keyboard', async ({ app, page }) => {
  const shell = new Shell(page);
  await shell.open('/settings');
  const deadlines = page.getByRole('checkbox', { name: 'Deadlines of cases' });
  await expect(deadlines).toBeChecked();
  await deadlines.focus();
  await page.keyboard.press('Space');
  await expect(deadlines).not.toBeChecked();
  const copies = page.getByRole('switch', { name: /Keep a copy of the catalog file/ });
  await expect(copies).toBeChecked();
  await expect(page.getByText('There are no copies yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Make a copy now' }).press('Enter');
  await expect(page.getByText('The copy is made.')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'catalog.headwater.safe-copy' })).toBeVisible();
  expect(readdirSync(app.dataFolder)).toEqual(
    expect.arrayContaining(['catalog.headwater.safe-copy', 'catalog.headwater.safe-copy.json']),
  );
  await page.reload();
  await expect(page.getByRole('checkbox', { name: 'Deadlines of cases' })).not.toBeChecked();
  // From the top: where a reload scrolls to, half a row may lie under the edge.
  await page.getByRole('heading', { name: 'Settings', level: 1 }).scrollIntoViewIfNeeded();
  expect(await accessibilityFindings(page)).toEqual([]);
});

test('the licences of what is bundled are there to read', async ({ page }) => {
  await new Shell(page).open('/settings');
  await page.getByRole('button', { name: 'Licences of everything bundled' }).click();
  const texts = page.getByRole('region', { name: 'Licence texts' });
  await expect(texts).toContainText('Headwater is made with the work of others');
  await expect(texts).toContainText('Permission is hereby granted, free of charge');
  await page.keyboard.press('Escape');
  await expect(texts).toHaveCount(0);
});

test('a person who looks elsewhere is told of a finished import, in numbers', async ({ host, page }) => {
  test.skip(host !== 'loopback', 'the desktop app shows notices of the system, which a test cannot see');
  const shown: string[] = [];
  await page.exposeFunction('noteNotice', (text: string) => shown.push(text));
  await page.evaluate(() => {
    const tell = (window as unknown as { noteNotice: (text: string) => void }).noteNotice;
    class Noting extends EventTarget {
      static readonly permission = 'granted';
      constructor(title: string, { body }: { body: string }) {
        super();
        tell(`${title}: ${body}`);
      }
    }
    Object.defineProperty(window, 'Notification', { value: Noting });
    document.hasFocus = () => false;
  });
  await page.getByRole('button', { name: /sample workspace/ }).click();
  await expect
    .poll(() => shown, { timeout: 30_000 })
    .toEqual([expect.stringMatching(/^The import is finished: [\d,]+ records accepted\.$/)]);
});

test('after a break the page says that it is connected again', async ({ host, page }) => {
  test.skip(host !== 'loopback', 'the desktop app is told by its ports');
  let cut: () => Promise<void> = async () => {};
  await page.routeWebSocket(/\/rpc$/, (socket) => {
    const server = socket.connectToServer();
    cut = async () => {
      await socket.close();
      await server.close();
    };
  });
  await page.reload();
  await expect(new Shell(page).heading('Welcome to Headwater')).toBeVisible();
  await cut();
  await expect(page.getByText('Connected to the catalog engine again')).toBeVisible();
});
