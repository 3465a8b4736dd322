import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { PAGES } from './pages/all.ts';
import { Shell } from './pages/shell.ts';

test.use({ shared: true });

test('every page keeps WCAG 2.2 AA', async ({ page }) => {
  test.setTimeout(180_000);
  const shell = new Shell(page);
  for (const [name, path, heading] of PAGES) {
    await test.step(name, async () => {
      await shell.visit(path);
      await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
      expect.soft(await accessibilityFindings(page), name).toEqual([]);
    });
  }
});

test('areas open by their keys', async ({ page }) => {
  const shell = new Shell(page);
  await expect(shell.heading('Home')).toBeVisible();
  const areas = [
    'Home',
    'Browse',
    'Lineage',
    'Questions',
    'Import',
    'Inbox',
    'Joins',
    'Privacy desk',
    'Ledger',
  ];
  for (const [index, heading] of areas.entries()) {
    await page.keyboard.press(`ControlOrMeta+${index + 1}`);
    await expect(shell.heading(heading)).toBeVisible();
  }
  await page.keyboard.press('ControlOrMeta+,');
  await expect(shell.heading('Settings')).toBeVisible();
});

test.describe('an empty catalog', () => {
  test.use({ shared: false });

  test('its start page keeps WCAG 2.2 AA; the theme that is chosen stays', async ({ page }) => {
    const shell = new Shell(page);
    await expect(shell.heading('Welcome to Headwater')).toBeVisible();
    expect(await accessibilityFindings(page)).toEqual([]);
    await shell.setTheme('Dark');
    await shell.open('/');
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  });
});
