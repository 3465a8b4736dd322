/** Files that the app hands out in a browser; the desktop app asks the system where to put them. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** The file that a click saves. */
export async function saved(
  page: Page,
  click: () => Promise<void>,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}
