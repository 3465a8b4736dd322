/** The day it is, where the clock takes part: `civil-date.ts` counts without one. */
import type { CivilDate } from './civil-date.ts';

/** Today in the machine's own zone: the controller's. */
export function today(now = new Date()): CivilDate {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0'))
    .join('-');
}
