/** Every page by keyboard alone: whatever can be used is reached by Tab, is seen to have the focus, and lets go of it. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { OTHER_PAGES, PAGES } from './pages/all.ts';
import { Shell } from './pages/shell.ts';

test.use({ shared: true });

/** Presses after which the focus must have left the page: more than any part adds on the way. */
const SPARE_STOPS = 60;

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
    // What is in a grid is reached by the keys of the grid, and rows come and go as it scrolls.
    if (element.parentElement?.closest('[role="grid"]')) continue;
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

/** Notes from now on what gets the focus, and how it looks then; unless one sees it anyway. */
function watchFocus(): void {
  const watched = window as unknown as {
    stops: { element: HTMLElement; look: string | null }[];
    look: unknown;
  };
  watched.stops = [];
  // The element, what stands beside it in its stead, and the boxes around it, one of which may bear the mark.
  const look = (element: HTMLElement): string => {
    const bearers = [element, element.nextElementSibling, element.parentElement?.nextElementSibling];
    for (let box = element.parentElement, depth = 0; box && depth < 4; box = box.parentElement, depth += 1)
      bearers.push(box);
    return bearers
      .filter((one) => one !== null && one !== undefined)
      .flatMap((one) => [
        getComputedStyle(one),
        getComputedStyle(one, '::after'),
        getComputedStyle(one, '::before'),
      ])
      .map((one) => `${one.outline} ${one.boxShadow} ${one.borderColor} ${one.backgroundColor} ${one.color}`)
      .join('\n');
  };
  watched.look = look;
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    const ring = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    // Grids and lists mark the row or cell that is meant.
    const inList = target.closest('[role="grid"], [role="listbox"], [role="tree"], [aria-activedescendant]');
    watched.stops.push({ element: target, look: ring || inList ? null : look(target) });
  });
}

/** What had the focus since, and what looked the same with it as without. */
function focused(): { reached: number[]; unseen: string[]; left: boolean } {
  const { stops, look } = window as unknown as {
    stops: { element: HTMLElement; look: string | null }[];
    look: (element: HTMLElement) => string;
  };
  const left = document.activeElement === document.body || document.activeElement === null;
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const same = stops.filter(
    (stop) => stop.look !== null && stop.element.isConnected && stop.look === look(stop.element),
  );
  return {
    reached: stops.flatMap(({ element }) =>
      element.dataset['stop'] === undefined ? [] : Number(element.dataset['stop']),
    ),
    unseen: same.map(({ element }) => element.outerHTML.slice(0, 200)),
    left,
  };
}

async function walk(
  page: Page,
  within: string,
): Promise<{ missed: string[]; unseen: string[]; trapped: boolean }> {
  const names = await page.evaluate(markStops, within);
  await page.evaluate(watchFocus);
  // Some stops lead into parts with stops of their own.
  const presses = names.length + SPARE_STOPS;
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press('Tab');
    if (press >= names.length && (await page.evaluate(() => document.activeElement === document.body))) break;
  }
  const { reached, unseen, left } = await page.evaluate(focused);
  return { missed: names.filter((_, at) => !reached.includes(at)), unseen, trapped: !left };
}

const ALL = [...PAGES, ...OTHER_PAGES];
/** As many tests as make both workers busy to the end; each loads the app once. */
const SHARES = 4;

for (let share = 0; share < SHARES; share += 1) {
  const pages = ALL.filter((_, at) => at % SHARES === share);
  test(`everything is reached and let go of with Tab alone: ${pages.map(([name]) => name).join(', ')}`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const shell = new Shell(page);
    for (const [name, path, heading] of pages)
      await test.step(name, async () => {
        await shell.visit(path);
        await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
        await expect(
          page.locator('[aria-busy="true"], .mantine-Skeleton-root').filter({ visible: true }),
        ).toHaveCount(0);
        // What comes in meanwhile takes the place of what was marked.
        await expect(async () => {
          // The frame is the same around every page.
          const found = await walk(page, name === 'home' ? 'body' : 'main');
          expect(found).toEqual({ missed: [], unseen: [], trapped: false });
        }, name).toPass({ timeout: 45_000 });
      });
  });
}
