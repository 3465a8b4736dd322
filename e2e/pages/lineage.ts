import type { Page } from '@playwright/test';

/** The lineage picture around a dataset. */
export class LineagePage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  get graph() {
    return this.page.getByRole('application', { name: 'Lineage graph' });
  }

  /** A drawn dataset, by the last part of its name. */
  node(name: string) {
    return this.graph.getByRole('button', { name, exact: true });
  }

  /** The button that draws what is not shown yet on one side of a dataset. */
  more(side: 'upstream' | 'downstream', name: string) {
    return this.graph.getByRole('button', { name: new RegExp(`^Show \\d+ more ${side} of ${name}$`) });
  }

  get summary() {
    return this.page.getByText(/\d+ shown/);
  }

  async moreHops(side: 'upstream' | 'downstream'): Promise<void> {
    await this.page.getByRole('button', { name: `More hops ${side}` }).click();
  }

  async showTable(): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Shown as' }).getByText('Table').click();
  }
}
