import { expect, type Page } from '@playwright/test';

export type AreaName = 'Home' | 'Browse' | 'Lineage' | 'Import' | 'Privacy' | 'Ledger' | 'Settings';

/** The frame around every page: areas, palette, undo, theme. */
export class Shell {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** Opens an area by its place in the rail. */
  async go(area: AreaName): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Areas' })
      .getByRole('link', { name: area, exact: true })
      .click();
  }

  /** Opens an address of the app, as a bookmark would. */
  async open(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.page.url()).href);
  }

  /** Opens an address of the app without loading it anew, as a link in it would: for tests that see every page. */
  async visit(path: string): Promise<void> {
    await this.page.locator('nav').first().waitFor();
    await this.page.evaluate(async (href) => {
      // TanStack Router says here when the page is there.
      const { __TSR_ROUTER__: router } = window as unknown as {
        __TSR_ROUTER__: { navigate(to: { href: string }): Promise<void> };
      };
      await router.navigate({ href });
      await new Promise(requestAnimationFrame);
    }, path);
  }

  /** Opens the first dataset that the palette finds. */
  async find(text: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    await this.page.getByRole('textbox', { name: 'Search datasets, columns and commands' }).fill(text);
    const palette = this.page.getByRole('dialog', { name: 'Search and commands' });
    await palette.getByRole('button', { name: text }).first().click();
  }

  get undo() {
    return this.page.getByRole('button', { name: /^(Undo: |Nothing to undo)/ });
  }

  get redo() {
    return this.page.getByRole('button', { name: /^(Redo: |Nothing to redo)/ });
  }

  async setTheme(theme: 'Light' | 'Dark'): Promise<void> {
    await this.open('/settings');
    await this.page.getByRole('radiogroup', { name: 'Theme' }).getByText(theme, { exact: true }).click();
    await expect(this.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme.toLowerCase());
  }

  heading(name: string | RegExp) {
    return this.page.getByRole('heading', { level: 1, name });
  }
}
