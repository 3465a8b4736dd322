/** What the list of entries is narrowed to; a pack of entries takes the same. */
import type { LedgerFilter } from '../../../../contract/index.ts';

export interface Filters {
  readonly text: string;
  readonly action: string | null;
  readonly actor: string | null;
  readonly objectType: string | null;
  /** Civil dates, UTC; empty: open. */
  readonly from: string;
  readonly to: string;
}

export const NO_FILTERS: Filters = {
  text: '',
  action: null,
  actor: null,
  objectType: null,
  from: '',
  to: '',
};

/** Without what asks for nothing. */
export function filterOf({ text, action, actor, objectType, from, to }: Filters): LedgerFilter {
  return {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(action === null ? {} : { action }),
    ...(actor === null ? {} : { actor }),
    ...(objectType === null ? {} : { objectType }),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
  };
}
