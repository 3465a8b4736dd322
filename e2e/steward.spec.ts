/**
 * A day's curation: a catalog of everything there is, from nothing to reviewed through the screens, every click and
 * key counted. Then a changed import, which keeps every decision and asks only what is new.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { samplesNote, samplesRoot } from '../catalog/testing/samples.ts';
import { accessibilityFindings } from './axe.ts';
import { expect, test, type App } from './fixtures.ts';
import { headwater, root } from './hosts.ts';
import { Hands } from './interactions.ts';
import { Shell } from './pages/shell.ts';
import { AFTER, BEFORE, NAMESPACE, writeManifest } from './small-project.ts';

const MOST = 60;
const ENOUGH = 0.95;

interface Group {
  readonly kind: string;
  readonly key: string;
  readonly items: readonly { readonly title: string; readonly dataset: { readonly name: string } | null }[];
}
interface State {
  readonly groups: readonly Group[];
  readonly progress: { readonly reviewed: number; readonly datasets: number };
}

/** What the engine says waits, for comparing; the steward looks at the screen only. */
async function inboxOf(dataFolder: string): Promise<State> {
  return JSON.parse(await headwater(dataFolder, 'inbox', '--things', '--json')) as State;
}

/** Everything that is open, thing by thing. */
const questions = ({ groups }: State): string[] =>
  groups
    .flatMap(({ kind, items }) =>
      items.map(({ title, dataset }) => `${kind}: ${title} (${dataset?.name ?? ''})`),
    )
    .sort();

/** The inbox as a person sees it. */
class InboxScreen {
  readonly #page: Page;
  readonly hands: Hands;
  readonly groups: Locator;

  constructor(page: Page, hands: Hands) {
    this.#page = page;
    this.hands = hands;
    this.groups = page.getByRole('grid', { name: 'Groups of questions' });
  }

  get status(): Locator {
    return this.#page.getByRole('status').filter({ hasText: /^[\d,]+ questions? in [\d,]+ groups?/ });
  }

  async settled(): Promise<void> {
    await expect(this.status).toHaveText(/groups?$/, { timeout: 120_000 });
    await expect(this.#page.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 120_000 });
  }

  async left(): Promise<number> {
    return Number(
      (/in ([\d,]+) group/.exec((await this.status.textContent()) ?? '')?.[1] ?? '0').replace(',', ''),
    );
  }

  /** Lists one kind. */
  async kind(name: string): Promise<void> {
    await this.hands.click(this.#page.getByRole('button', { name: new RegExp(`^${name} [\\d,]+$`) }));
    await expect(this.groups.or(this.#page.getByText('Nothing of this kind waits')).first()).toBeVisible();
    if ((await this.left()) > 0) await expect(this.groups).toBeFocused();
  }

  /** Does something, and waits until what waits is something else. */
  async decide(act: () => Promise<void>): Promise<void> {
    const before = await this.status.textContent();
    await act();
    await expect(this.status).not.toHaveText(before ?? '', { timeout: 60_000 });
    await this.settled();
  }

  /** Titles and certainties of the first rows, as they are read. */
  async rows(): Promise<string[]> {
    return (await this.groups.getByRole('row').allTextContents()).slice(1);
  }

  async reviewed(): Promise<number> {
    const text = (await this.#page.getByText(/^Reviewed [\d,]+ of [\d,]+ datasets/).textContent()) ?? '';
    const [reviewed = 0, all = 1] = [...text.matchAll(/[\d,]+/g)].map(([number]) =>
      Number(number.replace(',', '')),
    );
    return reviewed / all;
  }
}

/** What a careful steward does, from top to bottom. */
async function curate(page: Page, hands: Hands): Promise<InboxScreen> {
  const inbox = new InboxScreen(page, hands);
  await hands.press('ControlOrMeta+6');
  await inbox.settled();
  await decideJoins(inbox);
  await confirmCategories(page, inbox);
  await carryOn(page, inbox);
  await assignOwners(page, inbox);
  await review(inbox);
  return inbox;
}

const has = async (page: Page, kind: string): Promise<boolean> =>
  (await page.getByRole('button', { name: new RegExp(`^${kind} [\\d,]+$`) }).count()) > 0;

/** What is one dataset comes first; what is less than two thirds certain is kept apart. */
async function decideJoins(inbox: InboxScreen): Promise<void> {
  await expect(inbox.groups).toBeFocused();
  for (;;) {
    const [first = ''] = await inbox.rows();
    if (!/: (?:jobs that )?may be one, |^Renamed: /.test(first)) return;
    const certainty = Number(/(\d+) %$/.exec(first.trim())?.[1] ?? '0');
    await inbox.decide(() => inbox.hands.press(certainty >= 66 ? 'y' : 'n'));
  }
}

/** Strong ones at once; of the others, those that more than a third speaks against are refused, the rest confirmed. */
async function confirmCategories(page: Page, inbox: InboxScreen): Promise<void> {
  const strong = page.getByRole('button', { name: /^Confirm all [\d,]+ strong ones$/ });
  if ((await strong.count()) > 0) await inbox.decide(() => inbox.hands.click(strong));
  if (!(await has(page, 'Categories'))) return;
  await inbox.kind('Categories');
  for (;;) {
    const weak = inbox.groups
      .getByRole('row')
      .filter({ hasText: /(?:^|\D)(?:5\d|6[0-4]) %$/ })
      .first();
    if ((await weak.count()) === 0) break;
    await inbox.hands.click(weak);
    await inbox.decide(() => inbox.hands.press('n'));
  }
  if ((await inbox.rows()).length === 0) return;
  await inbox.hands.press('ControlOrMeta+a');
  await inbox.decide(() => inbox.hands.press('y'));
}

/** What lineage carries is stored as one change, with its ways looked at on the page of its own. */
async function carryOn(page: Page, inbox: InboxScreen): Promise<void> {
  await inbox.hands.click(page.getByRole('link', { name: 'Tags along lineage' }));
  const apply = page.getByRole('button', { name: /^Apply/ });
  await expect(apply).toBeVisible();
  if (await apply.isEnabled()) {
    await inbox.hands.click(apply);
    await inbox.hands.click(page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }));
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await inbox.hands.press('ControlOrMeta+6');
  await inbox.settled();
}

/** Whom sources, jobs and neighbours name; whatever is left goes to the data protection officer. */
async function assignOwners(page: Page, inbox: InboxScreen): Promise<void> {
  await inbox.kind('Owners');
  for (;;) {
    const [first] = await inbox.rows();
    if (first === undefined || !first.includes('→')) break;
    await inbox.decide(() => inbox.hands.press('y'));
  }
  if ((await inbox.rows()).length === 0) return;
  await inbox.hands.press('ControlOrMeta+a');
  await inbox.hands.click(page.getByLabel('Who owns them').first());
  await inbox.hands.type('DPO');
  await inbox.decide(() => inbox.hands.click(page.getByRole('button', { name: /^Assign/ })));
}

/** Part by part, as each is looked at. */
async function review(inbox: InboxScreen): Promise<void> {
  await inbox.kind('Reviews');
  const toSpare = (): boolean => inbox.hands.count < MOST - 10;
  while ((await inbox.left()) > 0 && ((await inbox.reviewed()) < ENOUGH || toSpare()))
    await inbox.decide(() => inbox.hands.press('y'));
}

async function importSmallProject(dataFolder: string, models: typeof BEFORE, day: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-steward-'));
  const file = writeManifest(folder, models, day);
  await headwater(dataFolder, 'import', '--namespace', NAMESPACE, file);
  rmSync(folder, { recursive: true, force: true });
}

/** Everything that lies in the corpus for the three importers; what is generated to be large is no sample. */
function samples(corpus: string): string[] {
  const projects = readdirSync(join(corpus, 'dbt'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('SYNTHETIC'))
    .map(({ name }) => join(corpus, 'dbt', name));
  return [...projects, join(corpus, 'glue'), join(corpus, 'openlineage')];
}

async function importAnyway(dataFolder: string, paths: readonly string[]): Promise<void> {
  // Among samples lie files that are to be refused; then the command ends with 1 and keeps the rest.
  await headwater(dataFolder, 'import', ...paths).catch((error: unknown) => {
    if (!/ended with 1:/.test(String(error))) throw error;
  });
}

async function aDay({ page, dataFolder }: App): Promise<void> {
  await importSmallProject(dataFolder, BEFORE, 1);
  const hands = new Hands(page);
  const inbox = await curate(page, hands);
  await expect.poll(() => inbox.reviewed()).toBeGreaterThanOrEqual(ENOUGH);
  expect(hands.count, hands.list.join('\n')).toBeLessThanOrEqual(MOST);

  const before = await inboxOf(dataFolder);
  await importSmallProject(dataFolder, AFTER, 2);
  const now = await inboxOf(dataFolder);
  const known = new Set(questions(before));
  const fresh = questions(now).filter((line) => !known.has(line));
  // Of everything, only what the import changed is asked: a new column, a new name, what is gone.
  expect(fresh.length).toBeGreaterThan(0);
  for (const line of fresh) expect(line).toMatch(/shop\.mart\.(?:customers|orders|sales_orders|revenue)/);
  expect(fresh).toContainEqual(expect.stringMatching(/^category: email \(.*customers\)$/));
  expect(fresh).toContainEqual(expect.stringMatching(/^review: .*sales_orders\)$/));
  // Of the small project all three were reviewed: one has changed, two are gone.
  expect(now.progress.reviewed).toBe(before.progress.reviewed - 3);
  await new Shell(page).open('/inbox?kind=category');
  await expect(inbox.groups.getByRole('row', { name: /^Contact Email/ })).toBeVisible();
}

test.describe(`a day of curation${samplesNote}`, () => {
  test.skip(({ host }) => host !== 'loopback', 'the catalog is filled by the command line');

  test('a catalog of all samples is reviewed with at most 60 interactions, and a changed import keeps it', async ({
    app,
  }) => {
    test.skip(samplesRoot === null, 'the sample corpus is not beside this clone');
    test.setTimeout(900_000);
    await importAnyway(app.dataFolder, samples(samplesRoot!));
    await aDay(app);
  });

  test('so is the sample workspace', async ({ app }) => {
    test.skip(samplesRoot !== null, 'all samples are curated instead');
    test.setTimeout(300_000);
    await headwater(app.dataFolder, 'import', join(root, 'resources', 'sample-workspace'));
    await aDay(app);
  });
});

test.describe('tags along lineage', () => {
  test.use({ sample: true });

  test('are explained, held up at a hop, supposed and applied', async ({ page }) => {
    const shell = new Shell(page);
    await shell.open('/inbox?kind=category');
    await page.getByRole('button', { name: /^Confirm all [\d,]+ strong ones$/ }).click();
    await expect(page.getByText(/^Confirmed/).first()).toBeVisible();
    await shell.open('/propagation');
    await expect(page.getByRole('table', { name: 'Tags' }).getByRole('row').nth(1)).toBeVisible();
    await page.getByRole('tab', { name: /^Would change [1-9]/ }).click();
    const rows = page.getByRole('grid', { name: 'Tags from lineage' });
    const way = page.getByRole('complementary', { name: 'Way of the tag' });
    await expect(way.getByRole('list', { name: /^Way of/ })).toContainText('the value passes');
    const total = page.getByRole('status').filter({ hasText: /^[\d,]+ tags?$/ });
    const before = await total.textContent();
    await way.getByRole('button', { name: 'Block here' }).last().click();
    await expect(page.getByText(/^Held .* up between/)).toBeVisible();
    await expect(total).not.toHaveText(before ?? '');
    await page.keyboard.press('ControlOrMeta+z');
    await expect(total).toHaveText(before ?? '');
    await rows.focus();
    await page.keyboard.press('n');
    await expect(page.getByText(/^Refused .*, from lineage$/)).toBeVisible();
    await page.getByRole('button', { name: /^Apply/ }).click();
    await page
      .getByRole('textbox', { name: /^Reason/ })
      .last()
      .fill('after the review');
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click();
    await expect(page.getByText('Nothing to add')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Nothing to add')).toBeVisible();
  });

  test('keep WCAG 2.2 AA', async ({ page }) => {
    const shell = new Shell(page);
    for (const tab of ['overview', 'preview', 'blocks', 'what-if']) {
      await shell.open(`/propagation?tab=${tab}`);
      expect(await accessibilityFindings(page)).toEqual([]);
    }
  });
});
