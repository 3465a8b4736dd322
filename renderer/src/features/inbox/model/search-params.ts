import { INBOX_KINDS, type InboxKind } from '../../../../../contract/index.ts';

/** Addresses may have been typed: what is not known is left out. */
export function validateInboxSearch(search: Record<string, unknown>): { kind?: InboxKind } {
  const kind = INBOX_KINDS.find((name) => name === search['kind']);
  return kind ? { kind } : {};
}
