/** Every page by keyboard alone: whatever can be used is reached by Tab, is seen to have the focus, and lets go of it. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { OTHER_PAGES, PAGES } from './pages/all.ts';
import { Shell } from './pages/shell.ts';

test.use({ shared: true });

/** More stops than any page has; a page that needs them all keeps the focus for itself. */
const MOST_STOPS = 400;

interface Stop {
  /** Place among what can be used; -1 outside of it, null once the focus has left the page. */
  readonly at: number | null;
  readonly name: string;
  readonly shown: boolean;
}

/**
 * Marks what can be used with the keyboard, in the whole window or in the page within its frame, and starts there;
 * returns what each is.
 */
function markStops(within: string): string[] {
  // What fades in looks the same at first.
  const still = new CSSStyleSheet();
  still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important; }');
  document.adoptedStyleSheets.push(still);
  const usable =
    'a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable="true"]';
  const start = document.querySelector<HTMLElement>(within);
  if (!start) return [`nothing is ${within}`];
  start.tabIndex = -1;
  start.focus();
  const names: string[] = [];
  const groups = new Set<string>();
  for (const element of start.querySelectorAll<HTMLElement>(usable)) {
    if (element.tabIndex < 0 || element.matches(':disabled, [inert] *, [aria-hidden="true"] *')) continue;
    const { width, height } = element.getBoundingClientRect();
    if (!element.checkVisibility({ visibilityProperty: true }) || (width === 0 && height === 0)) continue;
    // One stop for a group of radio buttons; arrows go on from there.
    if (element instanceof HTMLInputElement && element.type === 'radio') {
      if (groups.has(element.name)) continue;
      groups.add(element.name);
      const all = document.querySelectorAll<HTMLElement>(
        `input[type="radio"][name="${CSS.escape(element.name)}"]`,
      );
      for (const one of all) one.dataset['stop'] = String(names.length);
    }
    element.dataset['stop'] = String(names.length);
    names.push(
      (element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 60) ||
        element.outerHTML.slice(0, 120),
    );
  }
  return names;
}

/** What has the focus, and whether one sees that: it or what stands for it looks different with and without. */
function whereIsFocus(): Stop {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body)
    return { at: null, name: 'page', shown: true };
  const name = element.outerHTML.slice(0, 200);
  const at = element.dataset['stop'] === undefined ? -1 : Number(element.dataset['stop']);
  const style = getComputedStyle(element);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  // Grids and lists mark the row or cell that is meant.
  if (ring || element.closest('[role="grid"], [role="listbox"], [role="tree"], [aria-activedescendant]'))
    return { at, name, shown: true };
  // The element, what stands beside it in its stead, and the boxes around it, one of which may bear the mark.
  const bearers = [element, element.nextElementSibling, element.parentElement?.nextElementSibling];
  for (let box = element.parentElement, depth = 0; box && depth < 4; box = box.parentElement, depth += 1)
    bearers.push(box);
  const look = (): string =>
    bearers
      .filter((one) => one !== null && one !== undefined)
      .flatMap((one) => [
        getComputedStyle(one),
        getComputedStyle(one, '::after'),
        getComputedStyle(one, '::before'),
      ])
      .map((one) => `${one.outline} ${one.boxShadow} ${one.borderColor} ${one.backgroundColor} ${one.color}`)
      .join('\n');
  const focused = look();
  element.blur();
  const without = look();
  element.focus({ preventScroll: true });
  return { at, name, shown: focused !== without };
}

async function walk(
  page: Page,
  within: string,
): Promise<{ missed: string[]; unseen: string[]; trapped: boolean }> {
  const names = await page.evaluate(markStops, within);
  const reached = new Set<number>();
  const unseen: string[] = [];
  let trapped = true;
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(whereIsFocus);
    if (!stop.shown) unseen.push(stop.name);
    if (stop.at === null || reached.has(stop.at)) {
      trapped = false;
      break;
    }
    if (stop.at >= 0) reached.add(stop.at);
  }
  return { missed: names.filter((_, at) => !reached.has(at)), unseen, trapped };
}

for (const [name, path, heading] of [...PAGES, ...OTHER_PAGES]) {
  test(`${name}: everything is reached and let go of with Tab alone`, async ({ page }) => {
    await new Shell(page).open(path);
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
    await expect(
      page.locator('[aria-busy="true"], .mantine-Skeleton-root').filter({ visible: true }),
    ).toHaveCount(0);
    // The frame is the same around every page.
    expect(await walk(page, name === 'home' ? 'body' : 'main')).toEqual({
      missed: [],
      unseen: [],
      trapped: false,
    });
  });
}
