/** A file dropped on a place of the page, as from a file manager. */
import type { Locator } from '@playwright/test';

export async function dropFile(place: Locator, name: string, content: string): Promise<void> {
  const dataTransfer = await place.page().evaluateHandle(
    (file) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([file.content], file.name));
      return transfer;
    },
    { name, content },
  );
  for (const type of ['dragover', 'drop']) await place.dispatchEvent(type, { dataTransfer });
}
