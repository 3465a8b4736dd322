/** The app in German: chosen in the settings, kept, complete, and accessible. */
import type { Page } from '@playwright/test';
import { messagesOf } from '../tools/engine-words.ts';
import { catalogOf } from '../tools/words.ts';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { OTHER_PAGES, PAGES } from './pages/all.ts';
import { Shell } from './pages/shell.ts';

test.use({ sample: true });

/** What the app says and what the engine says. */
const german = [
  ...[...catalogOf('de').values()].flatMap((entries) => Object.entries(entries)),
  ...messagesOf('de'),
];
const spoken = new Set(german.map(([, text]) => text));
/** English texts that say something else in German: whole sentences and names of the app, not words of data. */
const ENGLISH = german
  .filter(([key, text]) => key !== text && !key.includes('{') && !key.includes(' @@ ') && !spoken.has(key))
  .map(([key]) => key)
  .filter((key) => key.includes(' ') && key.length > 8);

/** Texts of the page that are English though the catalog has them in German. */
async function leftInEnglish(page: Page): Promise<string[]> {
  return page.evaluate((english) => {
    const known = new Set(english);
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (known.has(node.nodeValue?.trim() ?? '')) found.add(node.nodeValue?.trim() ?? '');
    for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = element.getAttribute(name)?.trim() ?? '';
        if (known.has(text)) found.add(text);
      }
    return [...found];
  }, ENGLISH);
}

test('German is chosen, kept, whole on every page, and given back', async ({ page }) => {
  test.setTimeout(240_000);
  expect(ENGLISH.length).toBeGreaterThan(1000);
  const shell = new Shell(page);
  await shell.open('/settings');
  await page.getByRole('radiogroup', { name: 'Language' }).getByText('Deutsch', { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  expect(await accessibilityFindings(page)).toEqual([]);
  for (const [name, path] of [...PAGES, ...OTHER_PAGES])
    await test.step(name, async () => {
      await shell.visit(path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expect(page.locator('[aria-busy="true"]').filter({ visible: true })).toHaveCount(0);
      expect.soft(await leftInEnglish(page), name).toEqual([]);
    });
  await shell.open('/settings');
  await page.getByRole('radiogroup', { name: 'Sprache' }).getByText('English', { exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test.describe('a system in German', () => {
  test.use({ locale: 'de-AT' });

  test('speaks German at once, with numbers and dates of its region', async ({ page }) => {
    await expect(page.getByRole('heading', { level: 1, name: 'Start' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de-AT');
    await new Shell(page).open('/lineage?root=1');
    await expect(page.getByRole('heading', { level: 1, name: /^Lineage von/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Legende' })).toBeVisible();
    await new Shell(page).open('/import');
    await expect(page.getByText(/\b\d{2}\.\d{2}\.20\d{2}, \d{2}:\d{2}/).first()).toBeVisible();
  });
});
