import { BUDGETS } from '../tools/budgets.ts';
import { copies } from '../tools/sizes.ts';
import { expect, test } from './fixtures.ts';
import { loadedBy } from './loaded.ts';

test('Home needs no more scripts and styles than its budget, and holds no library twice', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  const { scripts, styles, largest } = await loadedBy(page);
  // Nothing at all would mean that nothing was counted.
  expect(Math.min(scripts, styles, largest)).toBeGreaterThan(10_000);
  expect(scripts).toBeLessThanOrEqual(BUDGETS.firstScripts.most);
  expect(styles).toBeLessThanOrEqual(BUDGETS.firstStyles.most);
  expect(largest).toBeLessThanOrEqual(BUDGETS.firstLargest.most);
  expect(copies('renderer')).toHaveLength(BUDGETS.interfaceCopies.most);
});
