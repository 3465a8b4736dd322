import type { Page } from '@playwright/test';

/** Bytes, unpacked. */
export interface Loaded {
  readonly scripts: number;
  readonly styles: number;
  /** The largest script. */
  readonly largest: number;
  /** With fonts, images and whatever else. */
  readonly all: number;
}

/** What a page has loaded so far, beside itself. */
export function loadedBy(page: Page): Promise<Loaded> {
  return page.evaluate(() => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const sizes = (ending: string): number[] =>
      entries.filter(({ name }) => new URL(name).pathname.endsWith(ending)).map((one) => one.decodedBodySize);
    const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
    const scripts = sizes('.js');
    return {
      scripts: sum(scripts),
      styles: sum(sizes('.css')),
      largest: Math.max(0, ...scripts),
      all: sum(sizes('')),
    };
  });
}
