/** A request of a customer of the small shop, for tests. */
import type { DsarOrder } from './request.ts';

export const order: DsarOrder = {
  reference: 'DSR-2026-0007',
  receivedOn: '2026-03-05',
  jurisdiction: 'gdpr',
  place: 'IE',
  rights: ['access', 'erasure', 'portability'],
  subject: 'customer',
  identifiers: [{ kind: 'email', value: 'jo@example.org' }],
  extended: false,
  identityConfirmedOn: null,
  language: 'en',
};
