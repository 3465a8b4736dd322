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

/** Search parameters of `/ledger`. The filters are those with which the list opens. */
export interface LedgerSearch extends LedgerFilter {
  /** Entry that is open. */
  readonly seq?: number;
  readonly view?: 'checkpoints';
}

const TEXTS = ['action', 'actor', 'objectType', 'text'] as const;
const DATES = ['from', 'to'] as const;

/** The router's `validateSearch` of `/ledger`. Never throws. */
export function validateLedgerSearch(search: Record<string, unknown>): LedgerSearch {
  const seq = Number(search['seq']);
  const given = (names: readonly string[], fits: (text: string) => boolean) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return typeof value === 'string' && fits(value) ? [[name, value]] : [];
      }),
    );
  return {
    ...(Number.isSafeInteger(seq) && seq > 0 ? { seq } : {}),
    ...(search['view'] === 'checkpoints' ? { view: 'checkpoints' as const } : {}),
    ...given(TEXTS, (text) => text !== ''),
    ...given(DATES, (text) => /^\d{4}-\d{2}-\d{2}$/.test(text)),
  };
}

/** What the list opens with. */
export function filtersOf({ action, actor, objectType, text, from, to }: LedgerSearch): Filters {
  return {
    text: text ?? '',
    action: action ?? null,
    actor: actor ?? null,
    objectType: objectType ?? null,
    from: from ?? '',
    to: to ?? '',
  };
}
