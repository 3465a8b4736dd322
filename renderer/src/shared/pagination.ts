/** Names of the buttons of a row of pages, for those who do not see them. */
import { say } from './language/say.ts';

const CONTROL_NAME = {
  first: say('first page'),
  previous: say('previous page'),
  next: say('next page'),
  last: say('last page'),
} as const;

export const PAGE_LABELS = {
  getControlProps: (control: keyof typeof CONTROL_NAME) => ({ 'aria-label': CONTROL_NAME[control] }),
  getItemProps: (page: number) => ({ 'aria-label': say('Page {page}', { page }) }),
};
