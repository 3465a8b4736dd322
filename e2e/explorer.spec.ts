import type { Locator, Page } from '@playwright/test';
import { accessibilityFindings } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { LineagePage } from './pages/lineage.ts';

test.use({ sample: true });

/** The features behind the churn model of the sample workspace. */
const ROOT = '/lineage?root=1';

async function open(page: Page, address = ROOT): Promise<LineagePage> {
  const lineage = new LineagePage(page);
  await page.goto(new URL(address, page.url()).href);
  await expect(lineage.graph).toBeVisible({ timeout: 30_000 });
  await expect(lineage.node('churn_features').first()).toBeVisible();
  return lineage;
}

const toolbar = (page: Page) => page.getByRole('group', { name: 'Lineage view' });
const mode = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Shown as' }).getByText(name, { exact: true });

/** The whole names that buttons carry in their tooltips. */
const wholeNames = (buttons: Locator): Promise<string[]> =>
  buttons.evaluateAll((all) => all.map((button) => button.getAttribute('title')?.split('\n')[0] ?? ''));

test('jobs stand between the datasets, and open their details', async ({ page }) => {
  const lineage = await open(page);
  const before = await lineage.shown();
  await toolbar(page).getByRole('button', { name: 'Jobs' }).click();
  await expect(page.getByText(/datasets shown · \d+ jobs/)).toBeVisible();
  expect(await lineage.shown()).toBe(before);
  await lineage.node('churn.train_model').click();
  const panel = page.getByRole('complementary', { name: 'Job details' });
  await expect(panel.getByText('Latest runs')).toBeVisible();
  await expect(panel.getByRole('link', { name: 'Open job' })).toHaveAttribute('href', /\/job\/\d+/);
  await expect(page).toHaveURL(/jobs=show/);
});

test('a picture that is opened again is shown where it was shown first', async ({ page }) => {
  const lineage = await open(page);
  const place = await lineage.graph.getByRole('button', { name: 'churn_scores', exact: true }).boundingBox();
  expect(place).not.toBeNull();
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await page.goBack();
  await expect
    .poll(() => lineage.graph.getByRole('button', { name: 'churn_scores', exact: true }).boundingBox())
    .toEqual(place);
});

test('groups close to one node with counts and open again', async ({ page }) => {
  const lineage = await open(page);
  const before = await lineage.shown();
  await toolbar(page).getByRole('button', { name: 'Group' }).click();
  await page.getByRole('menuitemradio', { name: /^Schema or folder/ }).click();
  const frame = lineage.graph.getByRole('button', {
    name: /^Close the group brightwater\.analytics \d+ inside$/,
  });
  await frame.click();
  const group = lineage.graph.getByRole('button', { name: 'Open the group brightwater.analytics' });
  await expect(group).toBeVisible();
  await expect(lineage.node('churn_features')).toHaveCount(0);
  await expect(page.getByText(/1 closed group/)).toBeVisible();
  expect(await lineage.shown()).toBe(before);
  await group.click();
  await expect(lineage.node('churn_features')).toBeVisible();
});

test('a filter dims or hides, counted, and edges run over what is hidden', async ({ page }) => {
  await open(page, `${ROOT}&up=3&down=2`);
  await toolbar(page).getByRole('button', { name: 'Filter' }).click();
  const dialog = page.getByRole('dialog', { name: 'Filter' });
  await dialog.getByRole('checkbox', { name: /^Confidential \(\d+\)$/ }).click();
  const notice = page.getByText(/^\d+ of \d+ match the filter/);
  await expect(notice).toContainText('the others are dimmed');
  await dialog.getByText('Hide the others').click();
  await expect(notice).toContainText(/\d+ hidden, edges run over them/);
  await page.keyboard.press('Escape');
  const [, matched, all] = /(\d+) of (\d+) match/.exec((await notice.textContent()) ?? '') ?? [];
  const lineage = new LineagePage(page);
  // The count is there before the picture is laid out anew.
  await expect.poll(() => lineage.shown()).toBeLessThanOrEqual(Number(matched) + 1);
  expect(Number(matched)).toBeLessThan(Number(all));
  await page.getByRole('button', { name: 'Clear filter' }).click();
  await expect.poll(() => lineage.shown()).toBe(Number(all));
});

test('hiding and isolating are taken back with Ctrl+Z', async ({ page }) => {
  const lineage = await open(page);
  const before = await lineage.shown();
  await lineage.node('churn_model').click({ modifiers: ['Shift'] });
  await lineage.node('customers').click({ modifiers: ['Shift'] });
  const chosen = page.getByRole('group', { name: 'Chosen nodes' });
  await expect(chosen).toContainText('2 nodes chosen');
  await chosen.getByRole('button', { name: 'Isolate' }).click();
  await expect(page.getByText('Isolated: 2 datasets and the paths between them')).toBeVisible();
  // The root lies between the two.
  await expect.poll(() => lineage.shown()).toBe(3);
  await page.keyboard.press('Escape');
  await lineage.node('churn_features').focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => lineage.shown()).toBe(before);
  await lineage.node('churn_model').focus();
  await page.keyboard.press('h');
  await expect(page.getByText(/1 hidden by hand/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo change of the view' }).click();
  await expect.poll(() => lineage.shown()).toBe(before);
  await page.getByRole('button', { name: 'Redo change of the view' }).click();
  await expect.poll(() => lineage.shown()).toBe(before - 1);
});

test('a path from a dataset to itself is refused where it was asked for', async ({ page }) => {
  const lineage = await open(page);
  await lineage.node('churn_features').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Path to…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Path from/ });
  const field = dialog.getByRole('textbox', { name: 'To which dataset?' });
  await field.fill('churn_features');
  await dialog
    .getByRole('option', { name: /churn_features/ })
    .first()
    .click();
  await expect(dialog.getByRole('alert')).toHaveText('The path begins here; choose another dataset.');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('churn_model');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await dialog
    .getByRole('option', { name: /churn_model/ })
    .first()
    .click();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/path=/);
});

test('a view is saved with moved nodes, and opened by its link', async ({ page }) => {
  const lineage = await open(page);
  const node = lineage.node('customers');
  const place = (await node.boundingBox())!;
  await page.mouse.move(place.x + 20, place.y + 6);
  await page.mouse.down();
  await page.mouse.move(place.x + 60, place.y + 90, { steps: 6 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Tidy up (1)' })).toBeVisible();
  const moved = (await node.boundingBox())!;
  expect(moved.y - place.y).toBeGreaterThan(60);
  await page.getByRole('button', { name: 'Columns', exact: true }).click();

  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('button', { name: 'Save this view as…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Churn');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/view=\d+/);
  const id = new URL(page.url()).searchParams.get('view');

  await page.goto(new URL(`/lineage?view=${id}`, page.url()).href);
  await expect(node).toBeVisible();
  await expect(page.getByRole('button', { name: 'Tidy up (1)' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Columns', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  const root = lineage.node('churn_features').first();
  const [there, centre] = [(await node.boundingBox())!, (await root.boundingBox())!];
  await page.getByRole('button', { name: 'Tidy up (1)' }).click();
  await expect(page.getByRole('button', { name: /Tidy up/ })).toHaveCount(0);
  await expect
    .poll(async () => {
      const [now, middle] = [(await node.boundingBox())!, (await root.boundingBox())!];
      return Math.abs(now.y - middle.y - (there.y - centre.y));
    })
    .toBeGreaterThan(20);

  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('button', { name: 'Rename Churn' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Churn and back');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Churn and back' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete Churn and back' }).click();
  const deleted = page.getByRole('alert').filter({ hasText: '“Churn and back” deleted' });
  await deleted.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'Churn and back' })).toHaveAttribute(
    'href',
    new RegExp(`view=${id}$`),
  );
});

test('the whole explorer works without a mouse', async ({ page }) => {
  const lineage = await open(page);
  const before = await lineage.shown();
  await lineage.node('churn_features').first().focus();
  await page.keyboard.press('ArrowLeft');
  const focused = page.locator('[data-node-title]:focus');
  await expect(focused).not.toHaveText('churn_features');
  await page.keyboard.press('ArrowRight');
  await expect(focused).toHaveText('churn_features');
  await lineage.node('customers').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => lineage.shown()).toBeGreaterThan(before);
  await page.keyboard.press('j');
  await expect(page.getByText(/· \d+ jobs ·/)).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByRole('group', { name: 'Chosen nodes' })).toContainText('1 node chosen');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('button', { name: 'Tidy up (1)' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /Tidy up/ })).toHaveCount(0);

  await toolbar(page).getByRole('button', { name: 'Group' }).press('Enter');
  const system = page.getByRole('menuitemradio', { name: /^System/ });
  await system.press('Enter');
  await expect(system).toHaveCount(0);
  // A key pressed before the groups are laid out has no group to close.
  await expect(lineage.graph.getByRole('button', { name: /^Close the group/ }).first()).toBeVisible();
  await lineage.node('churn_features').first().focus();
  await page.keyboard.press('g');
  await expect(page.getByText(/1 closed group/)).toBeVisible();
  await page.locator('[data-node-title]:focus, body').first().press('?');
  await expect(page.getByText('Close its group, or open it')).toBeVisible();
});

test('the table twin holds what the picture shows, and can be copied', async ({ page }) => {
  await open(page, `${ROOT}&jobs=show`);
  const text = await page.getByText(/datasets shown/).textContent();
  const [datasets, jobs] = [...(text ?? '').matchAll(/(\d+) (?:datasets|jobs)/g)].map((match) =>
    Number(match[1]),
  );
  const drawn = await wholeNames(page.locator('[data-node-title]'));
  await mode(page, 'Table').click();
  const nodes = page.getByRole('table', { name: 'nodes in the picture' });
  await expect(nodes).toHaveAttribute('aria-rowcount', String(datasets! + jobs! + 1));
  expect(await wholeNames(nodes.getByRole('button'))).toEqual(expect.arrayContaining(drawn));
  await nodes.focus();
  await page.evaluate(() =>
    document.addEventListener('copy', (event) => {
      (window as unknown as { copied?: string }).copied = event.clipboardData?.getData('text/plain') ?? '';
    }),
  );
  await page.keyboard.press('Control+c');
  const copied = await page.evaluate(() => (window as unknown as { copied?: string }).copied ?? '');
  expect(copied.split('\n')).toHaveLength(datasets! + jobs! + 1);
  await page.getByRole('radiogroup', { name: 'Table of' }).getByText('Edges').click();
  const edges = page.getByRole('table', { name: 'edges in the picture' });
  await expect(edges).toBeVisible();
  await edges.getByRole('button').first().click();
  await expect(page.getByRole('complementary', { name: 'Edge details' })).toBeVisible();
});

test('an edge shows the SQL that makes it', async ({ page }) => {
  await open(page, `${ROOT}&sel=44~1`);
  const panel = page.getByRole('complementary', { name: 'Edge details' });
  await expect(panel.getByLabel('SQL of this job').first()).toBeVisible();
  await expect(panel.locator('pre mark[data-kind="source"]').first()).toContainText('orders', {
    timeout: 20_000,
  });
});

test('no accessibility findings: groups, jobs, filter, views, table', async ({ page }) => {
  await open(page, `${ROOT}&up=2&down=2&jobs=show&group=schema`);
  expect(await accessibilityFindings(page)).toEqual([]);
  await toolbar(page).getByRole('button', { name: 'Filter' }).click();
  await expect(page.getByRole('dialog', { name: 'Filter' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Save this view as…' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.goto(new URL(`${ROOT}&up=2&group=schema&closed=all&as=table`, page.url()).href);
  await expect(page.getByRole('table', { name: 'nodes in the picture' })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});
