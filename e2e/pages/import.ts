import type { Page } from '@playwright/test';

/** Choosing files, the preview, and the import itself. */
export class ImportPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async choose(...files: readonly string[]): Promise<void> {
    const waiting = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Choose files' }).click();
    await (await waiting).setFiles([...files]);
  }

  async preview(): Promise<void> {
    await this.page.getByRole('button', { name: 'Preview', exact: true }).click();
  }

  /** Goes through with what the preview shows. */
  async confirm(): Promise<void> {
    await this.page.getByRole('button', { name: 'Import', exact: true }).click();
  }

  result(heading: RegExp) {
    return this.page.getByRole('heading', { name: heading });
  }
}
