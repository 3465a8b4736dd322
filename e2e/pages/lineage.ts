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

  /** How many datasets the picture shows, as it says itself. */
  async shown(): Promise<number> {
    const text = await this.page.getByText(/^\d+ datasets? shown/).textContent();
    return Number.parseInt(text ?? '', 10);
  }

  async moreHops(side: 'upstream' | 'downstream'): Promise<void> {
    await this.page.getByRole('button', { name: `More hops ${side}` }).click();
  }

  async showTable(): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Shown as' }).getByText('Table').click();
  }
}
