import { expect, type Page } from '@playwright/test';

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

  get history() {
    return this.page.getByRole('table', { name: 'Imports' });
  }

  /** Opens an import of a history that has as many as `total`, the newest being 0. */
  async openImport(place: number, total: number) {
    await expect(this.history.getByRole('row')).toHaveCount(total + 1);
    await this.history
      .getByRole('row')
      .nth(place + 1)
      .getByRole('button')
      .click();
    return this.page.getByRole('dialog');
  }

  /** Watches a folder by its path, as a browser can. */
  async watch(folder: string, mode: 'Preview first' | 'Import at once'): Promise<void> {
    const section = this.page.getByRole('region', { name: 'Watched folders' });
    await section.getByRole('textbox', { name: /^Folder/ }).fill(folder);
    await section.getByRole('combobox', { name: 'When something is written' }).click();
    await this.page.getByRole('option', { name: mode }).click();
    await section.getByRole('button', { name: 'Watch', exact: true }).click();
    await section.getByText(folder, { exact: true }).or(section.getByRole('alert')).first().waitFor();
  }

  /** What a watched folder brought and nobody decided on. */
  waiting(folderName: string) {
    return this.page.getByRole('region', { name: `Waiting: ${folderName}` });
  }
}
