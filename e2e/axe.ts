/** WCAG 2.2 A and AA by axe, in the page itself, so that it works on every host and under the policy. */
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What depends on colours. Names, roles and structure are the same in both themes: in the dark one only these are
 * looked at, since every test that looks at it looks at the light one too.
 */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What pages show while they wait for the engine. */
const LOADING = '[aria-busy="true"], .mantine-Skeleton-root, .mantine-Loader-root';

/** Waits until the page is drawn and nothing on it is still on its way. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeAttached();
  await expect(page.locator(LOADING).filter({ visible: true })).toHaveCount(0);
}

/** One line per finding: rule, element and what is wrong with it; of the page once it is all there. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await settled(page);
  await page.evaluate(axe.source);
  return page.evaluate(
    async ({ tags, colours }) => {
      const { axe: inPage } = window as unknown as {
        axe: { run(of: Document, options: RunOptions): Promise<AxeResults> };
      };
      const dark = document.documentElement.dataset['mantineColorScheme'] === 'dark';
      const runOnly = dark
        ? { type: 'rule' as const, values: colours }
        : { type: 'tag' as const, values: tags };
      const { violations } = await inPage.run(document, { runOnly, resultTypes: ['violations'] });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map((node) => `${id}: ${help}\n${node.html}\n${node.failureSummary ?? ''}`),
      );
    },
    { tags: TAGS, colours: OF_COLOURS },
  );
}
