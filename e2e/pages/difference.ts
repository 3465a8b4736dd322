import type { Locator, Page } from '@playwright/test';

/** Everything that an import, or its undo, would do. */
export class DifferenceList {
  readonly root: Page | Locator;
  constructor(root: Page | Locator) {
    this.root = root;
  }

  get grid() {
    return this.root.getByRole('grid', { name: 'Changes' });
  }

  /** Rows of changes; the header is none. */
  get rows() {
    return this.grid.locator('[data-index]');
  }

  get detail() {
    return this.root.getByRole('region', { name: 'The chosen change' });
  }

  /** `Retired (2)`. */
  kind(name: string) {
    return this.root
      .getByRole('group', { name: 'Narrow by kind of change' })
      .getByText(new RegExp(`^${name} \\(`));
  }

  get leaveOut() {
    return this.root.getByRole('button', { name: /^Leave these [\d,]+ out$/ });
  }
}
