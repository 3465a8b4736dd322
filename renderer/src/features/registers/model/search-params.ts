/** The address of the registers. */
import type { RegisterName } from '../../../../../contract/index.ts';

export const REGISTER_TABS = ['people', 'terms', 'domains', 'purposes', 'activities', 'orphans'] as const;
export type RegistersTab = (typeof REGISTER_TABS)[number];

export interface RegistersSearch {
  tab?: RegistersTab;
  /** Key of the entry to show. */
  entry?: string;
}

/** Which register a tab shows. */
export const REGISTER_OF: Readonly<Record<Exclude<RegistersTab, 'orphans' | 'activities'>, RegisterName>> = {
  people: 'party',
  terms: 'term',
  domains: 'domain',
  purposes: 'purpose',
};

/** Addresses may have been typed: what is not known is left out. */
export function validateRegistersSearch(search: Record<string, unknown>): RegistersSearch {
  const tab = REGISTER_TABS.find((name) => name === search['tab']);
  const given = search['entry'];
  const entry = typeof given === 'number' ? String(given) : given;
  return {
    ...(tab && tab !== 'people' ? { tab } : {}),
    ...(typeof entry === 'string' && entry !== '' && entry.length <= 320 ? { entry } : {}),
  };
}

/** The tab of a register. */
export function tabOf(register: RegisterName): Exclude<RegistersTab, 'orphans' | 'activities'> {
  return register === 'party' ? 'people' : (`${register}s` as const);
}
