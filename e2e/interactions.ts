/** A person's hands: whatever they do to the page goes through here, and every single thing is counted. */
import type { Locator, Page } from '@playwright/test';

export class Hands {
  readonly #page: Page;
  readonly #done: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Keys pressed, buttons and rows clicked, letters typed. */
  get count(): number {
    return this.#done.length;
  }

  /** What was done, for the report of a test that needed too many. */
  get list(): readonly string[] {
    return this.#done;
  }

  /** One key, with whatever is held down meanwhile. */
  async press(key: string): Promise<void> {
    this.#done.push(`press ${key}`);
    await this.#page.keyboard.press(key);
  }

  async click(what: Locator): Promise<void> {
    this.#done.push(`click ${String(what)}`);
    await what.click();
  }

  /** Each letter counts. */
  async type(text: string): Promise<void> {
    for (const letter of text) {
      this.#done.push(`type ${letter}`);
      await this.#page.keyboard.press(letter === ' ' ? 'Space' : letter);
    }
  }
}
