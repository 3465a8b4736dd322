import { expect, type Page } from '@playwright/test';
import { saved } from '../saved.ts';

export interface RequestForm {
  readonly reference: string;
  /** As shown in the list of laws. */
  readonly law: RegExp;
  readonly place: string;
  readonly subject: string;
}

/** The privacy desk: requests and reports. */
export class PrivacyPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async openTab(
    name: 'Cases' | 'Calendar' | 'New case' | 'Laws and letters' | 'Audit' | 'Reports',
  ): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** Goes through the wizard up to the list of what is in scope. */
  async fillRequest(form: RequestForm): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Reference' }).fill(form.reference);
    await this.choose('Law', form.law);
    await this.choose('Place', form.place);
    await this.continue();
    await this.choose('The person is to the organisation', form.subject);
    await this.continue();
  }

  async continue(): Promise<void> {
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  async choose(label: string, option: string | RegExp): Promise<void> {
    await this.page.getByRole('combobox', { name: label }).click();
    await this.page.getByRole('option', { name: option }).first().click();
  }

  /** Downloads a file of the report that is shown, and answers its name and bytes. */
  async download(name: RegExp): ReturnType<typeof saved> {
    const file = await saved(this.page, () => this.page.getByRole('button', { name }).click());
    await expect(this.page.getByText('the SHA-256 agrees with the record')).toBeVisible();
    return file;
  }
}
