export const JOINS_TABS = ['suggestions', 'joined', 'namespaces'] as const;
export type JoinsTab = (typeof JOINS_TABS)[number];

/** Addresses may have been typed: what is not known is left out. */
export function validateJoinsSearch(search: Record<string, unknown>): { tab?: JoinsTab } {
  const tab = JOINS_TABS.find((name) => name === search['tab']);
  return tab && tab !== 'suggestions' ? { tab } : {};
}
