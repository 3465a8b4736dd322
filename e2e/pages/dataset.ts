import type { Page } from '@playwright/test';

/** The page of one dataset. */
export class DatasetPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async openTab(name: RegExp): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  columnRow(column: string) {
    return this.page.getByRole('grid', { name: 'Columns' }).getByRole('row', { name: `Select ${column} ` });
  }

  /** Tags one column with a data category, by the name or key that the search finds first. */
  async tagColumn(column: string, category: string): Promise<void> {
    await this.page.getByRole('button', { name: `Edit tags of ${column}`, exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Search data categories' }).fill(category);
    await dialog.getByRole('treeitem').filter({ hasText: category }).first().click();
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
}
