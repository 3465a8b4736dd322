/** What the explorer's benchmark measures inside of the page: when a picture stands, frames, and long tasks. */
import type { Page } from '@playwright/test';

export interface Frames {
  /** Milliseconds between two frames. */
  readonly times: readonly number[];
  /** The longest task that held the page's thread meanwhile, in milliseconds; 0 where none took 50. */
  readonly longestTask: number;
}

interface InPage extends Window {
  benchTasks?: number[];
  benchFrames?: number[];
}

/** Notes tasks of the page's thread that take 50 milliseconds or more, on this page and all that it opens. */
export async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const own = window as InPage;
    const tasks: number[] = (own.benchTasks = []);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** The longest task since the last call. */
export function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => {
    const tasks = (window as InPage).benchTasks ?? [];
    return Math.max(0, ...tasks.splice(0));
  });
}

/** Goes to an address without loading the page anew. */
export async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await page.waitForURL((url) => url.pathname === path);
}

/** Where a click goes and what has to be seen for the picture to stand. Both are selectors. */
export interface Click {
  readonly on: string;
  readonly shows: string;
}

/**
 * Clicks, and waits until what is to be shown is in the page, visible, other than before, and painted.
 * @returns milliseconds from the click to the end of the frame
 */
export function clickToPicture(page: Page, click: Click): Promise<number> {
  return page.evaluate(async ({ on, shows }) => {
    const seen = (): string =>
      [...document.querySelectorAll<HTMLElement>(shows)]
        .filter((one) => one.offsetParent !== null && getComputedStyle(one).visibility === 'visible')
        .map((one) => `${one.tagName} ${one.textContent}`)
        .join();
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    const target = document.querySelector<HTMLElement>(on);
    if (!target) throw new Error(`There is no ${on}`);
    const before = seen();
    const started = performance.now();
    target.click();
    for (let now = seen(); now === '' || now === before; now = seen()) {
      if (performance.now() - started > 30_000) throw new Error(`No ${shows} after ${on}`);
      await frame();
    }
    // What was put into the page in one frame is painted before the next begins.
    await frame();
    return performance.now() - started;
  }, click);
}

/** Frames of the page while something is done to it. */
export async function framesWhile(page: Page, work: () => Promise<void>): Promise<Frames> {
  await longestTask(page);
  await page.evaluate(() => {
    const own = window as InPage;
    const times: number[] = (own.benchFrames = []);
    const note = (time: number): void => {
      times.push(time);
      if (own.benchFrames === times) requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await work();
  const stamps = await page.evaluate(() => {
    const own = window as InPage;
    const found = own.benchFrames ?? [];
    delete own.benchFrames;
    return found;
  });
  return { times: stamps.slice(1).map((at, i) => at - stamps[i]!), longestTask: await longestTask(page) };
}

const STEPS = 60;

/** Drags over the ground in a circle, as a hand pans. */
export async function pan(page: Page, at: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  for (let i = 1; i <= STEPS; i++) {
    const angle = (i / STEPS) * 2 * Math.PI;
    await page.mouse.move(at.x + Math.sin(angle) * 250, at.y + (1 - Math.cos(angle)) * 120);
  }
  await page.mouse.up();
}

/** Zooms in and out again by the wheel. */
export async function zoom(
  page: Page,
  at: { readonly x: number; readonly y: number },
  steps = STEPS / 2,
): Promise<void> {
  await page.mouse.move(at.x, at.y);
  for (const direction of [-1, 1]) {
    for (let i = 0; i < steps; i++) await page.mouse.wheel(0, direction * 60);
  }
}
