import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';

/** Every page with something that shows it is there. */
const PAGES = [
  ['home', '/', 'Home'],
  ['browse', '/browse', 'Browse'],
  ['columns', '/browse?scope=columns', 'Browse'],
  ['dataset', '/dataset/1', /./],
  ['evidence', '/dataset/1?tab=evidence', /./],
  ['runs', '/dataset/1?tab=runs', /./],
  ['history', '/dataset/1?tab=history', /./],
  ['tests', '/dataset/1?tab=tests', /./],
  ['properties', '/dataset/1?tab=properties', /./],
  ['lineage', '/lineage?root=1', /Lineage of/],
  ['lineage start', '/lineage', 'Lineage'],
  ['import', '/import', 'Import'],
  ['privacy', '/privacy', 'Privacy desk'],
  ['new case', '/privacy?view=new', 'Privacy desk'],
  ['calendars', '/privacy?view=wording&part=calendars', 'Privacy desk'],
  ['letters', '/privacy?view=wording&part=letters', 'Privacy desk'],
  ['audit report', '/privacy?view=audit', 'Privacy desk'],
  ['reports', '/privacy?view=reports', 'Privacy desk'],
  ['ledger', '/ledger', 'Ledger'],
  ['settings', '/settings', 'Settings'],
  ['a wrong address', '/nowhere', 'No page at this address'],
] as const;

test.use({ shared: true });

test('every page keeps WCAG 2.2 AA', async ({ page }) => {
  test.setTimeout(180_000);
  const shell = new Shell(page);
  for (const [name, path, heading] of PAGES) {
    await test.step(name, async () => {
      await shell.open(path);
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
