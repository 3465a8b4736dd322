/** WCAG 2.2 A and AA by axe, in the page itself, so that it works on every host and under the policy. */
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What depends on colours: names, roles and structure are the same in both themes. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What pages show while they wait for the engine. */
const LOADING = '[aria-busy="true"], .mantine-Skeleton-root, .mantine-Loader-root';

/** Waits until the page is drawn and nothing on it is still on its way. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeAttached();
  await expect(page.locator(LOADING).filter({ visible: true })).toHaveCount(0);
}

/** What one theme shows, by the rules asked for. */
async function run(page: Page, runOnly: RunOptions['runOnly']): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { axe: inPage } = window as unknown as {
      axe: { run(of: Document, options: RunOptions): Promise<AxeResults> };
    };
    const options = { resultTypes: ['violations' as const], ...(only && { runOnly: only }) };
    const { violations } = await inPage.run(document, options);
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        (node) => `${id}: ${help}
${node.html}
${node.failureSummary ?? ''}`,
      ),
    );
  }, runOnly);
}

async function inScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`)).toBeAttached();
}

/**
 * One line per finding: theme, rule, element and what is wrong with it; of the page once it is all there, in the
 * light theme and then, by its colours, in the dark one. The app has to follow the system's theme.
 */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await settled(page);
  await page.evaluate(axe.source);
  await inScheme(page, 'light');
  const light = await run(page, { type: 'tag', values: TAGS });
  await inScheme(page, 'dark');
  const dark = await run(page, { type: 'rule', values: OF_COLOURS });
  await inScheme(page, 'light');
  return [...light.map((finding) => `light: ${finding}`), ...dark.map((finding) => `dark: ${finding}`)];
}
