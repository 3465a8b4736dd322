/** The lineage graph leaves the explorer as files that other tools open, with every node in them. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { Shell } from './pages/shell.ts';
import { saved } from './saved.ts';

test.use({ sample: true });
test.skip(({ host }) => host !== 'loopback', 'the desktop app saves files in a dialog of the system');

/** Chooses an entry of the export menu; answers the file and its name. */
const save = (page: Page, ...entries: readonly string[]) =>
  saved(page, async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    for (const entry of entries) await page.getByRole('menuitem', { name: entry, exact: true }).click();
  });

test('open groups have their frames in the file, and what was moved stands where it was put', async ({
  page,
}) => {
  await new Shell(page).open('/lineage?root=1&up=1&down=1&group=schema');
  const frame = page
    .locator('.react-flow__node')
    .filter({ has: page.getByRole('button', { name: /group/i }) });
  await expect(frame.first()).toBeVisible();
  const drawn = async () => {
    const { bytes } = await save(page, 'SVG picture');
    return page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'image/svg+xml');
      const places = [...document.querySelectorAll('g[transform] > title')].map((title) => ({
        text: title.textContent,
        at: title.parentElement?.getAttribute('transform') ?? '',
        dashed: title.parentElement?.querySelector(':scope > rect[stroke-dasharray]') !== null,
      }));
      return { places, legend: text.includes('Open group') };
    }, bytes.toString('utf8'));
  };
  const before = await drawn();
  expect(before.legend).toBe(true);
  const title = page.locator('[data-node-title="1"]');
  await title.focus();
  for (let step = 0; step < 12; step++) await page.keyboard.press('Shift+ArrowDown');
  const after = await drawn();
  const rootOf = ({ places }: typeof before) =>
    places.find(({ text, dashed }) => text.includes('Start of this view') && !dashed)?.at;
  expect(rootOf(before)).toBeDefined();
  expect(rootOf(after)).not.toBe(rootOf(before));
});

test('every format of the export holds every dataset of the view', async ({ page }) => {
  test.slow();
  await new Shell(page).open('/lineage?root=1');
  const nodes = page.locator('.react-flow__node');
  await expect(nodes.first()).toBeVisible();
  const count = await nodes.count();
  const svg = await save(page, 'SVG picture');
  expect(svg.name).toMatch(/^Lineage-of-.+\.svg$/);
  // Rendered as any viewer would: by the browser, from the file alone.
  const image = await page.evaluate(async (text) => {
    const document = new DOMParser().parseFromString(text, 'image/svg+xml');
    const titles = [...document.querySelectorAll('g > title')].map((title) => title.textContent);
    return { error: document.querySelector('parsererror') !== null, titles };
  }, svg.bytes.toString('utf8'));
  expect(image.error).toBe(false);
  const names = image.titles.filter((title) => title.includes(' · ')).map((title) => title.split(' · ')[0]!);
  expect(names.length).toBeGreaterThanOrEqual(count);

  for (const [entry, ending] of [
    ['Mermaid', '.mmd'],
    ['Graphviz (DOT)', '.dot'],
  ] as const) {
    const { name, bytes } = await save(page, entry);
    expect(name).toMatch(new RegExp(`\\${ending}$`));
    for (const title of names) expect(bytes.toString('utf8')).toContain(title);
  }
  const png = await save(page, 'PNG picture');
  expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  for (const entries of [['PDF, as large as the picture'], ['PDF poster', 'PDF poster on A3']]) {
    const { bytes } = await save(page, ...entries);
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(bytes.subarray(-6).toString('latin1')).toContain('%%EOF');
  }
  const edges = (await save(page, 'Edges as CSV')).bytes.toString('utf8').trimEnd().split('\r\n');
  expect(edges[0]).toContain('from_namespace');
  expect(edges.length).toBeGreaterThan(1);
  const columns = (await save(page, 'Column edges as CSV')).bytes.toString('utf8');
  expect(columns).toContain('from_column');
  const events = (await save(page, 'OpenLineage events')).bytes.toString('utf8').trimEnd().split('\n');
  for (const event of events) expect(JSON.parse(event)).toHaveProperty('schemaURL');
  await expect(page.getByText(/^Covers \d+ of \d+ datasets/).last()).toBeVisible();
});
